import MartletReflection

/// Where a schema's elements stand, by their full names.
struct SchemaIndex {
  typealias Path = [Int32]

  private struct Entry {
    var file: Int
    var path: Path
  }

  private var files: [(name: String, locations: SchemaLocations)] = []
  private var entries: [String: Entry] = [:]
  private var fileIndexes: [String: Int] = [:]

  /// - Parameter names: what findings call files, by the names that imports use.
  init(_ files: [Google_Protobuf_FileDescriptorProto], names: [String: String]) {
    for file in files {
      let index = self.files.count
      self.files.append((names[file.name] ?? file.name, SchemaLocations(file)))
      fileIndexes[file.name] = index
      for (at, message) in file.messageType.enumerated() {
        add(message, file.package, Entry(file: index, path: [4, Int32(at)]))
      }
      for (at, item) in file.enumType.enumerated() {
        add(item, file.package, Entry(file: index, path: [5, Int32(at)]))
      }
      for (at, service) in file.service.enumerated() {
        let (name, path) = (Self.join(file.package, service.name), [6, Int32(at)] as Path)
        entries[name] = Entry(file: index, path: path)
        for (at, method) in service.method.enumerated() {
          entries[Self.join(name, method.name)] = Entry(file: index, path: path + [2, Int32(at)])
        }
      }
      for (at, field) in file.extension.enumerated() {
        entries[Self.join(file.package, field.name)] = Entry(file: index, path: [7, Int32(at)])
      }
    }
  }

  private static func join(_ scope: String, _ name: String) -> String { scope.isEmpty ? name : "\(scope).\(name)" }

  private mutating func add(_ message: Google_Protobuf_DescriptorProto, _ scope: String, _ entry: Entry) {
    let name = Self.join(scope, message.name)
    entries[name] = entry
    func inner(_ field: Int32, _ index: Int) -> Entry {
      Entry(file: entry.file, path: entry.path + [field, Int32(index)])
    }
    for (at, field) in message.field.enumerated() { entries[Self.join(name, field.name)] = inner(2, at) }
    for (at, nested) in message.nestedType.enumerated() { add(nested, name, inner(3, at)) }
    for (at, item) in message.enumType.enumerated() { add(item, name, inner(4, at)) }
    for (at, field) in message.extension.enumerated() { entries[Self.join(name, field.name)] = inner(6, at) }
    for (at, oneof) in message.oneofDecl.enumerated() { entries[Self.join(name, oneof.name)] = inner(8, at) }
  }

  private mutating func add(_ enumeration: Google_Protobuf_EnumDescriptorProto, _ scope: String, _ entry: Entry) {
    let name = Self.join(scope, enumeration.name)
    entries[name] = entry
    // Values are told apart by their enum here, though their scope is that of the enum.
    for (at, value) in enumeration.value.enumerated() {
      entries[Self.join(name, value.name)] = Entry(file: entry.file, path: entry.path + [2, Int32(at)])
    }
  }

  /// The place of an element or of a part of it; nil if there is no such element.
  func place(of fullName: String, part: Path = []) -> (file: String, place: SchemaLocations.Place)? {
    guard let entry = entries[fullName] else { return nil }
    let file = files[entry.file]
    return (file.name, file.locations.place(entry.path + part))
  }

  /// A place in a file; its beginning for an empty path.
  func place(inFile name: String, _ path: Path) -> (file: String, place: SchemaLocations.Place) {
    guard let index = fileIndexes[name] else { return (name, .start) }
    return (files[index].name, files[index].locations.place(path))
  }
}
