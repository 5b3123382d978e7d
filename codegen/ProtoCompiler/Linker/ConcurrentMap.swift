import Dispatch

extension Array {
  /// What comes of each element, worked out on as many threads as there are processors.
  func concurrentMap<T>(_ transform: @Sendable (Element) -> T) -> [T] {
    // A thread costs more than a file or two.
    if count < 4 { return map(transform) }
    nonisolated(unsafe) let elements = self
    return [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each thread reads and writes places that no other one does.
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: elements.count) { index in
        results.initializeElement(at: index, to: transform(elements[index]))
      }
      initialized = elements.count
    }
  }
}
