import Foundation
import TestSupport
import Testing

/// Names that Swift, the libraries or other names have a claim on, in files that Swift's compiler must take without a
/// warning.
@Suite struct NameClashTests {
  private func expect(_ name: String, program: String) throws {
    let path = repositoryRoot.appendingPathComponent("Tests/SwiftGeneratorTests/Clashes/\(name).proto")
    let modules = try SwiftModules()
    let files = try modules.generate(["\(name).proto": String(contentsOf: path, encoding: .utf8)])
    try modules.expect("Clashes", files, program: program)
  }

  @Test func typesWithoutAPackage() throws {
    let program = """
      import Martlet
      import MartletProtobuf
      func use(_ client: CatalogsClient) async throws -> Swift.String {
        let error = Error.with { $0.error = "text" }
        let optional: Optional = .with { $0.some = .with { $0.none = "nothing" } }
        let strings = try await client.init_(.with { $0.int = 1 })
        return error.error + optional.some.none + strings.string
      }
      """
    try expect("types", program: program)
  }

  @Test func propertiesCasesAndMethods() throws {
    let program = """
      import MartletProtobuf
      func use(_ message: inout Clash_V1_Members, _ words: inout Clash_V1_OptionalWords) -> [Int32] {
        message.clearFooBar_3()
        message.type.self_p = 2
        message.x_ = .x__(1)
        words.precedencegroup = "p"
        words.clearAwait()
        return [message.fooBar, message.fooBar_3, message.self_p, message.selfP, message.init_p]
      }
      """
    try expect("members", program: program)
  }

  @Test func extensions() throws {
    let program = """
      func use(_ base: Base) -> Int32 { base.fooBar + base.fooBar_2 + base.Scope_fooBar_12 + base.known }
      """
    try expect("extensions", program: program)
  }
}
