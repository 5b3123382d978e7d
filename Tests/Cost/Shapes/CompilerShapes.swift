import ProtoCompiler

private let ceiling = Ceiling(total: 2000, peak: 300)

/// Files, of which the first is compiled.
private func shape(
  _ name: String, isAccepted: Bool = true, size: Int = 1000, files: @escaping @Sendable (Int) -> [String]
) -> Shape {
  Shape(entry: "compile", name: name, size: size, ceiling: ceiling) { size in
    let texts = files(size)
    let names = texts.indices.map { "\($0).proto" }
    let tree = MemorySourceTree(Dictionary(uniqueKeysWithValues: zip(names, texts)))
    return Work(size: texts.reduce(0) { $0 + $1.utf8.count }) {
      let result = ProtoCompiler(sources: tree).compile(["0.proto"])
      if result.hasErrors == isAccepted { throw Unexpected(diagnostics: result.diagnostics.map { "\($0)" }) }
      _ = result.serializedDescriptorSet()
    }
  }
}

private struct Unexpected: Error { let diagnostics: [String] }

/// One file of pieces.
private func shape(
  _ name: String, isAccepted: Bool = true, _ beginning: String = "", _ end: String = "", size: Int = 1000,
  _ piece: @escaping @Sendable (Int) -> String
) -> Shape {
  shape(name, isAccepted: isAccepted, size: size) { size in
    [String(decoding: text(size, "syntax = \"proto2\";\n" + beginning, end, piece), as: UTF8.self)]
  }
}

let compilerShapes: [Shape] = declarations + options + tables + tokens + imports + errors

private let declarations = [
  shape("many messages") { "message M\($0) {}\n" },
  shape("messages in messages") {
    "message M\($0) {" + String(repeating: "message A {", count: 25) + String(repeating: "}", count: 26) + "\n"
  },
  shape("messages in too many messages", isAccepted: false) { size in
    [
      "syntax = \"proto2\";" + String(repeating: "message A {", count: size / 12)
        + String(repeating: "}", count: size / 12)
    ]
  },
  shape("many fields", "message M {\n", "}") { "optional int32 f\($0) = \($0 + 1);\n" },
  shape(
    "fields of a type that is far outside", "message T {}\nmessage A { message B { message C { message D {\n", "} } } }"
  ) {
    "optional T f\($0) = \($0 + 1);\n"
  },
  shape("fields of types in packages", "package a.b.c.d.e.f.g.h;\nmessage T {}\nmessage M {\n", "}") {
    "optional a.b.c.d.e.f.g.h.T f\($0) = \($0 + 1);\n"
  },
  shape("types that are declared behind", "message M {\n", "}") {
    "optional N\($0) f\($0) = \($0 + 1); message N\($0) {}\n"
  },
  shape("maps", "message M {\n", "}") { "map<int32, string> f\($0) = \($0 + 1);\n" },
  shape("groups", "message M {\n", "}") { "optional group G\($0) = \($0 + 1) {}\n" },
  shape("oneofs", "message M {\n", "}") { "oneof o\($0) { int32 f\($0) = \($0 + 1); }\n" },
  shape("values of an enum", "enum E {\n", "}") { "V\($0) = \($0);\n" },
  shape("aliases of an enum's value", "enum E { option allow_alias = true;\n", "}") { "V\($0) = 0;\n" },
  shape("enums") { "enum E\($0) { V\($0) = 0; }\n" },
  shape("reserved ranges", "message M {\n", "}") { "reserved \($0 * 2 + 1);\n" },
  shape("reserved ranges in one statement", "message M { reserved 1", "; }") { ", \($0 * 2 + 3)" },
  shape("reserved names", "message M {\n", "}") { "reserved \"r\($0)\";\n" },
  shape("reserved names beside fields", "message M {\n", "}") {
    "reserved \"r\($0)\"; optional int32 f\($0) = \($0 + 1);\n"
  },
  shape("reserved ranges beside fields", "message M {\n", "}") {
    "reserved \($0 * 2 + 1); optional int32 f\($0) = \($0 * 2 + 2);\n"
  },
  shape("reserved ranges of an enum beside values", "enum E {\n", "}") {
    "V\($0) = \($0 * 2); reserved \($0 * 2 + 1);\n"
  },
  shape("extension ranges", "message M {\n", "}") { "extensions \($0 * 2 + 1);\n" },
  shape("extensions", "message M { extensions 1 to max; }\n") { "extend M { optional int32 e\($0) = \($0 + 1); }\n" },
  shape("extension ranges with an extension each", "message M {\n", "}") {
    "extensions \($0 * 2 + 1); extend M { optional int32 e\($0) = \($0 * 2 + 1); }\n"
  },
  shape("services") { "service S\($0) {}\n" },
  shape("methods", "message M {}\nservice S {\n", "}") { "rpc m\($0) (M) returns (stream M);\n" },
  shape("a package of many parts", isAccepted: false, "package a", ";") { _ in ".b" },
  shape("a long name with many fields", isAccepted: false, size: 6000) { size in
    let fields = (0..<size / 60).map { "optional int32 f\($0) = \($0 + 1);\n" }.joined()
    return ["syntax = \"proto2\"; message M\(String(repeating: "a", count: size / 2)) { \(fields) }"]
  },
]

