-- Written by hand: which way a search goes. Ten thousand people were compared in the order of the list
-- before the index of grams was asked, in vain for what is rare or stands late; and the index crossed
-- the lists of words that everybody has. Now one person of 128 tells how many have each word and where in
-- the list the first are: that chooses the way, its length, and the words that the index is asked for.
--
-- The index of those people is made in 0.2 s for 100,000: everybody signs in, is listed and searched
-- meanwhile; a new person and a new name wait.

-- +goose Up

-- Any people would do: the function spreads ids evenly, and what it gives for one never changes.
CREATE INDEX users_search_sample ON users_search (tenant_id, first_name_key, id) INCLUDE (search_key)
	WHERE uuid_hash(id) & 127 = 0 AND octet_length(search_key) + octet_length(first_name_key) <= 2500;

-- +goose StatementBegin
-- The words of one person of 128, in the order of the list. The index alone is read, whatever PostgreSQL
-- believes to know of its costs; one plan serves all companies, and is made once a connection. Of so many
-- people as several companies have, it would expect more work than there is: to start a process for it, or
-- to compile it, takes longer than the search (15 ms).
CREATE FUNCTION mandate_people_sample(company uuid) RETURNS text[]
	LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET jit = off
	SET enable_indexscan = on SET enable_indexonlyscan = on SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
	RETURN ARRAY(SELECT s.search_key FROM users_search s WHERE s.tenant_id = company AND uuid_hash(s.id) & 127 = 0
		AND octet_length(s.search_key) + octet_length(s.first_name_key) <= 2500 ORDER BY s.first_name_key, s.id);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- So many of them among so many people in the order of the list, but for those with long words.
CREATE FUNCTION mandate_people_first(company uuid, patterns text[], most int, among int) RETURNS uuid[]
	LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET jit = off
	SET enable_indexscan = on SET enable_indexonlyscan = on SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
	RETURN ARRAY(SELECT f.id FROM (SELECT s.id, s.search_key FROM users_search s
			WHERE s.tenant_id = company AND octet_length(s.search_key) + octet_length(s.first_name_key) <= 2500
			ORDER BY s.first_name_key, s.id LIMIT among) f
		WHERE f.search_key LIKE ALL (patterns) LIMIT most);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The first so many of them in the order of the list, and perhaps more with long words who stand
-- between them. The grams are those of the words of the same numbers.
--
-- What many have is among the first 500. Else the sample tells where the first of them stands, and how
-- many there are: a person whom the index of grams finds costs as much as four on the way through the
-- list. The index is asked for the rarest words, until the others would leave away hardly anybody: their
-- lists are the longest. Everybody whom it finds is compared with all words.
CREATE FUNCTION mandate_people_foremost(patterns text[], grams text[], words int[], most int) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET jit = off
	SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
	first uuid[] := mandate_people_first(company, patterns, most, 500);
	sample text[];
	rarest int[];    -- the numbers of the words, those that fewest have in front
	rare text[];     -- their patterns
	places bigint[]; -- where in the sample those are who have all
	rest text[];     -- of the sample: who has the words that are asked for
	asked int := 0;  -- how many words are
BEGIN
	IF cardinality(first) < most THEN
		sample := mandate_people_sample(company);
		SELECT array_agg(w.n ORDER BY w.have, length(w.pattern) DESC), array_agg(w.pattern ORDER BY w.have, length(w.pattern) DESC) INTO rarest, rare
			FROM (SELECT p.n::int, p.pattern, (SELECT count(*) FROM unnest(sample) s WHERE s LIKE p.pattern) AS have
				FROM unnest(patterns) WITH ORDINALITY p (pattern, n) OFFSET 0) w; -- counted once for both
		places := ARRAY(SELECT s.place FROM unnest(sample) WITH ORDINALITY s (words, place) WHERE s.words LIKE ALL (rare) ORDER BY s.place);
		IF places[1] <= 4 * cardinality(places) THEN
			first := mandate_people_first(company, rare, most, 4 * 128 * cardinality(places));
		END IF;
	END IF;
	IF cardinality(first) >= most THEN
		RETURN QUERY SELECT unnest(first) UNION ALL SELECT s.id FROM users_search s JOIN users_search bar ON bar.id = first[most]
			WHERE s.tenant_id = company AND octet_length(s.search_key) + octet_length(s.first_name_key) > 2500
			AND (s.first_name_key, s.id) < (bar.first_name_key, bar.id) AND s.search_key LIKE ALL (patterns);
		RETURN;
	END IF;
	rest := sample;
	LOOP
		asked := asked + 1;
		rest := ARRAY(SELECT s FROM unnest(rest) s WHERE s LIKE rare[asked]);
		EXIT WHEN asked >= cardinality(rare) OR cardinality(rest) <= cardinality(places) + 1;
	END LOOP;
	grams := ARRAY(SELECT g.gram FROM unnest(grams, words) g (gram, word) WHERE coalesce(g.word = ANY (rarest[:asked]), true));
	RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id IS NOT DISTINCT FROM company
		AND (mandate_company_grams(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || grams) AND s.search_key LIKE ALL (rare)
		ORDER BY s.first_name_key, s.id LIMIT most;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION mandate_people_foremost(text[], text[], int[], int), mandate_people_first(uuid, text[], int, int), mandate_people_sample(uuid) FROM PUBLIC;

-- What servers of the version before ask until they are replaced: they tell grams without their words,
-- and all of them are asked for.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_people_foremost(patterns text[], grams text[], most int) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
BEGIN
	RETURN QUERY SELECT mandate_people_foremost(patterns, grams, '{}', most);
END $$;
-- +goose StatementEnd
DROP FUNCTION mandate_people_first(uuid, text[], int);

-- +goose Down

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
CREATE OR REPLACE FUNCTION mandate_people_foremost(patterns text[], grams text[], most int) RETURNS SETOF uuid
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
REVOKE ALL ON FUNCTION mandate_people_first(uuid, text[], int) FROM PUBLIC;
DROP FUNCTION mandate_people_foremost(text[], text[], int[], int);
DROP FUNCTION mandate_people_first(uuid, text[], int, int);
DROP FUNCTION mandate_people_sample(uuid);
DROP INDEX users_search_sample;
