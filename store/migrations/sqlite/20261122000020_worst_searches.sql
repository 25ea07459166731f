-- Written by hand: a search compares everybody of a company. Row by row, out of an index, that takes
-- 25 ms among 100,000 people; the words of 64 people in one row are read and compared in a tenth of it.
-- Triggers keep them. A new row of users goes where others of about its number are; nobody moves.
--
-- It takes 0.5 s for 100,000 people; the file is locked meanwhile, as for each step.

-- +goose Up

-- words are, for each person, a line feed, the id, how many bytes the place in the list and the words
-- have, each with a colon, and these two (cutPerson).
CREATE TABLE people_words (tenant_id blob NOT NULL, part integer NOT NULL, words blob NOT NULL, PRIMARY KEY (tenant_id, part));
CREATE VIEW people_parts AS
	SELECT tenant_id, rowid >> 6 AS part, CAST(group_concat(char(10) || id || length(CAST(first_name_key AS BLOB)) || ':' || length(CAST(search_key AS BLOB)) || ':' || first_name_key || search_key, '') AS BLOB) AS words
	FROM users GROUP BY tenant_id, rowid >> 6;
INSERT INTO people_words (tenant_id, part, words) SELECT tenant_id, part, words FROM people_parts;

-- Who stands where goes by the numbers of rows, which VACUUM and copies of pages keep. Reading the text
-- of .dump back gives new ones, and leaves this at 0: then all is written anew (numberAnew).
PRAGMA user_version = 20;
-- +goose StatementBegin
CREATE TRIGGER people_words_insert AFTER INSERT ON users BEGIN
	INSERT INTO people_words (tenant_id, part, words)
		VALUES (new.tenant_id, new.rowid >> 6, CAST(char(10) || new.id || length(CAST(new.first_name_key AS BLOB)) || ':' || length(CAST(new.search_key AS BLOB)) || ':' || new.first_name_key || new.search_key AS BLOB))
		ON CONFLICT DO UPDATE SET words = CAST(words || excluded.words AS BLOB);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_words_update AFTER UPDATE OF search_key, first_name_key ON users WHEN old.search_key <> new.search_key OR old.first_name_key <> new.first_name_key BEGIN
	UPDATE people_words SET words = CAST(replace(words,
			char(10) || old.id || length(CAST(old.first_name_key AS BLOB)) || ':' || length(CAST(old.search_key AS BLOB)) || ':' || old.first_name_key || old.search_key,
			char(10) || new.id || length(CAST(new.first_name_key AS BLOB)) || ':' || length(CAST(new.search_key AS BLOB)) || ':' || new.first_name_key || new.search_key) AS BLOB)
		WHERE tenant_id = old.tenant_id AND part = old.rowid >> 6;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_words_delete AFTER DELETE ON users BEGIN
	UPDATE people_words SET words = CAST(replace(words,
			char(10) || old.id || length(CAST(old.first_name_key AS BLOB)) || ':' || length(CAST(old.search_key AS BLOB)) || ':' || old.first_name_key || old.search_key, '') AS BLOB)
		WHERE tenant_id = old.tenant_id AND part = old.rowid >> 6;
	DELETE FROM people_words WHERE tenant_id = old.tenant_id AND part = old.rowid >> 6 AND words = x'';
END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER people_words_delete;
DROP TRIGGER people_words_update;
DROP TRIGGER people_words_insert;
DROP VIEW people_parts;
DROP TABLE people_words;
PRAGMA user_version = 0;
