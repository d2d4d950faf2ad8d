-- How far whoever computes a run has read its transactions, and when that was seen; nothing before it begins.
ALTER TABLE runs ADD COLUMN read_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN all_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN seen_at TEXT;
