import Foundation
import TestSupport
import Testing

/// What `martlet generate` says of a wrong configuration, or of one that doesn't do what its author thinks.
@Suite struct GenerateRefusalTests {
  private static let shop = "syntax = \"proto3\";\npackage shop;\nmessage Item {}\n"

  /// Runs a configuration beside `protos/shop/item.proto`.
  private func generate(
    _ configuration: String, in folder: TemporaryDirectory
  ) async throws -> (status: Int32, notes: String) {
    try folder.write("protos/shop/item.proto", Self.shop)
    let path = try folder.write("martlet.json", configuration)
    let generated = await TestServer.martlet("generate", "--config", path)
    return (generated.status, generated.notes.replacing(folder.url.path + "/", with: ""))
  }

  @Test(arguments: ["\"client\": false", "\"access\": \"package\""])
  func targetsThatWriteOneFile(option: String) async throws {
    let folder = try TemporaryDirectory()
    let target = #""inputs": ["protos"], "output": "Sources""#
    let generated = try await generate(
      #"{"import_paths": ["protos"], "targets": [{\#(target)}, {\#(target), "options": {\#(option)}}]}"#, in: folder)
    #expect(generated.status == 1)
    #expect(
      generated.notes == "martlet: Sources/shop/item.pb.swift would be written by both targets[0] and targets[1]\n")
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/Sources"))
  }

