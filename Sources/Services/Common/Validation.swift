import Martlet

// Checks of what callers send. Each throws INVALID_ARGUMENT that names the field.

/// Checks a text's length, counted in Unicode scalars.
public func require(_ text: String, _ field: String, length: ClosedRange<Int>) throws(RPCError) {
  if text.utf8.contains(0) { throw RPCError(.invalidArgument, "\(field): contains a NUL character") }
  // A scalar takes at most four bytes: what is far too long need not be counted.
  let count = text.utf8.count > 4 * length.upperBound ? text.utf8.count : text.unicodeScalars.count
  if length.contains(count) { return }
  if text.isEmpty { throw RPCError(.invalidArgument, "\(field): must not be empty") }
  throw RPCError(
    .invalidArgument,
    "\(field): has \(count) characters; allowed are \(length.lowerBound) to \(length.upperBound)")
}

/// Checks that a number is within bounds.
public func require<T: BinaryInteger>(_ value: T, _ field: String, in range: ClosedRange<T>) throws(RPCError) {
  if range.contains(value) { return }
  throw RPCError(
    .invalidArgument, "\(field): is \(value); allowed are \(range.lowerBound) to \(range.upperBound)")
}

/// The size of a page: what was asked for, or the default if that is 0.
public func pageSize(_ asked: Int32, default usual: Int, maximum: Int) throws(RPCError) -> Int {
  try require(Int(asked), "page_size", in: 0...maximum)
  return asked == 0 ? usual : Int(asked)
}

/// Compares the version that a change is based on with the present one.
///
/// - Throws: ABORTED if they differ.
public func require(version: Int64, expected: Int64?, of name: String) throws(RPCError) {
  guard let expected, expected != version else { return }
  throw RPCError(
    .aborted, "\(name) has version \(version), the request expects \(expected): read it again and decide again")
}
