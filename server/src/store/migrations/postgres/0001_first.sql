-- Texts are in the order of their bytes, as in SQLite. Rows are only ever added, but for the columns that say how far something has come.

CREATE TABLE principals (
    id          TEXT COLLATE "C" PRIMARY KEY,
    role        TEXT COLLATE "C" NOT NULL CHECK (role IN ('admin', 'comp_admin', 'payroll', 'manager', 'rep', 'auditor')),
    participant TEXT COLLATE "C",
    created_at  TEXT COLLATE "C" NOT NULL
);

-- Of a token no more is kept than the digest of its secret.
CREATE TABLE tokens (
    id         TEXT COLLATE "C" PRIMARY KEY,
    principal  TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    sha256     TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    revoked_at TEXT COLLATE "C"
);

-- Bytes as they came in. A batch that is not complete is part of nothing.
CREATE TABLE batches (
    -- Never given twice: whoever still holds the number of one that is gone must not write into another.
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The process that takes it in.
    owner    TEXT COLLATE "C" NOT NULL,
    sha256   TEXT COLLATE "C" NOT NULL,
    bytes    BIGINT NOT NULL,
    complete BIGINT NOT NULL CHECK (complete IN (0, 1))
);

CREATE TABLE chunks (
    batch BIGINT NOT NULL REFERENCES batches (id),
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (batch, place)
);

-- The files of the company. A version counts from its publication on.
CREATE TABLE versions (
    path         TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    batch        BIGINT NOT NULL REFERENCES batches (id),
    made_by      TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    made_at      TEXT COLLATE "C" NOT NULL,
    published_by TEXT COLLATE "C" REFERENCES principals (id),
    published_at TEXT COLLATE "C",
    PRIMARY KEY (path, version)
);

-- The versions that one computation reads, and how many periods were closed before it.
CREATE TABLE snapshots (
    id     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 TEXT COLLATE "C" NOT NULL UNIQUE,
    seals  BIGINT NOT NULL
);

CREATE TABLE snapshot_files (
    snapshot BIGINT NOT NULL REFERENCES snapshots (id),
    path     TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (snapshot, path),
    FOREIGN KEY (path, version) REFERENCES versions (path, version)
);

CREATE TABLE runs (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    period   TEXT COLLATE "C" NOT NULL,
    snapshot BIGINT NOT NULL REFERENCES snapshots (id),
    -- The one that ended it.
    engine   TEXT COLLATE "C",
    made_by  TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    made_at  TEXT COLLATE "C" NOT NULL,
    state    TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'finished', 'refused')),
    ended_at TEXT COLLATE "C"
);

CREATE TABLE run_files (
    run   BIGINT NOT NULL REFERENCES runs (id),
    name  TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (run, name)
);

-- How far a period has come. One that has no row is open.
CREATE TABLE periods (
    label       TEXT COLLATE "C" PRIMARY KEY,
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('calculated', 'approved', 'closed', 'exported', 'acknowledged')),
    run         BIGINT NOT NULL REFERENCES runs (id),
    approved_by TEXT COLLATE "C" REFERENCES principals (id)
);

-- One seal for each closed period, in a chain: that a period is closed once, and after the one before it, is the database's word.
CREATE TABLE seals (
    place  BIGINT PRIMARY KEY,
    period TEXT COLLATE "C" NOT NULL UNIQUE,
    run    BIGINT NOT NULL UNIQUE REFERENCES runs (id),
    text   BYTEA NOT NULL
);

-- What went to payroll: made of a seal, once. Its id stands for the seal and the mapping, so that the same export is there once.
CREATE TABLE exports (
    id      TEXT COLLATE "C" PRIMARY KEY,
    period  TEXT COLLATE "C" NOT NULL REFERENCES periods (label),
    seal    TEXT COLLATE "C" NOT NULL,
    -- Path and version of the mapping; nothing, and 0, without one.
    mapping TEXT COLLATE "C",
    version BIGINT NOT NULL,
    rows    BIGINT NOT NULL,
    totals  TEXT COLLATE "C" NOT NULL,
    taxable TEXT COLLATE "C" NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    made_at TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (mapping, version) REFERENCES versions (path, version)
);

CREATE TABLE export_files (
    export TEXT COLLATE "C" NOT NULL REFERENCES exports (id),
    place  BIGINT NOT NULL,
    name   TEXT COLLATE "C" NOT NULL,
    rows   BIGINT NOT NULL,
    size   BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (export, name)
);

-- What the payroll system has taken in: of one period one export, once.
CREATE TABLE acknowledgements (
    period  TEXT COLLATE "C" PRIMARY KEY REFERENCES periods (label),
    export  TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES exports (id),
    made_by TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    made_at TEXT COLLATE "C" NOT NULL
);

-- What was answered under an Idempotency-Key.
CREATE TABLE answers (
    principal TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    key       TEXT COLLATE "C" NOT NULL,
    request   TEXT COLLATE "C" NOT NULL,
    status    BIGINT NOT NULL,
    body      BYTEA NOT NULL,
    made_at   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (principal, key)
);

CREATE TABLE audit (
    seq       BIGINT PRIMARY KEY,
    record    BYTEA NOT NULL,
    sha256    TEXT COLLATE "C" NOT NULL UNIQUE,
    signature TEXT COLLATE "C" NOT NULL
);

CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit) THEN
        RAISE EXCEPTION 'audit records are only ever added';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$;

CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER seals_are_never_changed BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER seals_are_never_emptied BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER exports_are_never_changed BEFORE UPDATE OR DELETE ON exports FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER exports_are_never_emptied BEFORE TRUNCATE ON exports FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER export_files_are_never_changed BEFORE UPDATE OR DELETE ON export_files FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER export_files_are_never_emptied BEFORE TRUNCATE ON export_files FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER acknowledgements_are_never_changed BEFORE UPDATE OR DELETE ON acknowledgements FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER acknowledgements_are_never_emptied BEFORE TRUNCATE ON acknowledgements FOR EACH STATEMENT EXECUTE FUNCTION only_added();

-- Not even whoever the service is: triggers can be put to sleep, rights have to be given back first. Of `exports` the right stays:
-- whoever refers to its rows has to lock them.
REVOKE UPDATE, DELETE, TRUNCATE ON audit, seals, export_files, acknowledgements FROM CURRENT_USER;
