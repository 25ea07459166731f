-- Written by hand: searches of several words. Only the longest asked an index, and everybody who
-- has it was read to compare the others; one letter and what many have behind the first thousand
-- were read through. Now one index finds all words of any length at once: letters, pairs and
-- triples, with the company, crossed from the shortest list. And before it is asked, the first ten
-- thousand people are compared in the order of the list, out of an index that holds their words.
--
-- The new indexes are made beside the old, which go at the end (10 s for 100,000 people): people sign in,
-- are listed and searched meanwhile; a new person and a new name wait.

-- +goose Up

-- +goose StatementBegin
-- What the index holds of a person: the company, and each letter, pair and triple of letters that
-- follow each other. Each expression cuts the words into pieces of one length from one letter on; the
-- sign between pieces is chr(1), and what contains it is not asked for (gramsOf).
CREATE FUNCTION mandate_company_grams(company uuid, words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
	RETURN company::text || string_to_array(words, NULL) || string_to_array(
		regexp_replace(words, '(..)', E'\\1\x01', 'g') || E'\x01' || regexp_replace(substr(words, 2), '(..)', E'\\1\x01', 'g') || E'\x01'
		|| regexp_replace(words, '(...)', E'\\1\x01', 'g') || E'\x01' || regexp_replace(substr(words, 2), '(...)', E'\\1\x01', 'g') || E'\x01'
		|| regexp_replace(substr(words, 3), '(...)', E'\\1\x01', 'g'), E'\x01');
END $$;
-- +goose StatementEnd
-- Without statistics, and with a high cost: knowing that nearly everybody has a letter, PostgreSQL
-- would rather take everybody's words apart than ask the index. A search reads what new people have
-- put before the index, so that this is kept short.
CREATE INDEX users_search_grams ON users_search USING gin ((mandate_company_grams(tenant_id, search_key)) COLLATE "C") WITH (gin_pending_list_limit = 1024);
ALTER INDEX users_search_grams ALTER COLUMN 1 SET STATISTICS 0;

-- An index of this kind holds 2,704 bytes of a row: who has longer words has an index beside it.
CREATE INDEX users_search_order ON users_search (tenant_id, first_name_key, id) INCLUDE (search_key)
	WHERE octet_length(search_key) + octet_length(first_name_key) <= 2500;
CREATE INDEX users_search_long ON users_search (tenant_id) WHERE octet_length(search_key) + octet_length(first_name_key) > 2500;

-- +goose StatementBegin
-- The people of the company whose words are like all patterns; grams are those of the index that
-- they must have. No other index is asked, whatever PostgreSQL believes to know of its costs: before
-- its first ANALYZE, and for a small company, it would take the words of each person apart. So the
-- company is compared in a way that indexes do not answer (its people's grams name it too).
CREATE FUNCTION mandate_people_search(patterns text[], grams text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp
	SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
BEGIN
	RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id IS NOT DISTINCT FROM company
		AND (mandate_company_grams(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || grams) AND s.search_key LIKE ALL (patterns);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- So many of them among the first ten thousand in the order of the list, but for those with long
-- words. The index alone is read, whatever PostgreSQL believes to know of its costs.
CREATE FUNCTION mandate_people_first(company uuid, patterns text[], most int) RETURNS SETOF uuid
	LANGUAGE sql STABLE ROWS 200 SET search_path = public, pg_temp
	SET enable_indexscan = on SET enable_indexonlyscan = on SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
	SELECT f.id FROM (SELECT s.id, s.search_key FROM users_search s
		WHERE s.tenant_id = company AND octet_length(s.search_key) + octet_length(s.first_name_key) <= 2500
		ORDER BY s.first_name_key, s.id LIMIT 10000) f
	WHERE f.search_key LIKE ALL (patterns) LIMIT most
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The first so many of them in the order of the list, and perhaps more with long words who stand
-- between them. What many have is found on the way through the list; what few have, by the index of
-- grams.
CREATE FUNCTION mandate_people_foremost(patterns text[], grams text[], most int) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp
	SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	first uuid[] := ARRAY(SELECT mandate_people_first(company, patterns, most));
BEGIN
	IF cardinality(first) < most THEN
		RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id IS NOT DISTINCT FROM company
			AND (mandate_company_grams(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || grams) AND s.search_key LIKE ALL (patterns)
			ORDER BY s.first_name_key, s.id LIMIT most;
	ELSE
		RETURN QUERY SELECT unnest(first) UNION ALL SELECT s.id FROM users_search s JOIN users_search bar ON bar.id = first[most]
			WHERE s.tenant_id = company AND octet_length(s.search_key) + octet_length(s.first_name_key) > 2500
			AND (s.first_name_key, s.id) < (bar.first_name_key, bar.id) AND s.search_key LIKE ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION mandate_people_search(text[], text[]), mandate_people_foremost(text[], text[], int), mandate_people_first(uuid, text[], int), mandate_company_grams(uuid, text) FROM PUBLIC;

-- What servers of the version before ask until they are replaced: right, and slower than it was.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE sql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
	SELECT mandate_people_search(patterns, '{}')
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_users_foremost(word text, patterns text[], most int) RETURNS SETOF uuid
	LANGUAGE sql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
	SELECT mandate_people_foremost(patterns, '{}', most)
$$;
-- +goose StatementEnd

DROP INDEX users_search_pairs;
DROP INDEX users_search_words;
DROP FUNCTION mandate_company_pairs(uuid, text);
DROP FUNCTION mandate_asked_pairs(text[]);
DROP FUNCTION mandate_pairs(text);

-- +goose Down

DROP FUNCTION mandate_people_foremost(text[], text[], int);
DROP FUNCTION mandate_people_first(uuid, text[], int);
DROP FUNCTION mandate_people_search(text[], text[]);
DROP INDEX users_search_long;
DROP INDEX users_search_order;
DROP INDEX users_search_grams;
DROP FUNCTION mandate_company_grams(uuid, text);
CREATE INDEX users_search_words ON users_search USING gin (search_key gin_trgm_ops);
-- +goose StatementBegin
CREATE FUNCTION mandate_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT coalesce(array_agg(a || b), '{}') FROM unnest(string_to_array(words, NULL), (string_to_array(words, NULL))[2:]) AS t (a, b) WHERE b IS NOT NULL
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION mandate_company_pairs(company uuid, words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT company::text || public.mandate_pairs(words)
$$;
-- +goose StatementEnd
CREATE INDEX users_search_pairs ON users_search USING gin ((mandate_company_pairs(tenant_id, search_key)) COLLATE "C");
ALTER INDEX users_search_pairs ALTER COLUMN 1 SET STATISTICS 0;
-- +goose StatementBegin
CREATE FUNCTION mandate_asked_pairs(patterns text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT array_agg(DISTINCT p) FROM unnest(patterns) AS w, unnest(mandate_pairs(w)) AS p WHERE p !~ '[%\\]'
$$;
-- +goose StatementEnd

-- +goose StatementBegin
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
CREATE OR REPLACE FUNCTION mandate_users_foremost(word text, patterns text[], most int) RETURNS SETOF uuid
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
REVOKE ALL ON FUNCTION mandate_pairs(text), mandate_company_pairs(uuid, text), mandate_asked_pairs(text[]) FROM PUBLIC;