private let options = [
  shape("options of a field", isAccepted: false, "message M { optional int32 f = 1 [deprecated = true", "]; }") { _ in
    ", packed = false"
  },
  shape("ranges with one option of half the file", isAccepted: false, size: 4000) { size in
    let ranges = (0..<size / 12).map { "\($0 * 2 + 2)" }.joined(separator: ",")
    return [
      """
      syntax = "proto2"; import "google/protobuf/descriptor.proto";
      extend google.protobuf.ExtensionRangeOptions { optional string note = 50000; }
      message M { extensions \(ranges) [(note) = "\(String(repeating: "a", count: size / 2))"]; }
      """
    ]
  },
  shape(
    "a custom option on each field",
    "import \"google/protobuf/descriptor.proto\";\n"
      + "extend google.protobuf.FieldOptions { optional string note = 50000; }\nmessage M {\n", "}"
  ) { "optional int32 f\($0) = \($0 + 1) [(note) = \"\($0)\"];\n" },
  shape(
    "values of one repeated option",
    "import \"google/protobuf/descriptor.proto\";\n"
      + "extend google.protobuf.FileOptions { repeated string note = 50000; }\n"
  ) { "option (note) = \"\($0)\";\n" },
  shape(
    "parts of one option",
    "import \"google/protobuf/descriptor.proto\";\n"
      + "message N { repeated int32 list = 1; optional N n = 2; }\n"
      + "extend google.protobuf.FileOptions { optional N note = 50000; }\n"
  ) { "option (note).n.n.list = \($0);\n" },
  shape("members of one oneof of an option", size: 20_000) { size in
    let count = max(2, size / 60)
    let members = (0..<count).map { "int32 m\($0) = \($0 + 1);\n" }.joined()
    let options = (0..<count).map { "option (note).m\($0) = 1;\n" }.joined()
    return [
      "syntax = \"proto2\";" + descriptor + "message N { oneof o { \(members) } }\n"
        + "extend google.protobuf.FileOptions { optional N note = 50000; }\n\(options)"
    ]
  },
  shape(
    "an option with a long list",
    "import \"google/protobuf/descriptor.proto\";\nmessage N { repeated int32 list = 1; }\n"
      + "extend google.protobuf.FileOptions { optional N note = 50000; }\noption (note) = { list: [0", "] };"
  ) { ", \($0)" },
  shape(
    "an option with messages in messages",
    "import \"google/protobuf/descriptor.proto\";\nmessage N { repeated N n = 1; }\n"
      + "extend google.protobuf.FileOptions { optional N note = 50000; }\noption (note) = {", "};"
  ) { _ in String(repeating: "n {", count: 20) + String(repeating: "}", count: 20) },
  shape("parts of an option's name", isAccepted: false, "option (a).b", " = 1;") { _ in ".c" },
  shape("default values", "message M {\n", "}") { "optional string f\($0) = \($0 + 1) [default = \"\\n\($0)\"];\n" },
  shape("names for JSON", "message M {\n", "}") { "optional int32 f\($0) = \($0 + 1) [json_name = \"a_\($0)\"];\n" },
]

private let descriptor = "import \"google/protobuf/descriptor.proto\";\n"

