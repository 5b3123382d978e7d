// Usage: cost SCALE [INDEX…]
//
// Takes in each shape of those indices (all of them without any), and prints what was allocated: index, bytes of input,
// bytes allocated in all, bytes at one time, the shape's name. Three lines a shape: for next to no input, for one of the
// shape's size times the scale, and for one of twice that. Under callgrind, each line has a dump that tells the
// instructions.

import CMeasured
import CostShapes
import Foundation

/// What a closure is for C.
private final class Body {
  let run: () throws -> Void
  var failure: (any Error)?

  init(_ run: @escaping () throws -> Void) { self.run = run }
}

private func measure(_ work: Work) -> (used: allocations, failure: (any Error)?) {
  let body = Body(work.run)
  let result = measured_run(
    { context in
      guard let context else { return }
      let body = Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
      do { try body.run() } catch { body.failure = error }
    }, Unmanaged.passUnretained(body).toOpaque())
  return (result, body.failure)
}

var isWrong = false
let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let scale = arguments.first ?? 1
let chosen = arguments.count > 1 ? Array(arguments[1...]) : Array(allShapes.indices)
for index in chosen where allShapes.indices.contains(index) {
  let shape = allShapes[index]
  do {
    // What is made once, such as a type's descriptor, is none of the input's.
    try? shape.prepare(shape.size).run()
    for size in [1, shape.size * scale, shape.size * scale * 2] {
      let work = try shape.prepare(size)
      let (used, failure) = measure(work)
      // So little of a shape need not be as the shape says.
      if let failure, size > 1 { throw failure }
      print(index, work.size, used.total, used.peak, shape)
    }
  } catch {
    print("\(index) \(shape): \(error)")
    isWrong = true
  }
}
if isWrong { exit(1) }
