import Common
import Contracts
import Martlet
import MartletProtobuf

/// The catalogue. Everybody reads it, moderators keep it.
struct CatalogService: Main_V1_CatalogService {
  let store: CatalogStore
  let users: Users

  func listItems(
    _ request: Main_V1_ListItemsRequest, context: ServerContext
  ) async throws -> Main_V1_ListItemsResponse {
    _ = try users.caller(context.metadata)
    let limit = try pageSize(request.pageSize, default: 50, maximum: 1000)
    try require(request.nameContains, "name_contains", length: 0...Limits.name.upperBound)
    let lowest = request.hasMinPriceCents ? request.minPriceCents : 0
    let highest = request.hasMaxPriceCents ? request.maxPriceCents : Limits.priceCents.upperBound
    try require(lowest, "min_price_cents", in: Limits.priceCents)
    try require(highest, "max_price_cents", in: Limits.priceCents)
    if lowest > highest {
      throw RPCError(.invalidArgument, "max_price_cents: is \(highest), less than min_price_cents")
    }
    let filter = CatalogStore.Filter(nameContains: request.nameContains, prices: lowest...highest)
    let last = try PageToken(request.pageToken, filter: filter.fingerprint)?.lastID
    let (page, hasMore) = try await store.list(filter, after: last, limit: limit)
    return .with {
      $0.items = page.map(\.message)
      if hasMore, let last = page.last?.id {
        $0.nextPageToken = PageToken(after: last, filter: filter.fingerprint).text
      }
    }
  }

  func getItem(_ request: Main_V1_GetItemRequest, context: ServerContext) async throws -> Main_V1_Item {
    _ = try users.caller(context.metadata)
    return try await store.item(request.id).message
  }

  func createItem(_ request: Main_V1_CreateItemRequest, context: ServerContext) async throws -> Main_V1_Item {
    _ = try users.caller(context.metadata, is: .moderator)
    let fields = ItemFields(
      name: request.name, description: request.description_p, priceCents: request.priceCents)
    try fields.validate()
    return try await store.create(fields).message
  }

  func updateItem(_ request: Main_V1_UpdateItemRequest, context: ServerContext) async throws -> Main_V1_Item {
    _ = try users.caller(context.metadata, is: .moderator)
    let known: Set = ["name", "description", "price_cents"]
    for path in request.updateMask.paths where !known.contains(path) {
      throw RPCError(
        .invalidArgument, "update_mask: \"\(path)\" can't be changed; name, description and price_cents can")
    }
    let paths = request.updateMask.paths.isEmpty ? known : Set(request.updateMask.paths)
    if paths.contains("name") { try require(request.name, "name", length: Limits.name) }
    if paths.contains("description") {
      try require(request.description_p, "description", length: Limits.description)
    }
    if paths.contains("price_cents") { try require(request.priceCents, "price_cents", in: Limits.priceCents) }
    let expected = request.hasExpectedVersion ? request.expectedVersion : nil
    return try await store.update(request.id, expected: expected) { item in
      if paths.contains("name") { item.name = request.name }
      if paths.contains("description") { item.description = request.description_p }
      if paths.contains("price_cents") { item.priceCents = request.priceCents }
    }.message
  }

  func deleteItem(
    _ request: Main_V1_DeleteItemRequest, context: ServerContext
  ) async throws -> Google_Protobuf_Empty {
    _ = try users.caller(context.metadata, is: .moderator)
    let expected = request.hasExpectedVersion ? request.expectedVersion : nil
    _ = try await store.update(request.id, expected: expected) { $0.deleteTime = wallTime() }
    return Google_Protobuf_Empty()
  }

  func importItems(
    _ requests: RequestStream<Main_V1_ImportItemsRequest>, context: ServerContext
  ) async throws -> Main_V1_ImportItemsResponse {
    _ = try users.caller(context.metadata, is: .moderator)
    var importing = ItemImport(store: store)
    for try await request in requests {
      try await importing.add(
        ItemFields(name: request.name, description: request.description_p, priceCents: request.priceCents))
    }
    return try await importing.finish()
  }
}
