import GRDB

/// The tables. A migration that has been released never changes: a new one is added after it.
func makeMigrator() -> DatabaseMigrator {
  var migrator = DatabaseMigrator()
  migrator.registerMigration("jobs") { db in
    // Times are milliseconds since 1970.
    try db.execute(
      sql: """
        CREATE TABLE jobs (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          idempotency_key TEXT NOT NULL UNIQUE,
          application_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          outcome INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          last_error TEXT NOT NULL,
          accept_time INTEGER NOT NULL,
          due_time INTEGER NOT NULL,
          next_attempt_time INTEGER,
          finish_time INTEGER,
          revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX jobs_by_time ON jobs (next_attempt_time) WHERE next_attempt_time IS NOT NULL;
        CREATE UNIQUE INDEX jobs_by_revision ON jobs (revision);
        """)
  }
  return migrator
}
