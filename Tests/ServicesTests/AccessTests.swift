import Common
import Contracts
import Foundation
import Martlet
import MartletReflection
import TestSupport
import Testing

/// Who may do what, against the real programs.
@Suite(.timeLimit(.minutes(1))) struct AccessTests {
  private typealias Call = @Sendable (ServicePair, Metadata) async throws -> Void

  /// A call, and the code that guests, creators, moderators get for it; OK stands for any code but those of access.
  private static let calls: [(name: String, guest: RPCCode, creator: RPCCode, moderator: RPCCode, call: Call)] = [
    ("ListItems", .ok, .ok, .ok, { _ = try await $0.catalog.listItems(.init(), metadata: $1) }),
    ("GetItem", .ok, .ok, .ok, { _ = try await $0.catalog.getItem(.init(), metadata: $1) }),
    (
      "CreateItem", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.catalog.createItem(.init(), metadata: $1) }
    ),
    (
      "UpdateItem", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.catalog.updateItem(.init(), metadata: $1) }
    ),
    (
      "DeleteItem", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.catalog.deleteItem(.init(), metadata: $1) }
    ),
    (
      "ImportItems", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.catalog.importItems(metadata: $1).response() }
    ),
    (
      "GetCart", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.getCart(.init(), metadata: $1) }
    ),
    (
      "AddToDraft", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.addToDraft(.init(), metadata: $1) }
    ),
    (
      "UpdateDraftItem", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.updateDraftItem(.init(), metadata: $1) }
    ),
    (
      "RemoveFromDraft", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.removeFromDraft(.init(), metadata: $1) }
    ),
    (
      "GetApplication", .permissionDenied, .ok, .ok,
      { _ = try await $0.applications.getApplication(.init(), metadata: $1) }
    ),
    (
      "FormApplication", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.formApplication(.init(), metadata: $1) }
    ),
    (
      "DeleteApplication", .permissionDenied, .ok, .permissionDenied,
      { _ = try await $0.applications.deleteApplication(.init(), metadata: $1) }
    ),
    (
      "ListApplications", .permissionDenied, .ok, .ok,
      { _ = try await $0.applications.listApplications(.init(), metadata: $1) }
    ),
    (
      "CompleteApplication", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.applications.completeApplication(.init(), metadata: $1) }
    ),
    (
      "RejectApplication", .permissionDenied, .permissionDenied, .ok,
      { _ = try await $0.applications.rejectApplication(.init(), metadata: $1) }
    ),
    (
      "SetResult", .unauthenticated, .unauthenticated, .unauthenticated,
      { _ = try await $0.applications.setResult(.init(), metadata: $1) }
    ),
    (
      "WatchApplication", .permissionDenied, .ok, .ok,
      { for try await _ in $0.applications.watchApplication(.init(), metadata: $1) {} }
    ),
    (
      "WaitForChange", .permissionDenied, .ok, .ok,
      { _ = try await $0.applications.waitForChange(.init(), metadata: $1) }
    ),
    (
      "SyncApplications", .permissionDenied, .ok, .ok,
      {
        let call = $0.applications.syncApplications(metadata: $1)
        call.finish()
        for try await _ in call.responses {}
      }
    ),
  ]

  private func code(_ pair: ServicePair, _ metadata: Metadata, _ call: Call) async -> RPCCode {
    do {
      try await call(pair, metadata)
      return .ok
    } catch {
      let code = (error as? RPCError)?.code ?? .unknown
      return [.permissionDenied, .unauthenticated].contains(code) ? code : .ok
    }
  }

  @Test func everyMethodIsOpenToItsRolesOnly() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    #expect(try Self.calls.count == methodCount())
    for entry in Self.calls {
      #expect(await code(pair, ServicePair.guest, entry.call) == entry.guest, "\(entry.name) by a guest")
      #expect(await code(pair, ServicePair.alice, entry.call) == entry.creator, "\(entry.name) by a creator")
      #expect(await code(pair, ServicePair.moderator, entry.call) == entry.moderator, "\(entry.name) by a moderator")
      // Whoever sends no token is a guest; what guests may not do needs a token first.
      let nobody = entry.guest == .ok ? RPCCode.ok : .unauthenticated
      #expect(await code(pair, [:], entry.call) == nobody, "\(entry.name) by nobody")
      #expect(
        await code(pair, ["authorization": "Bearer made-up"], entry.call) == .unauthenticated,
        "\(entry.name) with an unknown token")
      #expect(
        await code(pair, ["authorization": "alice-token"], entry.call) == .unauthenticated,
        "\(entry.name) with a malformed authorization")
    }
  }

  @Test func theAsyncServiceIsOpenToTheServiceKeyOnly() async throws {
    let pair = try ServicePair()
    try await pair.startAsync(delay: 1000)
    let request = Async_V1_SetStatusRequest.with {
      $0.applicationID = 1
      $0.idempotencyKey = "k"
    }
    for metadata in [[:], ServicePair.moderator, ["authorization": "Bearer \(ServicePair.key)x"]] {
      await expectFailure(.unauthenticated) { try await pair.jobs.setStatus(request, metadata: metadata) }
      await expectFailure(.unauthenticated) { try await pair.jobs.listJobs(.init(), metadata: metadata) }
      await expectFailure(.unauthenticated) {
        for try await _ in pair.jobs.watchJobs(.init(), metadata: metadata) {}
      }
      await expectFailure(.unauthenticated) {
        let call = pair.jobs.process(metadata: metadata)
        for try await _ in call.responses {}
      }
    }
    #expect(try await pair.jobs.listJobs(.init(), metadata: ServicePair.service).jobs.isEmpty)
  }

  @Test func aResultWithAWrongKeyChangesNothing() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let formed = try await pair.formApplication()
    let request = Main_V1_SetResultRequest.with {
      $0.applicationID = formed.id
      $0.jobID = "forged"
      $0.result = .success
    }
    for metadata in [[:], ServicePair.moderator, ["authorization": "Bearer wrong"]] {
      await expectFailure(.unauthenticated) {
        try await pair.applications.setResult(request, metadata: metadata)
      }
    }
    let same = try await pair.applications.getApplication(
      .with { $0.applicationID = formed.id }, metadata: ServicePair.alice)
    #expect(same == formed)
  }

  @Test func anotherCreatorsApplicationLooksLikeNone() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let formed = try await pair.formApplication(ServicePair.alice)
    let apps = pair.applications
    var messages: Set<String> = []
    for id in [formed.id, 4711] {
      let message = await expectFailure(.notFound) {
        try await apps.getApplication(.with { $0.applicationID = id }, metadata: ServicePair.bob)
      }
      messages.insert(message.replacing("\(id)", with: "N"))
      await expectFailure(.notFound) {
        try await apps.formApplication(.with { $0.applicationID = id }, metadata: ServicePair.bob)
      }
      await expectFailure(.notFound) {
        try await apps.deleteApplication(.with { $0.applicationID = id }, metadata: ServicePair.bob)
      }
      await expectFailure(.notFound) {
        try await apps.waitForChange(.with { $0.applicationID = id }, metadata: ServicePair.bob)
      }
      await expectFailure(.notFound) {
        for try await _ in apps.watchApplication(.with { $0.applicationID = id }, metadata: ServicePair.bob) {}
      }
    }
    #expect(messages.count == 1, "the answers differ: \(messages)")
    #expect(try await apps.listApplications(.init(), metadata: ServicePair.bob).applications.isEmpty)
    await expectFailure(.permissionDenied) {
      try await apps.listApplications(.with { $0.creator = "alice" }, metadata: ServicePair.bob)
    }
    #expect(
      try await apps.listApplications(.with { $0.creator = "alice" }, metadata: ServicePair.moderator).applications
        .map(\.id) == [formed.id])
  }
}

/// How many methods main's contracts have: a new one must be added to the table of who may call it.
private func methodCount() throws -> Int {
  let files = try DescriptorPool([.main_v1_catalog, .main_v1_application]).files
  return files.flatMap(\.services).reduce(0) { $0 + $1.methods.count }
}
