/// The bounds of what callers send, as the contracts state them.
enum Limits {
  static let name = 1...200
  static let description = 0...2000
  static let note = 0...2000
  static let jobID = 1...100
  static let priceCents: ClosedRange<Int64> = 0...1_000_000_000_000
  static let quantity: ClosedRange<Int32> = 1...10_000
  /// Lines of an application.
  static let lines = 100
  /// Applications that one call follows.
  static let followed = 1000
  /// Errors that the answer to an import spells out.
  static let importErrors = 100
}
