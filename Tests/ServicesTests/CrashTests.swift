import Common
import Contracts
import Foundation
import Martlet
import TestSupport
import Testing

/// What kill -9 and absence do to the two real programs: nothing that was acknowledged is lost, nothing happens twice.
@Suite(.timeLimit(.minutes(1))) struct CrashTests {
  @Test func aJobSurvivesAKillBetweenAcceptanceAndReport() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    try await pair.startAsync(delay: 1)
    let formed = try await pair.formApplication()
    let job = try await pair.job(in: .waiting)
    await pair.killAsync()
    let pending = try await pair.applications.getApplication(
      .with { $0.applicationID = formed.id }, metadata: ServicePair.alice)
    #expect(pending.result == .pending)

    // The due time is the wall clock's: the new process, with another delay, keeps to the old one.
    try await pair.startAsync(delay: 1000)
    let ready = try await pair.result(of: formed.id)
    #expect(ready.version == formed.version + 1)
    let done = try await pair.job(in: .done)
    #expect(done.id == job.id && done.dueTime == job.dueTime && done.attempts == 1)
    let jobs = try await pair.jobs.listJobs(.init(), metadata: ServicePair.service).jobs
    #expect(jobs.map(\.id) == [job.id])
    let after = try await pair.applications.getApplication(
      .with { $0.applicationID = formed.id }, metadata: ServicePair.alice)
    #expect(after == ready)
  }

  @Test func formingSucceedsWhileAsyncIsDownAndIsHandedOverLater() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let formed = try await pair.formApplication()
    #expect(formed.status == .formed && formed.result == .pending)
    _ = try await pair.main?.line(containing: "handing over to the async service failed")
    try await pair.startAsync()
    #expect(try await pair.result(of: formed.id).version == formed.version + 1)
  }

  @Test func aBacklogIsDrainedOverOneStream() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    var ids: [Int64] = []
    for _ in 1...5 {
      ids.append(try await pair.formApplication(ServicePair.alice).id)
      ids.append(try await pair.formApplication(ServicePair.bob).id)
    }
    try await pair.startAsync()
    let line = try await pair.main?.line(containing: "handed a backlog over")
    #expect(line?.contains("applications=10") == true)
    for id in ids { _ = try await pair.result(of: id) }
    let jobs = try await pair.jobs.listJobs(.init(), metadata: ServicePair.service).jobs
    #expect(jobs.map(\.applicationID).sorted() == ids.sorted())
    #expect(Set(jobs.map(\.idempotencyKey)).count == ids.count)
  }

  @Test func theOutboxSurvivesAKillOfMain() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let formed = try await pair.formApplication()
    await pair.killMain()
    try await pair.startAsync()
    try await pair.startMain()
    #expect(try await pair.result(of: formed.id).version == formed.version + 1)
  }

  @Test func whatWasAcknowledgedIsThereAfterAKill() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let applications = pair.applications
    let item = try await pair.createItem("tea")
    let acknowledged = Task {
      var version: Int64 = 0
      while true {
        do {
          version = try await applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice).version
        } catch {
          return version
        }
      }
    }
    var watch = pair.applications.watchApplication(
      .with { $0.applicationID = 1 }, metadata: ServicePair.alice
    ).makeAsyncIterator()
    var seen: Int64 = 0
    while seen < 30 {
      do {
        guard let state = try await watch.next() else { break }
        seen = state.version
      } catch let error as RPCError where error.code == .notFound {
        // The first item is on its way.
        watch = pair.applications.watchApplication(
          .with { $0.applicationID = 1 }, metadata: ServicePair.alice
        ).makeAsyncIterator()
      }
    }
    await pair.killMain()
    let last = await acknowledged.value
    #expect(last >= 29)
    try await pair.startMain()
    let draft = try await pair.applications.getApplication(
      .with { $0.applicationID = 1 }, metadata: ServicePair.alice)
    // The last change may have been committed without the answer getting through.
    #expect(draft.version == last || draft.version == last + 1)
    #expect(draft.lines.map(\.quantity) == [Int32(draft.version)])
  }

  @Test func aWrongKeyOfAsyncChangesNothingUntilItIsRight() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    try await pair.startAsync(delay: 0, key: "another-key")
    let formed = try await pair.formApplication()
    let refused = try await pair.main?.line(containing: "handing over to the async service failed")
    #expect(refused?.contains("UNAUTHENTICATED") == true && refused?.contains("error") == true)
    await pair.killAsync()
    try await pair.startAsync(delay: 0)
    _ = try await pair.result(of: formed.id)
  }

  @Test func aWrongKeyOfMainIsRetriedUntilItIsRight() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    try await pair.startAsync(delay: 2)
    let formed = try await pair.formApplication()
    _ = try await pair.job(in: .waiting)
    await pair.killMain()
    try await pair.startMain(key: "another-key")
    let refused = try await pair.async?.line(containing: "reporting a result failed")
    #expect(refused?.contains("UNAUTHENTICATED") == true)
    let pending = try await pair.applications.getApplication(
      .with { $0.applicationID = formed.id }, metadata: ServicePair.alice)
    #expect(pending == formed)
    await pair.killMain()
    try await pair.startMain()
    #expect(try await pair.result(of: formed.id).version == formed.version + 1)
  }

  @Test func watchersAreToldWhenAsyncShutsDown() async throws {
    let pair = try ServicePair()
    try await pair.startAsync(delay: 1000)
    let process = pair.jobs.process(metadata: ServicePair.service)
    try await process.send(
      .with {
        $0.applicationID = 1
        $0.idempotencyKey = "k"
      })
    var events = process.responses.makeAsyncIterator()
    #expect(try await events.next()?.accepted.applicationID == 1)
    var watch = pair.jobs.watchJobs(.init(), metadata: ServicePair.service).makeAsyncIterator()
    #expect(try await watch.next()?.state == .waiting)
    #expect(await pair.async?.stop() == 0)
    await expectFailure(.unavailable) { try await watch.next() }
    await expectFailure(.unavailable) { try await events.next() }
  }
}
