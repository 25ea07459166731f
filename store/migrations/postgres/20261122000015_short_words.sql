-- Written by hand: words of two letters. Without trigrams they were looked for by reading
-- the narrow table of all companies through, and from the sixth search of a session on by
-- walking over the whole index of trigrams beside it: the plan that PostgreSQL then keeps
-- takes any pattern for one with trigrams. And words that a twentieth of all people have, as
-- the beginning of a first name is: their rows were read and put in order for the fifty that
-- a page shows.
--
-- Only the narrow table is locked while this lasts (about 6 s for 100,000 people): people sign
-- in and are listed, a search and a new person wait.

-- +goose Up

ALTER TABLE users_search ADD COLUMN first_name_key character varying COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX users_search_words;
-- +goose StatementBegin
DO $$
DECLARE
	company uuid;
BEGIN
	FOR company IN SELECT DISTINCT tenant_id FROM users_search LOOP
		PERFORM set_config('mandate.tenant', company::text, true);
		UPDATE users_search s SET first_name_key = u.first_name_key FROM users u WHERE u.id = s.id AND u.tenant_id = company;
	END LOOP;
	PERFORM set_config('mandate.tenant', '', true);
END $$;
-- +goose StatementEnd
CREATE INDEX users_search_words ON users_search USING gin (search_key gin_trgm_ops);

-- +goose StatementBegin
-- The pairs of neighbouring letters of a text.
CREATE FUNCTION mandate_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT coalesce(array_agg(a || b), '{}') FROM unnest(string_to_array(words, NULL), (string_to_array(words, NULL))[2:]) AS t (a, b) WHERE b IS NOT NULL
$$;
-- +goose StatementEnd
-- +goose StatementBegin
-- They stand in the index with the company: its people and theirs who have the pair are
-- crossed there, from the shorter list, so that no company pays for another's people.
CREATE FUNCTION mandate_company_pairs(company uuid, words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT company::text || public.mandate_pairs(words)
$$;
-- +goose StatementEnd
-- Without statistics: knowing that nearly everybody has a pair, PostgreSQL would rather take
-- everybody's words apart than ask the index.
CREATE INDEX users_search_pairs ON users_search USING gin ((mandate_company_pairs(tenant_id, search_key)) COLLATE "C");
ALTER INDEX users_search_pairs ALTER COLUMN 1 SET STATISTICS 0;

-- +goose StatementBegin
-- What of some patterns stands in the index of pairs. A percent sign or a backslash is of
-- the pattern, or might be.
CREATE FUNCTION mandate_asked_pairs(patterns text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT array_agg(DISTINCT p) FROM unnest(patterns) AS w, unnest(mandate_pairs(w)) AS p WHERE p !~ '[%\\]'
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The people of the company whose words are like all patterns. word is the one among them
-- that the index of trigrams finds, null where it finds none. What neither index finds is
-- looked for by reading the narrow table through; the first pattern is compared by the
-- function behind LIKE, which no index answers: LIKE ALL alone takes half as long again.
-- Each call is planned for its company: a plan that serves all would look for a small one's
-- people among everybody's, and by its time tell what people elsewhere are called.
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	pairs text[] := CASE WHEN word IS NULL THEN mandate_asked_pairs(patterns) END;
	one text := coalesce(patterns[1], '%');
BEGIN
	IF word IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND s.search_key LIKE word AND s.search_key LIKE ALL (patterns);
	ELSIF pairs IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND (mandate_company_pairs(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || pairs) AND s.search_key LIKE ALL (patterns);
	ELSE
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND textlike(s.search_key, one) AND s.search_key LIKE ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The first so many of them in the order of the list, where an index finds them.
CREATE FUNCTION mandate_users_foremost(word text, patterns text[], most int) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	pairs text[] := mandate_asked_pairs(patterns);
BEGIN
	IF word IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND s.search_key LIKE word AND s.search_key LIKE ALL (patterns) ORDER BY s.first_name_key, s.id LIMIT most;
	ELSIF pairs IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND (mandate_company_pairs(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || pairs) AND s.search_key LIKE ALL (patterns) ORDER BY s.first_name_key, s.id LIMIT most;
	END IF;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Deals come by the thousand, and have no index of pairs: words without trigrams are looked
-- for by reading the narrow table through. The first is compared by the function behind
-- LIKE, which no index answers: LIKE ALL alone takes half as long again.
CREATE OR REPLACE FUNCTION mandate_deals_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	one text := coalesce(patterns[1], '%');
BEGIN
	IF word IS NULL THEN
		RETURN QUERY SELECT s.id FROM deals_search s WHERE s.tenant_id = company AND textlike(s.words, one) AND s.words LIKE ALL (patterns);
	ELSE
		RETURN QUERY SELECT s.id FROM deals_search s WHERE s.tenant_id = company AND s.words LIKE word AND s.words LIKE ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION mandate_users_foremost(text, text[], int), mandate_pairs(text), mandate_company_pairs(uuid, text), mandate_asked_pairs(text[]) FROM PUBLIC;
ALTER FUNCTION mandate_history_search(text, text[]) SET plan_cache_mode = force_custom_plan;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO users_search (id, tenant_id, search_key, first_name_key) VALUES (new.id, new.tenant_id, new.search_key, new.first_name_key);
	ELSIF TG_OP = 'UPDATE' THEN
		UPDATE users_search SET search_key = new.search_key, first_name_key = new.first_name_key WHERE id = new.id;
	ELSE
		DELETE FROM users_search WHERE id = old.id;
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
DROP TRIGGER words_changed ON users;
CREATE TRIGGER words_changed AFTER UPDATE OF search_key, first_name_key ON users FOR EACH ROW
	WHEN (old.search_key IS DISTINCT FROM new.search_key OR old.first_name_key IS DISTINCT FROM new.first_name_key) EXECUTE FUNCTION mandate_users_words();

-- +goose Down

ALTER FUNCTION mandate_history_search(text, text[]) RESET plan_cache_mode;
ALTER FUNCTION mandate_deals_search(text, text[]) RESET plan_cache_mode;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	one text := coalesce(word, patterns[1], '%');
BEGIN
	RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company AND s.search_key LIKE one AND s.search_key LIKE ALL (patterns);
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_deals_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	one text := coalesce(word, patterns[1], '%');
BEGIN
	RETURN QUERY SELECT s.id FROM deals_search s WHERE s.tenant_id = company AND s.words LIKE one AND s.words LIKE ALL (patterns);
END $$;
-- +goose StatementEnd
DROP FUNCTION mandate_users_foremost(text, text[], int);
DROP INDEX users_search_pairs;
DROP FUNCTION mandate_asked_pairs(text[]);
DROP FUNCTION mandate_company_pairs(uuid, text);
DROP FUNCTION mandate_pairs(text);
DROP TRIGGER words_changed ON users;
CREATE TRIGGER words_changed AFTER UPDATE OF search_key ON users FOR EACH ROW
	WHEN (old.search_key IS DISTINCT FROM new.search_key) EXECUTE FUNCTION mandate_users_words();
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
ALTER TABLE users_search DROP COLUMN first_name_key;
