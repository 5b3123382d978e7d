import Foundation
import TestSupport
import Testing

/// `martlet generate`: with files, and as a configuration says.
@Suite struct GenerateTests {
  @Test func generatesWhatTheProtocPluginDoes() async throws {
    let protos = repositoryRoot.appendingPathComponent("protos").path
    let folder = try TemporaryDirectory()
    let (ours, theirs) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
    try FileManager.default.createDirectory(at: theirs, withIntermediateDirectories: true)
    let generated = await TestServer.martlet("generate", "-I", protos, "--out", ours.path, "\(protos)/grpc")
    #expect(generated.status == 0, "\(generated.notes)")
    let names = ["grpc/health/v1/health", "grpc/reflection/v1/reflection", "grpc/reflection/v1alpha/reflection"]
    let plugin = try run(
      "protoc",
      [
        "-I", protos, "--plugin=protoc-gen-martlet=\(builtProgram("protoc-gen-martlet"))",
        "--martlet_out=\(theirs.path)",
      ]
        + names.map { "\($0).proto" })
    #expect(plugin.status == 0, "\(plugin.errorText)")
    for name in names {
      for suffix in [".pb.swift", ".rpc.swift"] {
        let file = name + suffix
        let expected = try Data(contentsOf: theirs.appendingPathComponent(file))
        #expect(try Data(contentsOf: ours.appendingPathComponent(file)) == expected)
      }
    }
  }

