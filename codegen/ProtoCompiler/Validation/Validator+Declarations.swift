import MartletReflection

// Extension ranges may say which extensions they take.

extension Validator {
  func validateDeclarations(_ message: MessageNode) {
    for range in message.extensionRanges {
      guard let options = range.declarationOptions, !options.declaration.isEmpty else { continue }
      if options.hasVerification && options.verification == .unverified {
        error(range.position, "an extension range with declarations can't be UNVERIFIED")
      }
      var numbers: Set<Int32> = []
      var names: Set<String> = []
      let end = message.last(range.end)
      for declaration in options.declaration {
        let number = declaration.number
        if number < range.start || number > end {
          error(range.position, "the declared extension number \(number) is not in the range")
        }
        if !numbers.insert(number).inserted {
          error(range.position, "the extension number \(number) is declared twice")
        }
        if !declaration.hasFullName || !declaration.hasType {
          // A number may be reserved for nothing in particular.
          if declaration.hasFullName == declaration.hasType && declaration.reserved { continue }
          error(range.position, "the declaration of extension number \(number) needs both full_name and type")
          continue
        }
        if !names.insert(declaration.fullName).inserted {
          error(range.position, "the extension \"\(declaration.fullName)\" is declared twice")
        }
        checkQualified(declaration.fullName, range.position)
        if declaration.type.scalarType == nil { checkQualified(declaration.type, range.position) }
      }
    }
  }

  private func checkQualified(_ name: String, _ position: Position) {
    if name.utf8.first != UInt8(ascii: ".") {
      error(position, "\"\(name)\" must begin with a dot, since it is a full name")
    } else if !name.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy({ String($0).isIdentifier })
    {
      error(position, "\"\(name)\" is not a full name")
    }
  }

  /// An extension must be what its range declares.
  func validateDeclared(_ field: FieldNode, _ extendee: MessageNode) {
    guard
      let range = extendee.extensionRanges.first(where: {
        $0.start <= field.number && field.number <= extendee.last($0.end)
      }), let options = range.declarationOptions
    else { return }
    guard let declaration = options.declaration.first(where: { $0.number == field.number }) else {
      if !options.declaration.isEmpty || options.hasVerification && options.verification == .declaration {
        error(
          field.extendeePosition,
          "\"\(extendee.fullName)\" takes only declared extensions here, and number \(field.number) isn't one")
      }
      return
    }
    let what = "extension number \(field.number) of \"\(extendee.fullName)\""
    if declaration.reserved {
      error(field.extendeePosition, "\(what) is declared as reserved")
      return
    }
    let (name, type) = ("." + field.fullName, field.declaredType)
    if declaration.hasFullName && declaration.fullName != name {
      error(field.extendeePosition, "\(what) is declared as \"\(declaration.fullName)\", not \"\(name)\"")
    }
    if declaration.hasType && declaration.type != type {
      error(field.extendeePosition, "\(what) is declared to have type \"\(declaration.type)\", not \"\(type)\"")
    }
    if declaration.repeated != field.isRepeated {
      error(field.extendeePosition, "\(what) is declared as \(declaration.repeated ? "repeated" : "optional")")
    }
  }
}

extension ExtensionRangeNode {
  /// The options that tell which extensions the range takes; nil if none is set.
  fileprivate var declarationOptions: Google_Protobuf_ExtensionRangeOptions? {
    if options.encoded.isEmpty { return nil }
    return try? Google_Protobuf_ExtensionRangeOptions(serializedBytes: options.encoded)
  }
}

extension String {
  /// The built-in type of that name.
  fileprivate var scalarType: FieldType? {
    let bytes = Array(utf8)
    if bytes.count > 8 { return nil }
    var packed: UInt64 = 0
    for (index, byte) in bytes.enumerated() { packed |= UInt64(byte) << UInt64(index * 8) }
    let type = Keyword.find(packed, length: bytes.count).scalar
    return type == .group ? nil : type
  }
}

extension FieldNode {
  /// The type as declarations spell it.
  fileprivate var declaredType: String {
    switch type {
    case .double: "double"
    case .float: "float"
    case .int64: "int64"
    case .uint64: "uint64"
    case .int32: "int32"
    case .fixed64: "fixed64"
    case .fixed32: "fixed32"
    case .bool: "bool"
    case .string: "string"
    case .bytes: "bytes"
    case .uint32: "uint32"
    case .sfixed32: "sfixed32"
    case .sfixed64: "sfixed64"
    case .sint32: "sint32"
    case .sint64: "sint64"
    case .group, .message, .enumeration, nil: typeName
    }
  }
}
