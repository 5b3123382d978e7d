// Takes in each shape of the arguments' indices (all of them without arguments) at two sizes, and prints what was
// allocated: index, bytes of input, bytes allocated in all, bytes at one time, the shape's name. Under callgrind, each line has a dump
// that tells the instructions.

import CMeasured
import CostShapes
import Foundation

/// What a closure is for C.
private final class Body {
  let run: () throws -> Void
  var failure: (any Error)?

  init(_ run: @escaping () throws -> Void) { self.run = run }
}

private func measure(_ work: Work) throws -> allocations {
  let body = Body(work.run)
  let result = measured_run(
    { context in
      guard let context else { return }
      let body = Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
      do { try body.run() } catch { body.failure = error }
    }, Unmanaged.passUnretained(body).toOpaque())
  if let failure = body.failure { throw failure }
  return result
}

var isWrong = false
let chosen =
  CommandLine.arguments.count > 1 ? CommandLine.arguments.dropFirst().compactMap { Int($0) } : Array(allShapes.indices)
for index in chosen where allShapes.indices.contains(index) {
  let shape = allShapes[index]
  do {
    // What is made once, such as a type's descriptor, is none of the input's.
    try? shape.prepare(shape.size / 8).run()
    for size in [shape.size, shape.size * 2] {
      let work = try shape.prepare(size)
      let used = try measure(work)
      print(index, work.size, used.total, used.peak, shape)
    }
  } catch {
    print("\(index) \(shape): \(error)")
    isWrong = true
  }
}
if isWrong { exit(1) }
