-- A batch whose bytes are those of another one, and its own behind them.
CREATE TABLE continuations (
    batch INTEGER PRIMARY KEY REFERENCES batches (id),
    base  INTEGER NOT NULL REFERENCES batches (id)
) STRICT;
