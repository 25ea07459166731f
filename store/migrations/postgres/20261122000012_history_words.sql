-- Written by hand: what people said in history is found in any case, whatever the locale of
-- the database. ILIKE knows the case of no letter beyond ASCII in some of them, so a search
-- comes as regular expressions that spell the cases out, which the trigram index serves too.

-- +goose Up

-- +goose StatementBegin
-- The entries of the company whose words are like all patterns. word is a piece of one of
-- them that the index finds, null where it finds none: then the narrow table is read through.
CREATE OR REPLACE FUNCTION mandate_history_search(word text, patterns text[]) RETURNS SETOF uuid
	LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET search_path = public, pg_temp AS $$
DECLARE
	company uuid := nullif(current_setting('mandate.tenant', true), '')::uuid;
BEGIN
	IF word IS NULL THEN
		RETURN QUERY SELECT s.id FROM history_search s WHERE s.tenant_id = company AND s.comment ~ ALL (patterns);
	ELSE
		RETURN QUERY SELECT s.id FROM history_search s WHERE s.tenant_id = company AND s.comment ~ word AND s.comment ~ ALL (patterns);
	END IF;
END $$;
-- +goose StatementEnd

-- +goose Down

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_history_search(word text, patterns text[]) RETURNS SETOF uuid
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
