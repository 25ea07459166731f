-- Written by hand: search as you type under row-level security. LIKE is not leakproof, so
-- no index answers it on a table that policies guard: every row of the company was read.
-- The words of people stand in a narrow table of their own, kept by triggers. Nobody reads
-- it but one function, which runs as its owner and names the company that the policies
-- name; so it is the one table whose policy does not bind its owner.

-- +goose Up

DROP INDEX users_search;
CREATE TABLE users_search (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, search_key character varying COLLATE "C" NOT NULL);
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
INSERT INTO users_search (id, tenant_id, search_key) SELECT id, tenant_id, search_key FROM users;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE INDEX users_search_words ON users_search USING gin (search_key gin_trgm_ops);
CREATE INDEX users_search_tenant ON users_search (tenant_id);
ALTER TABLE users_search ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users_search USING (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid)
	WITH CHECK (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid);

-- +goose StatementBegin
CREATE FUNCTION mandate_users_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO users_search (id, tenant_id, search_key) VALUES (new.id, new.tenant_id, new.search_key);
	ELSIF TG_OP = 'UPDATE' THEN
		UPDATE users_search SET search_key = new.search_key WHERE id = new.id;
	ELSE
		DELETE FROM users_search WHERE id = old.id;
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER words_added AFTER INSERT OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION mandate_users_words();
CREATE TRIGGER words_changed AFTER UPDATE OF search_key ON users FOR EACH ROW
	WHEN (old.search_key IS DISTINCT FROM new.search_key) EXECUTE FUNCTION mandate_users_words();

-- +goose StatementBegin
-- The people of the company whose words are like all patterns. word is the one among them
-- that the index finds, null where it finds none: then the narrow table is read through.
CREATE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
BEGIN
	IF word IS NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND s.search_key LIKE ALL (patterns);
	ELSE
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND s.search_key LIKE word AND s.search_key LIKE ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd

-- The same for what people said when they changed something: few entries of history have words.
CREATE TABLE history_search (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, comment text NOT NULL);
ALTER TABLE history_entries NO FORCE ROW LEVEL SECURITY;
INSERT INTO history_search (id, tenant_id, comment) SELECT id, tenant_id, comment FROM history_entries WHERE comment <> '';
ALTER TABLE history_entries FORCE ROW LEVEL SECURITY;
CREATE INDEX history_search_words ON history_search USING gin (comment gin_trgm_ops);
CREATE INDEX history_search_tenant ON history_search (tenant_id);
ALTER TABLE history_search ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON history_search USING (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid)
	WITH CHECK (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid);

-- +goose StatementBegin
CREATE FUNCTION mandate_history_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO history_search (id, tenant_id, comment) VALUES (new.id, new.tenant_id, new.comment);
	ELSE
		DELETE FROM history_search WHERE id = old.id;
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER words_added AFTER INSERT ON history_entries FOR EACH ROW WHEN (new.comment <> '') EXECUTE FUNCTION mandate_history_words();
CREATE TRIGGER words_removed AFTER DELETE ON history_entries FOR EACH ROW WHEN (old.comment <> '') EXECUTE FUNCTION mandate_history_words();

-- +goose StatementBegin
CREATE FUNCTION mandate_history_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
BEGIN
	IF word IS NULL THEN
		RETURN QUERY SELECT s.id FROM history_search s WHERE s.tenant_id = company AND s.comment ILIKE ALL (patterns);
	ELSE
		RETURN QUERY SELECT s.id FROM history_search s WHERE s.tenant_id = company AND s.comment ILIKE word AND s.comment ILIKE ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION mandate_users_search(text, text[]), mandate_users_words(), mandate_history_search(text, text[]), mandate_history_words() FROM PUBLIC;

-- Entries of what had happened before it was written: a period of time finds all others by
-- their ids.
CREATE INDEX history_late ON history_entries (tenant_id, at, id) WHERE at < created_at;

-- +goose Down

DROP INDEX history_late;
DROP FUNCTION mandate_history_search(text, text[]);
DROP TRIGGER words_removed ON history_entries;
DROP TRIGGER words_added ON history_entries;
DROP FUNCTION mandate_history_words();
DROP TABLE history_search;

DROP FUNCTION mandate_users_search(text, text[]);
DROP TRIGGER words_changed ON users;
DROP TRIGGER words_added ON users;
DROP FUNCTION mandate_users_words();
DROP TABLE users_search;
CREATE INDEX users_search ON users USING gin (search_key gin_trgm_ops);
