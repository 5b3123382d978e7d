import MartletReflection
import SwiftGenerator
import TestSupport
import Testing

/// What is generated for messages, where several shapes are possible.
@Suite struct MessageShapeTests {
  @Test func recursiveFieldsAreIndirect() throws {
    let code = try messages(
      """
      syntax = "proto3";
      message A { B b = 1; Leaf leaf = 2; repeated A list = 3; map<string, A> named = 4; }
      message B { oneof kind { C c = 1; Leaf leaf = 2; } }
      message C { A a = 1; }
      message Leaf { int32 x = 1; }
      message Above { A a = 1; }
      message Own { Own own = 1; }
      """)
    #expect(
      lines(code, with: "Indirect<").sorted() == [
        "private var _a: Indirect<A>?", "private var _b: Indirect<B>?", "private var _own: Indirect<Own>?",
      ])
    #expect(lines(code, with: "indirect case") == ["indirect case c(C)"])
    #expect(code.contains("private var _leaf: Leaf?"))
    #expect(code.contains("private var _a: A?"))
  }

  @Test func largeMessagesAreReferences() throws {
    func fields(_ count: Int, _ type: String) -> String {
      (1...count).map { "\(type) f\($0) = \($0);" }.joined(separator: " ")
    }
    let code = try messages(
      """
      syntax = "proto3";
      message Sixteen { \(fields(16, "int32")) }
      message Seventeen { \(fields(17, "bool")) }
      message Strings { \(fields(13, "string")) }
      message Inner { \(fields(11, "string")) }
      message Outer { Inner inner = 1; string text = 2; }
      message OfLarge { Strings one = 1; Strings two = 2; Outer three = 3; }
      """)
    let large = code.components(separatedBy: "\npublic struct ").filter {
      $0.contains("_storage = Indirect(_Fields())")
    }
    #expect(large.map { $0.prefix { $0 != ":" } } == ["Seventeen", "Strings"])
    // What it contains is elsewhere, so that it isn't large itself.
    #expect(code.contains("private var _inner: Indirect<Inner>?"))
  }

  @Test func wideMessagesAreIndirectInSingularFields() throws {
    let code = try messages(
      """
      syntax = "proto3";
      message Narrow { string a = 1; string b = 2; int64 c = 3; }
      message Wide { string a = 1; string b = 2; string c = 3; string d = 4; }
      message Both {
        Narrow narrow = 1;
        Wide wide = 2;
        oneof kind { Narrow one = 3; Wide two = 4; }
        repeated Wide list = 5;
        map<string, Wide> named = 6;
      }
      """)
    #expect(lines(code, with: "Indirect<") == ["private var _wide: Indirect<Wide>?"])
    #expect(lines(code, with: "indirect case") == ["indirect case two(Wide)"])
    #expect(code.contains("private var _narrow: Narrow?"))
  }

  @Test func extensionsAreConstantsAndProperties() throws {
    let code = try messages(
      """
      syntax = "proto2";
      package my.app;
      message Base { extensions 1 to 5, 8 to 9; optional int32 x = 6; optional int32 y = 20; extensions 10 to 15; }
      extend Base { optional int32 my_id = 1 [default = 5]; repeated Base list = 2; }
      message Scope { extend Base { optional group Deep = 3 {} } }
      """)
    #expect(lines(code, with: "struct Base").isEmpty)
    #expect(lines(code, with: "struct My_App_Base") == ["public struct My_App_Base: ExtensibleMessage {"])
    #expect(
      lines(code, with: "writer.extensions") == [
        "writer.extensions(extensionFields, 8..<16)", "writer.extensions(extensionFields, 1..<6)",
      ])
    #expect(
      lines(code, with: "public nonisolated let") == [
        "public nonisolated let My_App_Extensions_my_id = MessageExtension<My_App_Base, SingularField<Int32Codec>>(",
        "public nonisolated let My_App_Extensions_list = "
          + "MessageExtension<My_App_Base, RepeatedField<MessageCodec<My_App_Base>>>(",
        "public nonisolated let My_App_Test_Extensions: SimpleExtensionMap = [",
      ])
    #expect(lines(code, with: "default: 5").count == 1)
    #expect(code.contains("  public var My_App_myID: Int32 {"))
    #expect(code.contains("  public var hasMy_App_myID: Bool {"))
    #expect(code.contains("  public var My_App_Scope_deep: My_App_Scope.Deep {"))
    #expect(code.contains("  public nonisolated static let Deep = MessageExtension<"))
    #expect(code.contains("  My_App_Scope.Extensions.Deep,\n]"))
  }

  /// The option reaches every kind of field; files without such a field don't import what has the type.
  @Test func bytesAreDataIfAskedFor() throws {
    var options = SwiftGenerator.Options()
    options.bytesType = .data
    let text = """
      syntax = "proto2";
      message M {
        optional bytes one = 1 [default = "a\\377"];
        repeated bytes many = 2;
        map<int32, bytes> named = 3;
        oneof kind { bytes picked = 4; }
        extensions 10 to 11;
      }
      extend M { optional bytes extra = 10; repeated bytes extras = 11; }
      """
    let code = try messages(text, options: options)
    #expect(!code.contains("[UInt8]") && !code.contains("BytesCodec"))
    #expect(lines(code, with: "import ") == ["import MartletFoundation", "import MartletProtobuf"])
    #expect(code.contains("get { _one ?? Data([97, 255]) }"))
    #expect(code.contains("public var many: [Data] = []") && code.contains("public var named: [Int32: Data] = [:]"))
    #expect(code.contains("case picked(Data)") && code.contains("SingularField<DataCodec>"))
    #expect(code.contains("case 18: try reader.data(18, appendingTo: &many)"))
    #expect(code.contains("writer.repeated(data: 18, many)"))
    #expect(code.contains("RepeatedField<DataCodec>") && code.contains("Int32Codec.self, DataCodec.self"))
    let plain = try messages("syntax = \"proto3\"; message M { string a = 1; }", options: options)
    #expect(lines(plain, with: "import ") == ["import MartletProtobuf"])
    #expect(try messages(text).contains("get { _one ?? [97, 255] }"))
  }

  @Test func chainsOfMessagesMayBeLong() throws {
    var files = Google_Protobuf_FileDescriptorProto()
    files.name = "chain.proto"
    files.syntax = "proto3"
    // Deeper than the stack of a test's thread.
    let count = 5_000
    for number in 0..<count {
      files.messageType.append(
        .with {
          $0.name = "M\(number)"
          $0.field = [
            .with {
              $0.name = "next"
              $0.number = 1
              $0.label = .optional
              $0.type = .message
              $0.typeName = ".M\((number + 1) % count)"
            }
          ]
        })
    }
    let generated = try SwiftGenerator(files: [files]).generate(["chain.proto"])
    #expect(lines(generated[0].content, with: "private var _next: Indirect<").count == count)
  }

  @Test func commentsBecomeDocComments() throws {
    let code = try messages(
      """
      syntax = "proto3";
      // Detached from everything.

      // Leads the message.
      //
      //   indented
      message M {
        // Leads the field.
        int32 a = 1;  // Trails the field.
        int32 b = 2;  // Only trails.
        /* A block
         * with stars. */
        string c = 3;
        // Leads the oneof.
        oneof o {
          // Leads the member.
          int32 d = 4;
        }
      }
      // Leads the enum.
      enum E {
        // Leads the value.
        E_A = 0;
        E_B = 1; // Trails the value.
      }
      """)
    func expect(_ doc: String, above declaration: String) {
      #expect(code.contains(doc + "\n" + declaration), "\(declaration)")
    }
    expect("/// Leads the message.\n///\n///   indented", above: "public struct M: MartletProtobuf.Message {")
    expect("  /// Leads the field.\n  ///\n  /// Trails the field.", above: "  public var a: Int32 = 0")
    expect("  /// Only trails.", above: "  public var b: Int32 = 0")
    expect("  /// A block\n  /// with stars.", above: "  public var c: String = \"\"")
    expect("  /// Leads the oneof.", above: "  public var o: OneOf_O?")
    expect("    /// Leads the member.", above: "    case d(Int32)")
    expect("/// Leads the enum.", above: "public enum E: MartletProtobuf.Enum, CaseIterable {")
    expect("  /// Leads the value.", above: "  case a")
    expect("  /// Trails the value.", above: "  case b")
    #expect(!code.contains("Detached"))
  }

  @Test func commentsOfWhatIsDeclaredInMessages() throws {
    let code = try messages(
      """
      syntax = "proto2";
      message M {
        // Leads the inner message.
        message Inner {
          // Leads the inner field.
          optional int32 a = 1;
        }
        // Leads the inner enum.
        enum Kind {
          KIND_A = 0;
        }
        // Leads the group.
        optional group Part = 1 {}
        oneof choice {
          // Leads the member.
          Inner inner = 2;
        }
        extend M {
          // Leads the inner extension.
          optional int32 y = 12;
        }
        extensions 10 to 20;
        // Leads the map.
        map<string, Inner> inners = 3;
      }
      extend M {
        // Leads the extension.
        optional int32 x = 10;
      }
      """)
    func expect(_ doc: String, above declaration: String) {
      #expect(code.contains("/// \(doc)\n\(declaration)"), "\(declaration) in \(code)")
    }
    expect("Leads the inner message.", above: "  public struct Inner: ")
    expect("Leads the inner field.", above: "    public var a: Int32 {")
    expect("Leads the inner enum.", above: "  public enum Kind: ")
    expect("Leads the group.", above: "  public struct Part: ")
    expect("Leads the member.", above: "  public var inner: M.Inner {")
    expect("Leads the member.", above: "    case inner(M.Inner)")
    expect("Leads the map.", above: "  public var inners: [String: M.Inner] ")
    expect("Leads the inner extension.", above: "  public nonisolated static let y = ")
    expect("Leads the extension.", above: "public nonisolated let Extensions_x = ")
    expect("Leads the extension.", above: "  public var x: Int32 {")
  }

  @Test func whatIsDeprecatedWarnsItsUsers() throws {
    let code = try messages(
      """
      syntax = "proto3";
      message M { int32 a = 1 [deprecated = true]; oneof o { int32 b = 2 [deprecated = true]; } }
      message Old { option deprecated = true; }
      enum E { E_A = 0; E_B = 1 [deprecated = true]; }
      """)
    #expect(code.contains("  @available(*, deprecated)\n  public var a: Int32 {"))
    #expect(code.contains("  @available(*, deprecated)\n  public var b: Int32 {"))
    #expect(code.contains("/// - Warning: This message is deprecated.\npublic struct Old"))
    #expect(code.contains("  /// - Warning: This value is deprecated.\n  case b"))
  }

  @Test func theDescriptorHasNoSourceInfo() throws {
    let text = "syntax = \"proto3\"; message M { string a_b = 1; } // a comment"
    let code = try messages(text)
    let plain = try descriptors(["a/test.proto": text], sourceInfo: false)
    let generated = try SwiftGenerator(files: plain).generate(["a/test.proto"])
    #expect(generated[0].content == code)
  }

  @Test func modulesOfOtherFilesAreImported() throws {
    let files = try descriptors([
      "common/money.proto": "syntax = \"proto3\"; package common; message Money {}",
      "a/test.proto": """
      syntax = "proto3";
      import "common/money.proto";
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/descriptor.proto";
      message M { common.Money money = 1; google.protobuf.Timestamp at = 2; }
      service S { rpc Do(common.Money) returns (M); }
      """,
    ])
    var options = SwiftGenerator.Options()
    options.moduleMappings = ["common/": "Common"]
    let generated = try SwiftGenerator(files: files, options: options).generate(["a/test.proto"])
    #expect(lines(generated[0].content, with: "import ") == ["import Common", "import MartletProtobuf"])
    #expect(
      lines(generated[1].content, with: "import ") == ["import Common", "import Martlet", "import MartletProtobuf"])
    options.module = "Common"
    let inside = try SwiftGenerator(files: files, options: options).generate(["a/test.proto"])
    #expect(lines(inside[0].content, with: "import ") == ["import MartletProtobuf"])
  }

  /// The dependencies of the file's `ProtoFile`, which must all have code.
  @Test func filesImportedForTheirOptionsAreReferredToWhereTheyAreSureToBe() throws {
    let files = try descriptors([
      "o/options.proto": """
      syntax = "proto2"; package o;
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.MessageOptions { optional string note = 50000; }
      """,
      "a/test.proto": """
      syntax = "proto3";
      import "o/options.proto";
      import "google/protobuf/descriptor.proto";
      import "google/protobuf/timestamp.proto";
      message M { option (o.note) = "x"; }
      """,
    ])
    func dependencies(_ parameter: String, beside others: Set<String>) throws -> [String] {
      let generator = try SwiftGenerator(files: files, options: .init(parameter: parameter))
      let code = try generator.generate(["a/test.proto"], beside: others)[0].content
      #expect(!code.contains("import MartletReflection") && !code.contains("import Options"))
      return lines(code, with: "dependencies: [")
    }
    #expect(try dependencies("", beside: []) == ["dependencies: [.google_protobuf_timestamp])"])
    #expect(
      try dependencies("", beside: ["o/options.proto"]) == ["dependencies: [.o_options, .google_protobuf_timestamp])"])
    // Code of another module isn't imported for that.
    #expect(
      try dependencies("module_mappings=o/=Options", beside: ["o/options.proto"])
        == ["dependencies: [.google_protobuf_timestamp])"])
    let extending = try SwiftGenerator(files: files).generate(["o/options.proto"])[0].content
    #expect(
      lines(extending, with: "import MartletReflection") == [
        "import MartletReflection  // descriptor.proto's code: the target needs this product too"
      ])
  }
}
