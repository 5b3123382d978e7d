// swift-tools-version: 6.2
import PackageDescription

let runtime: [Target.Dependency] = [
  .product(name: "Martlet", package: "martlet"), .product(name: "MartletProtobuf", package: "martlet"),
]

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "martlet", path: "../..")
  ],
  targets: [
    .target(name: "EchoContract", dependencies: runtime),
    .executableTarget(name: "EchoServer", dependencies: ["EchoContract"] + runtime),
    .executableTarget(name: "EchoClient", dependencies: ["EchoContract"] + runtime),
  ],
  swiftLanguageModes: [.v6]
)
