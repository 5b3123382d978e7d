import MartletReflection

/// Compares a schema with an older one.
struct BreakingChecker {
  let old: DescriptorPool
  let new: DescriptorPool
  private let places: SchemaPlaces
  let mode: BreakingMode
  let except: Set<BreakingRule>
  private(set) var findings: [Finding] = []

  /// - Parameter names: what findings call files, by the names that imports use.
  init(
    old: DescriptorPool, new: DescriptorPool, names: [String: String], mode: BreakingMode, except: Set<BreakingRule>
  ) {
    self.old = old
    self.new = new
    places = SchemaPlaces(new, names: names)
    self.mode = mode
    self.except = except
  }

  // MARK: - Reporting

  /// Notes a change that breaks whom the rule says.
  mutating func report(
    _ rule: BreakingRule, _ element: String, part: [Int32] = [], file: FileDescriptor, _ message: String
  ) {
    report(rule, element, part: part, file: file, rule.mode, message)
  }

  /// Notes a change at an element of the new schema, or at the first of its surroundings that there is, or else at the
  /// beginning of the file that had it.
  ///
  /// - Parameter severity: whom the change breaks.
  mutating func report(
    _ rule: BreakingRule, _ element: String, part: [Int32] = [], file: FileDescriptor, _ severity: BreakingMode,
    _ message: String
  ) {
    guard severity <= mode, !except.contains(rule) else { return }
    var place = places.place(of: element, part: part)
    var scope = element[...]
    while place == nil, let dot = scope.lastIndex(of: ".") {
      scope = scope[..<dot]
      place = places.place(of: String(scope))
    }
    let found = place ?? places.place(inFile: file.name, [])
    findings.append(Finding(file: found.file, place: found.place, rule: rule.rawValue, message: message))
  }

  private mutating func report(_ rule: BreakingRule, inFile file: FileDescriptor, _ path: [Int32], _ message: String) {
    guard rule.mode <= mode, !except.contains(rule) else { return }
    let found = places.place(inFile: file.name, path)
    findings.append(Finding(file: found.file, place: found.place, rule: rule.rawValue, message: message))
  }

  // MARK: - Files

  mutating func compare(_ file: FileDescriptor) {
    if let other = new.file(named: file.name) {
      compareFiles(file, other)
    } else {
      report(.fileRemoved, inFile: file, [], "the file was removed")
    }
    for message in file.messages { compare(message) }
    for enumeration in file.enums { compare(enumeration) }
    for service in file.services { compare(service) }
    for field in file.extensions { compareExtension(field) }
  }

  private mutating func compareFiles(_ file: FileDescriptor, _ other: FileDescriptor) {
    if file.package != other.package {
      report(
        .packageChanged, inFile: other, [2], "the package was \"\(file.package)\" and is \"\(other.package)\" now")
    }
    let (before, after) = (file.proto.options, other.proto.options)
    let options: [(String, Int32, String, String)] = [
      ("go_package", 11, before.goPackage, after.goPackage),
      ("java_package", 1, before.javaPackage, after.javaPackage),
      ("java_outer_classname", 8, before.javaOuterClassname, after.javaOuterClassname),
      ("java_multiple_files", 10, "\(before.javaMultipleFiles)", "\(after.javaMultipleFiles)"),
      ("swift_prefix", 39, before.swiftPrefix, after.swiftPrefix),
      ("objc_class_prefix", 36, before.objcClassPrefix, after.objcClassPrefix),
      ("csharp_namespace", 37, before.csharpNamespace, after.csharpNamespace),
      ("php_namespace", 41, before.phpNamespace, after.phpNamespace),
      ("ruby_package", 45, before.rubyPackage, after.rubyPackage),
    ]
    for (name, number, left, right) in options where left != right {
      report(
        .fileOptionChanged, inFile: other, [8, number], "the option \(name) was \"\(left)\" and is \"\(right)\" now")
    }
  }

  /// Generated code includes files, not elements.
  mutating func checkMove(_ name: String, from file: FileDescriptor, to other: FileDescriptor, _ what: String) {
    if file.name != other.name {
      report(.elementMoved, name, file: other, "the \(what) \"\(name)\" was in \"\(file.name)\"")
    }
  }

  // MARK: - Services

  private mutating func compare(_ service: ServiceDescriptor) {
    guard let other = new.service(named: service.fullName) else {
      report(.serviceRemoved, service.fullName, file: service.file, "the service \"\(service.fullName)\" was removed")
      return
    }
    checkMove(service.fullName, from: service.file, to: other.file, "service")
    for method in service.methods {
      guard let match = other.method(named: method.name) else {
        report(.rpcRemoved, method.fullName, file: service.file, "the rpc \"\(method.fullName)\" was removed")
        continue
      }
      compare(method, match)
    }
  }

  private mutating func compare(_ method: MethodDescriptor, _ other: MethodDescriptor) {
    let (name, file) = (method.fullName, other.service.file)
    if method.input.fullName != other.input.fullName {
      report(
        .rpcRequestChanged, name, part: [2], file: file,
        "the request of \"\(name)\" was \"\(method.input)\" and is \"\(other.input)\" now")
    }
    if method.output.fullName != other.output.fullName {
      report(
        .rpcResponseChanged, name, part: [3], file: file,
        "the response of \"\(name)\" was \"\(method.output)\" and is \"\(other.output)\" now")
    }
    func kind(_ streams: Bool) -> String { streams ? "a stream" : "one message" }
    if method.isClientStreaming != other.isClientStreaming {
      report(
        .rpcClientStreamingChanged, name, file: file,
        "\"\(name)\" took \(kind(method.isClientStreaming)) and takes \(kind(other.isClientStreaming)) now")
    }
    if method.isServerStreaming != other.isServerStreaming {
      report(
        .rpcServerStreamingChanged, name, file: file,
        "\"\(name)\" answered with \(kind(method.isServerStreaming)) and answers with \(kind(other.isServerStreaming)) now"
      )
    }
    if method.proto.options.idempotencyLevel != other.proto.options.idempotencyLevel {
      report(.rpcIdempotencyChanged, name, part: [4, 34], file: file, "the idempotency level of \"\(name)\" changed")
    }
  }
}
