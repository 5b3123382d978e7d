import SwiftGenerator
import Testing

/// What is generated for services, where several shapes are possible.
@Suite struct ServiceShapeTests {
  private let five = """
    syntax = "proto3";
    package main.v1;
    message Item {}
    service CatalogService {
      rpc GetItem(Item) returns (Item);
      rpc CreateItem(Item) returns (Item);
      rpc Watch(Item) returns (stream Item);
      rpc ImportItems(stream Item) returns (Item);
      rpc Sync(stream Item) returns (stream Item);
    }
    """

  @Test func fiveMethodsTakeFewerThan200Lines() throws {
    let count = try services(five).split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(count < 200, "\(count) lines")
  }

  @Test func eitherSideAlone() throws {
    var options = SwiftGenerator.Options()
    options.client = false
    let server = try services(five, options: options)
    #expect(server.contains("protocol Main_V1_CatalogService") && !server.contains("Main_V1_CatalogClient"))
    options.client = true
    options.server = false
    let client = try services(five, options: options)
    #expect(!client.contains("protocol Main_V1_CatalogService") && client.contains("Main_V1_CatalogClient"))
    options.client = false
    let files = try descriptors(["a/test.proto": five])
    #expect(
      try SwiftGenerator(files: files, options: options).generate(["a/test.proto"]).map(\.path) == ["a/test.pb.swift"])
  }

  @Test func namesThatTypesHaveTakenAreLeftToThem() throws {
    let code = try services(
      """
      syntax = "proto3";
      message CatalogClient {}
      message HealthService {}
      message Service {}
      service CatalogService {}
      service Health {}
      """)
    #expect(
      lines(code, with: "public nonisolated protocol") == [
        "public nonisolated protocol CatalogServiceService: Martlet.Service {",
        "public nonisolated protocol Health_Service: Martlet.Service {",
      ])
  }

  @Test func typesOfTheFileDoNotHideTheLibrarys() throws {
    let code = try services(
      """
      syntax = "proto3";
      message Duration {}
      message Metadata {}
      service S { rpc Do(Duration) returns (Metadata); }
      """)
    #expect(code.contains("metadata: Martlet.Metadata = [:], timeout: Swift.Duration? = nil"))
  }

  @Test func commentsStandAboveProtocolsClientsAndMethods() throws {
    let code = try services(
      """
      syntax = "proto3";
      message M {}
      // Leads the service.
      service S {
        // Leads the method.
        rpc Do(M) returns (M);  // Trails the method.
        rpc Leave(M) returns (M) {
          option deprecated = true;
        }
      }
      """)
    func expect(_ doc: String, above declaration: String) {
      #expect(code.contains(doc + "\n" + declaration), "\(declaration) in \(code)")
    }
    expect("\n/// Leads the service.", above: "public nonisolated protocol SService: Martlet.Service {")
    expect("\n/// Leads the service.", above: "public nonisolated struct SClient: Sendable {")
    let method = "\n  /// Leads the method.\n  ///\n  /// Trails the method."
    expect(method, above: "  func `do`(_ request: M, context: ServerContext) async throws -> M")
    expect(method, above: "  public func `do`(_ request: M, metadata:")
    expect("\n  /// - Warning: This method is deprecated.", above: "  func leave(_ request: M, context: ")
    expect("\n  @available(*, deprecated)", above: "  public func leave(_ request: M, metadata:")
  }

  @Test func accessOfEveryDeclaration() throws {
    for access in SwiftGenerator.Options.Access.allCases {
      var options = SwiftGenerator.Options()
      options.access = access
      let code = try services(five, options: options) + messages(five, options: options)
      #expect(code.contains("public ") == (access == .public))
      #expect(code.contains("package ") == (access == .package))
      #expect(!code.contains("internal "))
    }
  }
}
