-- Written by hand: beside the step of PostgreSQL that has this number. The words of deals
-- move there alone, where no index of a guarded table may answer a search.

-- +goose Up

-- Every order of the list of people is in an index, but for the last assignment, which
-- changes with each deal.
CREATE INDEX users_created ON users (tenant_id, created_at, id);
CREATE INDEX users_title ON users (tenant_id, title_key, id);
CREATE INDEX users_phone ON users (tenant_id, phone, id);
CREATE INDEX users_active ON users (tenant_id, active, id);
CREATE INDEX users_source ON users (tenant_id, source, id);
CREATE INDEX users_last_login ON users (tenant_id, coalesce(last_login_at, '0001-01-01 00:00:00.000000+00:00'), id);

-- +goose Down

DROP INDEX users_last_login;
DROP INDEX users_source;
DROP INDEX users_active;
DROP INDEX users_phone;
DROP INDEX users_title;
DROP INDEX users_created;
