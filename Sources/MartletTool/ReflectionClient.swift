import Martlet
import MartletProtobuf
import MartletReflection
import MartletServices

/// A server's schema, asked for by reflection as far as it is needed.
///
/// It speaks v1, and v1alpha to servers that know nothing newer; their messages are the same on the wire.
final class ReflectionClient {
  typealias Request = Grpc_Reflection_V1_ServerReflectionRequest
  typealias Response = Grpc_Reflection_V1_ServerReflectionResponse

  /// What has been learnt so far.
  let pool = DescriptorPool()
  private let channel: Channel
  private let metadata: Metadata
  private let timeout: Duration?
  private var path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"

  init(_ channel: Channel, metadata: Metadata, timeout: Duration?) {
    self.channel = channel
    self.metadata = metadata
    self.timeout = timeout
  }

  /// The full names of the server's services.
  func services() async throws -> [String] {
    let answer = try await ask([.with { $0.listServices = "*" }])
    guard case .listServicesResponse(let list)? = answer.first?.messageResponse else { throw Self.odd }
    return list.service.map(\.name).sorted()
  }

  /// Learns the file that declares an element, and all that it imports.
  ///
  /// - Returns: false if the server doesn't know the element.
  func learn(_ symbol: String) async throws -> Bool {
    if pool.file(declaring: symbol) != nil { return true }
    guard let files = try await files(.with { $0.fileContainingSymbol = symbol }) else { return false }
    try await add(files)
    return pool.file(declaring: symbol) != nil
  }

  /// Adds files to the pool after asking for what they import.
  private func add(_ files: [Google_Protobuf_FileDescriptorProto]) async throws {
    var known: [String: Google_Protobuf_FileDescriptorProto] = [:]
    for file in files { known[file.name] = file }
    var missing = Self.missing(known, pool)
    while !missing.isEmpty {
      for name in missing.sorted() {
        for file in try await self.file(named: name) { known[file.name] = file }
        if known[name] == nil { throw ToolError.failure("the server has no file \"\(name)\", which others import") }
      }
      missing = Self.missing(known, pool)
    }
    do {
      try pool.add(known.values.filter { pool.file(named: $0.name) == nil })
    } catch {
      throw ToolError.failure("the server's schema is broken: \(error)")
    }
  }

  private static func missing(
    _ known: [String: Google_Protobuf_FileDescriptorProto], _ pool: DescriptorPool
  ) -> Set<String> {
    Set(known.values.flatMap(\.dependency)).filter { known[$0] == nil && pool.file(named: $0) == nil }
  }

  /// A file by name. Not every server hands out the well-known ones; those are built in.
  private func file(named name: String) async throws -> [Google_Protobuf_FileDescriptorProto] {
    if let files = try await files(.with { $0.fileByFilename = name }) { return files }
    guard let builtIn = ProtoFile.wellKnown.first(where: { $0.name == name }) else { return [] }
    return [try Google_Protobuf_FileDescriptorProto(serializedBytes: builtIn.serializedDescriptor)]
  }

  /// The files that answer a question; nil if the server doesn't have what is asked for.
  private func files(_ request: Request) async throws -> [Google_Protobuf_FileDescriptorProto]? {
    switch try await ask([request]).first?.messageResponse {
    case .fileDescriptorResponse(let response)?:
      do {
        return try response.fileDescriptorProto.map {
          try Google_Protobuf_FileDescriptorProto(serializedBytes: $0)
        }
      } catch {
        throw ToolError.failure("the server's schema is broken: \(error)")
      }
    case .errorResponse(let error)?:
      if error.errorCode == RPCCode.notFound.rawValue { return nil }
      let code = RPCCode(rawValue: Int(error.errorCode)) ?? .unknown
      throw RPCError(code, "reflection: \(error.errorMessage)")
    default: throw Self.odd
    }
  }

  private func ask(_ requests: [Request]) async throws -> [Response] {
    do {
      return try await ask(requests, path)
    } catch let error as RPCError where error.code == .unimplemented && !path.contains("v1alpha") {
      path = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
      do {
        return try await ask(requests, path)
      } catch let error as RPCError where error.code == .unimplemented {
        throw RPCError(
          .unimplemented, "the server doesn't offer reflection; give its schema by --proto or --protoset")
      }
    }
  }

  private func ask(_ requests: [Request], _ path: String) async throws -> [Response] {
    let call: BidirectionalCall<Request, Response> = channel.bidirectional(
      path, metadata: metadata, timeout: timeout)
    do {
      for request in requests { try await call.send(request) }
      call.finish()
    } catch {
      // The call has ended; its responses say how.
    }
    var responses: [Response] = []
    for try await response in call.responses { responses.append(response) }
    return responses
  }

  private static let odd = RPCError(.internal, "the server's reflection gave an answer to another question")
}
