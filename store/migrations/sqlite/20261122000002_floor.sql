-- Written by hand: what ent does not describe.

-- +goose Up

-- One userName and one local e-mail a tenant among the living (PR-2).
CREATE UNIQUE INDEX users_user_name_living ON users (tenant_id, user_name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_local_email_living ON users (tenant_id, email_key) WHERE deleted_at IS NULL AND source = 'LOCAL' AND email_key <> '';

-- Deals that wait for an owner, in the order of the sweep (AS-10).
CREATE INDEX deals_waiting ON deals (tenant_id, submitted_at, id) WHERE owner_id IS NULL AND open AND NOT held;

-- Search as you type: the rows stay in their tables, the index follows by triggers.
CREATE VIRTUAL TABLE users_search USING fts5(search_key, content='users', content_rowid='rowid', tokenize='trigram');
CREATE VIRTUAL TABLE deals_search USING fts5(search_key, content='deals', content_rowid='rowid', tokenize='trigram');
-- +goose StatementBegin
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
	INSERT INTO users_search (rowid, search_key) VALUES (new.rowid, new.search_key);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_search_update AFTER UPDATE OF search_key ON users BEGIN
	INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key);
	INSERT INTO users_search (rowid, search_key) VALUES (new.rowid, new.search_key);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
	INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deals_search_insert AFTER INSERT ON deals BEGIN
	INSERT INTO deals_search (rowid, search_key) VALUES (new.rowid, new.search_key);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deals_search_update AFTER UPDATE OF search_key ON deals BEGIN
	INSERT INTO deals_search (deals_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key);
	INSERT INTO deals_search (rowid, search_key) VALUES (new.rowid, new.search_key);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deals_search_delete AFTER DELETE ON deals BEGIN
	INSERT INTO deals_search (deals_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key);
END;
-- +goose StatementEnd

-- History and decisions are insert only.
-- +goose StatementBegin
CREATE TRIGGER history_entries_update BEFORE UPDATE ON history_entries BEGIN SELECT RAISE(ABORT, 'history_entries is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_entries_delete BEFORE DELETE ON history_entries BEGIN SELECT RAISE(ABORT, 'history_entries is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_seals_update BEFORE UPDATE ON history_seals BEGIN SELECT RAISE(ABORT, 'history_seals is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_seals_delete BEFORE DELETE ON history_seals BEGIN SELECT RAISE(ABORT, 'history_seals is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER assignment_decisions_update BEFORE UPDATE ON assignment_decisions BEGIN SELECT RAISE(ABORT, 'assignment_decisions is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER assignment_decisions_delete BEFORE DELETE ON assignment_decisions BEGIN SELECT RAISE(ABORT, 'assignment_decisions is insert only'); END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER assignment_decisions_delete;
DROP TRIGGER assignment_decisions_update;
DROP TRIGGER history_seals_delete;
DROP TRIGGER history_seals_update;
DROP TRIGGER history_entries_delete;
DROP TRIGGER history_entries_update;
DROP TRIGGER deals_search_delete;
DROP TRIGGER deals_search_update;
DROP TRIGGER deals_search_insert;
DROP TRIGGER users_search_delete;
DROP TRIGGER users_search_update;
DROP TRIGGER users_search_insert;
DROP TABLE deals_search;
DROP TABLE users_search;
DROP INDEX deals_waiting;
DROP INDEX users_local_email_living;
DROP INDEX users_user_name_living;
