import Foundation
import SwiftGenerator

/// A target's `martlet.json`, as far as it concerns one run of the generator.
struct Configuration: Decodable {
  /// Folders in which files and their imports are looked for, relative to the configuration's.
  let protoPath: [String]?
  let options: SwiftGenerator.OptionValues?

  private enum CodingKeys: String, CodingKey {
    case protoPath = "proto_path"
    case options
  }

  init(path: String) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
    } catch let error as DecodingError {
      throw ConfigurationError(path: path, message: Self.text(error))
    }
  }

  private static func text(_ error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return place.isEmpty ? context.debugDescription : "\(place): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}

/// What is wrong with a configuration.
struct ConfigurationError: Error, CustomStringConvertible {
  let path: String
  let message: String

  var description: String { "\(path):1:1: error: \(message)" }
}
