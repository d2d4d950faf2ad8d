-- A batch whose bytes are those of another one, and its own behind them.
CREATE TABLE continuations (
    batch BIGINT PRIMARY KEY REFERENCES batches (id),
    base  BIGINT NOT NULL REFERENCES batches (id)
);
