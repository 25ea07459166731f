-- Written by hand: beside the step of PostgreSQL that has this number. The terms of FTS5
-- find words of one or two letters already.

-- +goose Up

SELECT 1;

-- +goose Down

SELECT 1;
