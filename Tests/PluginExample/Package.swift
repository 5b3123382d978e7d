// swift-tools-version: 6.2
import PackageDescription

// Neither target has any generated code checked in: the plugin makes it of their .proto files when they are built.
let package = Package(
  name: "plugin-example",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "martlet", path: "../..")],
  targets: [
    .target(
      name: "Shapes", dependencies: [.product(name: "MartletProtobuf", package: "martlet")],
      plugins: [.plugin(name: "MartletPlugin", package: "martlet")]),
    .executableTarget(
      name: "Canvas", dependencies: ["Shapes", .product(name: "Martlet", package: "martlet")],
      plugins: [.plugin(name: "MartletPlugin", package: "martlet")]),
  ],
  swiftLanguageModes: [.v6]
)
