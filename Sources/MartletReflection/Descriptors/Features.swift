import MartletProtobuf

/// The features of https://protobuf.dev/editions/features/ that change how messages are read and written, resolved for
/// one element. proto2 and proto3 are editions with fixed features.
struct ResolvedFeatures: Hashable, Sendable {
  enum Presence: Hashable, Sendable {
    case explicit
    case implicit
    case required
  }

  var presence: Presence
  var closedEnums: Bool
  var packed: Bool
  var validatesUTF8: Bool
  var delimited: Bool

  static let proto2 = ResolvedFeatures(
    presence: .explicit, closedEnums: true, packed: false, validatesUTF8: false, delimited: false)
  static let proto3 = ResolvedFeatures(
    presence: .implicit, closedEnums: false, packed: true, validatesUTF8: true, delimited: false)
  static let edition2023 = ResolvedFeatures(
    presence: .explicit, closedEnums: false, packed: true, validatesUTF8: true, delimited: false)

  /// The features of an element inside one that has these. A feature that isn't set is inherited.
  func overridden(by set: Google_Protobuf_FeatureSet) -> ResolvedFeatures {
    var result = self
    switch set.fieldPresence {
    case .unknown: break
    case .explicit: result.presence = .explicit
    case .implicit: result.presence = .implicit
    case .legacyRequired: result.presence = .required
    }
    if set.enumType != .unknown { result.closedEnums = set.enumType == .closed }
    if set.repeatedFieldEncoding != .unknown { result.packed = set.repeatedFieldEncoding == .packed }
    if set.utf8Validation != .unknown { result.validatesUTF8 = set.utf8Validation == .verify }
    if set.messageEncoding != .unknown { result.delimited = set.messageEncoding == .delimited }
    return result
  }
}

/// Which language a file is written in.
public enum Syntax: Hashable, Sendable {
  case proto2
  case proto3
  /// An edition, such as 2023.
  case edition(Int)

  init(_ file: Google_Protobuf_FileDescriptorProto) throws(DescriptorError) {
    switch file.syntax {
    case "", "proto2": self = .proto2
    case "proto3": self = .proto3
    case "editions":
      switch file.edition {
      case .proto2: self = .proto2
      case .proto3: self = .proto3
      case .edition2023: self = .edition(2023)
      case .edition2024: self = .edition(2024)
      case .edition2026: self = .edition(2026)
      case .unstable: self = .edition(Int(file.edition.rawValue))
      default:
        throw DescriptorError(.invalid("edition number \(file.edition.rawValue) is not supported"), file: file.name)
      }
    default: throw DescriptorError(.invalid("unknown syntax \"\(file.syntax)\""), file: file.name)
    }
  }

  var features: ResolvedFeatures {
    switch self {
    case .proto2: .proto2
    case .proto3: .proto3
    case .edition: .edition2023
    }
  }
}
