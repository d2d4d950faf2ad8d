-- A version that counted, and does no more: the file counts again with the next version that is published.
CREATE TABLE retirements (
    path       TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    retired_by TEXT COLLATE "C" NOT NULL REFERENCES principals (id),
    retired_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (path, version),
    FOREIGN KEY (path, version) REFERENCES versions (path, version)
);

CREATE TRIGGER retirements_are_never_changed BEFORE UPDATE OR DELETE ON retirements FOR EACH ROW EXECUTE FUNCTION only_added();
CREATE TRIGGER retirements_are_never_emptied BEFORE TRUNCATE ON retirements FOR EACH STATEMENT EXECUTE FUNCTION only_added();
REVOKE UPDATE, DELETE, TRUNCATE ON retirements FROM CURRENT_USER;

-- Every version, with what is known of it.
CREATE VIEW known_versions AS
SELECT v.path, v.version, v.batch, b.sha256, b.bytes, v.made_by, v.made_at, v.published_by, v.published_at, r.retired_by, r.retired_at
FROM versions v
JOIN batches b ON b.id = v.batch
LEFT JOIN retirements r ON r.path = v.path AND r.version = v.version;

-- The version of each file that counts: the latest that was published, unless it was retired.
CREATE VIEW counting_versions AS
SELECT k.path, k.version, k.batch, k.sha256
FROM known_versions k
WHERE k.retired_by IS NULL
  AND k.version = (SELECT MAX(w.version) FROM versions w WHERE w.path = k.path AND w.published_by IS NOT NULL);
