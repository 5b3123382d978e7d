import MartletProtobuf
import MartletReflection

/// A generator whose sequence a seed determines (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

/// Makes random messages of a type. What it makes has a JSON form: timestamps are in range, and so on.
struct RandomMessages {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func message(_ type: MessageDescriptor, depth: Int = 0) -> DynamicMessage {
    var message = DynamicMessage(type)
    if fillWellKnown(&message, depth: depth) { return message }
    let density = Int.random(in: 1...4, using: &generator)
    for field in type.fields + type.extensions where Int.random(in: 0..<4, using: &generator) < density {
      if let value = value(of: field, depth: depth) { message[field.number] = value }
    }
    return message
  }

  private mutating func value(of field: FieldDescriptor, depth: Int) -> FieldValue? {
    if field.isMap, let entry = field.messageType, let key = entry.field(number: 1),
      let content = entry.field(number: 2)
    {
      var entries: [FieldValue: FieldValue] = [:]
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        if let name = single(key, depth: depth), let value = single(content, depth: depth) { entries[name] = value }
      }
      return .map(entries)
    }
    if field.isRepeated {
      return .list((0..<Int.random(in: 0...4, using: &generator)).compactMap { _ in single(field, depth: depth) })
    }
    return single(field, depth: depth)
  }

  private mutating func single(_ field: FieldDescriptor, depth: Int) -> FieldValue? {
    switch field.type {
    case .message, .group:
      if depth > 3 { return nil }
      return field.messageType.map { .message(message($0, depth: depth + 1)) }
    case .enumeration:
      if field.enumType?.fullName == "google.protobuf.NullValue" { return .enumeration(0) }
      if let values = field.enumType?.values.randomElement(using: &generator), Bool.random(using: &generator) {
        return .enumeration(Int32(values.number))
      }
      return .enumeration(field.enumType?.isClosed == true ? 1 : Int32(truncatingIfNeeded: integer()))
    case .double: return .double(double())
    case .float: return .float(float())
    case .int32, .sint32, .sfixed32: return .int32(Int32(truncatingIfNeeded: integer()))
    case .int64, .sint64, .sfixed64: return .int64(integer())
    case .uint32, .fixed32: return .uint32(UInt32(truncatingIfNeeded: integer()))
    case .uint64, .fixed64: return .uint64(UInt64(bitPattern: integer()))
    case .bool: return .bool(Bool.random(using: &generator))
    case .string: return .string(string())
    case .bytes:
      return .bytes(
        (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }

  /// Any number of bits, and the edges.
  mutating func integer() -> Int64 {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: [0, 1, -1, .max, .min, Int64(Int32.max), Int64(Int32.min), 1 << 53].randomElement(using: &generator) ?? 0
    default: Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator)
    }
  }

  mutating func double() -> Double {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      return [
        0, -0.0, 1, 0.1, 1e22, 1e23, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
        1e-7, 123456789012345680,
      ].randomElement(using: &generator) ?? 0
    case 1: return Double(Int64.random(in: -1_000_000...1_000_000, using: &generator)) / 1000
    default:
      let value = Double(bitPattern: generator.next())
      return value.isNaN ? 1.5 : value
    }
  }

  mutating func float() -> Float {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      return [0, -0.0, 1, 0.1, 16_777_216, 3e38, .leastNonzeroMagnitude, .infinity, .nan]
        .randomElement(using: &generator) ?? 0
    default:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      return value.isNaN ? 1.5 : value
    }
  }

  mutating func string() -> String {
    var result = ""
    for _ in 0..<Int.random(in: 0...20, using: &generator) {
      let range: ClosedRange<UInt32> =
        [0x20...0x7E, 0x20...0x7E, 0...0x1F, 0x22...0x5C, 0x80...0x7FF, 0x800...0xFFFD, 0x10000...0x10FFFF]
        .randomElement(using: &generator) ?? 0x20...0x7E
      result.unicodeScalars.append(UnicodeScalar(UInt32.random(in: range, using: &generator)) ?? "x")
    }
    return result
  }

  /// Fills the types whose fields may not hold just anything; false for others.
  private mutating func fillWellKnown(_ message: inout DynamicMessage, depth: Int) -> Bool {
    switch message.descriptor.fullName {
    case "google.protobuf.Timestamp":
      message[1] = .int64(Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator))
      message[2] = .int32(nanos())
    case "google.protobuf.Duration":
      let seconds =
        Int64.random(in: 0...315_575_999_999, using: &generator) >> Int64.random(in: 0..<40, using: &generator)
      let isNegative = Bool.random(using: &generator)
      message[1] = .int64(isNegative ? -seconds : seconds)
      message[2] = .int32(isNegative ? -nanos() : nanos())
    case "google.protobuf.FieldMask":
      let paths = ["a", "foo_bar", "a.b_c.d", "x1"]
      message[1] = .list((0..<Int.random(in: 0...3, using: &generator)).map { .string(paths[$0]) })
    case "google.protobuf.Value":
      let kinds = depth > 3 ? [1, 2, 3, 4] : [1, 2, 3, 4, 5, 6]
      switch kinds.randomElement(using: &generator) ?? 1 {
      case 2:
        let number = double()
        message[2] = .double(number.isFinite ? number : 2.5)
      case 3: message[3] = .string(string())
      case 4: message[4] = .bool(true)
      case let number:
        let field = message.descriptor.field(number: number)
        let value = field.flatMap { single($0, depth: depth) }
        message[number] = value ?? .enumeration(0)
      }
    // What it holds is tested by hand: its type must be known to both sides.
    case "google.protobuf.Any": return true
    default: return false
    }
    return true
  }

  private mutating func nanos() -> Int32 {
    let value = Int32.random(in: 0...999_999_999, using: &generator)
    return [0, value, value / 1000 * 1000, value / 1_000_000 * 1_000_000].randomElement(using: &generator) ?? 0
  }
}
