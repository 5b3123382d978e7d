import MartletReflection

/// Which messages contain which: what decides where a field needs storage of its own, and which messages can lack a
/// required field.
struct MessageGraph {
  private var component: [String: Int] = [:]
  private var withRequired: Set<String> = []

  init(_ table: TypeTable) {
    var inline: [String: [String]] = [:]
    var containers: [String: [String]] = [:]
    var pending: [String] = []
    for (name, entry) in table.types {
      guard let message = entry.message else { continue }
      for field in message.field {
        if field.label == .required && withRequired.insert(name).inserted { pending.append(name) }
        guard field.type == .message || field.type == .group else { continue }
        let target = String(field.typeName.drop { $0 == "." })
        containers[target, default: []].append(name)
        if field.label != .repeated { inline[name, default: []].append(target) }
      }
    }
    while let name = pending.popLast() {
      for container in containers[name] ?? [] where withRequired.insert(container).inserted {
        pending.append(container)
      }
    }
    component = Self.components(inline)
  }

  /// Whether a message of type `inner` in a singular field of `outer` makes `outer` contain itself.
  func isRecursive(_ outer: String, _ inner: String) -> Bool {
    if outer == inner { return true }
    guard let component = component[outer] else { return false }
    return component == self.component[inner]
  }

  /// Whether a message, or one inside it, has required fields.
  func hasRequired(_ message: String) -> Bool { withRequired.contains(message) }

  /// Strongly connected components, by Kosaraju's two searches; without recursion, since chains of messages are as
  /// long as their author likes.
  private static func components(_ edges: [String: [String]]) -> [String: Int] {
    var finished: [String] = []
    var seen: Set<String> = []
    for root in edges.keys where seen.insert(root).inserted {
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
    return component
  }
}
