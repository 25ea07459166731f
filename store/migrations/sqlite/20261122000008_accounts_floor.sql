-- Written by hand: what ent does not describe.

-- +goose Up

-- A domain belongs to one tenant at a time; others may be on their way to prove it.
CREATE UNIQUE INDEX domain_proven ON domains (name) WHERE verified_at IS NOT NULL;

-- An account has one primary contact at most (CO-3).
CREATE UNIQUE INDEX contact_primary ON contacts (account_id) WHERE "primary";

-- What was noticed before there was mail is not mailed now.
UPDATE notifications SET state = 'SENT' WHERE state = 'PENDING';

-- +goose Down

DROP INDEX contact_primary;
DROP INDEX domain_proven;
