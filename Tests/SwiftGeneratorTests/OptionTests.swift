import SwiftGenerator
import TestSupport
import Testing

/// Each option's effect, as Swift's compiler sees it: generated code is compiled, and so is code that uses it.
@Suite struct OptionTests {
  private let shapes = [
    "shapes/v1/shape.proto": """
    syntax = "proto3";
    package shapes.v1;
    import "google/protobuf/timestamp.proto";

    message Shape {
      enum Kind {
        KIND_UNSPECIFIED = 0;
        KIND_ROUND = 1;
      }
      string name = 1;
      Kind kind = 2;
      google.protobuf.Timestamp drawn = 3;
      Shape inner = 4;
      map<string, Shape> parts = 5;
      oneof size {
        double width = 6;
        double height = 7;
      }
    }

    service ShapeService {
      rpc Draw(Shape) returns (Shape);
      rpc Watch(Shape) returns (stream Shape);
      rpc Import(stream Shape) returns (Shape);
      rpc Sync(stream Shape) returns (stream Shape);
    }
    """
  ]

  private let user = """
    import Martlet
    import MartletProtobuf
    import Shapes
    struct Shapes: Shapes_V1_ShapeService {
      func draw(_ request: Shapes_V1_Shape, context: ServerContext) async throws -> Shapes_V1_Shape { request }
    }
    func draw(_ client: Shapes_V1_ShapeClient) async throws -> Shapes_V1_Shape {
      try await client.draw(.with { $0.inner.kind = .round; $0.size = .width(1); $0.parts["a"] = .init() })
    }
    """

  /// `package` reaches modules of the same package, `internal` none.
  @Test(arguments: [("public", true, true), ("package", true, false), ("internal", false, false)])
  func access(level: String, inPackage: Bool, outside: Bool) throws {
    let modules = try SwiftModules()
    let generated = try modules.generate(shapes, "access=\(level)")
    try modules.expect("Shapes", generated, flags: ["-package-name", "mine"])
    #expect(try modules.compile("Neighbor", [], program: user, flags: ["-package-name", "mine"]).isEmpty == inPackage)
    #expect(try modules.compile("Stranger", [], program: user, flags: ["-package-name", "theirs"]).isEmpty == outside)
  }

