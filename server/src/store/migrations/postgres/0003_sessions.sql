-- Tokens that lie in the cookies of browsers. They hold no longer than the tokens with which they were begun.
CREATE TABLE sessions (
    token      TEXT COLLATE "C" PRIMARY KEY REFERENCES tokens (id),
    begun_with TEXT COLLATE "C" NOT NULL REFERENCES tokens (id)
);
