// swift-tools-version: 6.2
import PackageDescription

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "martlet",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "MartletProtobuf", targets: ["MartletProtobuf"]),
    .library(name: "MartletReflection", targets: ["MartletReflection"]),
    .library(name: "MartletFoundation", targets: ["MartletFoundation"]),
    .library(name: "Martlet", targets: ["Martlet"]),
    .library(name: "MartletServices", targets: ["MartletServices"]),
    .executable(name: "martlet", targets: ["MartletCLI"]),
    .executable(name: "protoc-gen-martlet", targets: ["protoc-gen-martlet"]),
    .plugin(name: "MartletPlugin", targets: ["MartletPlugin"]),
    .plugin(name: "MartletCommandPlugin", targets: ["MartletCommandPlugin"]),
    .executable(name: "main", targets: ["MainService"]),
    .executable(name: "async", targets: ["AsyncService"]),
    .executable(name: "martlet-conformance", targets: ["Conformance"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),

    .target(name: "MartletProtobuf"),
    .target(name: "MartletReflection", dependencies: ["MartletProtobuf"]),
    .target(name: "SchemaText", dependencies: ["MartletProtobuf", "MartletReflection"]),
    .target(name: "MartletFoundation", dependencies: ["MartletProtobuf", "MartletReflection"]),
    .target(name: "ProtoCompiler", dependencies: ["MartletReflection"], path: "codegen/ProtoCompiler"),
    .target(name: "SwiftGenerator", dependencies: ["MartletReflection"], path: "codegen/SwiftGenerator"),
    .executableTarget(
      name: "protoc-gen-martlet",
      dependencies: ["ProtoCompiler", "SwiftGenerator"],
      path: "codegen/protoc-gen-martlet"),
    .plugin(
      name: "MartletPlugin", capability: .buildTool(), dependencies: ["protoc-gen-martlet"],
      path: "codegen/MartletPlugin"),
    .plugin(
      name: "MartletCommandPlugin",
      capability: .command(
        intent: .custom(verb: "martlet-generate", description: "Generates Swift from .proto files, to be checked in"),
        permissions: [.writeToPackageDirectory(reason: "It writes the generated code beside the .proto files.")]),
      dependencies: ["protoc-gen-martlet"], path: "codegen/MartletCommandPlugin"),

    .target(name: "MartletHTTP2", dependencies: ["CNghttp2", nioCore, nioPosix]),
    .target(
      name: "Martlet",
      dependencies: ["MartletHTTP2", "MartletProtobuf", nioCore, nioPosix, logging, lifecycle]),
    .target(name: "MartletServices", dependencies: ["Martlet", "MartletReflection", "MartletProtobuf"]),
    .target(
      name: "MartletTool",
      dependencies: [
        "Martlet", "MartletProtobuf", "MartletReflection", "MartletServices", "ProtoCompiler", "SchemaText",
        "SwiftGenerator",
        arguments, logging,
      ]),
    .executableTarget(name: "MartletCLI", dependencies: ["MartletTool"]),

    .target(
      name: "Contracts", dependencies: ["MartletProtobuf", "Martlet"], path: "Sources/Services/Contracts"),
    .target(
      name: "Common",
      dependencies: ["Martlet", "MartletProtobuf", arguments, logging, lifecycle, grdb],
      path: "Sources/Services/Common"),
    .executableTarget(
      name: "MainService",
      dependencies: ["Contracts", "Common", "Martlet", "MartletServices", arguments, logging, lifecycle, grdb],
      path: "Sources/Services/MainService"),
    .executableTarget(
      name: "AsyncService",
      dependencies: ["Contracts", "Common", "Martlet", "MartletServices", arguments, logging, lifecycle, grdb],
      path: "Sources/Services/AsyncService"),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "ConformanceMessages", dependencies: ["MartletProtobuf", "MartletReflection"],
      path: "Tests/Conformance/protos", plugins: ["MartletPlugin"]),
    .executableTarget(
      name: "Conformance", dependencies: ["ConformanceMessages", "MartletProtobuf", "MartletReflection"],
      path: "Tests/Conformance", exclude: ["protos"]),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["Conformance", "ConformanceMessages", "MartletProtobuf", "MartletReflection", "TestSupport"],
      exclude: ["runner"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["ConformanceMessages", "MartletProtobuf", "MartletReflection", "ProtoCompiler"],
      path: "Tests/Fuzz/Targets"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"]),
    .target(name: "CMeasured", path: "Tests/Cost/CMeasured"),
    .target(
      name: "CostShapes",
      dependencies: ["ConformanceMessages", "MartletProtobuf", "MartletReflection", "ProtoCompiler"],
      path: "Tests/Cost/Shapes"),
    .executableTarget(
      name: "cost", dependencies: ["CMeasured", "CostShapes"], path: "Tests/Cost/Program"),
    .testTarget(name: "CostTests", dependencies: ["CostShapes", "TestSupport"]),
    .target(name: "CTestMessages", dependencies: ["CProtobufC"], path: "Tests/CTestMessages"),
    .testTarget(
      name: "MartletProtobufTests",
      dependencies: ["MartletProtobuf", "MartletReflection", "CTestMessages", "CProtobufC", "TestSupport"],
      exclude: ["peer.py"], plugins: ["MartletPlugin"]),
    .testTarget(
      name: "MartletFoundationTests", dependencies: ["MartletFoundation"], plugins: ["MartletPlugin"]),
    .testTarget(
      name: "MartletReflectionTests",
      dependencies: ["MartletReflection", "MartletProtobuf", "SchemaText", "TestSupport"]),
    .testTarget(
      name: "ProtoCompilerTests", dependencies: ["ProtoCompiler", "MartletReflection", "SchemaText", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SwiftGeneratorTests",
      dependencies: ["SwiftGenerator", "ProtoCompiler", "MartletReflection", "TestSupport"],
      exclude: ["Clashes", "Golden"]),
    .target(
      name: "EchoContract", dependencies: ["Martlet", "MartletProtobuf"], path: "Tests/EchoContract",
      plugins: ["MartletPlugin"]),
    .testTarget(name: "MartletHTTP2Tests", dependencies: ["MartletHTTP2", "CNghttp2", nioCore, nioPosix]),
    .testTarget(
      name: "MartletTests",
      dependencies: [
        "EchoContract", "Martlet", "MartletHTTP2", "MartletProtobuf", "TestSupport", nioCore, nioPosix, logging,
        lifecycle,
      ],
      exclude: ["peer.py"]),
    .testTarget(
      name: "MartletToolTests",
      dependencies: [
        "EchoContract", "MartletTool", "MartletServices", "MartletCLI", "Martlet", "MartletProtobuf",
        "MartletReflection", "TestSupport",
      ],
      exclude: ["peer.py", "protos"]),
    .testTarget(
      name: "ServicesTests",
      dependencies: [
        "Contracts", "Common", "Martlet", "MartletReflection", "MainService", "AsyncService", "TestSupport", logging,
        grdb,
      ]),
  ],
  swiftLanguageModes: [.v6]
)
