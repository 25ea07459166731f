-- Written by hand: what ent does not describe. Rules that hold for every table
-- are made by loops over the catalogue, so that no table is forgotten.

-- +goose Up

-- +goose StatementBegin
-- Keys are folded in Go; they compare and sort by bytes, whatever the database's collation.
DO $$
DECLARE c record;
BEGIN
	FOR c IN SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND column_name LIKE '%\_key' AND data_type = 'character varying'
	LOOP
		EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE character varying COLLATE "C"', c.table_name, c.column_name);
	END LOOP;
END $$;
-- +goose StatementEnd

-- One userName and one local e-mail a tenant among the living (PR-2).
CREATE UNIQUE INDEX users_user_name_living ON users (tenant_id, user_name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_local_email_living ON users (tenant_id, email_key) WHERE deleted_at IS NULL AND source = 'LOCAL' AND email_key <> '';

-- Deals that wait for an owner, in the order of the sweep (AS-10).
CREATE INDEX deals_waiting ON deals (tenant_id, submitted_at, id) WHERE owner_id IS NULL AND open AND NOT held;

-- Search as you type.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX users_search ON users USING gin (search_key gin_trgm_ops);
CREATE INDEX deals_search ON deals USING gin (search_key gin_trgm_ops);

-- The number of the writing transaction orders the sealing of history.
ALTER TABLE history_entries ALTER COLUMN txid SET DEFAULT (pg_current_xact_id()::text::bigint);

-- +goose StatementBegin
CREATE FUNCTION mandate_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is insert only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['history_entries', 'history_seals', 'assignment_decisions'] LOOP
		EXECUTE format('CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION mandate_insert_only()', t);
		EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION mandate_insert_only()', t);
	END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The second wall: a row is seen and written only by a transaction of its tenant.
DO $$
DECLARE t text;
BEGIN
	FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'tenant_id' LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting(''mandate.tenant'', true), '''')::uuid)
			WITH CHECK (tenant_id = nullif(current_setting(''mandate.tenant'', true), '''')::uuid)', t);
	END LOOP;
END $$;
-- +goose StatementEnd

-- The two look-ups before a tenant is known see the one row that they name.
CREATE POLICY lookup ON connections FOR SELECT USING (id::text = current_setting('mandate.lookup', true));
CREATE POLICY lookup ON domains FOR SELECT USING (encode(sha256(convert_to(name, 'UTF8')), 'hex') = current_setting('mandate.lookup', true));

-- +goose Down

DROP POLICY lookup ON domains;
DROP POLICY lookup ON connections;
-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
	FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'tenant_id' LOOP
		EXECUTE format('DROP POLICY tenant ON %I', t);
		EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
		EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', t);
	END LOOP;
	FOREACH t IN ARRAY ARRAY['history_entries', 'history_seals', 'assignment_decisions'] LOOP
		EXECUTE format('DROP TRIGGER insert_only ON %I', t);
		EXECUTE format('DROP TRIGGER never_truncated ON %I', t);
	END LOOP;
END $$;
-- +goose StatementEnd
DROP FUNCTION mandate_insert_only();
ALTER TABLE history_entries ALTER COLUMN txid DROP DEFAULT;
DROP INDEX deals_search;
DROP INDEX users_search;
DROP INDEX deals_waiting;
DROP INDEX users_local_email_living;
DROP INDEX users_user_name_living;
