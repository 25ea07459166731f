-- Written by hand: what ent does not describe. The loops find every table that an
-- earlier step of this kind has not seen.

-- +goose Up

-- A domain belongs to one tenant at a time; others may be on their way to prove it.
CREATE UNIQUE INDEX domain_proven ON domains (name) WHERE verified_at IS NOT NULL;

-- An account has one primary contact at most (CO-3).
CREATE UNIQUE INDEX contact_primary ON contacts (account_id) WHERE "primary";

-- What was noticed before there was mail is not mailed now.
ALTER TABLE notifications NO FORCE ROW LEVEL SECURITY;
UPDATE notifications SET state = 'SENT' WHERE state = 'PENDING';
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;

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

-- +goose Down

DROP INDEX contact_primary;
DROP INDEX domain_proven;
