/// What a descriptor refers to: an element of a file, which is held with it. Two are equal if they are the same one.
struct Element<Table: ElementTable>: Hashable, Sendable {
  let file: FileDescriptor
  // Valid as long as the file is.
  unowned(unsafe) let table: Table

  init(_ table: Table) {
    file = table.file
    self.table = table
  }

  static func == (left: Self, right: Self) -> Bool { left.table === right.table }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(table)) }
}
