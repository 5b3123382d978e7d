import Common
import Contracts
import Foundation
import Martlet
import TestSupport
import Testing

@testable import MainService

/// Watching, long polling and following many applications, against the real programs.
@Suite(.timeLimit(.minutes(1))) struct FollowingTests {
  @Test func aWatchShowsTheStateThenEveryChangeAndEndsWithTheLast() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let watch = pair.applications.watchApplication(
      .with { $0.applicationID = draft.id }, metadata: ServicePair.alice)
    var states = watch.makeAsyncIterator()
    #expect(try await states.next()?.version == 1)

    _ = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    _ = try await pair.applications.formApplication(
      .with { $0.applicationID = draft.id }, metadata: ServicePair.alice)
    #expect(try await states.next()?.version == 2)
    let formed = try await states.next()
    #expect(formed?.version == 3 && formed?.result == .pending)
    let ready = try await states.next()
    #expect(ready?.version == 4 && ready?.result != .pending)
    _ = try await pair.applications.rejectApplication(
      .with { $0.applicationID = draft.id }, metadata: ServicePair.moderator)
    #expect(try await states.next()?.status == .rejected)
    #expect(try await states.next() == nil)

    // Since the version before the last: the last alone. Since the last: nothing, and the end.
    let late = pair.applications.watchApplication(
      .with {
        $0.applicationID = draft.id
        $0.sinceVersion = 4
      }, metadata: ServicePair.alice)
    #expect(try await late.reduce(into: []) { $0.append($1.version) } == [5])
    let over = pair.applications.watchApplication(
      .with {
        $0.applicationID = draft.id
        $0.sinceVersion = 5
      }, metadata: ServicePair.alice)
    #expect(try await over.reduce(into: []) { $0.append($1.version) } == [])
  }

  @Test func aWatchResumesAfterARestartWithoutMissingAChange() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let first = pair.applications.watchApplication(
      .with { $0.applicationID = draft.id }, metadata: ServicePair.alice)
    var states = first.makeAsyncIterator()
    let seen = try #require(try await states.next()).version

    let status = await pair.main?.stop()
    #expect(status == 0)
    let message = await expectFailure(.unavailable) { try await states.next() }
    #expect(message.contains("since the last version"))
    try await pair.startMain()
    _ = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let second = pair.applications.watchApplication(
      .with {
        $0.applicationID = draft.id
        $0.sinceVersion = seen
      }, metadata: ServicePair.alice)
    var rest = second.makeAsyncIterator()
    #expect(try await rest.next()?.version == seen + 1)
  }

  @Test func aVersionThatIsNotThereYetIsOutOfRange() async throws {
    let pair = try await ServicePair.started()
    let formed = try await pair.formApplication()
    await expectFailure(.outOfRange) {
      try await pair.applications.waitForChange(
        .with {
          $0.applicationID = formed.id
          $0.sinceVersion = 99
        }, metadata: ServicePair.alice)
    }
    await expectFailure(.invalidArgument) {
      var watch = pair.applications.watchApplication(
        .with {
          $0.applicationID = formed.id
          $0.sinceVersion = -1
        }, metadata: ServicePair.alice
      ).makeAsyncIterator()
      return try await watch.next()
    }
  }

  @Test func aLongPollAnswersAtOnceOnChangeOrAfterItsTimeout() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let applications = pair.applications
    let atOnce = try await applications.waitForChange(
      .with { $0.applicationID = draft.id }, metadata: ServicePair.alice)
    #expect(atOnce.changed && atOnce.application == draft)

    let timedOut = try await applications.waitForChange(
      .with {
        $0.applicationID = draft.id
        $0.sinceVersion = draft.version
        $0.timeout = .init(.milliseconds(50))
      }, metadata: ServicePair.alice)
    #expect(!timedOut.changed && timedOut.application == draft)

    async let changed = applications.waitForChange(
      .with {
        $0.applicationID = draft.id
        $0.sinceVersion = draft.version
        $0.timeout = .init(.seconds(30))
      }, metadata: ServicePair.alice)
    _ = try await applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let answer = try await changed
    #expect(answer.changed && answer.application.version == draft.version + 1)
    await expectFailure(.invalidArgument) {
      try await applications.waitForChange(
        .with {
          $0.applicationID = draft.id
          $0.timeout = .init(.seconds(301))
        }, metadata: ServicePair.alice)
    }
  }

  @Test func oneCallFollowsManyApplications() async throws {
    let pair = try await ServicePair.started()
    let mine = try await pair.formApplication(ServicePair.alice)
    let other = try await pair.formApplication(ServicePair.bob)
    let call = pair.applications.syncApplications(metadata: ServicePair.moderator, timeout: .seconds(30))
    for id in [mine.id, other.id, 4711] {
      try await call.send(.with { $0.follow = .with { $0.applicationID = id } })
    }
    var results: Set<Int64> = []
    var failures: [Main_V1_FollowFailure] = []
    var events = call.responses.makeAsyncIterator()
    while results.count < 2 || failures.isEmpty {
      let event = try #require(try await events.next())
      switch event.event {
      case .changed(let application): if application.result != .pending { results.insert(application.id) }
      case .failed(let failure): failures.append(failure)
      case nil: Issue.record("an event without content")
      }
    }
    #expect(failures.map(\.applicationID) == [4711])
    #expect(failures.map(\.code) == [Int32(RPCCode.notFound.rawValue)])

    // The one that was dropped is heard of no more; the other's end ends the call.
    try await call.send(.with { $0.drop = other.id })
    try await call.send(.with { $0.follow = .with { $0.applicationID = mine.id } })
    #expect(try await events.next()?.changed.id == mine.id)
    for id in [other.id, mine.id] {
      _ = try await pair.applications.rejectApplication(
        .with { $0.applicationID = id }, metadata: ServicePair.moderator)
    }
    call.finish()
    let last = try await events.next()
    #expect(last?.changed.id == mine.id && last?.changed.status == .rejected)
    #expect(try await events.next() == nil)
  }

  @Test func aChangeThatRacesWithThePollIsNotMissed() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let item = try await pair.createItem("tea")
    let applications = pair.applications
    var draft = try await applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    for _ in 1...200 {
      let version = draft.version
      async let polled = applications.waitForChange(
        .with {
          $0.applicationID = 1
          $0.sinceVersion = version
          $0.timeout = .init(.seconds(30))
        }, metadata: ServicePair.alice)
      draft = try await applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
      let answer = try await polled
      #expect(answer.changed && answer.application == draft)
    }
  }

  @Test func aWatcherThatDoesNotReadHoldsNobodyUpAndGetsTheLatest() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    // Large states: what a watcher leaves unread soon fills the stream's window.
    for number in 1...30 {
      let name = "\(number) " + String(repeating: "x", count: 190)
      let item = try await pair.createItem(name)
      _ = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    }
    let watch = pair.applications.watchApplication(.with { $0.applicationID = 1 }, metadata: ServicePair.alice)
    _ = try await watch.headers()
    var last: Int64 = 0
    for quantity in 1...300 {
      last = try await pair.applications.updateDraftItem(
        .with {
          $0.itemID = 1
          $0.quantity = Int32(quantity)
        }, metadata: ServicePair.alice
      ).version
    }
    var versions: [Int64] = []
    for try await state in watch {
      versions.append(state.version)
      if state.version == last { break }
    }
    #expect(versions == versions.sorted() && Set(versions).count == versions.count)
    #expect(versions.count < 200, "\(versions.count) of 300 changes were kept for a watcher that did not read")
  }

  @Test func aFollowerThatIsSlowKeepsTheLatestOnly() async throws {
    let hub = ApplicationHub()
    let viewer = User(name: "alice", role: .creator)
    try await hub.withFollower(viewer) { follower in
      for id in 1...3 as ClosedRange<Int64> { try follower.follow(id, since: 0) }
      for version in 1...10_000 as ClosedRange<Int64> {
        for id in 1...3 as ClosedRange<Int64> {
          hub.publish(
            .with {
              $0.id = id
              $0.version = version
              $0.creator = id == 3 ? "bob" : "alice"
            })
        }
      }
      let changes = try await follower.next().compactMap { event -> Main_V1_Application? in
        if case .changed(let application) = event { application } else { nil }
      }
      #expect(changes.count <= 64)
      #expect(Set(changes.map(\.id)) == [1, 2], "what the viewer may not see is left out")
      #expect(changes.last { $0.id == 1 }?.version == 10_000)
      #expect(changes.last { $0.id == 2 }?.version == 10_000)
      for id in [1, 2] as [Int64] {
        let versions = changes.filter { $0.id == id }.map(\.version)
        #expect(versions == versions.sorted())
      }
    }
  }

  @Test func aChangeBetweenFollowingAndReadingIsNeitherLostNorRepeated() async throws {
    let hub = ApplicationHub()
    func application(_ version: Int64) -> Main_V1_Application {
      .with {
        $0.id = 1
        $0.version = version
        $0.status = .draft
      }
    }
    try await hub.withFollower(User(name: "", role: .moderator)) { follower in
      try follower.follow(1, since: 3)
      hub.publish(application(5))
      // Read before the change was committed, offered after it was published.
      follower.offer(application(4))
      hub.publish(application(6))
      var versions: [Int64] = []
      for case .changed(let application) in try await follower.next() { versions.append(application.version) }
      #expect(versions == [5, 6])
      hub.close()
      await expectFailure(.unavailable) { try await follower.next() }
    }
    await expectFailure(.unavailable) { try await hub.withFollower(User(name: "", role: .guest)) { _ in } }
  }

  @Test func aCallFollowsNoMoreThanItMay() async throws {
    try await ApplicationHub().withFollower(User(name: "", role: .moderator)) { follower in
      for id in 1...1000 as ClosedRange<Int64> { try follower.follow(id, since: 0) }
      try follower.follow(7, since: 0)
      await expectFailure(.resourceExhausted) { try follower.follow(1001, since: 0) }
      follower.drop(7)
      try follower.follow(1001, since: 0)
    }
  }
}
