// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "martlet", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "EchoServer",
      dependencies: [
        .product(name: "Martlet", package: "martlet"), .product(name: "MartletProtobuf", package: "martlet"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