  @Test func reportsErrorsOfProtoFiles() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("bad.proto", "syntax = \"proto3\";\nmessage M { strin name = 1; }\n")
    let generated = await TestServer.martlet(
      "generate", "-I", folder.url.path, "--out", folder.url.appendingPathComponent("out").path, file)
    #expect(generated.status == 1)
    #expect(generated.notes.contains("bad.proto:2:13: error: "))
    let option = await TestServer.martlet("generate", "--out", folder.url.path, "--opt", "nope=1", file)
    #expect(option.status == 2)
  }

  // MARK: - Configurations

  /// A project: two .proto folders, of which one imports the other and is generated into another module.
  private static func project() throws -> (TemporaryDirectory, String) {
    let folder = try TemporaryDirectory()
    _ = try folder.write(
      "protos/shop/shop.proto",
      "syntax = \"proto3\";\npackage shop;\nmessage Item { string name = 1; }\nservice ShopService { rpc Get(Item) returns (Item); }\n"
    )
    _ = try folder.write(
      "protos/bill/bill.proto",
      "syntax = \"proto3\";\npackage bill;\nimport \"shop/shop.proto\";\nmessage Bill { repeated shop.Item items = 1; }\n"
    )
    _ = try folder.write(
      "protos/bill/old/old.proto", "syntax = \"proto3\";\npackage bill.old;\nmessage Old { Missing gone = 1; }\n")
    let configuration = try folder.write(
      "martlet.json",
      #"""
      {
        "import_paths": ["protos"],
        "options": { "access": "package" },
        "targets": [
          { "inputs": ["protos/shop"], "output": "Sources/Shop" },
          {
            "inputs": ["protos/bill"], "exclude": ["./protos/bill/old/"], "output": "Sources/Bill",
            "options": { "file_naming": "drop_path", "module_mappings": { "shop/": "Shop" }, "access": "internal" }
          }
        ]
      }
      """#)
    return (folder, configuration)
  }

  private static func files(_ folder: TemporaryDirectory) throws -> [String] {
    let sources = folder.url.appendingPathComponent("Sources").path
    return try FileManager.default.subpathsOfDirectory(atPath: sources).filter { $0.hasSuffix(".swift") }.sorted()
  }

  @Test func aConfigurationIsFollowed() async throws {
    let (folder, configuration) = try Self.project()
    let missing = await TestServer.martlet("generate", "--config", configuration, "--check")
    #expect(missing.status == 1)
    #expect(missing.result.contains("Sources/Bill/bill.pb.swift: is missing\n"))
    #expect(missing.result.contains("martlet.outputs: is missing\n"))
    #expect(missing.result.split(separator: "\n").count == 4)
    let generated = await TestServer.martlet("generate", "--config", configuration)
    #expect(generated.status == 0 && generated.notes.isEmpty, "\(generated.notes)")
    #expect(try Self.files(folder) == ["Bill/bill.pb.swift", "Shop/shop/shop.pb.swift", "Shop/shop/shop.rpc.swift"])
    let bill = try folder.read("Sources/Bill/bill.pb.swift")
    #expect(bill.contains("\nimport Shop\n") && bill.contains("\nstruct Bill_Bill: "))
    #expect(try folder.read("Sources/Shop/shop/shop.pb.swift").contains("\npackage struct Shop_Item: "))
    let checked = await TestServer.martlet("generate", "--config", configuration, "--check")
    #expect(checked.status == 0 && checked.result.isEmpty, "\(checked)")
  }

  @Test func checkingFindsWhatIsStaleAndWritesNothing() async throws {
    let (folder, configuration) = try Self.project()
    _ = await TestServer.martlet("generate", "--config", configuration)
    let before = try folder.read("Sources/Shop/shop/shop.pb.swift")
    _ = try folder.write(
      "protos/shop/shop.proto", "syntax = \"proto3\";\npackage shop;\nmessage Item { string title = 1; }\n")
    let checked = await TestServer.martlet("generate", "--config", configuration, "--check")
    #expect(checked.status == 1)
    #expect(checked.result.contains("Shop/shop/shop.pb.swift: is out of date\n"))
    #expect(checked.result.contains("Shop/shop/shop.rpc.swift: is left over\n"))
    #expect(try folder.read("Sources/Shop/shop/shop.pb.swift") == before)
    #expect(try Self.files(folder).count == 3)
  }

  @Test func leftOversAreRemovedAndNothingElseIs() async throws {
    let (folder, configuration) = try Self.project()
    _ = await TestServer.martlet("generate", "--config", configuration)
    #expect(
      try folder.read("martlet.outputs").split(separator: "\n").dropFirst() == [
        "Sources/Bill/bill.pb.swift", "Sources/Shop/shop/shop.pb.swift", "Sources/Shop/shop/shop.rpc.swift",
      ])
    _ = try folder.write("Sources/Bill/Extra.swift", "let own = 1\n")
    _ = try folder.write("Sources/Bill/own.pb.swift", "// Written by hand.\n")
    // Somebody else generates these: the .proto file of one is there, that of the other is elsewhere.
    for name in ["old", "other"] {
      _ = try folder.write(
        "Sources/Bill/\(name).pb.swift", "// Generated by Martlet from bill/old/\(name).proto. Do not edit.\n")
    }
    // This one's author has made it his own.
    _ = try folder.write("Sources/Shop/shop/shop.rpc.swift", "// Written by hand.\n")
    try folder.rename("protos/bill/bill.proto", "protos/bill/invoice.proto")
    _ = try folder.write("protos/shop/shop.proto", "syntax = \"proto3\";\npackage shop;\nmessage Item {}\n")
    let generated = await TestServer.martlet("generate", "--config", configuration)
    #expect(generated.status == 0, "\(generated.notes)")
    #expect(generated.notes.hasPrefix("removed ") && generated.notes.hasSuffix("/Sources/Bill/bill.pb.swift\n"))
    #expect(
      try Self.files(folder) == [
        "Bill/Extra.swift", "Bill/invoice.pb.swift", "Bill/old.pb.swift", "Bill/other.pb.swift", "Bill/own.pb.swift",
        "Shop/shop/shop.pb.swift", "Shop/shop/shop.rpc.swift",
      ])
  }

  /// A file that the list names by another path than the configuration does is no left-over.
  @Test(arguments: [("o", "FOLDER/o"), ("o", "link"), ("link", "o"), ("o", "link/../o/."), ("FOLDER/o", "link")])
  func whatWasJustWrittenIsNoLeftOver(before: String, after: String) async throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/link", withDestinationPath: folder.url.path + "/o")
    for name in ["a", "b"] { try folder.write("p/\(name).proto", "syntax = \"proto3\";\npackage \(name);\n") }
    try folder.write("o/hand.swift", "let own = 1\n")
    func generate(_ output: String, _ arguments: String...) async throws -> (status: Int32, notes: String) {
      let output = output.replacing("FOLDER", with: folder.url.path)
      let path = try folder.write(
        "martlet.json", #"{"import_paths": ["p"], "inputs": ["p"], "output": "\#(output)"}"#)
      let generated = await TestServer.martlet(arguments: ["generate", "--config", path] + arguments)
      return (generated.status, generated.notes + generated.result)
    }
    #expect(try await generate(before).status == 0)
    let checked = try await generate(after, "--check")
    #expect(!checked.notes.contains("left over"), "\(checked.notes)")
    // What is left over still is.
    try FileManager.default.removeItem(atPath: folder.url.path + "/p/b.proto")
    let generated = try await generate(after)
    #expect(generated.status == 0)
    let removed = before.replacing("FOLDER", with: folder.url.path)
    #expect(generated.notes.hasPrefix("removed ") && generated.notes.hasSuffix("\(removed)/b.pb.swift\n"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/o").sorted() == [
        "a.pb.swift", "hand.swift",
      ])
    #expect(try await generate(after, "--check").status == 0)
  }

  @Test func configurationsMayWriteIntoOneFolder() async throws {
    let folder = try TemporaryDirectory()
    var configurations: [String] = []
    for name in ["a", "b"] {
      for file in ["one", "two"] {
        _ = try folder.write("\(name)/\(name)_\(file).proto", "syntax = \"proto3\";\npackage \(name).\(file);\n")
      }
      // Neither sees the other's .proto files.
      configurations.append(
        try folder.write(
          "\(name).json", #"{"import_paths": ["\#(name)"], "inputs": ["\#(name)"], "output": "Sources"}"#))
    }
    func generate(_ configuration: String) async throws -> [String] {
      let generated = await TestServer.martlet("generate", "--config", configuration)
      #expect(generated.status == 0, "\(generated.notes)")
      return try Self.files(folder).map { $0.replacing(".pb.swift", with: "") }
    }
    _ = try await generate(configurations[0])
    #expect(try await generate(configurations[1]) == ["a_one", "a_two", "b_one", "b_two"])
    #expect(try await generate(configurations[0]) == ["a_one", "a_two", "b_one", "b_two"])
    try folder.rename("a/a_one.proto", "a/a_three.proto")
    #expect(try await generate(configurations[0]) == ["a_three", "a_two", "b_one", "b_two"])
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("b/b_one.proto"))
    #expect(try await generate(configurations[0]) == ["a_three", "a_two", "b_one", "b_two"])
    #expect(try await generate(configurations[1]) == ["a_three", "a_two", "b_two"])
    // What has moved from one configuration to the other is the other's.
    _ = try folder.write("b.json", #"{"import_paths": ["b", "a"], "inputs": ["b", "a"], "output": "Sources"}"#)
    _ = try folder.write("a.json", #"{"import_paths": ["a"], "inputs": ["a/a_two.proto"], "output": "Sources"}"#)
    #expect(try await generate(configurations[1]) == ["a_three", "a_two", "b_two"])
    #expect(try await generate(configurations[0]) == ["a_three", "a_two", "b_two"])
    for configuration in configurations {
      #expect(await TestServer.martlet("generate", "--check", "--config", configuration).status == 0)
    }
  }

  @Test func aFileThatIsUpToDateIsNotWritten() async throws {
    let (folder, configuration) = try Self.project()
    _ = await TestServer.martlet("generate", "--config", configuration)
    let path = folder.url.appendingPathComponent("Sources/Bill/bill.pb.swift").path
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    _ = await TestServer.martlet("generate", "--config", configuration)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == old)
  }

  @Test(
    arguments: [
      ("{", "martlet.json:1:2: error: "),
      ("{\n \"inputs\": [\"protos\"],\n \"ouput\": \"x\"\n}", "martlet.json:3:2: error: "),
      (#"{"inputs": "protos", "output": "x"}"#, "martlet.json:1:12: error: inputs: "),
      (#"{"inputs": ["protos/shop"]}"#, "martlet.json: error: output is missing"),
      (#"{"targets": [{"output": "x"}, {}]}"#, "martlet.json: error: targets[0]: inputs are missing"),
      (#"{"output": "x", "targets": [{}]}"#, "martlet.json: error: inputs and output belong to each of the targets"),
      (#"{"inputs": ["protos"], "output": "x", "options": {"acess": "public"}}"#, "options: unknown parameter"),
      (#"{"inputs": ["protos"], "output": "x", "options": {"server": 1}}"#, "options.server: a string, a boolean"),
      (#"{"inputs": ["nowhere.proto"], "output": "x"}"#, "nowhere.proto"),
      (
        #"{"inputs": ["protos/shop/shop.proto\u0000"], "output": "x"}"#,
        #"martlet.json: error: inputs: "protos/shop/shop.proto\u{0}" has a control character"#
      ),
      (
        #"{"import_paths": ["protos"], "inputs": ["protos/shop"], "output": "x\u0000y"}"#,
        #"martlet.json: error: output: "x\u{0}y" has a control character"#
      ),
      (
        #"{"import_paths": ["protos"], "targets": [{"inputs": ["protos/shop"], "output": "x\u001b"}]}"#,
        #"martlet.json: error: targets[0].output: "x\u{1b}" has a control character"#
      ),
      (
        #"{"import_paths": ["protos\n"], "inputs": ["protos/shop"], "output": "x"}"#,
        #"martlet.json: error: import_paths: "protos\n" has a control character"#
      ),
      (
        #"{"import_paths": ["protos"], "inputs": ["protos/shop", "twin/shop.proto"], "output": "x"}"#,
        "twin/shop.proto"
      ),
    ])
  func whatIsWrongWithAConfigurationIsSaid(content: String, message: String) async throws {
    let (folder, configuration) = try Self.project()
    _ = try folder.write("martlet.json", content)
    let generated = await TestServer.martlet("generate", "--config", configuration)
    #expect(generated.status == 1 && generated.notes.contains(message), "\(generated.notes)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("x").path))
  }

  @Test func twoFilesOfOnePathAreRefused() async throws {
    let (folder, configuration) = try Self.project()
    _ = try folder.write("protos/bill/old/old.proto", "syntax = \"proto3\";\npackage other;\nmessage Old {}\n")
    _ = try folder.write("protos/shop/old.proto", "syntax = \"proto3\";\npackage shop;\nmessage Old {}\n")
    _ = try folder.write(
      "martlet.json",
      #"{"import_paths": ["protos"], "inputs": ["protos"], "output": "x", "options": {"file_naming": "drop_path"}}"#)
    let generated = await TestServer.martlet("generate", "--config", configuration)
    #expect(generated.status == 1)
    #expect(generated.notes.contains("shop/old.proto: old.pb.swift would be written for bill/old/old.proto too; "))
    _ = try folder.write(
      "martlet.json",
      #"""
      { "import_paths": ["protos"], "output": "x", "inputs": ["protos"] }
      """#)
    let warned = await TestServer.martlet("generate", "--config", configuration)
    #expect(warned.status == 0)
    #expect(
      warned.notes.contains(
        """
        warning: x: bill/old/old.pb.swift and shop/old.pb.swift have one name, which two files of a module can't have; \
        the option file_naming=path_to_underscores keeps them apart
        """), "\(warned.notes)")
  }

  @Test(
    arguments: [
      ["--out", "x"], ["--config", "a", "b.proto", "--out", "x"], ["b.proto"], ["--check", "--watch"],
      ["--config", "/nowhere/martlet.json"],
    ])
  func argumentsThatDoNotGoTogether(arguments: [String]) async throws {
    let generated = await TestServer.martlet(arguments: ["generate"] + arguments)
    #expect(generated.status == 2 || generated.status == 64, "\(generated)")
  }

  @Test func watchingGeneratesWheneverAFileChanges() async throws {
    let (folder, configuration) = try Self.project()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: builtProgram("martlet"))
    process.arguments = ["generate", "--watch", "--config", configuration]
    let notes = Pipe()
    process.standardError = notes
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    func next(_ text: String) async throws -> String {
      var lines: [String] = []
      repeat {
        lines.append(try await offPool { try readLine(notes.fileHandleForReading) })
      } while !lines.last!.contains(text)
      return lines.joined(separator: "\n")
    }
    #expect(try await next("watching").hasPrefix("3 files changed, "))
    _ = try folder.write(
      "protos/shop/shop.proto", "syntax = \"proto3\";\npackage shop;\nmessage Item { string title = 1; oops }\n")
    let refused = try await next("watching")
    #expect(refused.contains("shop/shop.proto:3:39: error: "), "\(refused)")
    _ = try folder.write(
      "protos/shop/shop.proto", "syntax = \"proto3\";\npackage shop;\nmessage Item { string title = 1; }\n")
    #expect(try await next("watching").contains("2 files changed, "))
    #expect(try folder.read("Sources/Shop/shop/shop.pb.swift").contains("var title: String"))
    // A file that wasn't there.
    _ = try folder.write("protos/bill/new.proto", "syntax = \"proto3\";\npackage bill;\nmessage New {}\n")
    #expect(try await next("watching").contains("1 file changed, "))
    _ = try folder.write("martlet.json", #"{"inputs": ["protos/shop"], "import_paths": ["protos"], "output": "Other"}"#)
    // What it generated elsewhere is left over then.
    #expect(try await next("watching").contains("4 files changed, "))
    #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Other/shop/shop.pb.swift").path))
    #expect(try Self.files(folder).isEmpty)
  }
}

extension TemporaryDirectory {
  fileprivate func read(_ path: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
  }

  fileprivate func rename(_ path: String, _ other: String) throws {
    try FileManager.default.moveItem(at: url.appendingPathComponent(path), to: url.appendingPathComponent(other))
  }
}
