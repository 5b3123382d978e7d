import MartletProtobuf

/// Why a field path leads nowhere.
public struct FieldPathError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path.
  public let path: String
  /// What is wrong with it.
  public let reason: String

  public var description: String { "\(path): \(reason)" }
}

// Paths such as `orders[2].items["a"].name` and `[main.v1.note].text`: names as in the `.proto` file or in JSON, an
// extension's full name in brackets, the place in a list or the key in a map in brackets behind the field.

extension DynamicMessage {
  /// The value at a path; nil if it isn't set, the list is too short, or the path leads nowhere. Setting nil clears it.
  ///
  /// Setting a value at a path that leads nowhere does nothing; `set(_:path:)` says so.
  public subscript(path path: String) -> FieldValue? {
    get { (try? value(path: path)) ?? nil }
    set { try? set(newValue, path: path) }
  }

  /// The value at a path; nil if it isn't set or the list is too short.
  ///
  /// - Throws: `FieldPathError` if there can't be a value at the path.
  public func value(path: String) throws(FieldPathError) -> FieldValue? {
    let steps = try FieldPath.parse(path)
    var message: DynamicMessage? = self
    var type = descriptor
    var result: FieldValue?
    for (index, step) in steps.enumerated() {
      guard let field = type.fieldOrExtension(named: step.name) else {
        throw FieldPathError(path: path, reason: "\(type.fullName) has no field \(step.name)")
      }
      result = message?[field]
      if let key = step.key {
        let place = try field.place(key, in: path)
        result = result.flatMap { $0.element(place) }
      }
      if index == steps.count - 1 { break }
      guard let inner = field.innerType(isElement: step.key != nil) else {
        throw FieldPathError(path: path, reason: "\(field.fullName) is no single message")
      }
      type = inner
      if case .message(let found)? = result { message = found } else { message = nil }
    }
    return result
  }

  /// Sets the value at a path, with the messages on the way to it; nil clears it. A place right behind a list's end
  /// appends to it.
  ///
  /// - Throws: `FieldPathError` if there can't be such a value at the path; the message is then as it was.
  public mutating func set(_ value: FieldValue?, path: String) throws(FieldPathError) {
    let steps = try FieldPath.parse(path)
    var copy = self
    try copy.set(value, steps[...], path)
    self = copy
  }

  private mutating func set(
    _ value: FieldValue?, _ steps: ArraySlice<FieldPath.Step>, _ path: String
  ) throws(FieldPathError) {
    guard let step = steps.first else { return }
    guard let field = descriptor.fieldOrExtension(named: step.name) else {
      throw FieldPathError(path: path, reason: "\(descriptor.fullName) has no field \(step.name)")
    }
    var place: FieldPath.Place?
    if let key = step.key { place = try field.place(key, in: path) }
    var new = value
    if steps.count > 1 {
      guard let inner = field.innerType(isElement: place != nil) else {
        throw FieldPathError(path: path, reason: "\(field.fullName) is no single message")
      }
      let old = place.map { self[field]?.element($0) } ?? self[field]
      if old == nil && value == nil { return }
      var message = DynamicMessage(inner)
      if case .message(let present)? = old { message = present }
      try message.set(value, steps.dropFirst(), path)
      new = .message(message)
    }
    if let place { new = try (self[field] ?? field.emptyCollection).replacing(place, by: new, in: path) }
    guard let new else {
      self[field] = nil
      return
    }
    do {
      try set(new, field: field)
    } catch {
      throw FieldPathError(path: path, reason: "\(error)")
    }
  }
}

/// The steps of a path.
private enum FieldPath {
  struct Step {
    var name: String
    var key: String?
  }

  /// An element of a list or map.
  enum Place {
    case index(Int)
    case key(FieldValue)
  }

  static func parse(_ path: String) throws(FieldPathError) -> [Step] {
    var steps: [Step] = []
    var rest = Substring(path)
    repeat {
      var step = Step(name: "")
      if rest.hasPrefix("[") {
        step.name = "[\(try bracketed(&rest, path))]"
      } else {
        let end = rest.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
        step.name = String(rest[..<end])
        rest = rest[end...]
      }
      if step.name.isEmpty { throw FieldPathError(path: path, reason: "a field's name is missing") }
      if rest.hasPrefix("[") { step.key = try bracketed(&rest, path) }
      steps.append(step)
      // Messages nest at most so deeply where they are decoded.
      if steps.count > 100 { throw FieldPathError(path: path, reason: "the path has more than 100 steps") }
      if rest.isEmpty { return steps }
      if rest.removeFirst() != "." { throw FieldPathError(path: path, reason: "a dot is missing") }
    } while true
  }

  /// What stands in brackets; in quotes it may have brackets, and quotes behind a backslash.
  private static func bracketed(_ rest: inout Substring, _ path: String) throws(FieldPathError) -> String {
    rest.removeFirst()
    if rest.first == "\"" {
      rest.removeFirst()
      var key = ""
      while let next = rest.popFirst() {
        if next == "\"" {
          if rest.popFirst() == "]" { return key }
          break
        }
        guard next == "\\" else {
          key.append(next)
          continue
        }
        if let escaped = rest.popFirst() { key.append(escaped) }
      }
    } else if let end = rest.firstIndex(of: "]") {
      let key = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      return key
    }
    throw FieldPathError(path: path, reason: "a bracket isn't closed")
  }
}

extension MessageDescriptor {
  fileprivate func fieldOrExtension(named name: String) -> FieldDescriptor? {
    field(named: name) ?? SchemaLookup(self).extension(of: table, bracketed: name)
  }
}

extension FieldDescriptor {
  /// The message type of what a step yields.
  fileprivate func innerType(isElement: Bool) -> MessageDescriptor? {
    if isMap { return isElement ? messageType?.field(number: 2)?.messageType : nil }
    return isRepeated == isElement ? messageType : nil
  }

  fileprivate var emptyCollection: FieldValue { isMap ? .map([:]) : .list([]) }

  fileprivate func place(_ text: String, in path: String) throws(FieldPathError) -> FieldPath.Place {
    if isMap, let key = messageType?.field(number: 1)?.table {
      if let value = FieldValue(defaultText: text, of: key) { return .key(value) }
    } else if isRepeated, let index = Int(text), index >= 0 {
      return .index(index)
    }
    throw FieldPathError(path: path, reason: "\(fullName) has no element [\(text)]")
  }
}

extension FieldValue {
  fileprivate func element(_ place: FieldPath.Place) -> FieldValue? {
    switch (self, place) {
    case (.list(let elements), .index(let index)): elements.indices.contains(index) ? elements[index] : nil
    case (.map(let entries), .key(let key)): entries[key]
    default: nil
    }
  }

  /// A list or map with another element at a place, or without it.
  fileprivate func replacing(
    _ place: FieldPath.Place, by element: FieldValue?, in path: String
  ) throws(FieldPathError) -> FieldValue {
    switch (self, place) {
    case (.list(var elements), .index(let index)):
      if let element, index == elements.count {
        elements.append(element)
      } else if let element, index < elements.count {
        elements[index] = element
      } else if element == nil, index < elements.count {
        elements.remove(at: index)
      } else if element != nil {
        throw FieldPathError(path: path, reason: "the list has \(elements.count) elements")
      }
      return .list(elements)
    case (.map(var entries), .key(let key)):
      entries[key] = element
      return .map(entries)
    default: throw FieldPathError(path: path, reason: "the field holds no such elements")
    }
  }
}
