import Testing

@testable import SwiftGenerator

/// How names of `.proto` files become Swift names.
@Suite struct NamingTests {
  @Test(arguments: [
    ("foo", "foo", "Foo"),
    ("foo_bar", "fooBar", "FooBar"),
    ("fooBar", "fooBar", "FooBar"),
    ("FooBar", "fooBar", "FooBar"),
    ("FOO_BAR", "fooBar", "FooBar"),
    ("foo_BAR_baz", "fooBarBaz", "FooBarBaz"),
    ("id", "id", "ID"),
    ("foo_id", "fooID", "FooID"),
    ("fooId", "fooID", "FooID"),
    ("id_foo", "idFoo", "IDFoo"),
    ("ids", "ids", "Ids"),
    ("url", "url", "URL"),
    ("base_url", "baseURL", "BaseURL"),
    ("http_url", "httpURL", "HTTPURL"),
    ("my_https", "myHTTPS", "MyHTTPS"),
    ("HTTPGet", "httpget", "Httpget"),
    ("field1", "field1", "Field1"),
    ("field_1", "field1", "Field1"),
    ("field12b", "field12B", "Field12B"),
    ("field_2nd", "field2Nd", "Field2Nd"),
    ("foo__bar", "foo_Bar", "Foo_Bar"),
    ("foo___bar", "foo__Bar", "Foo__Bar"),
    ("trailing_", "trailing_", "Trailing_"),
    ("trailing__", "trailing__", "Trailing__"),
    ("_leading", "leading", "Leading"),
    ("__leading", "_Leading", "_Leading"),
    ("_1", "_1", "_1"),
    ("_", "_", "_"),
    ("", "", ""),
  ])
  func camelCase(name: String, lower: String, upper: String) {
    #expect(Naming.camelCase(name, capitalized: false) == lower)
    #expect(Naming.camelCase(name, capitalized: true) == upper)
  }

  @Test(arguments: [
    ("foo", "foo"), ("class", "`class`"), ("in", "`in`"), ("Any", "`Any`"), ("self", "self_p"), ("init", "init_p"),
    ("description", "description_p"), ("hashValue", "hashValue_p"), ("Type", "Type_p"), ("String", "String_p"),
    ("unknownFields", "unknownFields_p"), ("hasFoo", "hasFoo_p"), ("clearFoo", "clearFoo_p"), ("hash", "hash"),
    ("has", "has"), ("clearance", "clearance"), ("_", "___"),
  ])
  func properties(name: String, property: String) { #expect(Naming.property(name) == property) }

  @Test func accessorsFollowTheirField() {
    #expect(Naming.property("hasSelf", base: "self") == "hasSelf_p")
    #expect(Naming.property("hasClass", base: "class") == "hasClass")
    #expect(Naming.property("_class", base: "class") == "_class")
  }

  @Test(arguments: [
    ("Foo", "Message", "Foo"), ("Type", "Message", "TypeMessage"), ("TypeMessage", "Message", "TypeMessageMessage"),
    ("FooMessage", "Message", "FooMessage"), ("Protocol", "Enum", "ProtocolEnum"), ("Self", "Enum", "SelfEnum"),
    ("String", "Message", "StringMessage"), ("MartletProtobuf", "Message", "MartletProtobufMessage"),
    ("_", "Message", "_Message"), ("OneOf_Foo", "Oneof", "OneOf_Foo"), ("class", "Message", "classMessage"),
  ])
  func types(name: String, suffix: String, type: String) { #expect(Naming.type(name, suffix: suffix) == type) }

  @Test(
    arguments: [
      ("", nil, ""), ("main.v1", nil, "Main_V1_"), ("foo_bar.baz", nil, "FooBar_Baz_"), ("fooBar", nil, "FooBar_"),
      ("_1st.x", nil, "_1st_X_"), ("main", "", ""), ("main", "XYZ", "XYZ"),
    ] as [(String, String?, String)])
  func typePrefixes(package: String, option: String?, prefix: String) {
    #expect(Naming.typePrefix(package: package, swiftPrefix: option) == prefix)
  }

  @Test(arguments: [
    ("Kind", "KIND_FIRST", "FIRST"), ("MyKind", "MY_KIND_FIRST", "FIRST"), ("MyKind", "MYKIND_FIRST", "FIRST"),
    ("My_Kind", "my_kind_first", "first"), ("Kind", "KINDFIRST", "FIRST"), ("Kind", "KIND", "KIND"),
    ("Kind", "KIND_", "KIND_"), ("Kind", "KIND_1ST", "KIND_1ST"), ("Kind", "FIRST", "FIRST"),
    ("Kind", "KIN_FIRST", "KIN_FIRST"), ("Kind", "KIND__A", "A"),
  ])
  func enumPrefixes(name: String, value: String, rest: String) {
    #expect(Naming.withoutPrefix(name, value) == rest)
  }

  @Test func enumCases() {
    func cases(_ values: (String, Int32)...) -> [String] {
      Naming.enumCases("Kind", values: values.map { (name: $0.0, number: $0.1) })
    }
    #expect(cases(("KIND_FIRST", 0), ("KIND_SECOND_URL", 1)) == ["first", "secondURL"])
    #expect(cases(("KIND_DEFAULT", 0), ("KIND_SELF", 1), ("KIND_RAW_VALUE", 2)) == ["`default`", "self_", "rawValue_"])
    // Names that come out alike keep their numbers; aliases need none.
    #expect(cases(("KIND_A_B", 0), ("AB", 1), ("KIND_A__B", 2)) == ["aB", "ab", "a_B"])
    #expect(cases(("KIND_A", 0), ("a", -7), ("KIND_B", 1)) == ["a_0", "a_n7", "b"])
    #expect(cases(("KIND_A", 1), ("A", 1)) == ["a", "a"])
    #expect(cases(("KIND_A", .min), ("A", .max)) == ["a_n2147483648", "a_2147483647"])
  }

  @Test(arguments: [
    ("_", "__"), ("GetItem", "getItem"), ("getItem", "getItem"), ("get_item", "getItem"), ("Get", "get"),
    ("HTTPGet", "httpGet"),
    ("ListIDs", "listIDs"), ("HTTP", "http"), ("X", "x"), ("Import", "`import`"), ("Init", "init_"),
    ("Methods", "methods_"), ("Channel", "channel_"), ("Executor", "executor_"), ("V2Get", "v2Get"),
  ])
  func methods(name: String, method: String) { #expect(Naming.method(name) == method) }

  @Test(arguments: [
    ("main/v1/catalog.proto", "main_v1_catalog"), ("a-b.c/d.proto", "a_b_c_d"), ("3rd/x.proto", "_3rd_x"),
    ("in.proto", "in_"), ("self.proto", "self_"), ("noextension", "noextension"), ("", "_"),
  ])
  func protoFiles(path: String, symbol: String) { #expect(Naming.protoFile(path) == symbol) }
}
