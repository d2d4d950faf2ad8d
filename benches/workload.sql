-- What benches/company pays, worked out a second time: whole numbers, no code shared. {txns} and {reps} are files.
-- Gives the table `paid`: person, month, component, cents; one row a person, month and component that pays anything.
CREATE TEMP TABLE person AS
SELECT rep_id AS person, team_id AS team, region, quota FROM read_csv('{reps}', header = true, columns = {{
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

-- Everybody in every month: credit, and the month's quota in the same units.
CREATE TEMP TABLE grid AS
SELECT person, month, team, region, (quota * 100)::HUGEINT * 100000 AS quota, coalesce(credit, 0) AS credit
FROM person CROSS JOIN (SELECT unnest(range(1, 13))::TINYINT AS month) LEFT JOIN credit USING (person, month);

CREATE TEMP TABLE commission AS
WITH running AS (
    SELECT
        person, month, quota * month AS quota,
        (sum(credit) OVER (PARTITION BY person ORDER BY month))::HUGEINT AS sales
    FROM grid),
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

-- A team's fund: 2 % of what its credit is above three quarters of its quotas; half even to cents, out of units of 10^-7 / 4.
CREATE TEMP TABLE pool AS
WITH excess AS (
    SELECT team, month, greatest(4 * sum(credit)::HUGEINT - 3 * sum(quota)::HUGEINT, 0) AS exact,
           sum(greatest(credit, 0))::HUGEINT AS keys
    FROM grid GROUP BY ALL),
fund AS (
    SELECT team, month, keys, exact // 20000000 + CASE
        WHEN exact % 20000000 > 10000000 THEN 1
        WHEN exact % 20000000 = 10000000 AND exact // 20000000 % 2 = 1 THEN 1
        ELSE 0 END AS cents
    FROM excess WHERE exact > 0 AND keys > 0),
share AS (
    SELECT person, month, team, cents AS fund,
           cents * greatest(credit, 0) // keys AS cents, cents * greatest(credit, 0) % keys AS remainder
    FROM grid JOIN fund USING (team, month)),
ranked AS (
    SELECT *, fund - sum(cents) OVER (PARTITION BY team, month) AS left_over,
           row_number() OVER (PARTITION BY team, month ORDER BY remainder DESC, person) AS place
    FROM share)
SELECT person, month, cents + CASE WHEN place <= left_over THEN 1 ELSE 0 END AS cents FROM ranked;

CREATE TEMP TABLE contest AS
WITH before AS (
    SELECT *, lag(credit) OVER (PARTITION BY person ORDER BY month) AS previous FROM grid),
ranked AS (
    SELECT person, month, row_number() OVER (
        PARTITION BY region, month ORDER BY credit * 1000000 // previous DESC, credit DESC, person) AS place
    FROM before WHERE previous * 10 >= quota AND credit > previous)
SELECT person, month, CASE place WHEN 1 THEN 100000 WHEN 2 THEN 50000 ELSE 25000 END AS cents FROM ranked WHERE place <= 3;

CREATE TEMP TABLE paid AS
SELECT person, month, 'sales_commission' AS component, cents FROM commission WHERE cents <> 0
UNION ALL SELECT person, month, 'team_pool', cents FROM pool WHERE cents <> 0
UNION ALL SELECT person, month, 'growth', cents FROM contest;
