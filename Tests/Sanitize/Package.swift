// swift-tools-version: 6.2
import PackageDescription

// The codec and its tests, to be built with a sanitizer: a package of their own, since the tests of a package are one
// program, and the rest of it would take most of the time. The folders are links to those of the package itself.
let package = Package(
  name: "sanitize",
  platforms: [.macOS(.v26)],
  targets: [
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .target(name: "MartletProtobuf"),
    .target(name: "MartletReflection", dependencies: ["MartletProtobuf"]),
    .target(name: "SchemaText", dependencies: ["MartletProtobuf", "MartletReflection"]),
    .target(name: "ProtoCompiler", dependencies: ["MartletReflection"], path: "codegen/ProtoCompiler"),
    .target(name: "SwiftGenerator", dependencies: ["MartletReflection"], path: "codegen/SwiftGenerator"),
    .executableTarget(
      name: "protoc-gen-martlet", dependencies: ["ProtoCompiler", "SwiftGenerator"],
      path: "codegen/protoc-gen-martlet"),
    .plugin(
      name: "MartletPlugin", capability: .buildTool(), dependencies: ["protoc-gen-martlet"],
      path: "codegen/MartletPlugin"),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "ConformanceMessages", dependencies: ["MartletProtobuf", "MartletReflection"],
      path: "Tests/Conformance/protos", plugins: ["MartletPlugin"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["ConformanceMessages", "MartletProtobuf", "MartletReflection", "ProtoCompiler"],
      path: "Tests/Fuzz/Targets"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"]),
    .target(name: "CTestMessages", dependencies: ["CProtobufC"], path: "Tests/CTestMessages"),
    .testTarget(
      name: "MartletProtobufTests",
      dependencies: ["MartletProtobuf", "MartletReflection", "CTestMessages", "CProtobufC", "TestSupport"],
      exclude: ["peer.py"], plugins: ["MartletPlugin"]),
    .testTarget(
      name: "MartletReflectionTests",
      dependencies: ["MartletReflection", "MartletProtobuf", "SchemaText", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