/// Much that is looked up among much else.
private let tables = [
  shape("fields of an option's value, among as many", size: 20_000) { size in
    let count = max(2, size / 50)
    let fields = (0..<count).map { "optional int32 f\($0) = \($0 + 1);\n" }.joined()
    let value = (0..<count).map { "f\($0): 1\n" }.joined()
    return [
      "syntax = \"proto2\";" + descriptor + "message N { \(fields) }\n"
        + "extend google.protobuf.FileOptions { optional N n = 50000; }\noption (n) = { \(value) };"
    ]
  },
  shape("values of an enum in options and defaults", size: 20_000) { size in
    let count = max(2, size / 100)
    let values = (0..<count).map { "V\($0) = \($0);\n" }.joined()
    let options = (0..<count).map { "option (e) = V\($0);\n" }.joined()
    let fields = (0..<count).map { "optional E f\($0) = \($0 + 1) [default = V\($0)];\n" }.joined()
    return [
      "syntax = \"proto2\";" + descriptor + "enum E { \(values) }\nmessage M { \(fields) }\n"
        + "extend google.protobuf.FileOptions { repeated E e = 50000; }\n\(options)"
    ]
  },
  shape("extensions that one range declares", size: 10_000) { size in
    let count = max(1, size / 120)
    let declared = (1...count).map { "declaration = { number: \($0) full_name: \".e\($0)\" type: \"int32\" }" }
    let extensions = (1...count).map { "extend M { optional int32 e\($0) = \($0); }\n" }.joined()
    return [
      "syntax = \"proto2\"; message M { extensions 1 to max [\(declared.joined(separator: ", "))]; }\n\(extensions)"
    ]
  },
  shape("options in braces, each with an extension of its own", size: 20_000) { size in
    let count = max(2, size / 70)
    let extensions = (0..<count).map { "extend N { optional int32 x\($0) = \($0 + 20_000); }\n" }.joined()
    let options = (0..<count).map { "option (n) = { [x\($0)]: 1 };\n" }.joined()
    return [
      "syntax = \"proto2\";" + descriptor + "message N { extensions 1 to max; }\n\(extensions)"
        + "extend google.protobuf.FileOptions { repeated N n = 50000; }\n\(options)"
    ]
  },
  shape("an option with as many options as uses", size: 20_000) { size in
    let count = max(2, size / 30)
    let texts = [String](repeating: "(t) = \"x\"", count: count).joined(separator: ", ")
    return [
      "syntax = \"proto2\";" + descriptor + "extend google.protobuf.FieldOptions { repeated string t = 50000; }\n"
        + "extend google.protobuf.FileOptions { repeated int32 n = 50000 [\(texts)]; }\n"
        + (0..<count).map { "option (n) = \($0);\n" }.joined()
    ]
  },
  shape(
    "options for the compiler only, in one statement",
    descriptor + "extend google.protobuf.FieldOptions { repeated int32 t = 50000 [retention = RETENTION_SOURCE]; }\n"
      + "message M { optional int32 a = 1 [(t) = 1", "]; }", size: 20_000
  ) { _ in ", (t) = 1" },
  shape("a chain of public imports from whose end each file takes", size: 20_000) { size in
    let count = max(2, size / 70)
    return (0..<count).map { index in
      let next = index + 1 < count ? "import public \"\(index + 1).proto\";" : ""
      return "syntax = \"proto2\"; \(next) message M\(index) { optional M\(count - 1) f = 1; }"
    }
  },
  shape("each file of a chain of public imports, imported in vain", size: 20_000) { size in
    let count = max(2, size / 70)
    return ["syntax = \"proto2\";\n" + (1..<count).map { "import \"\($0).proto\";\n" }.joined()]
      + (1..<count).map { $0 + 1 < count ? "syntax = \"proto2\"; import public \"\($0 + 1).proto\";" : "" }
  },
  shape("circles of imports in a chain", isAccepted: false, size: 20_000) { size in
    let count = max(2, size / 60)
    return (0..<count).map { "syntax = \"proto2\"; import \"\(($0 + 1) % count).proto\"; import \"0.proto\";" }
  },
]

