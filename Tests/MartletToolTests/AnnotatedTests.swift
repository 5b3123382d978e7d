import Martlet
import MartletReflection
import MartletServices
import Testing

/// Generated code whose file imports another one for its options alone, of which there is no code.
@Suite struct AnnotatedTests {
  private struct Service: Martlet_Test_AnnotatedService {
    typealias Annotated = Martlet_Test_Annotated
    func get(_ request: Annotated, context: ServerContext) async throws -> Annotated { request }
  }

  @Test func theDescriptorDoesWithoutTheMissingFile() throws {
    let file = try DescriptorPool().add(.martlet_test_annotated)
    #expect(file.dependencies.map(\.name) == ["google/protobuf/duration.proto"])
    #expect(file.proto.dependency == ["google/protobuf/duration.proto"])
    // What the options say is still there.
    let options = file.services[0].methods[0].proto.options
    #expect(try String(decoding: options.serializedBytes(), as: UTF8.self).contains("/v1/annotated"))
  }

  @Test func jsonAndTextFormatGoBothWays() throws {
    let message = Martlet_Test_Annotated.with {
      $0.name = "n"
      $0.age.seconds = 5
    }
    #expect(try message.jsonString() == #"{"name":"n","age":"5s"}"#)
    #expect(try Martlet_Test_Annotated(jsonString: message.jsonString()) == message)
    #expect(try Martlet_Test_Annotated(textFormatString: message.textFormatString()) == message)
  }

  @Test(arguments: [[Reflection()] as [any Martlet.Service], [ReflectionV1Alpha()]])
  func serverReflectionServesTheSchema(reflection: [any Martlet.Service]) async throws {
    try await TestServer.run([Service()] + reflection) { server in
      let described = await TestServer.martlet("describe", server.address, "martlet.test.AnnotatedService")
      let rpc = "rpc Get(Annotated) returns (Annotated)"
      #expect(described.status == 0 && described.result.contains(rpc), "\(described)")
      let called = await TestServer.martlet(
        "call", "-d", #"{"name": "n", "age": "1s"}"#, server.address, "martlet.test.AnnotatedService/Get")
      #expect(called.status == 0 && called.result.contains(#""age": "1s""#), "\(called)")
    }
  }
}
