import Martlet
import MartletProtobuf
import MartletReflection
import Synchronization

/// The standard reflection service, `grpc.reflection.v1.ServerReflection`: it hands out the schema of the server's
/// services, so that tools can call them without it.
/// See https://github.com/grpc/grpc/blob/master/doc/server-reflection.md.
public final class Reflection: Grpc_Reflection_V1_ServerReflectionService, ServerObserver {
  private let schema = Mutex(ServedSchema())

  public init() {}

  public func serverStarts(_ services: [any Martlet.Service]) {
    let served = ServedSchema(services)
    schema.withLock { $0 = served }
  }

  public func serverDrains() {}

  public func serverReflectionInfo(
    _ requests: RequestStream<Grpc_Reflection_V1_ServerReflectionRequest>,
    responses: ResponseWriter<Grpc_Reflection_V1_ServerReflectionResponse>, context: ServerContext
  ) async throws {
    let served = schema.withLock { $0 }
    var sent: Set<String> = []
    for try await request in requests {
      try await responses.write(served.answer(request, sent: &sent))
    }
  }
}

/// The reflection service under its former name, `grpc.reflection.v1alpha.ServerReflection`, for older tools. The
/// messages are those of v1.
public final class ReflectionV1Alpha: ServerObserver {
  public static var serviceName: String { "grpc.reflection.v1alpha.ServerReflection" }
  public static var protoFile: ProtoFile { .grpc_reflection_v1alpha_reflection }

  private let current = Reflection()

  public init() {}

  public var methods: [MethodHandler] {
    [.bidirectional("ServerReflectionInfo", current.serverReflectionInfo)]
  }

  public func serverStarts(_ services: [any Martlet.Service]) { current.serverStarts(services) }
  public func serverDrains() {}
}

/// What a server serves, as reflection tells it.
struct ServedSchema: Sendable {
  private let pool = DescriptorPool()
  private var services: [String] = []
  /// Why the files of some services can't be handed out.
  private var problems: [String: String] = [:]

  init() {}

  init(_ services: [any Martlet.Service]) {
    for service in services {
      let name = type(of: service).serviceName
      self.services.append(name)
      do {
        try pool.add(type(of: service).protoFile)
      } catch {
        problems[name] = "\(error)"
      }
    }
    self.services.sort()
  }

  /// Answers a question. `sent` holds the names of the files that the stream has carried.
  func answer(
    _ request: Grpc_Reflection_V1_ServerReflectionRequest, sent: inout Set<String>
  ) -> Grpc_Reflection_V1_ServerReflectionResponse {
    var response = Grpc_Reflection_V1_ServerReflectionResponse()
    response.validHost = request.host
    response.originalRequest = request
    switch request.messageRequest {
    case .listServices:
      response.messageResponse = .listServicesResponse(
        .with { list in list.service = services.map { name in .with { $0.name = name } } })
    case .fileByFilename(let path):
      response.messageResponse = files(pool.file(named: path), or: "no file \"\(path)\"", &sent)
    case .fileContainingSymbol(let symbol):
      let problem = problems[symbol].map { "the schema of \"\(symbol)\" is broken: \($0)" }
      response.messageResponse = files(pool.file(declaring: symbol), or: problem ?? "no symbol \"\(symbol)\"", &sent)
    case .fileContainingExtension(let wanted):
      let field = pool.extension(of: wanted.containingType, number: Int(wanted.extensionNumber))
      response.messageResponse = files(
        field?.file, or: "no extension \(wanted.extensionNumber) of \"\(wanted.containingType)\"", &sent)
    case .allExtensionNumbersOfType(let type):
      guard pool.message(named: type) != nil else {
        response.messageResponse = Self.failure(.notFound, "no message \"\(type)\"")
        break
      }
      response.messageResponse = .allExtensionNumbersResponse(
        .with {
          $0.baseTypeName = type
          $0.extensionNumber = pool.extensions(of: type).map { Int32($0.number) }
        })
    case nil: response.messageResponse = Self.failure(.invalidArgument, "the request asks for nothing")
    }
    return response
  }

  /// A file, then what it imports; what has been sent isn't sent again, unless it is what was asked for.
  private func files(
    _ file: FileDescriptor?, or problem: String, _ sent: inout Set<String>
  ) -> Grpc_Reflection_V1_ServerReflectionResponse.OneOf_MessageResponse {
    guard let file else { return Self.failure(.notFound, "the server has \(problem)") }
    var found = Grpc_Reflection_V1_FileDescriptorResponse()
    sent.remove(file.name)
    var next = [file]
    while !next.isEmpty {
      let file = next.removeFirst()
      if !sent.insert(file.name).inserted { continue }
      do {
        found.fileDescriptorProto.append(try file.proto.serializedBytes())
      } catch {
        return Self.failure(.internal, "\(file.name): \(error)")
      }
      next.append(contentsOf: file.dependencies)
    }
    return .fileDescriptorResponse(found)
  }

  private static func failure(
    _ code: RPCCode, _ message: String
  ) -> Grpc_Reflection_V1_ServerReflectionResponse.OneOf_MessageResponse {
    .errorResponse(
      .with {
        $0.errorCode = Int32(code.rawValue)
        $0.errorMessage = message
      })
  }
}
