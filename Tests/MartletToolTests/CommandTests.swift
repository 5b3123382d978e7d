import Foundation
import Martlet
import MartletServices
import MartletTool
import TestSupport
import Testing

@Suite struct CommandTests {
  // MARK: - Looking

  @Test func listsServicesAndMethods() async throws {
    try await TestServer.run { server in
      let services = await TestServer.martlet("list", server.address)
      #expect(
        services.result == """
          grpc.health.v1.Health
          grpc.reflection.v1.ServerReflection
          grpc.reflection.v1alpha.ServerReflection
          martlet.test.EchoService

          """)
      #expect(services.status == 0 && services.notes.isEmpty)
      let methods = await TestServer.martlet("list", "http://\(server.address)", "grpc.health.v1.Health")
      #expect(
        methods.result == "grpc.health.v1.Health/Check\ngrpc.health.v1.Health/List\ngrpc.health.v1.Health/Watch\n")
      let missing = await TestServer.martlet("list", server.address, "no.Such")
      #expect(missing.status == 76 && missing.notes.contains("the server has no service \"no.Such\""))
    }
  }

  @Test func describesElements() async throws {
    try await TestServer.run { server in
      let method = await TestServer.martlet("describe", server.address, "martlet.test.EchoService/Expand")
      #expect(method.result == "rpc Expand(EchoRequest) returns (stream EchoResponse);\n")
      let message = await TestServer.martlet("describe", server.address, "martlet.test.EchoRequest")
      #expect(message.result.hasPrefix("message EchoRequest {\n  string text = 1;\n"))
      let template = await TestServer.martlet(
        "describe", "--template", server.address, "martlet.test.EchoService.Unary")
      #expect(template.result.contains("\"delayMs\": 0") && template.status == 0)
      let all = await TestServer.martlet("describe", server.address)
      #expect(all.result.contains("service EchoService {") && all.result.contains("service Health {"))
      let missing = await TestServer.martlet("describe", server.address, "no.Such")
      #expect(missing.status == 69 && missing.notes.contains("no.Such"))
      let unusable = await TestServer.martlet("describe", "--template", server.address, "martlet.test.EchoService")
      #expect(unusable.status == 2)
    }
  }

  // MARK: - Calling

  @Test func callsMethodsOfAllKinds() async throws {
    try await TestServer.run { server in
      let service = "martlet.test.EchoService"
      let unary = await TestServer.martlet(
        "call", server.address, "\(service)/Unary", "-d", #"{"text": "hé", "payload": "AQI="}"#)
      #expect(
        unary.result.hasPrefix(
          """
          {
            "text": "hé",
            "payload": "AQI=",
          """))
      #expect(unary.status == 0 && unary.notes.isEmpty)
      let expand = await TestServer.martlet(
        "call", server.address, "\(service)/Expand", "-d", #"{"text":"a","repeat":3}"#, "--compact")
      #expect(expand.result == "{\"text\":\"a\"}\n{\"text\":\"a\",\"index\":1}\n{\"text\":\"a\",\"index\":2}\n")
      let collect = await TestServer.martlet(
        "call", server.address, "/\(service)/Collect", "--compact", "-d", #"{"text":"a"}{"text":"b"} {"text":"c"}"#)
      #expect(collect.result == "{\"text\":\"abc\",\"index\":3}\n")
      let nothing = await TestServer.martlet(
        "call", server.address, "\(service).Collect", "--emit-defaults", "--compact")
      #expect(
        nothing.result
          == "{\"text\":\"\",\"payload\":\"\",\"index\":0,\"metadata\":{},\"timeRemainingMs\":\"0\"}\n")
      let chat = await TestServer.martlet(
        "call", server.address, "\(service)/Chat", "--compact", "-d", #"{"text":"a"}{"text":"b"}"#)
      #expect(chat.result.split(separator: "\n").count == 2 && chat.result.contains("\"b\""))
    }
  }

  @Test func sendsHeadersAndShowsTheExchange() async throws {
    try await TestServer.run { server in
      let call = await TestServer.martlet(
        "call", "-v", "-H", "X-Who: me: and you", "-H", "x-raw-bin: AQI=", server.address,
        "martlet.test.EchoService/Unary", "-d", #"{"headers":{"x-first":"1"},"trailers":{"x-last":"2"}}"#)
      #expect(call.status == 0)
      #expect(call.result.contains("\"x-who\": \"me: and you\"") && call.result.contains("\"x-raw-bin\": \"AQI\""))
      #expect(call.notes.contains("> /martlet.test.EchoService/Unary\n>   x-who: me: and you\n"))
      #expect(call.notes.contains("<   x-first: 1\n") && call.notes.contains("<   x-last: 2\n"))
      #expect(call.notes.contains("1 response in "))
    }
  }

  @Test func exitsWithTheStatusOfTheCall() async throws {
    try await TestServer.run { server in
      for code in RPCCode.allCases where code != .ok {
        let call = await TestServer.martlet(
          "call", server.address, "martlet.test.EchoService/Expand", "-d",
          #"{"repeat":1,"failCode":\#(code.rawValue),"failMessage":"because"}"#)
        #expect(call.status == 64 + Int32(code.rawValue))
        #expect(call.notes == "martlet: \(code.name): because\n")
        #expect(call.result == "{}\n", "what came before the error is shown")
      }
      let noService = await TestServer.martlet("call", server.address, "NoSuch/Method")
      #expect(
        noService.status == 76 && noService.notes == "martlet: UNIMPLEMENTED: the server has no service \"NoSuch\"\n")
      let noMethod = await TestServer.martlet("call", server.address, "martlet.test.EchoService/Nope")
      #expect(noMethod.status == 76 && noMethod.notes.contains("no method \"Nope\" in martlet.test.EchoService"))
      let missing = await TestServer.martlet("call", server.address, "martlet.test.EchoService/Missing")
      #expect(missing.status == 76)
      let late = await TestServer.martlet(
        "call", "--max-time", "0.2", server.address, "martlet.test.EchoService/Unary", "-d", #"{"delayMs":20000}"#)
      #expect(late.status == 68 && late.notes.contains("DEADLINE_EXCEEDED"))
    }
    let nobody = await TestServer.martlet("call", "--connect-timeout", "2", "127.0.0.1:1", "a.B/C")
    #expect(nobody.status == 78)
  }

  @Test func showsTheDetailsOfErrors() async throws {
    try await TestServer.run { server in
      // A google.rpc.Status: code 5, message "x", one detail of a type that the schema has.
      let any = [0x0A, 44] + Array("type.googleapis.com/martlet.test.EchoRequest".utf8) + [0x12, 3, 0x0A, 1, 0x68]
      let status = Data([8, 5, 0x12, 1, 0x78, 0x1A, UInt8(any.count)] + any).base64EncodedString()
      let call = await TestServer.martlet(
        "call", server.address, "martlet.test.EchoService/Unary", "-d", #"{"failCode":5,"payload":"\#(status)"}"#)
      #expect(call.status == 69)
      #expect(call.notes.contains(#"  {"@type":"type.googleapis.com/martlet.test.EchoRequest","text":"h"}"#))
    }
  }

  @Test func refusesWrongUsage() async throws {
    try await TestServer.run { server in
      let method = "martlet.test.EchoService/Unary"
      let cases: [([String], String)] = [
        (["call"], "Missing expected argument"),
        (["nonsense"], "nonsense"),
        (["call", server.address, method, "--nope"], "--nope"),
        (["call", server.address, method, "-H", "no colon"], "a header is 'name: value'"),
        (["call", server.address, method, "-H", "grpc-timeout: 1S"], "belong to gRPC"),
        (["call", server.address, method, "--max-time", "0"], "--max-time"),
        (["call", server.address, "nodots"], "package.Service/Method"),
        (["call", server.address, method, "-d", "{"], "the request, line 1, column 2: "),
        (
          ["call", server.address, method, "-d", "{\n \"nope\": 1}"],
          "line 2, column 2: martlet.test.EchoRequest has no field"
        ),
        (["call", server.address, method, "-d", #"{"text": 5}"#], "text: expected a string, found a number"),
        (["call", server.address, method, "-d", "{}{}"], "takes one request"),
        (["call", server.address, "martlet.test.EchoService/Collect", "-d", "{} 7"], "expected an object"),
        (["list"], "an address is missing"),
        (["list", "-I", "x", server.address], "-I needs --proto"),
        (["list", "--experimental-editions", server.address], "--experimental-editions needs --proto"),
      ]
      for (arguments, message) in cases {
        let output = Collected()
        let status = await MartletTool.run(
          arguments, output: Output(result: { output.add(result: $0) }, note: { output.add(note: $0) }))
        #expect(status == 2, "\(arguments)")
        #expect(output.notes.contains(message), "\(arguments): \(output.notes)")
        #expect(output.result.isEmpty, "\(arguments)")
      }
    }
    let help = await TestServer.martlet("call", "--help")
    #expect(help.status == 0 && help.result.contains("--emit-defaults") && help.notes.isEmpty)
  }

  // MARK: - Other schemas and addresses

  @Test func takesTheSchemaFromFiles() async throws {
    let protos = repositoryRoot.appendingPathComponent("Tests/EchoContract").path
    let folder = try TemporaryDirectory()
    let set = folder.url.appendingPathComponent("echo.binpb").path
    let made = try run(
      "protoc", ["-I", protos, "--include_imports", "--descriptor_set_out=\(set)", "martlet/test/echo.proto"])
    #expect(made.status == 0)
    try await TestServer.run([Echo()]) { server in
      let without = await TestServer.martlet("call", server.address, "martlet.test.EchoService/Unary")
      #expect(without.status == 76 && without.notes.contains("doesn't offer reflection"))
      for schema in [["-I", protos, "--proto", "martlet/test/echo.proto"], ["--protoset", set]] {
        let output = Collected()
        let status = await MartletTool.run(
          ["call"] + schema + [
            server.address, "martlet.test.EchoService/Collect", "-d", #"{"text":"x"}"#, "--compact",
          ],
          output: Output(result: { output.add(result: $0) }, note: { output.add(note: $0) }))
        #expect(status == 0 && output.result == "{\"text\":\"x\",\"index\":1}\n", "\(output.notes)")
      }
    }
    let list = await TestServer.martlet("list", "--protoset", set)
    #expect(list.result == "martlet.test.EchoService\n")
    let missing = await TestServer.martlet("describe", "--protoset", set, "no.Such")
    #expect(missing.status == 2)
    let unreadable = await TestServer.martlet("list", "--protoset", "/nowhere")
    #expect(unreadable.status == 1)
  }

  @Test func takesEditionsThatAreNotReleasedIfAsked() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("a.proto", "edition = \"UNSTABLE\";\nmessage A {\n  varint32 a = 1;\n}\n")
    let schema = ["-I", folder.url.path, "--proto", "a.proto"]
    let refused = await TestServer.martlet(arguments: ["describe"] + schema + ["A"])
    #expect(refused.status == 1 && refused.notes.contains("isn't released yet"))
    let described = await TestServer.martlet(
      arguments: ["describe", "--experimental-editions"] + schema + ["A"])
    #expect(described.status == 0 && described.result == "message A {\n  varint32 a = 1;\n}\n", "\(described)")
  }

  @Test func callsOverUnixSockets() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.url.appendingPathComponent("s").path
    let server = Server(listen: .unix(path), services: [Echo(), Reflection()])
    _ = try await server.start()
    let call = await TestServer.martlet(
      "call", "unix:\(path)", "martlet.test.EchoService/Collect", "-d", #"{"text":"u"}"#, "--compact")
    #expect(call.result == "{\"text\":\"u\",\"index\":1}\n", "\(call.notes)")
    await server.shutdown()
  }
}
