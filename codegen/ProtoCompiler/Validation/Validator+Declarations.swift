import MartletReflection

// Extension ranges may say which extensions they take.

extension Validator {
  func validateDeclarations(_ message: MessageNode) {
    for range in message.extensionRanges {
      guard let options = range.options?.declarations?.options, !options.declaration.isEmpty else { continue }
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
        if !Self.scalarTypes.contains(declaration.type) { checkQualified(declaration.type, range.position) }
      }
    }
  }

  private static let scalarTypes: Set<String> = {
    let named: Set<FieldType> = [.group, .message, .enumeration]
    return Set((1...18).compactMap(FieldType.init).filter { !named.contains($0) }.map(\.keyword))
  }()

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
    guard let declarations = extendee.extensionRange(of: field.number)?.options?.declarations else { return }
    let options = declarations.options
    guard let declaration = declarations.byNumber[field.number] else {
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

/// What the options of extension ranges say of the extensions that these take.
struct ExtensionDeclarations {
  let options: Google_Protobuf_ExtensionRangeOptions
  let byNumber: [Int32: Google_Protobuf_ExtensionRangeOptions.Declaration]

  /// From interpreted options; nil if none is set.
  init?(_ node: OptionsNode) {
    guard !node.encoded.isEmpty, let options = try? Google_Protobuf_ExtensionRangeOptions(serializedBytes: node.encoded)
    else { return nil }
    self.options = options
    byNumber = options.declaration.firstByKey(\.number)
  }
}

extension FieldNode {
  /// The type as declarations spell it.
  fileprivate var declaredType: String {
    guard let type, message == nil, enumeration == nil else { return typeName }
    return type.keyword
  }
}
