import Martlet
import Testing

@testable import MainService

@Suite struct ApplicationStateTests {
  static let draft = ApplicationState()
  static let pending = ApplicationState(status: .formed, result: .pending)
  static let ready = ApplicationState(status: .formed, result: .success, jobID: "j1")
  static let completed = ApplicationState(status: .completed, result: .success, jobID: "j1")
  static let rejectedEarly = ApplicationState(status: .rejected, result: .pending)
  static let rejected = ApplicationState(status: .rejected, result: .failure, jobID: "j1")
  static let deleted = ApplicationState(status: .deleted)

  /// Every step from every state: the state after, or the code with which it is refused.
  enum Expected: Sendable {
    case becomes(ApplicationState)
    case refused(RPCCode)
  }

  static let no = Expected.refused(.failedPrecondition)
  static let steps: [ApplicationStep] = [
    .edit, .form(lines: 0), .form(lines: 2), .delete, .complete, .reject, .setResult(.success, jobID: "j1"),
    .setResult(.failure, jobID: "j1"), .setResult(.success, jobID: "j2"),
  ]
  static let table: [(ApplicationState, [Expected])] = [
    (draft, [.becomes(draft), no, .becomes(pending), .becomes(deleted), no, no, no, no, no]),
    (
      pending,
      [
        no, no, no, no, no, .becomes(rejectedEarly), .becomes(ready),
        .becomes(ApplicationState(status: .formed, result: .failure, jobID: "j1")),
        .becomes(ApplicationState(status: .formed, result: .success, jobID: "j2")),
      ]
    ),
    (
      ready,
      [
        no, no, no, no, .becomes(completed),
        .becomes(ApplicationState(status: .rejected, result: .success, jobID: "j1")), .becomes(ready),
        .refused(.alreadyExists), .refused(.alreadyExists),
      ]
    ),
    (completed, [no, no, no, no, no, no, .becomes(completed), .refused(.alreadyExists), .refused(.alreadyExists)]),
    (rejectedEarly, [no, no, no, no, no, no, no, no, no]),
    (rejected, [no, no, no, no, no, no, .refused(.alreadyExists), .becomes(rejected), .refused(.alreadyExists)]),
    (deleted, [no, no, no, no, no, no, no, no, no]),
  ]

  @Test(arguments: table.indices) func everyStepFromEveryStateDoesWhatTheTableSays(_ row: Int) {
    let (state, expectations) = Self.table[row]
    for (step, expected) in zip(Self.steps, expectations) {
      do throws(Refusal) {
        let next = try state.after(step)
        guard case .becomes(let wanted) = expected else {
          Issue.record("\(step) from \(state) was possible")
          continue
        }
        #expect(next == wanted, "\(step) from \(state)")
      } catch {
        guard case .refused(let code) = expected else {
          Issue.record("\(step) from \(state) was refused: \(error)")
          continue
        }
        #expect(error.code == code, "\(step) from \(state)")
        #expect(!error.reason.isEmpty)
      }
    }
  }

  @Test func refusalsSayWhy() {
    #expect(throws: Refusal(.failedPrecondition, "its result is pending; wait for it")) {
      try Self.pending.after(.complete)
    }
    #expect(throws: Refusal(.failedPrecondition, "it is completed; only a draft can be changed")) {
      try Self.completed.after(.edit)
    }
    #expect(throws: Refusal(.alreadyExists, "its result is success already, from job j1")) {
      try Self.ready.after(.setResult(.failure, jobID: "j1"))
    }
  }
}
