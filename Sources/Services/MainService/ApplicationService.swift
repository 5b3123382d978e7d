import Common
import Contracts
import Martlet
import MartletProtobuf

/// Applications, from the first item in a draft to the moderator's decision. The methods that follow changes are in
/// `ApplicationService+Following.swift`.
struct ApplicationService: Main_V1_ApplicationService {
  let store: ApplicationStore
  let users: Users
  let serviceKey: ServiceKey

  // MARK: - The draft

  func getCart(_ request: Main_V1_GetCartRequest, context: ServerContext) async throws -> Main_V1_GetCartResponse {
    let user = try users.caller(context.metadata, is: .creator)
    let id = try await store.cart(of: user.name)
    return .with {
      if let id { $0.applicationID = id }
    }
  }

  func addToDraft(
    _ request: Main_V1_AddToDraftRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator)
    let quantity = request.hasQuantity ? request.quantity : 1
    try require(quantity, "quantity", in: Limits.quantity)
    return try await store.addToDraft(
      of: user.name, item: request.itemID, quantity: quantity,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  func updateDraftItem(
    _ request: Main_V1_UpdateDraftItemRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator)
    try require(request.quantity, "quantity", in: Limits.quantity)
    return try await store.setQuantity(
      request.quantity, of: request.itemID, inDraftOf: user.name,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  func removeFromDraft(
    _ request: Main_V1_RemoveFromDraftRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator)
    return try await store.setQuantity(
      nil, of: request.itemID, inDraftOf: user.name,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  func formApplication(
    _ request: Main_V1_FormApplicationRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator)
    return try await store.form(
      request.applicationID, by: user, expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  func deleteApplication(
    _ request: Main_V1_DeleteApplicationRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator)
    return try await store.take(
      .delete, with: request.applicationID, by: user,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil
    ) { record, now in
      record.finishTime = now
    }
  }

  // MARK: - Reading

  func getApplication(
    _ request: Main_V1_GetApplicationRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .creator, .moderator)
    return try await store.application(request.applicationID, seenBy: user)
  }

  func listApplications(
    _ request: Main_V1_ListApplicationsRequest, context: ServerContext
  ) async throws -> Main_V1_ListApplicationsResponse {
    let user = try users.caller(context.metadata, is: .creator, .moderator)
    let limit = try pageSize(request.pageSize, default: 50, maximum: 200)
    let filter = try filter(request, user)
    let last = try PageToken(request.pageToken, filter: filter.fingerprint)?.lastID
    let (page, hasMore) = try await store.list(filter, before: last, limit: limit)
    return .with {
      $0.applications = page
      if hasMore, let last = page.last?.id {
        $0.nextPageToken = PageToken(after: last, filter: filter.fingerprint).text
      }
    }
  }

  private func filter(
    _ request: Main_V1_ListApplicationsRequest, _ user: User
  ) throws(RPCError) -> ApplicationStore.Filter {
    var statuses: Set<ApplicationStatus> = []
    for status in request.statuses {
      guard let status = ApplicationStatus(rawValue: status.rawValue) else {
        throw RPCError(.invalidArgument, "statuses: \(status.rawValue) is no status of an application")
      }
      statuses.insert(status)
    }
    if statuses.isEmpty { statuses = Set(ApplicationStatus.allCases).subtracting([.deleted]) }
    if user.role == .creator && !request.creator.isEmpty && request.creator != user.name {
      throw RPCError(.permissionDenied, "creator: you can list your own applications only")
    }
    let creator = user.role == .creator ? user.name : request.creator
    return ApplicationStore.Filter(
      creator: creator.isEmpty ? nil : creator, statuses: statuses,
      formedFrom: try time(request.hasFormedFrom ? request.formedFrom : nil, "formed_from"),
      formedUntil: try time(request.hasFormedUntil ? request.formedUntil : nil, "formed_until"))
  }

  private func time(_ time: Google_Protobuf_Timestamp?, _ field: String) throws(RPCError) -> Milliseconds? {
    guard let time else { return nil }
    guard let milliseconds = time.milliseconds else {
      throw RPCError(.invalidArgument, "\(field): is not a time between the years 1 and 9999")
    }
    return milliseconds
  }

  // MARK: - Decisions and results

  func completeApplication(
    _ request: Main_V1_CompleteApplicationRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .moderator)
    return try await decide(
      .complete, request.applicationID, user, request.note,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  func rejectApplication(
    _ request: Main_V1_RejectApplicationRequest, context: ServerContext
  ) async throws -> Main_V1_Application {
    let user = try users.caller(context.metadata, is: .moderator)
    return try await decide(
      .reject, request.applicationID, user, request.note,
      expected: request.hasExpectedVersion ? request.expectedVersion : nil)
  }

  private func decide(
    _ step: ApplicationStep, _ id: Int64, _ moderator: User, _ note: String, expected: Int64?
  ) async throws -> Main_V1_Application {
    try require(note, "note", length: Limits.note)
    return try await store.take(step, with: id, by: moderator, expected: expected) { record, now in
      record.moderator = moderator.name
      record.note = note
      record.finishTime = now
    }
  }

  func setResult(
    _ request: Main_V1_SetResultRequest, context: ServerContext
  ) async throws -> Main_V1_SetResultResponse {
    try serviceKey.check(context.metadata)
    try require(request.jobID, "job_id", length: Limits.jobID)
    let result: ResultState
    switch request.result {
    case .success: result = .success
    case .failure: result = .failure
    default: throw RPCError(.invalidArgument, "result: must be RESULT_STATUS_SUCCESS or RESULT_STATUS_FAILURE")
    }
    let (version, changed) = try await store.setResult(result, of: request.applicationID, job: request.jobID)
    return .with {
      $0.version = version
      $0.changed = changed
    }
  }
}
