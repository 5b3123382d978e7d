import GRDB

/// Opens a database file, makes it if there is none, and brings its schema up to date.
///
/// What a transaction has committed survives a loss of power: the write-ahead log is on disk before a commit returns.
///
/// - Throws: `ConfigurationError` if the file can't be opened or was written by a newer program.
public func openDatabase(at path: String, migrator: DatabaseMigrator) throws -> DatabasePool {
  do {
    var configuration = Configuration()
    configuration.label = "storage"
    configuration.busyMode = .timeout(5)
    let database = try DatabasePool(path: path, configuration: configuration)
    // GRDB lowers this to NORMAL, which may lose the last commits, when it switches to the write-ahead log.
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    if try database.read(migrator.hasBeenSuperseded) {
      throw ConfigurationError("the database \(path) was written by a newer version of this program")
    }
    try migrator.migrate(database)
    return database
  } catch let error as DatabaseError {
    throw ConfigurationError("the database \(path) can't be used: \(error.message ?? "\(error)")")
  }
}
