-- Written by hand: search as you type also by one or two letters. The index knows groups of
-- three, and two spaces behind each person's words make one of the last letter as well;
-- the table of terms finds the groups that begin with what was typed.

-- +goose Up

DROP TRIGGER users_search_insert;
DROP TRIGGER users_search_update;
DROP TRIGGER users_search_delete;
DROP TABLE users_search;
CREATE VIEW users_searched AS SELECT rowid AS id, search_key || '  ' AS search_key FROM users;
CREATE VIRTUAL TABLE users_search USING fts5(search_key, content='users_searched', content_rowid='id', tokenize='trigram');
INSERT INTO users_search (users_search) VALUES ('rebuild');
CREATE VIRTUAL TABLE users_search_terms USING fts5vocab('users_search', 'instance');
-- +goose StatementBegin
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
	INSERT INTO users_search (rowid, search_key) VALUES (new.rowid, new.search_key || '  ');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_search_update AFTER UPDATE OF search_key ON users WHEN old.search_key <> new.search_key BEGIN
	INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key || '  ');
	INSERT INTO users_search (rowid, search_key) VALUES (new.rowid, new.search_key || '  ');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
	INSERT INTO users_search (users_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key || '  ');
END;
-- +goose StatementEnd

-- The same for what people said when they changed something: few entries of history have words.
CREATE VIEW history_searched AS SELECT rowid AS id, comment || '  ' AS comment FROM history_entries WHERE comment <> '';
CREATE VIRTUAL TABLE history_search USING fts5(comment, content='history_searched', content_rowid='id', tokenize='trigram');
INSERT INTO history_search (history_search) VALUES ('rebuild');
CREATE VIRTUAL TABLE history_search_terms USING fts5vocab('history_search', 'instance');
-- +goose StatementBegin
CREATE TRIGGER history_search_insert AFTER INSERT ON history_entries WHEN new.comment <> '' BEGIN
	INSERT INTO history_search (rowid, comment) VALUES (new.rowid, new.comment || '  ');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_search_delete AFTER DELETE ON history_entries WHEN old.comment <> '' BEGIN
	INSERT INTO history_search (history_search, rowid, comment) VALUES ('delete', old.rowid, old.comment || '  ');
END;
-- +goose StatementEnd

-- Entries of what had happened before it was written: a period of time finds all others by
-- their ids.
CREATE INDEX history_late ON history_entries (tenant_id, at, id) WHERE at < created_at;

-- +goose Down

DROP INDEX history_late;
DROP TRIGGER history_search_delete;
DROP TRIGGER history_search_insert;
DROP TABLE history_search_terms;
DROP TABLE history_search;
DROP VIEW history_searched;

DROP TRIGGER users_search_insert;
DROP TRIGGER users_search_update;
DROP TRIGGER users_search_delete;
DROP TABLE users_search_terms;
DROP TABLE users_search;
DROP VIEW users_searched;
CREATE VIRTUAL TABLE users_search USING fts5(search_key, content='users', content_rowid='rowid', tokenize='trigram');
INSERT INTO users_search (users_search) VALUES ('rebuild');
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
