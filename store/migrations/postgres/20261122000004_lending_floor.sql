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

-- Before delegates there were owners alone. The second wall steps aside for the owner of
-- the tables: this is for all tenants.
ALTER TABLE deals NO FORCE ROW LEVEL SECURITY;
ALTER TABLE deal_versions NO FORCE ROW LEVEL SECURITY;
UPDATE deals SET acting_id = owner_id WHERE open;
UPDATE deal_versions SET acting_id = owner_id WHERE status IN ('NEW', 'IN_REVIEW', 'PENDING', 'CONDITIONALLY_APPROVED');
ALTER TABLE deal_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE deals FORCE ROW LEVEL SECURITY;

-- One period a person that has not ended, one open request a deal (AP-2).
CREATE UNIQUE INDEX absences_living ON absences (user_id) WHERE state IN ('SCHEDULED', 'ACTIVE');
CREATE UNIQUE INDEX approval_requests_open ON approval_requests (deal_id) WHERE state IN ('PENDING', 'UNROUTED');

-- +goose StatementBegin
DO $$
BEGIN
	EXECUTE 'CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON approval_grants FOR EACH ROW EXECUTE FUNCTION mandate_insert_only()';
	EXECUTE 'CREATE TRIGGER never_truncated BEFORE TRUNCATE ON approval_grants FOR EACH STATEMENT EXECUTE FUNCTION mandate_insert_only()';
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

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['absences', 'approval_grants', 'approval_places', 'approval_requests', 'deal_delegates', 'lingering_links', 'tasks'] LOOP
		EXECUTE format('DROP POLICY tenant ON %I', t);
	END LOOP;
END $$;
-- +goose StatementEnd
DROP TRIGGER never_truncated ON approval_grants;
DROP TRIGGER insert_only ON approval_grants;
DROP INDEX approval_requests_open;
DROP INDEX absences_living;
