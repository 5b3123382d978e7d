import Common
import Contracts
import Martlet

extension ApplicationService {
  func watchApplication(
    _ request: Main_V1_WatchApplicationRequest, responses: ResponseWriter<Main_V1_Application>,
    context: ServerContext
  ) async throws {
    let user = try users.caller(context.metadata, is: .creator, .moderator)
    try await store.hub.withFollower(user) { follower in
      _ = try await follow(request.applicationID, since: request.sinceVersion, by: user, follower)
      follower.complete()
      try context.sendInitialMetadata([:])
      while true {
        let events = try await follower.next()
        if events.isEmpty { return }
        for case .changed(let application) in events { try await responses.write(application) }
      }
    }
  }

  func waitForChange(
    _ request: Main_V1_WaitForChangeRequest, context: ServerContext
  ) async throws -> Main_V1_WaitForChangeResponse {
    let user = try users.caller(context.metadata, is: .creator, .moderator)
    var timeout = Duration.seconds(30)
    if request.hasTimeout {
      timeout = Duration(request.timeout)
      guard .zero ... .seconds(300) ~= timeout else {
        throw RPCError(.invalidArgument, "timeout: must be between 0 and 300 seconds")
      }
    }
    return try await store.hub.withFollower(user) { follower in
      let current = try await follow(request.applicationID, since: request.sinceVersion, by: user, follower)
      let event = try await follower.next(within: timeout)
      return .with {
        if case .changed(let application) = event {
          $0.changed = true
          $0.application = application
        } else {
          $0.application = current
        }
      }
    }
  }

  func syncApplications(
    _ requests: RequestStream<Main_V1_SyncApplicationsRequest>,
    responses: ResponseWriter<Main_V1_SyncApplicationsResponse>,
    context: ServerContext
  ) async throws {
    let user = try users.caller(context.metadata, is: .creator, .moderator)
    try context.sendInitialMetadata([:])
    try await store.hub.withFollower(user) { follower in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for try await request in requests { try await take(request, by: user, follower) }
          follower.complete()
        }
        group.addTask { try await send(follower, to: responses) }
        // The first to fail ends the other.
        do {
          while try await group.next() != nil {}
        } catch {
          group.cancelAll()
          throw error
        }
      }
    }
  }

  private func take(
    _ request: Main_V1_SyncApplicationsRequest, by user: User, _ follower: ApplicationFollower
  ) async throws {
    switch request.action {
    case .follow(let wanted):
      do {
        _ = try await follow(wanted.applicationID, since: wanted.sinceVersion, by: user, follower)
      } catch let error as RPCError {
        try follower.fail(wanted.applicationID, error)
      }
    case .drop(let id): follower.drop(id)
    case nil: throw RPCError(.invalidArgument, "action: must be follow or drop")
    }
  }

  private func send(
    _ follower: ApplicationFollower, to responses: ResponseWriter<Main_V1_SyncApplicationsResponse>
  ) async throws {
    while true {
      let events = try await follower.next()
      if events.isEmpty { return }
      for event in events {
        try await responses.write(
          .with {
            switch event {
            case .changed(let application): $0.changed = application
            case .failed(let id, let error):
              $0.failed = .with {
                $0.applicationID = id
                $0.code = Int32(error.code.rawValue)
                $0.message = error.message
              }
            }
          })
      }
    }
  }

  /// Follows an application from a version on, and offers the follower its present state.
  private func follow(
    _ id: Int64, since version: Int64, by user: User, _ follower: ApplicationFollower
  ) async throws -> Main_V1_Application {
    try require(version, "since_version", in: 0...Int64.max)
    try follower.follow(id, since: version)
    let current = try await store.application(id, seenBy: user)
    if version > current.version {
      throw RPCError(
        .outOfRange, "since_version: is \(version); application \(id) has version \(current.version) only")
    }
    follower.offer(current)
    return current
  }
}
