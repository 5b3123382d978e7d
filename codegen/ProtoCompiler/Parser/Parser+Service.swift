// Services and their methods.

extension Parser {
  mutating func parseService(_ location: Int) throws(ParseFailure) -> ServiceNode {
    advance()
    let nameLocation = begin(location, Path.name)
    let position = current.position
    let service = ServiceNode(name: try identifier("the service's name"), position: position)
    finish(nameLocation)
    try expectEnd("{", of: location)
    try parseBlock("service \(service.name)") { parser throws(ParseFailure) in
      try parser.parseServiceStatement(service, location)
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
    try parseBlock("method \(method.name)") { parser throws(ParseFailure) in
      if parser.takeEnd(";", of: nil) { return }
      let options = parser.begin(location, Path.methodOptions)
      guard parser.lookingAt(.option) else { throw parser.fail("expected \"option\", found \(parser.found)") }
      try parser.parseOptionStatement(&method.options, options)
      parser.finish(options)
    }
  }
}
