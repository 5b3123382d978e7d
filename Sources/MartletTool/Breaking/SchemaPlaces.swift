import MartletReflection

/// Where a schema's elements stand, by their full names.
struct SchemaPlaces {
  private let pool: DescriptorPool
  private let names: [String: String]
  private let locations: [String: SchemaLocations]

  /// - Parameter names: what findings call files, by the names that imports use.
  init(_ pool: DescriptorPool, names: [String: String]) {
    self.pool = pool
    self.names = names
    locations = Dictionary(uniqueKeysWithValues: pool.files.map { ($0.name, SchemaLocations($0.proto)) })
  }

  /// The place of an element or of a part of it; nil if there is no such element.
  func place(of name: String, part: [Int32] = []) -> (file: String, place: SchemaLocations.Place)? {
    let found: (FileDescriptor, [Int32])? =
      if let message = pool.message(named: name) {
        (message.file, message.sourcePath)
      } else if let enumeration = pool.enumeration(named: name) {
        (enumeration.file, enumeration.sourcePath)
      } else if let field = pool.field(named: name) {
        (field.file, field.sourcePath)
      } else if let service = pool.service(named: name) {
        (service.file, service.sourcePath)
      } else if let method = pool.method(named: name) {
        (method.service.file, method.sourcePath)
      } else {
        nil
      }
    return found.map { file, path in place(inFile: file.name, path + part) }
  }

  /// A place in a file; its beginning for an empty path.
  func place(inFile name: String, _ path: [Int32]) -> (file: String, place: SchemaLocations.Place) {
    (names[name] ?? name, locations[name]?.place(path) ?? .start)
  }
}
