-- Written by hand: what ent does not describe.

-- +goose Up

-- A tenant of kind SCENARIO is played and thrown away, its history with it. No other
-- tenant becomes one.
-- +goose StatementBegin
CREATE TRIGGER tenants_same_kind BEFORE UPDATE OF kind ON tenants WHEN old.kind <> new.kind BEGIN SELECT RAISE(ABORT, 'the kind of a tenant is for good'); END;
-- +goose StatementEnd
DROP TRIGGER history_entries_delete;
-- +goose StatementBegin
CREATE TRIGGER history_entries_delete BEFORE DELETE ON history_entries WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = old.tenant_id AND kind = 'SCENARIO')
BEGIN SELECT RAISE(ABORT, 'history_entries is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER history_seals_delete;
-- +goose StatementBegin
CREATE TRIGGER history_seals_delete BEFORE DELETE ON history_seals WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = old.tenant_id AND kind = 'SCENARIO')
BEGIN SELECT RAISE(ABORT, 'history_seals is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER assignment_decisions_delete;
-- +goose StatementBegin
CREATE TRIGGER assignment_decisions_delete BEFORE DELETE ON assignment_decisions WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = old.tenant_id AND kind = 'SCENARIO')
BEGIN SELECT RAISE(ABORT, 'assignment_decisions is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER approval_grants_delete;
-- +goose StatementBegin
CREATE TRIGGER approval_grants_delete BEFORE DELETE ON approval_grants WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = old.tenant_id AND kind = 'SCENARIO')
BEGIN SELECT RAISE(ABORT, 'approval_grants is insert only'); END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER history_entries_delete;
-- +goose StatementBegin
CREATE TRIGGER history_entries_delete BEFORE DELETE ON history_entries BEGIN SELECT RAISE(ABORT, 'history_entries is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER history_seals_delete;
-- +goose StatementBegin
CREATE TRIGGER history_seals_delete BEFORE DELETE ON history_seals BEGIN SELECT RAISE(ABORT, 'history_seals is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER assignment_decisions_delete;
-- +goose StatementBegin
CREATE TRIGGER assignment_decisions_delete BEFORE DELETE ON assignment_decisions BEGIN SELECT RAISE(ABORT, 'assignment_decisions is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER approval_grants_delete;
-- +goose StatementBegin
CREATE TRIGGER approval_grants_delete BEFORE DELETE ON approval_grants BEGIN SELECT RAISE(ABORT, 'approval_grants is insert only'); END;
-- +goose StatementEnd
DROP TRIGGER tenants_same_kind;
