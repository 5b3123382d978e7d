import ArgumentParser

/// Whom a change breaks. Each includes those before it.
enum BreakingMode: String, CaseIterable, Comparable, ExpressibleByArgument {
  /// Programs that exchange binary messages or call each other.
  case wire
  /// Also those that exchange JSON or text, where names count.
  case json
  /// Also the source code that uses generated code.
  case source

  private var rank: Int {
    switch self {
    case .wire: 0
    case .json: 1
    case .source: 2
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// What `martlet breaking` looks for.
enum BreakingRule: String, CaseIterable {
  case fileRemoved = "FILE_REMOVED"
  case packageChanged = "PACKAGE_CHANGED"
  case fileOptionChanged = "FILE_OPTION_CHANGED"
  case elementMoved = "ELEMENT_MOVED"
  case messageRemoved = "MESSAGE_REMOVED"
  case fieldRemoved = "FIELD_REMOVED"
  case fieldNumberUnreserved = "FIELD_NUMBER_UNRESERVED"
  case fieldNameUnreserved = "FIELD_NAME_UNRESERVED"
  case fieldNumberChanged = "FIELD_NUMBER_CHANGED"
  case fieldNumberReused = "FIELD_NUMBER_REUSED"
  case fieldNameChanged = "FIELD_NAME_CHANGED"
  case fieldJSONNameChanged = "FIELD_JSON_NAME_CHANGED"
  case fieldTypeChanged = "FIELD_TYPE_CHANGED"
  case fieldCardinalityChanged = "FIELD_CARDINALITY_CHANGED"
  case fieldPresenceChanged = "FIELD_PRESENCE_CHANGED"
  case fieldRequiredAdded = "FIELD_REQUIRED_ADDED"
  case fieldRequiredRemoved = "FIELD_REQUIRED_REMOVED"
  case fieldDefaultChanged = "FIELD_DEFAULT_CHANGED"
  case fieldOneofChanged = "FIELD_ONEOF_CHANGED"
  case oneofRemoved = "ONEOF_REMOVED"
  case reservedNumberRemoved = "RESERVED_NUMBER_REMOVED"
  case reservedNameRemoved = "RESERVED_NAME_REMOVED"
  case extensionRangeRemoved = "EXTENSION_RANGE_REMOVED"
  case extensionRemoved = "EXTENSION_REMOVED"
  case enumRemoved = "ENUM_REMOVED"
  case enumOpennessChanged = "ENUM_OPENNESS_CHANGED"
  case enumValueRemoved = "ENUM_VALUE_REMOVED"
  case enumValueNumberUnreserved = "ENUM_VALUE_NUMBER_UNRESERVED"
  case enumValueNameUnreserved = "ENUM_VALUE_NAME_UNRESERVED"
  case enumValueNumberChanged = "ENUM_VALUE_NUMBER_CHANGED"
  case enumValueNameChanged = "ENUM_VALUE_NAME_CHANGED"
  case serviceRemoved = "SERVICE_REMOVED"
  case rpcRemoved = "RPC_REMOVED"
  case rpcRequestChanged = "RPC_REQUEST_CHANGED"
  case rpcResponseChanged = "RPC_RESPONSE_CHANGED"
  case rpcClientStreamingChanged = "RPC_CLIENT_STREAMING_CHANGED"
  case rpcServerStreamingChanged = "RPC_SERVER_STREAMING_CHANGED"
  case rpcIdempotencyChanged = "RPC_IDEMPOTENCY_CHANGED"

  /// Whom such a change breaks at least; what kind of change it is may make it worse.
  var mode: BreakingMode {
    switch self {
    case .fileRemoved, .packageChanged, .fileOptionChanged, .elementMoved, .messageRemoved, .fieldRemoved,
      .fieldNameChanged, .fieldPresenceChanged, .oneofRemoved, .enumRemoved, .enumOpennessChanged, .enumValueRemoved:
      .source
    case .fieldNameUnreserved, .fieldJSONNameChanged, .reservedNameRemoved, .enumValueNameUnreserved,
      .enumValueNameChanged:
      .json
    default: .wire
    }
  }
}