private let tokens = [
  shape("line comments") { "// comment \($0)\n" },
  shape("comments that stand alone") { "// comment \($0)\n\n" },
  shape("comments around fields", "message M {\n", "}") {
    "// before\noptional int32 f\($0) = \($0 + 1); // behind\n\n/* alone */\n\n"
  },
  shape("one long comment", "/*", "*/") { " * line \($0)\n" },
  shape("a comment that doesn't end", isAccepted: false, "/*") { " line \($0)\n" },
  shape("empty statements") { _ in ";" },
  shape("everything on one line") { "message M\($0) { optional int32 f = 1; } " },
  shape("strings side by side", "option java_package = ", ";") { "\"a\($0)\" 'b'\n" },
  shape("a long string with escapes", "option java_package = \"", "\";") { _ in #"\303\251\x41\n"# },
  shape("a number of many digits", isAccepted: false, "message M { optional int32 f = 9999999999", "; }") { _ in "0" },
  shape("a default of many digits", "message M { optional double f = 1 [default = 1", ".0]; }", size: 200) { _ in "0" },
  shape("a fraction of many digits", "message M { optional double f = 1 [default = 0.", "1]; }") { _ in "3" },
]

private let imports = [
  shape("a chain of imports") { size in
    let count = max(2, size / 60)
    return (0..<count).map { index in
      let next = index + 1 < count ? "import public \"\(index + 1).proto\";" : ""
      return "syntax = \"proto2\"; \(next) message M\(index) {}"
    }
  },
  shape("files that each import the next two") { size in
    let count = max(2, size / 90)
    return (0..<count).map { index in
      let next = [index + 1, index + 2].filter { $0 < count }.map { "import public \"\($0).proto\";" }.joined()
      return "syntax = \"proto2\"; \(next) message M\(index) { optional M\(count - 1) f = 1; }"
    }
  },
  shape("imports that aren't used") { size in
    let count = max(2, size / 60)
    return ["syntax = \"proto2\";\n" + (1..<count).map { "import \"\($0).proto\";\n" }.joined()]
      + (1..<count).map { "syntax = \"proto2\"; message M\($0) {}" }
  },
  shape("imports that are missing", isAccepted: false) { size in
    ["syntax = \"proto2\";\n" + (1..<max(2, size / 20)).map { "import \"none/\($0).proto\";\n" }.joined()]
  },
  shape("packages of many files") { size in
    let count = max(2, size / 80)
    return ["syntax = \"proto2\";\n" + (1..<count).map { "import \"\($0).proto\";\n" }.joined()]
      + (1..<count).map { "syntax = \"proto2\"; package a.b.c; message M\($0) {}" }
  },
]

private let errors = [
  shape("fields of types that are missing", isAccepted: false, "message M {\n", "}") {
    "optional None f\($0) = \($0 + 1);\n"
  },
  shape("fields of one number", isAccepted: false, "message M {\n", "}") { "optional int32 f\($0) = 1;\n" },
  shape("fields of one name", isAccepted: false, "message M {\n", "}") { "optional int32 f = \($0 + 1);\n" },
  shape("fields whose names come out alike", "message M {\n", "}") {
    "optional int32 f_\($0) = \($0 * 2 + 1); optional int32 f\($0) = \($0 * 2 + 2);\n"
  },
  shape("errors on one line", isAccepted: false, "message M { ", "}") { "optional None f\($0) = \($0 + 1); " },
  shape("statements that make no sense", isAccepted: false) { "what \($0) is this;\n" },
  shape("characters that make no sense", isAccepted: false) { _ in "\u{1}" },
  shape("braces that open", isAccepted: false) { _ in "{" },
  shape("braces that open in a message", isAccepted: false, "message M ") { _ in "{" },
  shape("braces that open in an option", isAccepted: false, "option (a) = ") { _ in "{ a " },
  shape("angles that open", isAccepted: false, "message M { ") { _ in "map<" },
  shape("one name in many messages", isAccepted: false) { "message M { optional int32 f = \($0 + 1); }\n" },
  shape("overlapping ranges", isAccepted: false, "message M {\n", "}") { "reserved \($0 + 1) to \($0 + 3);\n" },
  shape("ranges around one another", isAccepted: false, "message M {\n", "}") {
    "reserved \(1000 - $0) to \(2000 + $0);\n"
  },
  shape("names in a long package that are missing", isAccepted: false) { size in
    let package = "a" + String(repeating: ".a", count: size / 4)
    let fields = (0..<size / 60).map { "optional a.None f\($0) = \($0 + 1);\n" }.joined()
    return ["syntax = \"proto2\"; package \(package); message M { \(fields) }"]
  },
]
