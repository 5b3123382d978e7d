import MartletReflection

// The names of fields in JSON.

extension Validator {
  func checkJSONNames(_ message: MessageNode) {
    // An option that is younger than protoc 3.21.
    if message.options.flag("deprecated_legacy_json_field_conflicts") == true { return }
    if file.isEdition {
      checkJSONNames(message, given: false)
      checkJSONNames(message, given: true)
      return
    }
    if file.isProto3 { checkDefaultJSONNames(message) }
    checkGivenJSONNames(message)
  }

  /// The default names may not clash, whatever names the file gives: field masks use them. Case makes no difference.
  private func checkDefaultJSONNames(_ message: MessageNode) {
    var seen: [[UInt8]: FieldNode] = [:]
    seen.reserveCapacity(message.fields.count)
    for field in message.fields {
      let folded = field.name.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
      if let other = seen.updateValue(field, forKey: folded) {
        seen[folded] = other
        error(field.position, "the JSON name of field \"\(field.name)\" clashes with that of \"\(other.name)\"")
      }
    }
  }

  /// Names that clash make JSON ambiguous. protoc 3.21 lets that pass for names that the file gives, so this does too.
  private func checkGivenJSONNames(_ message: MessageNode) {
    guard message.fields.contains(where: \.hasCustomJSONName) else { return }
    var seen: [String: FieldNode] = [:]
    for field in message.fields {
      let name = field.jsonName ?? field.name
      if let other = seen.updateValue(field, forKey: name) {
        seen[name] = other
        file.diagnostics.warning(
          field.position, "fields \"\(other.name)\" and \"\(field.name)\" have the same JSON name \"\(name)\"")
      }
    }
  }

  /// In editions neither the default names may clash nor those that the file gives.
  private func checkJSONNames(_ message: MessageNode, given: Bool) {
    if given && !message.fields.contains(where: \.hasCustomJSONName) { return }
    var seen: [String: FieldNode] = [:]
    seen.reserveCapacity(message.fields.count)
    for field in message.fields {
      let name = given ? field.jsonName ?? field.name : JSONName.make(field.name)
      guard let other = seen[name] else {
        seen[name] = field
        continue
      }
      // Where neither name is given the first round has found it.
      if given && !field.hasCustomJSONName && !other.hasCustomJSONName { continue }
      let text = "fields \"\(other.name)\" and \"\(field.name)\" have the same JSON name \"\(name)\""
      if message.features.jsonIsBestEffort {
        file.diagnostics.warning(field.position, text)
      } else {
        error(field.position, text)
      }
    }
  }
}
