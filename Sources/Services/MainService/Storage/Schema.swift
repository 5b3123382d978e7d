import Common
import GRDB

/// The tables. A migration that has been released never changes: a new one is added after it.
func makeMigrator() -> DatabaseMigrator {
  var migrator = DatabaseMigrator()
  migrator.registerMigration("catalogue, applications and outbox") { db in
    // Times are milliseconds since 1970. AUTOINCREMENT: an id is never given twice.
    try db.execute(
      sql: """
        CREATE TABLE installation (
          id TEXT NOT NULL PRIMARY KEY
        ) STRICT;

        CREATE TABLE items (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL,
          description TEXT NOT NULL,
          price_cents INTEGER NOT NULL,
          version INTEGER NOT NULL,
          create_time INTEGER NOT NULL,
          update_time INTEGER NOT NULL,
          delete_time INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX items_by_name ON items (name) WHERE delete_time IS NULL;

        CREATE TABLE applications (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          creator TEXT NOT NULL,
          status INTEGER NOT NULL,
          version INTEGER NOT NULL,
          result INTEGER NOT NULL,
          job_id TEXT NOT NULL,
          moderator TEXT NOT NULL,
          note TEXT NOT NULL,
          create_time INTEGER NOT NULL,
          update_time INTEGER NOT NULL,
          form_time INTEGER,
          result_time INTEGER,
          finish_time INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX applications_drafts ON applications (creator) WHERE status = 1;
        CREATE INDEX applications_by_creator ON applications (creator, id);
        CREATE INDEX applications_by_status ON applications (status, id);

        CREATE TABLE lines (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          application_id INTEGER NOT NULL REFERENCES applications (id),
          item_id INTEGER NOT NULL REFERENCES items (id),
          name TEXT NOT NULL,
          price_cents INTEGER NOT NULL,
          quantity INTEGER NOT NULL,
          UNIQUE (application_id, item_id)
        ) STRICT;

        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          application_id INTEGER NOT NULL REFERENCES applications (id),
          idempotency_key TEXT NOT NULL UNIQUE,
          refusals INTEGER NOT NULL,
          next_attempt_time INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX outbox_by_time ON outbox (next_attempt_time);
        """)
    // Tells this database from another with the same ids, for those who keep keys of ours.
    try db.execute(
      sql: "INSERT INTO installation (id) VALUES (?)", arguments: [UInt64.random(in: .min ... .max).hexadecimal])
  }
  return migrator
}
