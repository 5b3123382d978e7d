import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The fuzz targets for a few seconds each, with a mutator of our own. `Tests/Fuzz/run` has libFuzzer do it for longer.
@Suite struct FuzzTests {
  private static let seconds = 2.0
  /// The inputs of the conformance cases and more, a folder for each kind.
  private static let corpora = Result {
    let folder = try TemporaryDirectory()
    let script = repositoryRoot.appendingPathComponent("Tests/ConformanceTests/runner/corpus.py").path
    let finished = try run(python, [script, folder.url.path], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try #require(finished.status == 0, "\(finished.errorText)")
    return folder
  }

  @Test(arguments: FuzzTarget.allCases)
  func brokenInputsNeitherTrapNorAreMisread(target: FuzzTarget) throws {
    let corpus = try Self.corpus(of: target)
    try #require(corpus.count > 20)
    let seed = testSeed
    var mutator = Mutator(seed: seed, target: target)
    let end = Date().addingTimeInterval(Self.seconds)
    var count = 0
    while Date() < end {
      let input = mutator.input(from: corpus)
      count += 1
      if let wrong = input.withUnsafeBytes({ target.run($0) }) {
        Issue.record("\(wrong): seed \(seed), input \(input)")
        return
      }
    }
    print("\(target.rawValue): \(count) broken inputs, seed \(seed)")
  }

  private static func corpus(of target: FuzzTarget) throws -> [[UInt8]] {
    let folder = try corpora.get().url.appendingPathComponent(target.corpus)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
  }
}
