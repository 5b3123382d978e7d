// swift-tools-version: 6.2
import PackageDescription

// Builds what generated code is compiled against, and the generators; `measure` compiles the generated code itself.
let package = Package(
  name: "generated",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "martlet", path: "../../.."),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", exact: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", exact: "2.4.1"),
  ],
  targets: [
    .target(
      name: "Ours",
      dependencies: [
        .product(name: "MartletProtobuf", package: "martlet"), .product(name: "Martlet", package: "martlet"),
      ]),
    .target(
      name: "Theirs",
      dependencies: [
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
