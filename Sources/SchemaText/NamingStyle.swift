import MartletReflection

// Whether names keep the style that editions from 2024 on ask for. The option that lets others pass is for compilers only:
// where it is set it has its say, and where names need it and it isn't there, a descriptor has lost it.

extension Google_Protobuf_FileDescriptorProto {
  var breaksNamingStyle: Bool {
    if edition.rawValue < Google_Protobuf_Edition.edition2024.rawValue { return false }
    if options.features.hasEnforceNamingStyle { return false }
    let style = NamingStyle(isOf2026: edition.rawValue >= Google_Protobuf_Edition.edition2026.rawValue)
    return NameForm.lowerSnakeCase.problem(package) != nil || messageType.contains(where: style.isBroken)
      || enumType.contains(where: style.isBroken) || `extension`.contains { style.isBroken($0, []) }
      || service.contains(where: style.isBroken)
  }
}

private struct NamingStyle {
  /// Whether names that generated code may derive from others are refused too.
  let isOf2026: Bool

  func isBroken(_ message: Google_Protobuf_DescriptorProto) -> Bool {
    if message.options.mapEntry || message.options.features.hasEnforceNamingStyle { return false }
    let members = Set(message.field.map(\.name)).union(message.oneofDecl.map(\.name))
    return NameForm.titleCase.problem(message.name) != nil || message.field.contains { isBroken($0, members) }
      || message.oneofDecl.contains { !$0.options.features.hasEnforceNamingStyle && isBroken($0.name, members) }
      || message.extension.contains { isBroken($0, []) } || message.nestedType.contains(where: isBroken)
      || message.enumType.contains(where: isBroken)
  }

  func isBroken(_ field: Google_Protobuf_FieldDescriptorProto, _ members: Set<String>) -> Bool {
    !field.options.features.hasEnforceNamingStyle && isBroken(field.name, members)
  }

  /// - Parameter members: the fields and oneofs of the same message.
  private func isBroken(_ name: String, _ members: Set<String>) -> Bool {
    NameForm.lowerSnakeCase.problem(name) != nil || isOf2026 && NameForm.collision(name, with: members) != nil
  }

  func isBroken(_ enumeration: Google_Protobuf_EnumDescriptorProto) -> Bool {
    if enumeration.options.features.hasEnforceNamingStyle { return false }
    return NameForm.titleCase.problem(enumeration.name) != nil
      || enumeration.value.contains {
        !$0.options.features.hasEnforceNamingStyle && NameForm.upperSnakeCase.problem($0.name) != nil
      }
  }

  func isBroken(_ service: Google_Protobuf_ServiceDescriptorProto) -> Bool {
    if service.options.features.hasEnforceNamingStyle { return false }
    return NameForm.titleCase.problem(service.name) != nil
      || service.method.contains {
        !$0.options.features.hasEnforceNamingStyle && NameForm.titleCase.problem($0.name) != nil
      }
  }
}
