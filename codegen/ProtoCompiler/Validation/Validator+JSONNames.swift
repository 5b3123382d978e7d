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
    message.fields.forEachDuplicate(by: { $0.name.utf8.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased) }) {
      error($0.position, "the JSON name of field \"\($0.name)\" clashes with that of \"\($1.name)\"")
    }
  }

  /// Names that clash make JSON ambiguous. protoc 3.21 lets that pass for names that the file gives, so this does too.
  private func checkGivenJSONNames(_ message: MessageNode) {
    guard message.fields.contains(where: \.hasCustomJSONName) else { return }
    message.fields.forEachDuplicate(by: { $0.jsonName ?? $0.name }) {
      file.diagnostics.warning($0.position, sameNames($0, $1, $0.jsonName ?? $0.name))
    }
  }

  /// In editions neither the default names may clash nor those that the file gives.
  private func checkJSONNames(_ message: MessageNode, given: Bool) {
    if given && !message.fields.contains(where: \.hasCustomJSONName) { return }
    func name(_ field: FieldNode) -> String { given ? field.jsonName ?? field.name : JSONName.make(field.name) }
    message.fields.forEachDuplicate(by: name) { field, other in
      // Where neither name is given the first round has found it.
      if given && !field.hasCustomJSONName && !other.hasCustomJSONName { return }
      let text = sameNames(field, other, name(field))
      if message.features.jsonIsBestEffort {
        file.diagnostics.warning(field.position, text)
      } else {
        error(field.position, text)
      }
    }
  }

  private func sameNames(_ field: FieldNode, _ other: FieldNode, _ name: String) -> String {
    "fields \"\(other.name)\" and \"\(field.name)\" have the same JSON name \"\(name)\""
  }
}
