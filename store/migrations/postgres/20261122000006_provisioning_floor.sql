-- Written by hand: what ent does not describe. The loops find every table that an
-- earlier step of this kind has not seen.

-- +goose Up

-- +goose StatementBegin
DO $$
DECLARE c record;
BEGIN
	FOR c IN SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND column_name LIKE '%\_key' AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'
	LOOP
		EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE character varying COLLATE "C"', c.table_name, c.column_name);
	END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
	FOR t IN SELECT c.table_name FROM information_schema.columns c JOIN pg_class p ON p.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
		WHERE c.table_schema = current_schema() AND c.column_name = 'tenant_id' AND NOT p.relrowsecurity
	LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting(''mandate.tenant'', true), '''')::uuid)
			WITH CHECK (tenant_id = nullif(current_setting(''mandate.tenant'', true), '''')::uuid)', t);
	END LOOP;
END $$;
-- +goose StatementEnd

-- A decision keeps 20 verdicts: lz4 packs them in a fraction of the time, where the
-- server was built with it.
-- +goose StatementBegin
DO $$
BEGIN
	EXECUTE 'ALTER TABLE assignment_decisions ALTER COLUMN ranking SET COMPRESSION lz4';
EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
	NULL;
END $$;
-- +goose StatementEnd

-- A tenant of kind SCENARIO is played and thrown away, its history with it. No other
-- tenant becomes one.
-- +goose StatementBegin
CREATE FUNCTION mandate_same_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the kind of a tenant is for good' USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
CREATE TRIGGER same_kind BEFORE UPDATE OF kind ON tenants FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION mandate_same_kind();

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF EXISTS (SELECT 1 FROM tenants WHERE id = OLD.tenant_id AND kind = 'SCENARIO') THEN
			RETURN OLD;
		END IF;
	END IF;
	RAISE EXCEPTION '% is insert only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Runs as the owner of the tables, since the serving role deletes no history. Tables
-- whose rows others still refer to come in a later round, be it that the reference
-- forbids it or that it would have to change a row that is insert only.
CREATE FUNCTION mandate_remove_scenario(scenario uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE names text[]; remaining text[]; t text;
BEGIN
	IF NOT EXISTS (SELECT 1 FROM tenants WHERE id = scenario AND kind = 'SCENARIO') THEN
		RAISE EXCEPTION 'no tenant of kind SCENARIO' USING ERRCODE = 'insufficient_privilege';
	END IF;
	PERFORM set_config('mandate.tenant', scenario::text, true);
	SELECT array_agg(c.table_name::text) INTO names FROM information_schema.columns c
		WHERE c.table_schema = current_schema() AND c.column_name = 'tenant_id';
	WHILE cardinality(names) > 0 LOOP
		remaining := '{}';
		FOREACH t IN ARRAY names LOOP
			BEGIN
				EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', t) USING scenario;
			EXCEPTION WHEN foreign_key_violation OR insufficient_privilege THEN
				remaining := remaining || t;
			END;
		END LOOP;
		IF cardinality(remaining) = cardinality(names) THEN
			RAISE EXCEPTION 'rows of the scenario refer to each other: %', remaining;
		END IF;
		names := remaining;
	END LOOP;
	DELETE FROM tenants WHERE id = scenario;
END $$;
-- +goose StatementEnd

-- +goose Down

DROP FUNCTION mandate_remove_scenario(uuid);
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION mandate_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is insert only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
DROP TRIGGER same_kind ON tenants;
DROP FUNCTION mandate_same_kind();
