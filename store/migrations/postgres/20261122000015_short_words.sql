-- Written by hand: words of one or two letters. Without trigrams they were looked for by
-- reading the narrow table of all companies through, and from the sixth search of a session
-- on by walking over the whole index of trigrams beside it: the plan that PostgreSQL then
-- keeps takes any pattern for one with trigrams. And words that a twentieth of all people
-- have, as the beginning of a first name is: their rows were read and put in order for the
-- fifty that a page shows.

-- +goose Up

ALTER TABLE users_search ADD COLUMN first_name_key character varying COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
UPDATE users_search s SET first_name_key = u.first_name_key FROM users u WHERE u.id = s.id;
ALTER TABLE users FORCE ROW LEVEL SECURITY;

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

-- +goose StatementBegin
-- The letters of a text and the pairs of neighbouring ones.
CREATE FUNCTION mandate_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT string_to_array(words, NULL) || array_agg(a || b) FROM unnest(string_to_array(words, NULL), (string_to_array(words, NULL))[2:]) AS t (a, b)
$$;
-- +goose StatementEnd
CREATE INDEX users_search_pairs ON users_search USING gin ((mandate_pairs(search_key)) COLLATE "C");

-- +goose StatementBegin
-- What of some patterns stands in the index of pairs: of one letter the letter, of more the
-- pairs. A percent sign or a backslash is of the pattern, or might be.
CREATE FUNCTION mandate_asked_pairs(patterns text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT array_agg(DISTINCT p) FROM unnest(patterns) AS w, unnest(mandate_pairs(w)) AS p
	WHERE p !~ '[%\\]' AND length(p) = least(length(w) - 2, 2)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The people of the company whose words are like all patterns: the first so many in the order
-- of the list, all where most is null. word is the one among the patterns that the index of
-- trigrams finds, null where it finds none. Each call is planned for its company: a plan that
-- serves all would look for a small one's people among everybody's, and by its time tell
-- what people elsewhere are called.
CREATE FUNCTION mandate_users_search(word text, patterns text[], most int) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	pairs text[] := CASE WHEN word IS NULL THEN mandate_asked_pairs(patterns) END;
BEGIN
	IF word IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND s.search_key LIKE word AND s.search_key LIKE ALL (patterns) ORDER BY s.first_name_key, s.id LIMIT most;
	ELSIF pairs IS NOT NULL THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND (mandate_pairs(s.search_key) COLLATE "C") @> pairs AND s.search_key LIKE ALL (patterns) ORDER BY s.first_name_key, s.id LIMIT most;
	ELSE
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id = company
			AND s.search_key LIKE ALL (patterns) ORDER BY s.first_name_key, s.id LIMIT most;
	END IF;
END $$;
-- +goose StatementEnd
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE sql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS 'SELECT mandate_users_search(word, patterns, NULL)';

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

REVOKE ALL ON FUNCTION mandate_users_search(text, text[], int), mandate_pairs(text), mandate_asked_pairs(text[]) FROM PUBLIC;
ALTER FUNCTION mandate_history_search(text, text[]) SET plan_cache_mode = force_custom_plan;

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
DROP FUNCTION mandate_users_search(text, text[], int);
DROP INDEX users_search_pairs;
DROP FUNCTION mandate_asked_pairs(text[]);
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
