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

-- +goose Down

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
