import CostShapes
import Foundation
import Synchronization
import TestSupport

/// What a shape's inputs cost.
struct Cost: Sendable {
  struct Run: Sendable {
    var input: Int
    var total: Int
    var peak: Int
    /// Zero unless callgrind counted them.
    var instructions: Int
  }

  /// The cost of next to no input.
  var floor: Run
  var small: Run
  /// The cost of an input that has twice the size.
  var large: Run

  var instructionGrowth: Double { growth(\.instructions) }
  var allocationGrowth: Double { growth(\.total) }
  var peakGrowth: Double { growth(\.peak) }
  var totalMultiple: Int { large.total / max(large.input, 1) }
  var peakMultiple: Int { large.peak / max(large.input, 1) }

  /// How a cost grows when the input grows to twice its size, but for what any input costs. Where it is next to nothing,
  /// it counts as a 20th of the whole, and for each byte of the input as an instruction, or as 60 bytes: buffers and hash
  /// tables grow in steps.
  private func growth(_ cost: KeyPath<Run, Int>) -> Double {
    let input = Double(large.input) / Double(max(small.input, 1))
    let (some, all) = (Double(small[keyPath: cost]), Double(large[keyPath: cost]))
    let least = Double(small.input) * (cost == \.instructions ? 1 : 60)
    // What is refused early may cost less than next to nothing that is accepted.
    let floor = Double(floor[keyPath: cost]) > some ? 0 : Double(floor[keyPath: cost])
    return (all - floor) / max(some - floor, all / 20, least) * 2 / input
  }
}

/// The costs of all shapes, by their places.
struct Costs: Sendable {
  private var costs: [Int: Cost] = [:]

  subscript(index: Int) -> Cost? { costs[index] }

  /// Takes in every shape, in two programs side by side, and prints a table.
  init() throws {
    let halves = Mutex<[Result<[Int: Cost], any Error>]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      let result = Result { try Self.measured(allShapes.indices.filter { $0 % 2 == half }) }
      halves.withLock { $0.append(result) }
    }
    for half in halves.withLock({ $0 }) { costs.merge(try half.get()) { $1 } }
    printTable()
  }

  private struct Failed: Error { let text: String }

  private static func measured(_ indices: [Int]) throws -> [Int: Cost] {
    let folder = try TemporaryDirectory()
    let dump = folder.url.appendingPathComponent("callgrind.out").path
    let environment = ProcessInfo.processInfo.environment
    let optimized = environment["MARTLET_COST_PROGRAM"]
    let callgrind = [
      "valgrind", "--tool=callgrind", "--callgrind-out-file=\(dump)", "--combine-dumps=yes",
      "--toggle-collect=measured_run", "--dump-after=measured_run",
    ]
    let command = (optimized == nil ? [] : callgrind) + [optimized ?? builtProgram("cost")]
    let finished = try run(
      command[0], command.dropFirst() + [environment["MARTLET_COST_SCALE"] ?? "2"] + indices.map(String.init),
      environment: [
        // Dictionaries hash alike in every run.
        "SWIFT_DETERMINISTIC_HASHING": "1",
        // Of large copies glibc makes one repeated instruction, which callgrind counts once a byte, where it counts one of
        // vectors in twenty of them: an input whose double is beyond the threshold would seem to cost far more.
        "GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=0x100000000:glibc.cpu.x86_rep_stosb_threshold=0x100000000",
      ])
    guard finished.status == 0 else { throw Failed(text: finished.outputText + finished.errorText) }
    let lines = finished.outputText.split(separator: "\n").map {
      $0.split(separator: " ").prefix(4).compactMap { Int($0) }
    }
    let counts = optimized == nil ? lines.map { _ in 0 } : try instructions(dump)
    guard lines.count == indices.count * 3, counts.count >= lines.count else {
      throw Failed(text: "\(indices.count) shapes, \(lines.count) lines, \(counts.count) dumps")
    }
    var costs: [Int: Cost] = [:]
    for place in stride(from: 0, to: lines.count, by: 3) {
      let runs = (place..<place + 3).map { place in
        let line = lines[place]
        return Cost.Run(input: line[1], total: line[2], peak: line[3], instructions: counts[place])
      }
      costs[lines[place][0]] = Cost(floor: runs[0], small: runs[1], large: runs[2])
    }
    return costs
  }

  /// The totals of a file of dumps, in their order.
  private static func instructions(_ path: String) throws -> [Int] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("totals: ") }.compactMap { Int($0.dropFirst(8)) }
  }

  private func printTable() {
    print("entry; shape; bytes; instructions a byte; growth of instructions, allocated, held; allocated, held a byte")
    for (index, shape) in allShapes.enumerated() {
      guard let cost = costs[index] else { continue }
      let growth = [cost.instructionGrowth, cost.allocationGrowth, cost.peakGrowth].map { String(format: "%.2f", $0) }
      print(
        "\(shape.entry); \(shape.name); \(cost.large.input); \(cost.large.instructions / max(cost.large.input, 1));"
          + " \(growth.joined(separator: " ")); \(cost.totalMultiple) \(cost.peakMultiple)")
    }
  }
}
