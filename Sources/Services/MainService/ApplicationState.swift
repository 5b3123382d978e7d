import Martlet

/// Where an application stands. The numbers are those of the contract, and of the database.
enum ApplicationStatus: Int, Codable, Sendable, CaseIterable {
  case draft = 1
  case formed = 2
  case completed = 3
  case rejected = 4
  case deleted = 5

  /// Nothing changes any more.
  var isFinal: Bool { self != .draft && self != .formed }
}

/// What is known of an application's result. The numbers are those of the contract, and of the database.
enum ResultState: Int, Codable, Sendable, CaseIterable {
  case none = 0
  case pending = 1
  case success = 2
  case failure = 3
}

/// What someone wants to do with an application.
enum ApplicationStep: Hashable, Sendable {
  /// Change the lines.
  case edit
  /// Submit it, with so many lines.
  case form(lines: Int)
  case delete
  case complete
  case reject
  /// The async service's job reports.
  case setResult(ResultState, jobID: String)
}

/// What decides which steps an application can take.
struct ApplicationState: Hashable, Sendable {
  var status = ApplicationStatus.draft
  var result = ResultState.none
  /// The job that the result came from; empty before.
  var jobID = ""

  /// The state after a step; the same state if the step was taken already and repeating it does no harm.
  ///
  /// - Throws: `Refusal` if the step isn't possible.
  func after(_ step: ApplicationStep) throws(Refusal) -> ApplicationState {
    var next = self
    switch step {
    case .edit:
      try require(.draft, "only a draft can be changed")
    case .form(let lines):
      try require(.draft, "only a draft can be formed")
      if lines == 0 { throw Refusal(.failedPrecondition, "it is empty; add an item before you form it") }
      next.status = .formed
      next.result = .pending
    case .delete:
      try require(.draft, "only a draft can be deleted")
      next.status = .deleted
    case .complete:
      try require(.formed, "only a formed application can be completed")
      if result == .pending { throw Refusal(.failedPrecondition, "its result is pending; wait for it") }
      next.status = .completed
    case .reject:
      try require(.formed, "only a formed application can be rejected")
      next.status = .rejected
    case .setResult(let reported, let jobID):
      next = try withResult(reported, jobID)
    }
    return next
  }

  private func withResult(_ reported: ResultState, _ jobID: String) throws(Refusal) -> ApplicationState {
    switch result {
    case .none: throw Refusal(.failedPrecondition, "it is \(status); only a formed application has a result")
    case .success, .failure:
      if result == reported && self.jobID == jobID { return self }
      throw Refusal(.alreadyExists, "its result is \(result) already, from job \(self.jobID)")
    case .pending:
      try require(.formed, "it takes no result any more")
      var next = self
      next.result = reported
      next.jobID = jobID
      return next
    }
  }

  private func require(_ needed: ApplicationStatus, _ reason: String) throws(Refusal) {
    if status != needed { throw Refusal(.failedPrecondition, "it is \(status); \(reason)") }
  }
}

/// Why a step isn't possible.
struct Refusal: Error, Hashable {
  let code: RPCCode
  let reason: String

  init(_ code: RPCCode, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}
