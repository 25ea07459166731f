-- Written by hand: beside the step of PostgreSQL that has this number. The index here knows
-- the case of letters by itself.

-- +goose Up

SELECT 1;

-- +goose Down

SELECT 1;
