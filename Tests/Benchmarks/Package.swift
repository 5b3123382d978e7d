// swift-tools-version: 6.2
import PackageDescription

let martletProtobuf = Target.Dependency.product(name: "MartletProtobuf", package: "martlet")
let martletReflection = Target.Dependency.product(name: "MartletReflection", package: "martlet")
let runtime: [Target.Dependency] = [.product(name: "Martlet", package: "martlet"), martletProtobuf]
let swiftProtobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "martlet", path: "../.."),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
  ],
  targets: [
    .target(name: "RateContract", dependencies: runtime),
    .executableTarget(name: "EchoServer", dependencies: ["RateContract"] + runtime),
    .executableTarget(name: "EchoClient", dependencies: ["RateContract"] + runtime),

    // The codec: generated code, the loops over it and what the loops share are modules of their own, as they are in
    // users' packages.
    .target(name: "CodecLoop"),
    .target(name: "MartletMessages", dependencies: [martletProtobuf]),
    .executableTarget(
      name: "MartletCodec",
      dependencies: ["CodecLoop", "MartletMessages", martletProtobuf, martletReflection]),
    .target(name: "SwiftProtobufMessages", dependencies: [swiftProtobuf]),
    .executableTarget(
      name: "SwiftProtobufCodec",
      dependencies: ["CodecLoop", "SwiftProtobufMessages", swiftProtobuf]),
  ],
  swiftLanguageModes: [.v6]
)