  /// Neither the folder nor what the link points to need be there.
  @Test(arguments: ["Sources", "FOLDER/Sources"], [false, true])
  func targetsThatWriteOneFileThroughALink(destination: String, exists: Bool) async throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/link", withDestinationPath: destination.replacing("FOLDER", with: folder.url.path))
    if exists { try folder.write("Sources/own.swift", "") }
    let generated = try await generate(
      #"""
      {
        "import_paths": ["protos"],
        "targets": [{"inputs": ["protos"], "output": "Sources"}, {"inputs": ["protos"], "output": "link"}]
      }
      """#, in: folder)
    #expect(generated.status == 1)
    #expect(generated.notes == "martlet: link/shop/item.pb.swift would be written by both targets[0] and targets[1]\n")
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/Sources/shop"))
  }

  @Test func oneTargetThatWritesAFileTwiceThroughALink() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("protos/store/item.proto", "syntax = \"proto3\";\npackage store;\n")
    try folder.write("Sources/shop/own.swift", "")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.path + "/Sources/store", withDestinationPath: "shop")
    let generated = try await generate(
      #"{"import_paths": ["protos"], "inputs": ["protos"], "output": "Sources"}"#, in: folder)
    #expect(generated.status == 1)
    #expect(
      generated.notes == "martlet: Sources/store/item.pb.swift and Sources/shop/item.pb.swift would be one file\n")
  }

  @Test func configurationsThatWriteOneFile() async throws {
    let folder = try TemporaryDirectory()
    let content = #"{"import_paths": ["protos"], "inputs": ["protos"], "output": "Sources"}"#
    _ = try await generate(content, in: folder)
    let other = try folder.write("other.json", content)
    let generated = await TestServer.martlet("generate", "--config", other)
    #expect(generated.status == 0)
    #expect(
      generated.notes == """
        warning: martlet.outputs lists Sources/shop/item.pb.swift too, which only one configuration should generate

        """)
    let both = await TestServer.martlet("generate", "--config", other, "--config", other)
    #expect(both.status == 2 && both.notes.contains("--config names one file"))
  }

  /// What is set for several targets need have an effect on one of them only.
  @Test func settingsWithoutEffect() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("protos/bill/bill.proto", "syntax = \"proto3\";\npackage bill;\nimport \"shop/item.proto\";\n")
    let generated = try await generate(
      #"""
      {
        "import_paths": ["protos"], "exclude": ["protos/shop/old", "protos/bill/old.proto", "protos/bill"],
        "options": {"module_mappings": {"shop/item.proto": "Shop", "shopp/": "Shop"}},
        "targets": [
          {"inputs": ["protos/shop"], "output": "Sources/Shop", "options": {"module": "Shop"}},
          {"inputs": ["protos"], "output": "Sources/Other", "options": {"module": "Nope"}}
        ]
      }
      """#, in: folder)
    #expect(generated.status == 0)
    #expect(
      generated.notes == """
        warning: exclude: "protos/bill/old.proto" matches no file
        warning: exclude: "protos/shop/old" matches no file
        warning: module=Nope changes nothing: no other file's code is in a module of that name
        warning: module_mappings: "shopp/" matches no file

        """)
  }

  @Test func manyMappingsWithoutEffect() async throws {
    let folder = try TemporaryDirectory()
    let mappings = (0..<20_000).map { "\"m\($0)/\": \"M\"" }.joined(separator: ", ")
    let generated = try await generate(
      #"""
      {
        "import_paths": ["protos"], "inputs": ["protos"], "output": "x",
        "options": {"module_mappings": {"shop/": "Shop", \#(mappings)}}
      }
      """#, in: folder)
    #expect(generated.status == 0)
    let warnings = generated.notes.split(separator: "\n")
    #expect(warnings.count == 20_000)
    #expect(warnings.allSatisfy { $0.hasPrefix("warning: module_mappings: \"m") })
  }

  @Test(arguments: [false, true]) func whatWasNotGeneratedIsNotWrittenOver(check: Bool) async throws {
    let folder = try TemporaryDirectory()
    let text = "// By hand.\n"
    try folder.write("Sources/shop/item.pb.swift", text)
    try folder.write("protos/shop/a.proto", "syntax = \"proto3\";\n")
    try folder.write("protos/shop/item.proto", Self.shop)
    let out = folder.url.path + "/Sources"
    let generated = await TestServer.martlet(
      arguments: ["generate", "-I", folder.url.path + "/protos", "--out", out, folder.url.path + "/protos"]
        + (check ? ["--check"] : []))
    #expect(generated.status == 1)
    #expect(generated.notes.contains("\(out)/shop/item.pb.swift is in the way: Martlet didn't generate it"))
    #expect(try String(contentsOfFile: out + "/shop/item.pb.swift", encoding: .utf8) == text)
    #expect(!FileManager.default.fileExists(atPath: out + "/shop/a.pb.swift"))
  }

  @Test func importPathsThatAreNoFolders() async throws {
    let folder = try TemporaryDirectory()
    let configured = try await generate(
      #"{"import_paths": ["protos", "nowhere"], "inputs": ["protos"], "output": "x"}"#, in: folder)
    #expect(configured.status == 1)
    #expect(configured.notes == "martlet: martlet.json: error: import_paths: there is no folder nowhere\n")
    let (protos, nowhere) = (folder.url.path + "/protos", folder.url.path + "/nowhere")
    let named = await TestServer.martlet("build", "-I", nowhere, "-I", protos, "shop/item.proto")
    #expect(named.status == 0 && named.notes == "\(nowhere): warning: the import path is no folder\n")
    let missing = await TestServer.martlet("build", "-I", protos, "shop/items.proto")
    #expect(missing.notes.hasPrefix("shop/items.proto: error: the file was not found in \"\(protos)\"\n"))
  }

  @Test func anImportThatIsFoundInAnotherFolder() async throws {
    let folder = try TemporaryDirectory()
    let base = try folder.write("app/protos/acme/v1/base.proto", "syntax = \"proto3\";\npackage acme.v1;\n")
    let imports = ["acme/v1/base.proto", "acme/v1/gone.proto"].map { "import \"\($0)\";\n" }.joined()
    let file = try folder.write("app/a.proto", "syntax = \"proto3\";\n" + imports)
    let app = folder.url.path + "/app"
    let (remedied, missing) = (
      """
      a.proto:2:1: error: the imported file "acme/v1/base.proto" was not found in "\(app)"; it is in "\(app)/protos": \
      name that folder with -I, or among the import_paths of martlet.json

      """, "a.proto:3:1: error: the imported file \"acme/v1/gone.proto\" was not found in \"\(app)\"\n"
    )
    let built = await TestServer.martlet("build", "-I", app, file)
    #expect(built.status == 1)
    #expect(built.notes.contains(remedied) && built.notes.contains(missing), "\(built.notes)")
    let all = await TestServer.martlet("build", "-I", app, "-I", app + "/protos", base)
    #expect(all.status == 0, "\(all.notes)")
  }

  @Test func aByteOrderMarkBeforeAConfiguration() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("mappings.json", "\u{FEFF}{\"shop/\": \"Shop\"}")
    let options = #""options": {"module_mappings": "mappings.json"}"#
    let generated = try await generate(
      "\u{FEFF}" + #"{"import_paths": ["protos"], "inputs": ["protos"], "output": "x", \#(options)}"#, in: folder)
    #expect(generated.status == 0 && generated.notes.isEmpty, "\(generated.notes)")
  }

  /// The reason in the system's words, and nothing of how errors look inside.
  @Test func filesThatCannotBeReadOrWritten() async throws {
    let folder = try TemporaryDirectory()
    let protos = folder.url.path + "/protos"
    let file = try folder.write("protos/item.proto", Self.shop)
    let cases = [
      (
        ["generate", "--out", folder.url.path, "--opt", "module_mappings=/nope.json", file], "/nope.json can't be read"
      ),
      (["generate", "--config", "/nope.json"], "/nope.json can't be read"),
      (["build", "@/nope.txt"], "/nope.txt can't be read"),
      (["list", "--protoset", "/nope.binpb"], "/nope.binpb can't be read"),
      (["breaking", "/nope.binpb", "-I", protos, file], "/nope.binpb can't be read"),
    ]
    for (arguments, message) in cases {
      let finished = await TestServer.martlet(arguments: arguments)
      #expect(finished.status != 0 && finished.notes.contains("\(message): No such file or directory"), "\(finished)")
      #expect(!finished.notes.contains("Error"), "\(finished)")
    }
    let full = await TestServer.martlet("build", "-I", protos, "-o", "/dev/full", file)
    #expect(full.status == 1 && full.notes == "martlet: /dev/full can't be written: No space left on device\n")
    let generated = await TestServer.martlet("generate", "-I", protos, "--out", "/dev/full", file)
    #expect(
      generated.status == 1 && generated.notes == "martlet: /dev/full/item.pb.swift can't be written: Not a directory\n"
    )
  }

  @Test func severalOptionsInOneArgument() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("protos/item.proto", Self.shop)
    let generated = await TestServer.martlet(
      "generate", "-I", folder.url.path + "/protos", "--out", folder.url.path, "--opt", "access=package,client=false",
      file)
    #expect(generated.status == 0, "\(generated.notes)")
    let code = try String(contentsOfFile: folder.url.path + "/item.pb.swift", encoding: .utf8)
    #expect(code.contains("package struct Shop_Item"))
  }
}
