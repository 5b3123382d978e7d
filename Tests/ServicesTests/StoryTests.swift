import Common
import Contracts
import Foundation
import Martlet
import MartletProtobuf
import TestSupport
import Testing

/// What users do, against the two real programs.
@Suite(.timeLimit(.minutes(1))) struct StoryTests {
  @Test func anApplicationGoesFromTheCartToCompletion() async throws {
    let pair = try await ServicePair.started(delay: 0.3)
    let tea = try await pair.createItem("tea", price: 250)
    let cake = try await pair.createItem("cake", price: 400)
    let apps = pair.applications
    let alice = ServicePair.alice

    #expect(try await !apps.getCart(.init(), metadata: alice).hasApplicationID)
    var draft = try await apps.addToDraft(.with { $0.itemID = tea }, metadata: alice)
    #expect(draft.status == .draft && draft.version == 1 && draft.creator == "alice" && draft.result == .unspecified)
    draft = try await apps.addToDraft(
      .with {
        $0.itemID = cake
        $0.quantity = 3
      }, metadata: alice)
    draft = try await apps.addToDraft(.with { $0.itemID = tea }, metadata: alice)
    #expect(draft.lines.map(\.name) == ["tea", "cake"] && draft.lines.map(\.quantity) == [2, 3])
    #expect(draft.totalCents == 2 * 250 + 3 * 400)
    #expect(try await apps.getCart(.init(), metadata: alice).applicationID == draft.id)

    let early = await expectFailure(.failedPrecondition) {
      try await apps.completeApplication(.with { $0.applicationID = draft.id }, metadata: ServicePair.moderator)
    }
    #expect(early.contains("only a formed application"))
    let formed = try await apps.formApplication(.with { $0.applicationID = draft.id }, metadata: alice)
    #expect(formed.status == .formed && formed.result == .pending && formed.version == draft.version + 1)
    #expect(try await !apps.getCart(.init(), metadata: alice).hasApplicationID)
    let pending = await expectFailure(.failedPrecondition) {
      try await apps.completeApplication(.with { $0.applicationID = draft.id }, metadata: ServicePair.moderator)
    }
    #expect(pending.contains("its result is pending"))

    let ready = try await pair.result(of: formed.id)
    #expect(ready.result == .success || ready.result == .failure)
    #expect(ready.version == formed.version + 1 && ready.hasResultTime)
    #expect(try await pair.job(in: .done).applicationID == formed.id)

    let done = try await apps.completeApplication(
      .with {
        $0.applicationID = formed.id
        $0.expectedVersion = ready.version
        $0.note = "well done"
      }, metadata: ServicePair.moderator)
    #expect(done.status == .completed && done.moderator == "mona" && done.note == "well done" && done.hasFinishTime)
    #expect(try await apps.getApplication(.with { $0.applicationID = done.id }, metadata: alice) == done)
  }

  @Test func theDraftIsChangedAndDeleted() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea", price: 5)
    let other = try await pair.createItem("cake", price: 7)
    let apps = pair.applications
    let alice = ServicePair.alice
    await expectFailure(.notFound) {
      try await apps.updateDraftItem(
        .with {
          $0.itemID = item
          $0.quantity = 2
        }, metadata: alice)
    }
    let draft = try await apps.addToDraft(.with { $0.itemID = item }, metadata: alice)
    let changed = try await apps.updateDraftItem(
      .with {
        $0.itemID = item
        $0.quantity = 9
      }, metadata: alice)
    #expect(changed.lines.map(\.quantity) == [9] && changed.version == draft.version + 1)
    await expectFailure(.notFound) {
      try await apps.removeFromDraft(.with { $0.itemID = other }, metadata: alice)
    }
    let empty = try await apps.removeFromDraft(.with { $0.itemID = item }, metadata: alice)
    #expect(empty.lines.isEmpty && empty.totalCents == 0)
    #expect(try await !apps.getCart(.init(), metadata: alice).hasApplicationID)
    let message = await expectFailure(.failedPrecondition) {
      try await apps.formApplication(.with { $0.applicationID = draft.id }, metadata: alice)
    }
    #expect(message.contains("empty"))

    let deleted = try await apps.deleteApplication(.with { $0.applicationID = draft.id }, metadata: alice)
    #expect(deleted.status == .deleted)
    await expectFailure(.failedPrecondition) {
      try await apps.deleteApplication(.with { $0.applicationID = draft.id }, metadata: alice)
    }
    // The next item begins a new draft.
    let next = try await apps.addToDraft(.with { $0.itemID = item }, metadata: alice)
    #expect(next.id != draft.id && next.version == 1)
    #expect(try await apps.listApplications(.init(), metadata: alice).applications.map(\.id) == [next.id])
  }

  @Test func anItemTakenOffTheCatalogueCannotBeFormed() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    _ = try await pair.catalog.deleteItem(.with { $0.id = item }, metadata: ServicePair.moderator)
    await expectFailure(.notFound) { try await pair.catalog.getItem(.with { $0.id = item }) }
    let message = await expectFailure(.failedPrecondition) {
      try await pair.applications.formApplication(
        .with { $0.applicationID = draft.id }, metadata: ServicePair.alice)
    }
    #expect(message.contains("tea"))
    // The name is free again.
    try await pair.createItem("tea")
  }

  @Test func aStaleVersionIsAborted() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    _ = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let message = await expectFailure(.aborted) {
      try await pair.applications.formApplication(
        .with {
          $0.applicationID = draft.id
          $0.expectedVersion = draft.version
        }, metadata: ServicePair.alice)
    }
    #expect(message.contains("version 2") && message.contains("expects 1"))
    await expectFailure(.aborted) {
      try await pair.catalog.updateItem(
        .with {
          $0.id = item
          $0.name = "coffee"
          $0.updateMask.paths = ["name"]
          $0.expectedVersion = 7
        }, metadata: ServicePair.moderator)
    }
  }

  @Test func ofManyWritersWithOneVersionOneWins() async throws {
    let pair = try await ServicePair.started()
    let item = try await pair.createItem("tea")
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    let applications = pair.applications
    let codes = await withTaskGroup(of: RPCCode.self) { group in
      for quantity in 1...20 {
        group.addTask {
          do {
            _ = try await applications.updateDraftItem(
              .with {
                $0.itemID = item
                $0.quantity = Int32(quantity)
                $0.expectedVersion = draft.version
              }, metadata: ServicePair.alice)
            return .ok
          } catch {
            return (error as? RPCError)?.code ?? .unknown
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.filter { $0 == .ok }.count == 1)
    #expect(codes.filter { $0 == .aborted }.count == 19)
  }

  @Test func theProgramsListenOnAFreePortAndEndOnSIGTERM() async throws {
    let directory = try TemporaryDirectory()
    let main = try RunningProgram(
      builtProgram("main"),
      ["--port", "0", "--database", directory.url.appendingPathComponent("m").path, "--service-key", "k"])
    let line = try await main.line(containing: "listening on 127.0.0.1:")
    let catalog = Main_V1_CatalogClient(Channel(String(line.dropFirst("listening on ".count))))
    #expect(try await catalog.listItems(.init()).items.isEmpty)
    #expect(await main.stop() == 0)
  }

  @Test func wrongSettingsEndTheProgramWithAReason() async throws {
    let directory = try TemporaryDirectory()
    let tokens = try directory.write("users", "t king x")
    for (arguments, reason) in [
      ([], "service key"), (["--service-key", "a b"], "service key"), (["--port", "99999"], "--port"),
      (["--service-key", "k", "--tokens", tokens], "no role"), (["--service-key", "k", "--tokens", "/none"], "/none"),
      (["--service-key", "k", "--database", "/none/x.db"], "/none/x.db"),
    ] {
      let finished = try run(builtProgram("main"), arguments, directory: directory.url)
      #expect(finished.status != 0)
      #expect(finished.errorText.contains(reason), "\(finished.errorText)")
      #expect(finished.outputText.isEmpty)
    }
  }
}
