import MartletReflection

/// Which messages contain which and how large they are: what decides where a field needs storage of its own, which
/// messages keep all their fields there, and which can lack a required field.
struct MessageGraph {
  private var component: [String: Int] = [:]
  private var withRequired: Set<String> = []
  private var large: Set<String> = []
  private var wide: Set<String> = []

  init(_ table: TypeTable) {
    var inline: [String: [String]] = [:]
    var containers: [String: [String]] = [:]
    var pending: [String] = []
    for message in table.messages {
      let name = message.fullName
      // Nobody knows what extensions require.
      if !message.proto.extensionRange.isEmpty || message.fields.contains(where: \.isRequired) {
        withRequired.insert(name)
        pending.append(name)
      }
      for field in message.fields {
        guard let target = field.messageType?.fullName else { continue }
        containers[target, default: []].append(name)
        if !field.isRepeated { inline[name, default: []].append(target) }
      }
    }
    while let name = pending.popLast() {
      for container in containers[name] ?? [] where withRequired.insert(container).inserted {
        pending.append(container)
      }
    }
    let order: [String]
    (component, order) = Self.components(inline, table.messages.map(\.fullName))
    measure(order, table)
  }

  /// Finds the large and the wide messages; `order` has each message behind those in it.
  private mutating func measure(_ order: [String], _ table: TypeTable) {
    var sizes: [String: Int] = [:]
    for name in order {
      guard let message = table.pool.message(named: name), !message.isMapEntry else { continue }
      var size = 16
      var stored = 0
      var oneofs: [Int: Int] = [:]
      for field in message.fields {
        var own = FieldLayout.size(field)
        if let target = field.messageType, !field.isRepeated {
          own = isIndirect(name, target.fullName) ? 8 : sizes[target.fullName, default: 8] + 1
        }
        if let oneof = field.realOneof {
          oneofs[oneof.index] = max(own, oneofs[oneof.index] ?? 0)
        } else {
          size += own
          stored += 1
        }
      }
      size += oneofs.values.reduce(0) { $0 + $1 + 1 }
      if size > FieldLayout.largestSize || stored + oneofs.count > FieldLayout.mostFields {
        large.insert(name)
        size = 8
      }
      if size > FieldLayout.largestInline { wide.insert(name) }
      sizes[name] = (size + 7) / 8 * 8
    }
  }

  /// Whether a message keeps its fields in storage of its own instead of in line.
  func isLarge(_ message: String) -> Bool { large.contains(message) }

  /// Whether a message of type `inner` in a singular field of `outer` needs storage of its own: it would make `outer`
  /// contain itself, or is so wide that all that copies, compares and destroys `outer` would be about it.
  func isIndirect(_ outer: String, _ inner: String) -> Bool {
    if outer == inner || wide.contains(inner) { return true }
    guard let component = component[outer] else { return false }
    return component == self.component[inner]
  }

  /// Whether a message, or one inside it, has required fields.
  func hasRequired(_ message: String) -> Bool { withRequired.contains(message) }

  /// Strongly connected components, by Kosaraju's two searches; without recursion, since chains of messages are as
  /// long as their author likes.
  ///
  /// - Returns: each node's component, and the nodes, each behind those that it leads to.
  private static func components(
    _ edges: [String: [String]], _ roots: some Sequence<String>
  ) -> ([String: Int], [String]) {
    var finished: [String] = []
    var seen: Set<String> = []
    for root in roots where seen.insert(root).inserted {
      var stack = [(node: root, next: 0)]
      while let (node, next) = stack.last {
        let targets = edges[node] ?? []
        if next == targets.count {
          finished.append(node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        if seen.insert(targets[next]).inserted { stack.append((targets[next], 0)) }
      }
    }

    var reversed: [String: [String]] = [:]
    for (node, targets) in edges {
      for target in targets { reversed[target, default: []].append(node) }
    }
    var component: [String: Int] = [:]
    for (number, root) in finished.reversed().enumerated() where component[root] == nil {
      component[root] = number
      var pending = [root]
      while let node = pending.popLast() {
        for source in reversed[node] ?? [] where component[source] == nil {
          component[source] = number
          pending.append(source)
        }
      }
    }
    return (component, finished)
  }
}

/// What messages take in memory. Rough, and the same everywhere: whether a message is large shows in nothing but its
/// performance.
private enum FieldLayout {
  /// In bytes. A larger message would take too much of the stack where it is passed around or nested.
  static let largestSize = 200
  static let mostFields = 16
  /// In bytes: about a cache line. Timestamps, durations and wrappers are smaller. Where wider messages stood in those
  /// that contain them, the compiler had a fifth more code to optimize.
  static let largestInline = 72

  /// The bytes of a field that isn't a message.
  static func size(_ field: FieldDescriptor) -> Int {
    if field.isRepeated { return 8 }
    let optional = field.hasPresence && field.realOneof == nil
    switch field.type {
    case .int32, .uint32, .sint32, .fixed32, .sfixed32, .float: return optional ? 8 : 4
    case .int64, .uint64, .sint64, .fixed64, .sfixed64, .double: return optional ? 16 : 8
    case .bool: return 1
    case .string: return 16
    case .enumeration: return field.enumType?.isClosed == true ? 1 : 16
    case .bytes, .message, .group: return 8
    }
  }
}
