import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The fuzz targets for a few seconds each, with a mutator of our own. `Tests/Fuzz/run` has libFuzzer do it for longer.
@Suite struct FuzzTests {
  private static let seconds = 2.0
  /// The inputs of the conformance cases and more, by kind. They are read at once, so that the folder goes.
  private static let corpora = Result {
    let folder = try TemporaryDirectory()
    let script = repositoryRoot.appendingPathComponent("Tests/ConformanceTests/runner/corpus.py").path
    let finished = try run(python, [script, folder.url.path], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try #require(finished.status == 0, "\(finished.errorText)")
    let kinds = Set(FuzzTarget.allCases.map(\.corpus))
    return try Dictionary(
      uniqueKeysWithValues: kinds.map { ($0, try inputs(in: folder.url.appendingPathComponent($0))) })
  }

  @Test(arguments: FuzzTarget.allCases)
  func brokenInputsNeitherTrapNorAreMisread(target: FuzzTarget) throws {
    let corpus = try #require(Self.corpora.get()[target.corpus])
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

  private static func inputs(in folder: URL) throws -> [[UInt8]] {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
  }
}
