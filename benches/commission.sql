-- What benches/w pays, worked out a second time: exact decimals, no code shared. {txns} and {reps} are files.
-- Gives one row a person and month: person, month, paid in cents.
CREATE TEMP TABLE person AS
SELECT rep_id AS person, quota FROM read_csv('{reps}', header = true, columns = {{
    'rep_id': 'INTEGER', 'manager_id': 'INTEGER', 'team_id': 'INTEGER', 'region': 'VARCHAR', 'quota': 'DECIMAL(12, 2)'}});

CREATE TEMP TABLE weighted AS
SELECT
    rep_id, split_rep_id, month(txn_date)::TINYINT AS month, coalesce(split_pct, 0)::TINYINT AS percent,
    -- Whole numbers of a thousandth of a cent: amount in cents, times 12 or 10, times 105 or 100.
    (amount * 100)::BIGINT
        * CASE WHEN product IN ('P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10') THEN 12 ELSE 10 END
        * CASE WHEN customer_class = 'A' THEN 105 ELSE 100 END AS worth
FROM read_csv('{txns}', header = true, columns = {{
    'txn_id': 'BIGINT', 'txn_date': 'DATE', 'rep_id': 'INTEGER', 'product': 'VARCHAR', 'region': 'VARCHAR',
    'customer_class': 'VARCHAR', 'txn_type': 'VARCHAR', 'amount': 'DECIMAL(10, 2)', 'split_rep_id': 'INTEGER',
    'split_pct': 'INTEGER'}});

-- Credit in units of 10^-7: a thousandth of a cent, times a percentage.
CREATE TEMP TABLE credit AS
SELECT person, month, sum(credit)::HUGEINT AS credit FROM (
    SELECT rep_id AS person, month, worth * (100 - percent) AS credit FROM weighted
    UNION ALL
    SELECT split_rep_id, month, worth * percent FROM weighted WHERE split_rep_id IS NOT NULL)
GROUP BY ALL;

CREATE TEMP TABLE paid AS
WITH grid AS (
    SELECT person, month, (quota * 100)::HUGEINT * 100000 * month AS quota, coalesce(credit, 0) AS credit
    FROM person CROSS JOIN (SELECT unnest(range(1, 13))::TINYINT AS month) LEFT JOIN credit USING (person, month)),
running AS (
    SELECT person, month, quota, (sum(credit) OVER (PARTITION BY person ORDER BY month))::HUGEINT AS sales FROM grid),
-- Earned to date in units of 10^-9. Half of a quota is whole: quotas are whole cents, times 10^5.
earned AS (
    SELECT person, month, CASE WHEN sales * 5 < quota THEN 0 ELSE
          least(sales, quota // 2) * 4
        + greatest(least(sales, quota) - quota // 2, 0) * 6
        + greatest(least(sales, quota + quota // 2) - quota, 0) * 9
        + greatest(sales - quota - quota // 2, 0) * 12 END AS exact
    FROM running),
rounded AS (
    SELECT person, month, exact // 10000000 + CASE
        WHEN exact % 10000000 > 5000000 THEN 1
        WHEN exact % 10000000 = 5000000 AND exact // 10000000 % 2 = 1 THEN 1
        ELSE 0 END AS cents
    FROM earned)
SELECT person, month, cents - coalesce(lag(cents) OVER (PARTITION BY person ORDER BY month), 0) AS cents FROM rounded;
