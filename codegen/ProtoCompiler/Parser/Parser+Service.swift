// Services and their methods.

extension Parser {
  mutating func parseService(_ location: Int) throws(ParseFailure) -> ServiceNode {
    advance()
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let service = ServiceNode(name: try identifier("the service's name"), position: position)
    finish(nameLocation)
    try expectEnd("{", of: location)
    while !takeEnd("}", of: nil) {
      if atEnd { throw fail("expected \"}\" at the end of service \(service.name), found \(found)") }
      do throws(ParseFailure) {
        try parseServiceStatement(service, location)
      } catch {
        skipStatement()
      }
    }
    return service
  }

  private mutating func parseServiceStatement(_ service: ServiceNode, _ location: Int) throws(ParseFailure) {
    if takeEnd(";", of: nil) { return }
    if lookingAt(.option) {
      let options = begin(location, Path.serviceOptions)
      try parseOptionStatement(&service.options, options)
      finish(options)
      return
    }
    let methodLocation = begin(location, Path.serviceMethod, service.methods.count)
    service.methods.append(try parseMethod(methodLocation))
    finish(methodLocation)
  }

  private mutating func parseMethod(_ location: Int) throws(ParseFailure) -> MethodNode {
    try expect(.rpc, "rpc")
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let method = MethodNode(name: try identifier("the method's name"), position: position)
    finish(nameLocation)
    try parseMethodType(
      &method.input, &method.clientStreaming, location, Path.methodInput, Path.methodClientStreaming)
    try expect(.returns, "returns")
    try parseMethodType(
      &method.output, &method.serverStreaming, location, Path.methodOutput, Path.methodServerStreaming)
    if lookingAt("{") {
      try parseMethodOptions(method, location)
    } else {
      try expectEnd(";", of: location)
    }
    return method
  }

  /// `(Type)` or `(stream Type)`
  private mutating func parseMethodType(
    _ type: inout MethodNode.TypeName, _ isStream: inout Bool, _ location: Int, _ typePath: Int32, _ streamPath: Int32
  ) throws(ParseFailure) {
    try expect("(")
    if lookingAt(.stream) {
      let streamLocation = begin(location, streamPath)
      advance()
      finish(streamLocation)
      isStream = true
    }
    let typeLocation = begin(location, typePath)
    type.position = current.position
    type.text = try typeName()
    finish(typeLocation)
    try expect(")")
  }

  private mutating func parseMethodOptions(_ method: MethodNode, _ location: Int) throws(ParseFailure) {
    try expectEnd("{", of: location)
    method.options.isPresent = true
    while !takeEnd("}", of: nil) {
      if atEnd { throw fail("expected \"}\" at the end of method \(method.name), found \(found)") }
      if takeEnd(";", of: nil) { continue }
      let options = begin(location, Path.methodOptions)
      guard lookingAt(.option) else {
        self.error("expected \"option\", found \(found)")
        skipStatement()
        continue
      }
      do throws(ParseFailure) {
        try parseOptionStatement(&method.options, options)
        finish(options)
      } catch {
        skipStatement()
      }
    }
  }
}
