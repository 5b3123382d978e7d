import SwiftGenerator
import TestSupport
import Testing

/// Each option's effect, as Swift's compiler sees it: generated code is compiled, and so is code that uses it.
@Suite struct OptionTests {
  /// A file of package `NAME.v1` with messages and a service.
  private func shapes(_ name: String = "shapes") -> [String: String] {
    [
      "\(name)/v1/shape.proto": """
      syntax = "proto3";
      package \(name).v1;
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
  }

  /// Code that uses it.
  private func user(of name: String = "Shapes", imports: [String] = ["Shapes"]) -> String {
    """
    import Martlet
    import MartletProtobuf
    \(imports.map { "import \($0)\n" }.joined())
    struct \(name)User: \(name)_V1_ShapeService {
      typealias Shape = \(name)_V1_Shape
      func draw(_ request: Shape, context: ServerContext) async throws -> Shape { request }
      func watch(_ request: Shape, responses: ResponseWriter<Shape>, context: ServerContext) async throws {}
      func `import`(_ requests: RequestStream<Shape>, context: ServerContext) async throws -> Shape { .init() }
      func sync(
        _ requests: RequestStream<Shape>, responses: ResponseWriter<Shape>, context: ServerContext
      ) async throws {}
    }
    func draw(_ client: \(name)_V1_ShapeClient) async throws -> \(name)_V1_Shape {
      try await client.draw(.with { $0.inner.kind = .round; $0.size = .width(1); $0.parts["a"] = .init() })
    }
    """
  }

  /// `package` reaches modules of the same package, `internal` none.
  @Test func access() throws {
    let modules = try SwiftModules()
    let levels = ["public", "package", "internal"]
    let generated = try levels.flatMap { level in
      try modules.generate(shapes("of_\(level)"), "access=\(level),file_naming=path_to_underscores")
    }
    try modules.expect("Shapes", generated, flags: ["-package-name", "mine"], making: true)
    let users = levels.map { ($0, user(of: "Of" + $0.prefix(1).uppercased() + $0.dropFirst())) }
    for (package, visible) in [("mine", ["public", "package"]), ("theirs", ["public"])] {
      let findings = try modules.compile(
        "User", programs: Dictionary(uniqueKeysWithValues: users), flags: ["-package-name", package])
      for level in levels {
        let isClean = !findings.contains { $0.hasPrefix("\(level).swift") }
        #expect(isClean == visible.contains(level), "\(level) in \(package): \(findings)")
      }
    }
  }

  /// Where imports are internal by default, declarations that others see need imports that say so.
  @Test func importVisibility() throws {
    let modules = try SwiftModules()
    let cases = [
      ("", false), ("import_visibility=public", true), ("access=package,import_visibility=public", true),
      ("access=package", false), ("access=package,import_visibility=package", true), ("access=internal", true),
      ("access=internal,import_visibility=internal", true),
    ]
    let generated = try cases.enumerated().flatMap { number, each in
      try modules.generate(shapes("case\(number)"), "file_naming=path_to_underscores,\(each.0)")
    }
    let findings = try modules.compile(
      "Shapes", generated,
      flags: ["-package-name", "mine", "-enable-upcoming-feature", "InternalImportsByDefault"])
    for (number, (parameter, compiles)) in cases.enumerated() {
      let own = findings.filter { $0.hasPrefix("case\(number)_v1_") }
      // An import may be wider than what it is needed for, which is no more than a warning.
      #expect(!own.contains { $0.contains(": error: ") } == compiles, "\(parameter): \(own)")
      if parameter != "access=package,import_visibility=public" {
        #expect(own.isEmpty == compiles, "\(parameter): \(own)")
      }
    }
    #expect(throws: GenerationError("declarations that are public can't have imports that are package")) {
      try modules.generate(shapes(), "import_visibility=package")
    }
  }

  /// Messages in one module, clients in another, servers in a third. Of mappings to modules, a file's own goes before
  /// that of its folder.
  @Test func codeInSeveralModules() throws {
    let modules = try SwiftModules()
    var files = shapes()
    files["base/units.proto"] = "syntax = \"proto3\"; package base; enum Unit { UNIT_METER = 0; UNIT_FOOT = 1; }"
    files["base/geo/point.proto"] = """
      syntax = "proto2"; package base.geo; import "base/units.proto";
      message Point { required base.Unit unit = 1; extensions 10 to 20; }
      """
    for app in ["app", "plan"] {
      files["\(app)/map.proto"] = """
        syntax = "proto2"; package \(app); import "base/units.proto"; import "base/geo/point.proto";
        message Map {
          optional base.geo.Point center = 1;
          repeated base.geo.Point points = 2;
          map<string, base.geo.Point> named = 3;
          oneof where { base.geo.Point point = 4; base.Unit unit = 5; }
          extend base.geo.Point { optional Map map = \(app == "app" ? 10 : 12); }
        }
        service Maps { rpc Find(base.geo.Point) returns (Map); }
        """
    }
    func generate(_ name: String, _ parameter: String) throws -> [GeneratedFile] {
      try modules.generate(files, only: [name], "file_naming=path_to_underscores,\(parameter)")
    }
    let shape = "shapes/v1/shape.proto"
    let messages = try generate(shape, "server=false,client=false")
    #expect(messages.map(\.path) == ["shapes_v1_shape.pb.swift"])
    try modules.expect("Messages", messages + generate("base/units.proto", ""), making: true)
    let clients = try generate(shape, "messages=false,server=false,module_mappings=shapes/=Messages")
    #expect(clients.map(\.path) == ["shapes_v1_shape.rpc.swift"])
    try modules.expect("Clients", clients, making: true)
    try modules.expect(
      "Servers",
      generate(shape, "messages=false,client=false,module_mappings=shapes/=Messages")
        + generate("base/geo/point.proto", "module_mappings=base/units.proto=Messages"), making: true)

    let mappings = "module_mappings=base/=Messages;base/geo/point.proto=Servers"
    let maps =
      try generate("app/map.proto", mappings)
      + generate("plan/map.proto", "\(mappings),import_visibility=public")
    let findings = try modules.compile(
      "Program", maps,
      programs: [
        "program": user(imports: ["Clients", "Messages", "Servers"]),
        "maps": """
        import Messages
        import Servers
        func use() -> Int {
          let map = App_Map.with { $0.center.unit = .foot; $0.center.App_Map_map = .init(); $0.where = .unit(.foot) }
          return map.points.count
        }
        """,
        "clientless": "import Messages\nfunc call(_ client: Shapes_V1_ShapeClient) {}",
        "serverless": "import Messages\nfunc serve(_ service: some Shapes_V1_ShapeService) {}",
      ])
    #expect(
      findings == [
        "clientless.swift:2:21: error: cannot find type 'Shapes_V1_ShapeClient' in scope",
        "serverless.swift:2:28: error: cannot find type 'Shapes_V1_ShapeService' in scope",
      ])
  }

  /// A method that an implementation lacks, or misspells, doesn't compile, unless defaults were asked for.
  @Test func unimplementedDefaults() throws {
    let modules = try SwiftModules()
    func files(_ name: String) -> [String: String] {
      [
        "\(name).proto": """
        syntax = "proto3"; package \(name);
        message M {}
        service Calls { rpc Get(M) returns (M); rpc Put(M) returns (M); rpc Sync(stream M) returns (stream M); }
        """
      ]
    }
    let generated =
      try modules.generate(files("strict"))
      + modules.generate(files("lax"), "unimplemented_defaults=true")
    func program(_ prefix: String) -> String {
      """
      import Martlet
      struct \(prefix)Server: \(prefix)_CallsService {
        func get(_ request: \(prefix)_M, context: ServerContext) async throws -> \(prefix)_M { request }
        func putt(_ request: \(prefix)_M, context: ServerContext) async throws -> \(prefix)_M { request }
      }
      """
    }
    let findings = try modules.compile(
      "Calls", generated, programs: ["strict_server": program("Strict"), "lax_server": program("Lax")])
    #expect(
      findings == [
        "strict_server.swift:2:8: error: type 'StrictServer' does not conform to protocol 'Strict_CallsService'"
      ])
  }

  /// What projects turn on for all of their code.
  @Test(arguments: [
    ["-default-isolation", "MainActor", "-strict-memory-safety"],
    [
      "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "MemberImportVisibility",
      "-enable-upcoming-feature", "NonisolatedNonsendingByDefault", "-enable-upcoming-feature",
      "InferIsolatedConformances",
    ],
  ])
  func compilerSettings(flags: [String]) throws {
    let modules = try SwiftModules()
    var files = shapes()
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
    try modules.expect(
      "Settings", modules.generate(files, "unimplemented_defaults=true"), programs: ["program": program], flags: flags)
  }

  /// Outputs of one name can't be of one module; of one path, they can't be at all.
  @Test func fileNaming() throws {
    let modules = try SwiftModules()
    let twins = ["a/v1/thing.proto", "b/v1/thing.proto"]
    let files = Dictionary(uniqueKeysWithValues: twins.map { ($0, "syntax = \"proto3\"; package \($0.prefix(1)).v1;") })
    let full = try modules.generate(files)
    #expect(full.map(\.path) == ["a/v1/thing.pb.swift", "b/v1/thing.pb.swift"])
    let remedy = "the option file_naming=path_to_underscores keeps them apart"
    #expect(
      GeneratedFile.warning(full)
        == "a/v1/thing.pb.swift and b/v1/thing.pb.swift have one name, which two files of a module can't have; \(remedy)"
    )
    let underscores = try modules.generate(files, "file_naming=path_to_underscores")
    #expect(underscores.map(\.path) == ["a_v1_thing.pb.swift", "b_v1_thing.pb.swift"])
    #expect(GeneratedFile.warning(underscores) == nil)
    let dropped = try modules.generate(files, only: ["b/v1/thing.proto"], "file_naming=drop_path")
    #expect(dropped.map(\.path) == ["thing.pb.swift"])
    let error = GenerationError("thing.pb.swift would be written for a/v1/thing.proto too; \(remedy)", file: twins[1])
    #expect(throws: error) { try modules.generate(files, "file_naming=drop_path") }
  }
}
