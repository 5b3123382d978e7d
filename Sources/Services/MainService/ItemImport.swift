import Contracts
import Martlet

/// An import under way: lines are stored in batches, so that neither memory nor a transaction grows with the stream.
struct ItemImport {
  private static let batchSize = 256

  private let store: CatalogStore
  private var line: Int64 = 0
  private var batch: [(line: Int64, fields: ItemFields)] = []
  private var summary = Main_V1_ImportItemsResponse()

  init(store: CatalogStore) { self.store = store }

  /// Takes the next line.
  mutating func add(_ fields: ItemFields) async throws {
    line += 1
    do throws(RPCError) {
      try fields.validate()
    } catch {
      report(line, error)
      return
    }
    batch.append((line, fields))
    if batch.count == Self.batchSize { try await flush() }
  }

  /// Stores what is left, and sums up.
  mutating func finish() async throws -> Main_V1_ImportItemsResponse {
    try await flush()
    // Lines that fail are found out of order: the check of a field comes before that of the names in the batch.
    summary.errors.sort { $0.line < $1.line }
    return summary
  }

  private mutating func flush() async throws {
    if batch.isEmpty { return }
    let results = try await store.create(batch.map(\.fields))
    for (entry, error) in zip(batch, results) {
      if let error { report(entry.line, error) } else { summary.created += 1 }
    }
    batch.removeAll(keepingCapacity: true)
  }

  private mutating func report(_ line: Int64, _ error: RPCError) {
    summary.failed += 1
    if summary.errors.count >= Limits.importErrors { return }
    summary.errors.append(
      .with {
        $0.line = line
        $0.message = error.message
      })
  }
}
