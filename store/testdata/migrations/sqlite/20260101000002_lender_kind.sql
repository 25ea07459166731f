-- +goose Up
CREATE TABLE steps (name text);
INSERT INTO steps
WITH RECURSIVE slow (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM slow WHERE n < 1000000)
SELECT 'kind' FROM slow WHERE n = 1000000;
-- SQLite changes a table by copying it: the officers must outlive the drop.
CREATE TABLE new_lenders (id blob PRIMARY KEY, name text NOT NULL, kind text NOT NULL DEFAULT 'BANK');
INSERT INTO new_lenders (id, name) SELECT id, name FROM lenders;
DROP TABLE lenders;
ALTER TABLE new_lenders RENAME TO lenders;

-- +goose Down
ALTER TABLE lenders DROP COLUMN kind;
DROP TABLE steps;
