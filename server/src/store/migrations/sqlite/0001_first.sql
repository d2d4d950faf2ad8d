-- Rows are only ever added, but for the columns that say how far something has come.

CREATE TABLE principals (
    id          TEXT PRIMARY KEY,
    role        TEXT NOT NULL CHECK (role IN ('admin', 'comp_admin', 'payroll', 'manager', 'rep', 'auditor')),
    participant TEXT,
    created_at  TEXT NOT NULL
) STRICT;

-- Of a token no more is kept than the digest of its secret.
CREATE TABLE tokens (
    id         TEXT PRIMARY KEY,
    principal  TEXT NOT NULL REFERENCES principals (id),
    sha256     TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Bytes as they came in. A batch that is not complete is part of nothing.
CREATE TABLE batches (
    -- Never given twice: whoever still holds the number of one that is gone must not write into another.
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The process that takes it in.
    owner    TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1))
) STRICT;

CREATE TABLE chunks (
    batch INTEGER NOT NULL REFERENCES batches (id),
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (batch, place)
) STRICT, WITHOUT ROWID;

-- The files of the company. A version counts from its publication on.
CREATE TABLE versions (
    path         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    batch        INTEGER NOT NULL REFERENCES batches (id),
    made_by      TEXT NOT NULL REFERENCES principals (id),
    made_at      TEXT NOT NULL,
    published_by TEXT REFERENCES principals (id),
    published_at TEXT,
    PRIMARY KEY (path, version)
) STRICT, WITHOUT ROWID;

-- The versions that one computation reads, and how many periods were closed before it.
CREATE TABLE snapshots (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    seals  INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshot_files (
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    path     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (snapshot, path),
    FOREIGN KEY (path, version) REFERENCES versions (path, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id       INTEGER PRIMARY KEY,
    period   TEXT NOT NULL,
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    -- The one that ended it.
    engine   TEXT,
    made_by  TEXT NOT NULL REFERENCES principals (id),
    made_at  TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('queued', 'finished', 'refused')),
    ended_at TEXT
) STRICT;

CREATE TABLE run_files (
    run   INTEGER NOT NULL REFERENCES runs (id),
    name  TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

-- How far a period has come. One that has no row is open.
CREATE TABLE periods (
    label       TEXT PRIMARY KEY,
    state       TEXT NOT NULL CHECK (state IN ('calculated', 'approved', 'closed', 'exported', 'acknowledged')),
    run         INTEGER NOT NULL REFERENCES runs (id),
    approved_by TEXT REFERENCES principals (id)
) STRICT;

-- One seal for each closed period, in a chain: that a period is closed once, and after the one before it, is the database's word.
CREATE TABLE seals (
    place  INTEGER PRIMARY KEY,
    period TEXT NOT NULL UNIQUE,
    run    INTEGER NOT NULL UNIQUE REFERENCES runs (id),
    text   BLOB NOT NULL
) STRICT;

-- What went to payroll: made of a seal, once. Its id stands for the seal and the mapping, so that the same export is there once.
CREATE TABLE exports (
    id      TEXT PRIMARY KEY,
    period  TEXT NOT NULL REFERENCES periods (label),
    seal    TEXT NOT NULL,
    -- Path and version of the mapping; nothing, and 0, without one.
    mapping TEXT,
    version INTEGER NOT NULL,
    rows    INTEGER NOT NULL,
    totals  TEXT NOT NULL,
    taxable TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES principals (id),
    made_at TEXT NOT NULL,
    FOREIGN KEY (mapping, version) REFERENCES versions (path, version)
) STRICT;

CREATE TABLE export_files (
    export TEXT NOT NULL REFERENCES exports (id),
    place  INTEGER NOT NULL,
    name   TEXT NOT NULL,
    rows   INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (export, name)
) STRICT, WITHOUT ROWID;

-- What the payroll system has taken in: of one period one export, once.
CREATE TABLE acknowledgements (
    period  TEXT PRIMARY KEY REFERENCES periods (label),
    export  TEXT NOT NULL UNIQUE REFERENCES exports (id),
    made_by TEXT NOT NULL REFERENCES principals (id),
    made_at TEXT NOT NULL
) STRICT;

-- What was answered under an Idempotency-Key.
CREATE TABLE answers (
    principal TEXT NOT NULL REFERENCES principals (id),
    key       TEXT NOT NULL,
    request   TEXT NOT NULL,
    status    INTEGER NOT NULL,
    body      BLOB NOT NULL,
    made_at   TEXT NOT NULL,
    PRIMARY KEY (principal, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    record    BLOB NOT NULL,
    sha256    TEXT NOT NULL UNIQUE,
    signature TEXT NOT NULL
) STRICT;

-- Whoever replaces a row instead of changing it is stopped as well.
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit) OR EXISTS (SELECT 1 FROM audit WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'audit records are only ever added'); END;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;

CREATE TRIGGER seals_are_never_changed BEFORE UPDATE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

CREATE TRIGGER seals_are_never_deleted BEFORE DELETE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;

CREATE TRIGGER exports_are_never_changed BEFORE UPDATE ON exports
BEGIN SELECT RAISE(ABORT, 'exports are never changed'); END;

CREATE TRIGGER exports_are_never_deleted BEFORE DELETE ON exports
BEGIN SELECT RAISE(ABORT, 'exports are never deleted'); END;

CREATE TRIGGER export_files_are_never_changed BEFORE UPDATE ON export_files
BEGIN SELECT RAISE(ABORT, 'exports are never changed'); END;

CREATE TRIGGER export_files_are_never_deleted BEFORE DELETE ON export_files
BEGIN SELECT RAISE(ABORT, 'exports are never deleted'); END;

CREATE TRIGGER acknowledgements_are_never_changed BEFORE UPDATE ON acknowledgements
BEGIN SELECT RAISE(ABORT, 'acknowledgements are never changed'); END;

CREATE TRIGGER acknowledgements_are_never_deleted BEFORE DELETE ON acknowledgements
BEGIN SELECT RAISE(ABORT, 'acknowledgements are never deleted'); END;
