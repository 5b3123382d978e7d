import MartletReflection

// The names of fields in JSON.

extension Validator {
  /// Neither the default names of a message's fields may be the same, which field masks use, nor those that hold.
  func checkJSONNames(_ message: MessageNode) {
    if message.options.flag("deprecated_legacy_json_field_conflicts") == true { return }
    check(message, byGivenNames: false)
    if !message.fields.contains(where: \.hasCustomJSONName) { return }
    check(message, byGivenNames: true)
    for field in message.fields where field.hasCustomJSONName {
      guard let name = field.jsonName, name.hasPrefix("["), name.hasSuffix("]") else { continue }
      error(field.position, "the JSON name \"\(name)\" is in brackets, as those of extensions are")
    }
  }

  private func check(_ message: MessageNode, byGivenNames: Bool) {
    func name(_ field: FieldNode) -> (text: String, isGiven: Bool) {
      guard field.hasCustomJSONName, let given = field.jsonName else { return (field.jsonName ?? "", false) }
      let ordinary = JSONName.make(field.name)
      return byGivenNames && given != ordinary ? (given, true) : (ordinary, false)
    }
    message.fields.forEachDuplicate(by: { name($0).text }) { field, other in
      let (isGiven, isOtherGiven) = (name(field).isGiven, name(other).isGiven)
      // Where neither name is given the first round has found it.
      if byGivenNames && !isGiven && !isOtherGiven { return }
      let text = "fields \"\(other.name)\" and \"\(field.name)\" have the same JSON name \"\(name(field).text)\""
      // Where JSON is a best effort, as in proto2, only two given names must differ.
      if message.features.jsonIsBestEffort && !(isGiven && isOtherGiven) {
        file.diagnostics.warning(field.position, text)
      } else {
        error(field.position, text)
      }
    }
  }
}
