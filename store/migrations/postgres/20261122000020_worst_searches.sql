-- Written by hand: which grams a search asks for. Of a word that nobody has, each second triple was
-- asked for; where everybody has these ("lendender"), all 100,000 people were fetched: 35 ms. Now all its
-- triples are told, and the sample says which of them are rare.
--
-- Nothing is locked. Servers of the version before ask the same function; they tell every second triple alone.

-- +goose Up

-- +goose StatementBegin
-- The first so many of them in the order of the list, and perhaps more with long words who stand
-- between them. The grams are those of the words of the same numbers; what else a word has stands under
-- its number below zero.
--
-- What many have is among the first 500. Else the sample tells where the first of them stands, and how
-- many there are: a person whom the index of grams finds costs as much as four on the way through the
-- list. The index is asked for the rarest words, until the others would leave away hardly anybody: their
-- lists are the longest. Of a word that nobody of the sample has, everybody may have all grams but one: the
-- three rarest are asked for. Everybody whom the index finds is compared with all words.
CREATE OR REPLACE FUNCTION mandate_people_foremost(patterns text[], grams text[], words int[], most int) RETURNS SETOF uuid
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
	few text[];      -- every fourth of the sample
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
	rest := ARRAY(SELECT s FROM unnest(sample) s WHERE s LIKE rare[1]);
	IF cardinality(rest) = 0 THEN
		few := ARRAY(SELECT s.words FROM unnest(sample) WITH ORDINALITY s (words, place) WHERE s.place % 4 = 0);
		grams := ARRAY(SELECT o.gram FROM (SELECT g.gram FROM unnest(grams, words) WITH ORDINALITY g (gram, word, n)
				WHERE coalesce(abs(g.word) = rarest[1], true) ORDER BY g.n LIMIT 50) o
			ORDER BY (SELECT count(*) FROM unnest(few) s WHERE strpos(s, o.gram) > 0) LIMIT 3);
	ELSE
		LOOP
			asked := asked + 1;
			rest := ARRAY(SELECT s FROM unnest(rest) s WHERE s LIKE rare[asked]);
			EXIT WHEN asked >= cardinality(rare) OR cardinality(rest) <= cardinality(places) + 1;
		END LOOP;
		grams := ARRAY(SELECT g.gram FROM unnest(grams, words) g (gram, word) WHERE coalesce(g.word = ANY (rarest[:asked]), true));
	END IF;
	RETURN QUERY SELECT s.id FROM users_search s WHERE s.tenant_id IS NOT DISTINCT FROM company
		AND (mandate_company_grams(s.tenant_id, s.search_key) COLLATE "C") @> (company::text || grams) AND s.search_key LIKE ALL (rare)
		ORDER BY s.first_name_key, s.id LIMIT most;
END $$;
-- +goose StatementEnd

-- +goose Down

-- +goose StatementBegin
-- The first so many of them in the order of the list, and perhaps more with long words who stand
-- between them. The grams are those of the words of the same numbers.
--
-- What many have is among the first 500. Else the sample tells where the first of them stands, and how
-- many there are: a person whom the index of grams finds costs as much as four on the way through the
-- list. The index is asked for the rarest words, until the others would leave away hardly anybody: their
-- lists are the longest. Everybody whom it finds is compared with all words.
CREATE OR REPLACE FUNCTION mandate_people_foremost(patterns text[], grams text[], words int[], most int) RETURNS SETOF uuid
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
