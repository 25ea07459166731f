-- Written by hand: what ent does not describe.

-- +goose Up

-- Before delegates there were owners alone.
UPDATE deals SET acting_id = owner_id WHERE open;
UPDATE deal_versions SET acting_id = owner_id WHERE status IN ('NEW', 'IN_REVIEW', 'PENDING', 'CONDITIONALLY_APPROVED');

-- One period a person that has not ended, one open request a deal (AP-2).
CREATE UNIQUE INDEX absences_living ON absences (user_id) WHERE state IN ('SCHEDULED', 'ACTIVE');
CREATE UNIQUE INDEX approval_requests_open ON approval_requests (deal_id) WHERE state IN ('PENDING', 'UNROUTED');

-- +goose StatementBegin
CREATE TRIGGER approval_grants_update BEFORE UPDATE ON approval_grants BEGIN SELECT RAISE(ABORT, 'approval_grants is insert only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approval_grants_delete BEFORE DELETE ON approval_grants BEGIN SELECT RAISE(ABORT, 'approval_grants is insert only'); END;
-- +goose StatementEnd

-- +goose Down

DROP TRIGGER approval_grants_delete;
DROP TRIGGER approval_grants_update;
DROP INDEX approval_requests_open;
DROP INDEX absences_living;