  /// Where imports are internal by default, declarations that others see need imports that say so.
  @Test func importVisibility() throws {
    let flags = ["-package-name", "mine", "-enable-upcoming-feature", "InternalImportsByDefault"]
    let modules = try SwiftModules()
    for (parameter, compiles) in [
      ("", false), ("import_visibility=public", true), ("access=package,import_visibility=public", true),
      ("access=package", false), ("access=package,import_visibility=package", true), ("access=internal", true),
      ("access=internal,import_visibility=internal", true),
    ] {
      let findings = try modules.compile("Shapes", modules.generate(shapes, parameter), flags: flags)
      // An import may be wider than what it is needed for, which is no more than a warning.
      #expect(!findings.contains { $0.contains(": error: ") } == compiles, "\(parameter): \(findings)")
      if parameter != "access=package,import_visibility=public" {
        #expect(findings.isEmpty == compiles, "\(parameter): \(findings)")
      }
    }
    #expect(throws: GenerationError("declarations that are public can't have imports that are package")) {
      try modules.generate(shapes, "import_visibility=package")
    }
  }

  /// Messages in one module, clients in another, servers in a third.
  @Test func partsInModulesOfTheirOwn() throws {
    let modules = try SwiftModules()
    let messages = try modules.generate(shapes, "server=false,client=false")
    #expect(messages.map(\.path) == ["shapes/v1/shape.pb.swift"])
    try modules.expect("Messages", messages)
    for (module, parameter) in [("Clients", "server=false"), ("Servers", "client=false")] {
      let generated = try modules.generate(shapes, "messages=false,module_mappings=shapes/=Messages,\(parameter)")
      #expect(generated.map(\.path) == ["shapes/v1/shape.rpc.swift"])
      try modules.expect(module, generated)
    }
    let program = user.replacing("import Shapes", with: "import Clients\nimport Messages\nimport Servers")
    try modules.expect("Program", [], program: program)
    #expect(!(try modules.compile("Clientless", [], program: program.replacing("import Clients", with: "")).isEmpty))
    #expect(!(try modules.compile("Serverless", [], program: program.replacing("import Servers", with: "")).isEmpty))
  }

  @Test func fileNaming() throws {
    let modules = try SwiftModules()
    let twins = [
      "a/v1/thing.proto": "syntax = \"proto3\"; package a.v1; message Thing {}",
      "b/v1/thing.proto": """
      syntax = "proto3"; package b.v1; import "a/v1/thing.proto"; message Thing { a.v1.Thing thing = 1; }
      """,
    ]
    // Swift wants the files of a module to have names that differ.
    let full = try modules.generate(twins)
    #expect(full.map(\.path) == ["a/v1/thing.pb.swift", "b/v1/thing.pb.swift"])
    #expect(!(try modules.compile("Full", full).isEmpty))
    let underscores = try modules.generate(twins, "file_naming=path_to_underscores")
    #expect(underscores.map(\.path) == ["a_v1_thing.pb.swift", "b_v1_thing.pb.swift"])
    try modules.expect("Underscores", underscores)
    let dropped = try modules.generate(twins, only: ["b/v1/thing.proto"], "file_naming=drop_path")
    #expect(dropped.map(\.path) == ["thing.pb.swift"])
  }

  /// A file maps for itself, a folder for all that is in it, and the longer name wins.
  @Test func moduleMappings() throws {
    let files = [
      "base/units.proto": "syntax = \"proto3\"; package base; enum Unit { UNIT_METER = 0; UNIT_FOOT = 1; }",
      "base/geo/point.proto": """
      syntax = "proto2"; package base.geo; import "base/units.proto";
      message Point { required base.Unit unit = 1; extensions 10 to 20; }
      """,
      "app/map.proto": """
      syntax = "proto2"; package app; import "base/units.proto"; import "base/geo/point.proto";
      message Map {
        optional base.geo.Point center = 1;
        repeated base.geo.Point points = 2;
        map<string, base.geo.Point> named = 3;
        oneof where { base.geo.Point point = 4; base.Unit unit = 5; }
        extend base.geo.Point { optional Map map = 10; repeated base.Unit units = 11; }
      }
      service Maps { rpc Find(base.geo.Point) returns (Map); }
      """,
    ]
    let mappings = "module_mappings=base/=Units;base/geo/point.proto=Geo"
    for extra in ["", ",import_visibility=public"] {
      let modules = try SwiftModules()
      let units = try modules.generate(files, only: ["base/units.proto"])
      try modules.expect("Units", units)
      let points = try modules.generate(files, only: ["base/geo/point.proto"], "module_mappings=base/units.proto=Units")
      try modules.expect("Geo", points)
      let maps = try modules.generate(files, only: ["app/map.proto"], mappings + extra)
      let program = """
        import Geo
        import Units
        func use() -> Map_Count {
          let map = App_Map.with { $0.center.unit = .foot; $0.center.App_Map_units = [.meter]; $0.where = .unit(.foot) }
          return map.points.count
        }
        typealias Map_Count = Int
        """
      try modules.expect("App", maps, program: program)
    }
  }

  @Test func swiftPrefix() throws {
    let modules = try SwiftModules()
    let text = """
      syntax = "proto3"; package some.long.name; option swift_prefix = "X"; message A { B b = 1; } enum B { B_C = 0; }
      service AService { rpc Do(A) returns (A); }
      """
    let program = "func use(_ client: XAClient) async throws -> XB { try await client.do(XA()).b }"
    try modules.expect("Prefixed", modules.generate(["p.proto": text]), program: program)
    let bare = text.replacing("\"X\"", with: "\"\"")
    let user = "func use(_ client: AClient) async throws -> B { try await client.do(A()).b }"
    try modules.expect("Bare", modules.generate(["p.proto": bare]), program: user)
  }

  /// Everything at the top of a file says where it is available, and no more than that needs to.
  @Test func availability() throws {
    let modules = try SwiftModules()
    var files = shapes
    files["ext.proto"] = """
      syntax = "proto2"; message Base { extensions 1 to 9; enum E { A = 0; } }
      extend Base { optional int32 x = 1; } message Scope { extend Base { optional Base y = 2; } } enum Top { T = 0; }
      """
    let generated = try modules.generate(files, "availability=macOS 26;iOS 26.1")
    let attribute = "@available(macOS 26, iOS 26.1, *)"
    for file in generated {
      let lines = file.content.split(separator: "\n", omittingEmptySubsequences: false)
      var declarations = 0
      for (line, before) in zip(lines.dropFirst(), lines) {
        let words = line.split(separator: " ").filter { $0 != "public" && $0 != "nonisolated" }
        guard line.first?.isLetter == true, let word = words.first,
          ["struct", "enum", "protocol", "extension", "let"].contains(word)
        else { continue }
        declarations += 1
        #expect(before == attribute, "\(file.path): \(line)")
      }
      #expect(declarations >= 2)
      #expect(file.content.split(separator: attribute, omittingEmptySubsequences: false).count == declarations + 1)
    }
    try modules.expect("Available", generated)
  }

  /// Users are warned where they use what is deprecated; generated code doesn't warn of itself.
  @Test func deprecation() throws {
    let modules = try SwiftModules()
    let text = """
      syntax = "proto2"; package d;
      message Old {
        option deprecated = true;
        optional int32 plain = 1 [deprecated = true];
        repeated int32 many = 2 [deprecated = true];
        map<int32, Old> map = 3 [deprecated = true];
        oneof choice { string a = 4 [deprecated = true]; Old b = 5; }
        required Kind kind = 6 [deprecated = true];
        extensions 10 to 20;
        extend Old { optional int32 extra = 10 [deprecated = true]; }
      }
      enum Kind { option deprecated = true; KIND_A = 0; KIND_B = 1 [deprecated = true]; }
      service Gone { option deprecated = true; rpc Call(Old) returns (Old); }
      service There {
        rpc Call(Old) returns (Old);
        rpc Former(Old) returns (Old) { option deprecated = true; }
      }
      """
    let generated = try modules.generate(["d.proto": text])
    try modules.expect("Deprecated", generated)
    let program = """
      func old(_ old: inout D_Old) {
        old.plain = 1
        _ = old.hasPlain
        old.clearPlain()
        old.many = []
        old.map = [:]
        old.a = ""
        old.kind = .a
        old.D_Old_extra = 1
        old.b = .init()
      }
      func call(_ gone: D_GoneClient, _ there: D_ThereClient) async throws {
        _ = try await there.former(.init())
        _ = try await there.call(.init())
      }
      """
    // One may come twice, from checking the file and from what is made of it.
    let warnings = try Set(modules.compile("Using", generated, program: program))
    func names(_ name: String) -> Int { warnings.filter { $0.contains("'\(name)' is deprecated") }.count }
    for name in ["plain", "hasPlain", "clearPlain()", "many", "map", "a", "kind", "D_Old_extra", "D_GoneClient"] {
      #expect(names(name) == 1, "\(name): \(warnings)")
    }
    #expect(warnings.count == 10, "\(warnings)")
    #expect(warnings.contains { $0.contains("'former(_:metadata:timeout:)' is deprecated") })
  }

  /// What projects turn on for all of their code.
  @Test(arguments: [
    ["-default-isolation", "MainActor"], ["-strict-memory-safety"],
    [
      "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "MemberImportVisibility",
      "-enable-upcoming-feature", "NonisolatedNonsendingByDefault", "-enable-upcoming-feature",
      "InferIsolatedConformances",
    ],
  ])
  func compilerSettings(flags: [String]) throws {
    let modules = try SwiftModules()
    var files = shapes
    files["ext.proto"] = """
      syntax = "proto2"; message Base { extensions 1 to 9; }
      extend Base { optional int32 x = 1; } message Scope { extend Base { optional Base y = 2; } }
      """
    // Code that is bound to no actor must get at everything.
    let program = """
      import Martlet
      import MartletProtobuf
      nonisolated struct Server: Shapes_V1_ShapeService {}
      struct Other: Shapes_V1_ShapeService {}
      nonisolated func use(_ channel: Channel) async throws {
        var base = Base()
        base.x = 1
        base.Scope_y = base
        let kind: Shapes_V1_Shape.OneOf_Size = .height(1)
        _ = (Ext_Extensions, ProtoFile.ext, Shapes_V1_Shape.Kind.round.rawValue, [kind].hashValue, base == base)
        _ = (Server().methods, Other().methods, Other.protoFile)
        for try await shape in Shapes_V1_ShapeClient(channel).watch(.init()) { _ = shape.size }
      }
      """
    try modules.expect("Settings", modules.generate(files), program: program, flags: flags)
  }
}
