import Common
import Contracts
import Foundation
import Martlet
import TestSupport
import Testing

/// The catalogue, its pages, its limits and its imports, against the real program.
@Suite(.timeLimit(.minutes(1))) struct CatalogTests {
  @Test func pagesCoverTheListOnceInOrder() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    for number in 1...25 { try await pair.createItem("item \(number)", price: Int64(number)) }
    var request = Main_V1_ListItemsRequest.with {
      $0.pageSize = 4
      $0.nameContains = "ITEM"
      $0.minPriceCents = 3
      $0.maxPriceCents = 20
    }
    var prices: [Int64] = []
    repeat {
      let page = try await pair.catalog.listItems(request)
      #expect(page.items.count <= 4)
      prices += page.items.map(\.priceCents)
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    #expect(prices == Array(3...20))
  }

  @Test func wrongRequestsNameTheField() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let item = try await pair.createItem("tea")
    let catalog = pair.catalog
    let token = try await catalog.listItems(.with { $0.pageSize = 1 }).nextPageToken
    #expect(token.isEmpty)
    try await pair.createItem("cake")
    let next = try await catalog.listItems(.with { $0.pageSize = 1 }).nextPageToken
    let lists: [(String, Main_V1_ListItemsRequest)] = [
      ("page_size", .with { $0.pageSize = -1 }), ("page_size", .with { $0.pageSize = 1001 }),
      ("page_token", .with { $0.pageToken = "1" }),
      (
        "page_token",
        .with {
          $0.pageToken = next
          $0.nameContains = "t"
        }
      ),
      ("min_price_cents", .with { $0.minPriceCents = -1 }),
      (
        "max_price_cents",
        .with {
          $0.minPriceCents = 5
          $0.maxPriceCents = 4
        }
      ),
      ("name_contains", .with { $0.nameContains = String(repeating: "x", count: 201) }),
    ]
    for (field, request) in lists {
      let message = await expectFailure(.invalidArgument) { try await catalog.listItems(request) }
      #expect(message.hasPrefix(field), "\(message)")
    }
    let creations: [(String, Main_V1_CreateItemRequest)] = [
      ("name", .init()),
      ("name", .with { $0.name = String(repeating: "x", count: 201) }),
      (
        "description",
        .with {
          $0.name = "n"
          $0.description_p = String(repeating: "x", count: 2001)
        }
      ),
      (
        "price_cents",
        .with {
          $0.name = "n"
          $0.priceCents = -1
        }
      ),
      (
        "price_cents",
        .with {
          $0.name = "n"
          $0.priceCents = .max
        }
      ),
    ]
    for (field, request) in creations {
      let message = await expectFailure(.invalidArgument) {
        try await catalog.createItem(request, metadata: ServicePair.moderator)
      }
      #expect(message.hasPrefix(field), "\(message)")
    }
    let message = await expectFailure(.invalidArgument) {
      try await catalog.updateItem(
        .with {
          $0.id = item
          $0.updateMask.paths = ["version"]
        }, metadata: ServicePair.moderator)
    }
    #expect(message.hasPrefix("update_mask"))
    for quantity in [0, -1, 10_001] as [Int32] {
      let message = await expectFailure(.invalidArgument) {
        try await pair.applications.addToDraft(
          .with {
            $0.itemID = item
            $0.quantity = quantity
          }, metadata: ServicePair.alice)
      }
      #expect(message.hasPrefix("quantity"))
    }
  }

  @Test func anUpdateChangesWhatItsMaskNames() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let id = try await pair.createItem("tea", price: 5)
    try await pair.createItem("cake")
    let updated = try await pair.catalog.updateItem(
      .with {
        $0.id = id
        $0.name = "ignored"
        $0.priceCents = 6
        $0.updateMask.paths = ["price_cents"]
        $0.expectedVersion = 1
      }, metadata: ServicePair.moderator)
    #expect(updated.name == "tea" && updated.priceCents == 6 && updated.version == 2)
    #expect(try await pair.catalog.getItem(.with { $0.id = id }) == updated)
    await expectFailure(.alreadyExists) {
      try await pair.catalog.updateItem(
        .with {
          $0.id = id
          $0.name = "cake"
          $0.updateMask.paths = ["name"]
        }, metadata: ServicePair.moderator)
    }
    await expectFailure(.alreadyExists) { try await pair.createItem("tea") }
  }

  @Test func anImportStoresTheGoodLinesAndReportsTheOthers() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    try await pair.createItem("taken")
    func importItems(_ names: [String]) async throws -> Main_V1_ImportItemsResponse {
      let call = pair.catalog.importItems(metadata: ServicePair.moderator)
      for name in names { try await call.send(.with { $0.name = name }) }
      return try await call.response()
    }
    var names = (1...600).map { "item \($0)" }
    names[9] = ""
    names[299] = "taken"
    names[599] = "item 1"
    let summary = try await importItems(names)
    #expect(summary.created == 597 && summary.failed == 3)
    #expect(summary.errors.map(\.line) == [10, 300, 600])
    #expect(summary.errors.map { $0.message.contains("name") } == [true, true, true])

    // The same again creates nothing; the errors that are spelled out are limited.
    let again = try await importItems(names)
    #expect(again.created == 0 && again.failed == 600 && again.errors.count == 100)
    #expect(again.errors.map(\.line) == Array(1...100))
    #expect(try await importItems([]) == Main_V1_ImportItemsResponse())
  }

  @Test func applicationsAreListedByStatusAndDate() async throws {
    let pair = try ServicePair()
    try await pair.startMain()
    let item = try await pair.createItem("tea")
    var formed: [Main_V1_Application] = []
    for _ in 1...3 { formed.append(try await pair.formApplication()) }
    let draft = try await pair.applications.addToDraft(.with { $0.itemID = item }, metadata: ServicePair.alice)
    func list(
      _ request: Main_V1_ListApplicationsRequest, _ metadata: Metadata = ServicePair.alice
    ) async throws -> [Int64] {
      try await pair.applications.listApplications(request, metadata: metadata).applications.map(\.id)
    }
    #expect(try await list(.init()) == [draft.id] + formed.reversed().map(\.id))
    #expect(try await list(.with { $0.statuses = [.draft] }, ServicePair.moderator) == [draft.id])
    #expect(try await list(.with { $0.formedFrom = formed[1].formTime }).contains(formed[0].id) == false)
    #expect(try await list(.with { $0.formedUntil = formed[0].formTime }).isEmpty)
    var page = try await pair.applications.listApplications(.with { $0.pageSize = 3 }, metadata: ServicePair.alice)
    #expect(page.applications.count == 3)
    page = try await pair.applications.listApplications(
      .with { $0.pageToken = page.nextPageToken }, metadata: ServicePair.alice)
    #expect(page.applications == [formed[0]] && page.nextPageToken.isEmpty)
    for request: Main_V1_ListApplicationsRequest in [
      .with { $0.statuses = [.unspecified] }, .with { $0.statuses = [.UNRECOGNIZED(77)] },
      .with { $0.formedFrom.nanos = -1 },
    ] {
      await expectFailure(.invalidArgument) { try await list(request) }
    }
  }
}
