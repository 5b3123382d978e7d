import Martlet
import Synchronization

/// The standard health service, `grpc.health.v1.Health`.
///
/// When a server that has it starts, every service of the server, and the server as a whole (the empty name), is
/// SERVING, unless `setStatus` has said otherwise. When the server begins to shut down, all become NOT_SERVING for
/// good, and the streams of Watch end with UNAVAILABLE after saying so, lest they hold the shutdown up.
/// See https://github.com/grpc/grpc/blob/master/doc/health-checking.md.
public final class Health: Grpc_Health_V1_HealthService, ServerObserver {
  /// What a service is.
  public typealias Status = Grpc_Health_V1_HealthCheckResponse.ServingStatus

  private struct State {
    var statuses: [String: Status] = ["": .serving]
    var watchers: [Int: Watcher] = [:]
    var nextWatcher = 0
    var isDraining = false

    mutating func set(_ status: Status, for service: String) {
      statuses[service] = status
      for watcher in watchers.values where watcher.service == service { watcher.changes.yield(status) }
    }
  }

  private struct Watcher {
    let service: String
    let changes: AsyncStream<Status>.Continuation
  }

  private let state = Mutex(State())

  public init() {}

  /// Sets the status of a service; of the server as a whole if the name is empty. Whoever watches it is told. Has no
  /// effect once the server shuts down.
  public func setStatus(_ status: Status, for service: String = "") {
    state.withLock { state in
      if state.isDraining { return }
      state.set(status, for: service)
    }
  }

  /// The status of a service; nil if neither a server nor `setStatus` has named it.
  public func status(of service: String = "") -> Status? { state.withLock { $0.statuses[service] } }

  public func serverStarts(_ services: [any Martlet.Service]) {
    state.withLock { state in
      state.isDraining = false
      for service in services {
        let name = type(of: service).serviceName
        if state.statuses[name] == nil { state.set(.serving, for: name) }
      }
    }
  }

  public func serverDrains() {
    state.withLock { state in
      state.isDraining = true
      for service in state.statuses.keys { state.set(.notServing, for: service) }
      for watcher in state.watchers.values { watcher.changes.finish() }
    }
  }

  // MARK: - The methods

  public func check(
    _ request: Grpc_Health_V1_HealthCheckRequest, context: ServerContext
  ) async throws -> Grpc_Health_V1_HealthCheckResponse {
    guard let status = status(of: request.service) else {
      throw RPCError(.notFound, "the server has no service \"\(request.service)\"")
    }
    return .with { $0.status = status }
  }

  public func list(
    _ request: Grpc_Health_V1_HealthListRequest, context: ServerContext
  ) async throws -> Grpc_Health_V1_HealthListResponse {
    let statuses = state.withLock { $0.statuses }
    return .with { response in
      response.statuses = statuses.mapValues { status in .with { $0.status = status } }
    }
  }

  public func watch(
    _ request: Grpc_Health_V1_HealthCheckRequest, responses: ResponseWriter<Grpc_Health_V1_HealthCheckResponse>,
    context: ServerContext
  ) async throws {
    // A slow client gets the latest status, not each one that has been.
    let (changes, continuation) = AsyncStream<Status>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      let number = state.nextWatcher
      state.nextWatcher += 1
      continuation.yield(state.statuses[request.service] ?? .serviceUnknown)
      if state.isDraining { continuation.finish() }
      state.watchers[number] = Watcher(service: request.service, changes: continuation)
      return number
    }
    defer { state.withLock { _ = $0.watchers.removeValue(forKey: number) } }
    var last: Status?
    for await status in changes where status != last {
      last = status
      try await responses.write(.with { $0.status = status })
    }
    try Task.checkCancellation()
    throw RPCError(.unavailable, "the server is shutting down")
  }
}
