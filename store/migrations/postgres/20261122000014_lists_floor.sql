-- Written by hand: lists of 200,000 deals and of 100,000 people answer from indexes.
--
-- Deals are searched as people are, by the words beside the table; the
-- index on deals was never used, since LIKE is not leakproof. The words of a deal are its
-- own and its owner's name, which is its key for sort. A statement that takes in many
-- deals adds their words at once.

-- +goose Up

DROP INDEX deals_search;
CREATE TABLE deals_search (tenant_id uuid NOT NULL, id uuid NOT NULL, words character varying COLLATE "C" NOT NULL, PRIMARY KEY (tenant_id, id));
ALTER TABLE deals NO FORCE ROW LEVEL SECURITY;
INSERT INTO deals_search (tenant_id, id, words) SELECT tenant_id, id, search_key || ' ' || owner_key FROM deals;
ALTER TABLE deals FORCE ROW LEVEL SECURITY;
CREATE INDEX deals_search_words ON deals_search USING gin (words gin_trgm_ops);
ALTER TABLE deals_search ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON deals_search USING (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid)
	WITH CHECK (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid);

-- +goose StatementBegin
CREATE FUNCTION mandate_deals_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	INSERT INTO deals_search (tenant_id, id, words) SELECT a.tenant_id, a.id, a.search_key || ' ' || a.owner_key FROM added a;
	RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION mandate_deals_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		UPDATE deals_search s SET words = new.search_key || ' ' || new.owner_key WHERE s.tenant_id = new.tenant_id AND s.id = new.id;
	ELSE
		DELETE FROM deals_search s WHERE s.tenant_id = old.tenant_id AND s.id = old.id;
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER words_added AFTER INSERT ON deals REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mandate_deals_added();
CREATE TRIGGER words_removed AFTER DELETE ON deals FOR EACH ROW EXECUTE FUNCTION mandate_deals_words();
CREATE TRIGGER words_changed AFTER UPDATE OF search_key, owner_key ON deals FOR EACH ROW
	WHEN (old.search_key IS DISTINCT FROM new.search_key OR old.owner_key IS DISTINCT FROM new.owner_key) EXECUTE FUNCTION mandate_deals_words();

-- +goose StatementBegin
-- The deals of the company whose words are like all patterns. word is the one among them
-- that the index finds, null where it finds none: then the narrow table is read through, and
-- compared with the first by itself, since LIKE ALL takes half as long again.
CREATE FUNCTION mandate_deals_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	one text := coalesce(word, patterns[1], '%');
BEGIN
	RETURN QUERY SELECT s.id FROM deals_search s WHERE s.tenant_id = company AND s.words LIKE one AND s.words LIKE ALL (patterns);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The same for people: where all words are short, the first is compared by itself.
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	one text := coalesce(word, patterns[1], '%');
BEGIN
	RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND s.search_key LIKE one AND s.search_key LIKE ALL (patterns);
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION mandate_deals_search(text, text[]), mandate_deals_words(), mandate_deals_added() FROM PUBLIC;

-- Every order of the list of people is in an index, but for the last assignment, which
-- changes with each deal.
CREATE INDEX users_created ON users (tenant_id, created_at, id);
CREATE INDEX users_title ON users (tenant_id, title_key, id);
CREATE INDEX users_phone ON users (tenant_id, phone, id);
CREATE INDEX users_active ON users (tenant_id, active, id);
CREATE INDEX users_source ON users (tenant_id, source, id);
CREATE INDEX users_last_login ON users (tenant_id, coalesce(last_login_at, '0001-01-01 00:00:00+00'::timestamptz), id);

-- +goose Down

DROP INDEX users_last_login;
DROP INDEX users_source;
DROP INDEX users_active;
DROP INDEX users_phone;
DROP INDEX users_title;
DROP INDEX users_created;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
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
DROP FUNCTION mandate_deals_search(text, text[]);
DROP TRIGGER words_changed ON deals;
DROP TRIGGER words_removed ON deals;
DROP TRIGGER words_added ON deals;
DROP FUNCTION mandate_deals_words();
DROP FUNCTION mandate_deals_added();
DROP TABLE deals_search;
CREATE INDEX deals_search ON deals USING gin (search_key gin_trgm_ops);
