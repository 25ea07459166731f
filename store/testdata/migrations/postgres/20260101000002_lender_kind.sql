-- +goose Up
CREATE TABLE steps (name text);
INSERT INTO steps SELECT 'kind' FROM pg_sleep(0.3);
ALTER TABLE lenders ADD COLUMN kind text NOT NULL DEFAULT 'BANK';

-- +goose Down
ALTER TABLE lenders DROP COLUMN kind;
DROP TABLE steps;
