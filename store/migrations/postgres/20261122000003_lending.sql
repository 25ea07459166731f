-- +goose Up
-- create index "assignmentdecision_tenant_id_chosen_id_position" to table: "assignment_decisions"
CREATE INDEX "assignmentdecision_tenant_id_chosen_id_position" ON "assignment_decisions" ("tenant_id", "chosen_id", "position");
-- create index "assignmentdecision_tenant_id_position" to table: "assignment_decisions"
CREATE INDEX "assignmentdecision_tenant_id_position" ON "assignment_decisions" ("tenant_id", "position");
-- modify "deal_versions" table
ALTER TABLE "deal_versions" ADD COLUMN "acting_id" uuid NULL;
-- create index "dealversion_tenant_id_acting_id_position" to table: "deal_versions"
CREATE INDEX "dealversion_tenant_id_acting_id_position" ON "deal_versions" ("tenant_id", "acting_id", "position");
-- modify "tenants" table
ALTER TABLE "tenants" ADD COLUMN "due_at" timestamptz NULL;
-- create index "tenant_due_at" to table: "tenants"
CREATE INDEX "tenant_due_at" ON "tenants" ("due_at");
-- create "absences" table
CREATE TABLE "absences" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "start_date" character varying NOT NULL, "end_date" character varying NOT NULL, "starts_at" timestamptz NOT NULL, "ends_at" timestamptz NOT NULL, "state" character varying NOT NULL DEFAULT 'SCHEDULED', "began_at" timestamptz NULL, "ended_at" timestamptz NULL, "end_reason" character varying NULL, "delegate_id" uuid NULL, "user_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "absences_users_absences" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "absences_users_delegate" FOREIGN KEY ("delegate_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- create index "absence_tenant_id_delegate_id" to table: "absences"
CREATE INDEX "absence_tenant_id_delegate_id" ON "absences" ("tenant_id", "delegate_id");
-- create index "absence_tenant_id_ends_at_id" to table: "absences"
CREATE INDEX "absence_tenant_id_ends_at_id" ON "absences" ("tenant_id", "ends_at", "id");
-- create index "absence_tenant_id_state_starts_at" to table: "absences"
CREATE INDEX "absence_tenant_id_state_starts_at" ON "absences" ("tenant_id", "state", "starts_at");
-- create index "absence_tenant_id_user_id_state" to table: "absences"
CREATE INDEX "absence_tenant_id_user_id_state" ON "absences" ("tenant_id", "user_id", "state");
-- modify "deals" table
ALTER TABLE "deals" ADD COLUMN "acting_id" uuid NULL, ADD CONSTRAINT "deals_users_acting" FOREIGN KEY ("acting_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE SET NULL;
-- create index "deal_tenant_id_acting_id_status" to table: "deals"
CREATE INDEX "deal_tenant_id_acting_id_status" ON "deals" ("tenant_id", "acting_id", "status");
-- create index "deal_tenant_id_status_id" to table: "deals"
CREATE INDEX "deal_tenant_id_status_id" ON "deals" ("tenant_id", "status", "id");
-- create "approval_requests" table
CREATE TABLE "approval_requests" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "state" character varying NOT NULL DEFAULT 'PENDING', "decided_at" timestamptz NULL, "comment" text NOT NULL DEFAULT '', "requested_by" uuid NOT NULL, "deal_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "approval_requests_deals_requests" FOREIGN KEY ("deal_id") REFERENCES "deals" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "approval_requests_users_requester" FOREIGN KEY ("requested_by") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- create index "approvalrequest_deal_id_state" to table: "approval_requests"
CREATE INDEX "approvalrequest_deal_id_state" ON "approval_requests" ("deal_id", "state");
-- create index "approvalrequest_tenant_id_requested_by_id" to table: "approval_requests"
CREATE INDEX "approvalrequest_tenant_id_requested_by_id" ON "approval_requests" ("tenant_id", "requested_by", "id");
-- create index "approvalrequest_tenant_id_state_id" to table: "approval_requests"
CREATE INDEX "approvalrequest_tenant_id_state_id" ON "approval_requests" ("tenant_id", "state", "id");
-- create "approval_grants" table
CREATE TABLE "approval_grants" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "currency" character varying NOT NULL, "loan" bigint NOT NULL, "mortgage" bigint NOT NULL, "non_mortgage" bigint NOT NULL, "bridge" bigint NOT NULL, "connection" bigint NOT NULL, "discretion_bps" bigint NOT NULL, "position" bigint NOT NULL, "limits_version" bigint NOT NULL DEFAULT 0, "request_id" uuid NULL, "approver_id" uuid NULL, "deal_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "approval_grants_approval_requests_request" FOREIGN KEY ("request_id") REFERENCES "approval_requests" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "approval_grants_deals_approvals" FOREIGN KEY ("deal_id") REFERENCES "deals" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "approval_grants_users_approver" FOREIGN KEY ("approver_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- create index "approvalgrant_deal_id_id" to table: "approval_grants"
CREATE INDEX "approvalgrant_deal_id_id" ON "approval_grants" ("deal_id", "id");
-- create "approval_places" table
CREATE TABLE "approval_places" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "place" bigint NOT NULL DEFAULT 0, "state" character varying NOT NULL DEFAULT 'PENDING', "decided_at" timestamptz NULL, "comment" text NOT NULL DEFAULT '', "figures" bytea NULL, "approver_id" uuid NOT NULL, "request_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "approval_places_approval_requests_places" FOREIGN KEY ("request_id") REFERENCES "approval_requests" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "approval_places_users_approver" FOREIGN KEY ("approver_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- create index "approvalplace_request_id_place" to table: "approval_places"
CREATE UNIQUE INDEX "approvalplace_request_id_place" ON "approval_places" ("request_id", "place");
-- create index "approvalplace_tenant_id_approver_id_state" to table: "approval_places"
CREATE INDEX "approvalplace_tenant_id_approver_id_state" ON "approval_places" ("tenant_id", "approver_id", "state");
-- create "deal_delegates" table
CREATE TABLE "deal_delegates" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "position" bigint NOT NULL, "backing" character varying NOT NULL, "deal_id" uuid NOT NULL, "user_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "deal_delegates_deals_delegates" FOREIGN KEY ("deal_id") REFERENCES "deals" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "deal_delegates_users_delegations" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- create index "dealdelegate_deal_id_position" to table: "deal_delegates"
CREATE UNIQUE INDEX "dealdelegate_deal_id_position" ON "deal_delegates" ("deal_id", "position");
-- create index "dealdelegate_deal_id_user_id" to table: "deal_delegates"
CREATE UNIQUE INDEX "dealdelegate_deal_id_user_id" ON "deal_delegates" ("deal_id", "user_id");
-- create index "dealdelegate_tenant_id_user_id_deal_id" to table: "deal_delegates"
CREATE INDEX "dealdelegate_tenant_id_user_id_deal_id" ON "deal_delegates" ("tenant_id", "user_id", "deal_id");
-- create "lingering_links" table
CREATE TABLE "lingering_links" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "from_id" uuid NOT NULL, "to_id" uuid NOT NULL, "absence_id" uuid NOT NULL, "deal_id" uuid NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "lingering_links_deals_lingering" FOREIGN KEY ("deal_id") REFERENCES "deals" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- create index "lingeringlink_deal_id_from_id" to table: "lingering_links"
CREATE UNIQUE INDEX "lingeringlink_deal_id_from_id" ON "lingering_links" ("deal_id", "from_id");
-- create index "lingeringlink_tenant_id_from_id" to table: "lingering_links"
CREATE INDEX "lingeringlink_tenant_id_from_id" ON "lingering_links" ("tenant_id", "from_id");
-- create index "lingeringlink_tenant_id_to_id" to table: "lingering_links"
CREATE INDEX "lingeringlink_tenant_id_to_id" ON "lingering_links" ("tenant_id", "to_id");
-- create "tasks" table
CREATE TABLE "tasks" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "reference" character varying NOT NULL, "title" character varying NOT NULL, "done" boolean NOT NULL DEFAULT false, "deal_id" uuid NULL, "assignee_id" uuid NULL, PRIMARY KEY ("id"), CONSTRAINT "tasks_deals_tasks" FOREIGN KEY ("deal_id") REFERENCES "deals" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "tasks_users_assignee" FOREIGN KEY ("assignee_id") REFERENCES "users" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- create index "task_deal_id_id" to table: "tasks"
CREATE INDEX "task_deal_id_id" ON "tasks" ("deal_id", "id");
-- create index "task_tenant_id_assignee_id" to table: "tasks"
CREATE INDEX "task_tenant_id_assignee_id" ON "tasks" ("tenant_id", "assignee_id");
-- create index "task_tenant_id_reference" to table: "tasks"
CREATE UNIQUE INDEX "task_tenant_id_reference" ON "tasks" ("tenant_id", "reference");

-- +goose Down
-- reverse: create index "task_tenant_id_reference" to table: "tasks"
DROP INDEX "task_tenant_id_reference";
-- reverse: create index "task_tenant_id_assignee_id" to table: "tasks"
DROP INDEX "task_tenant_id_assignee_id";
-- reverse: create index "task_deal_id_id" to table: "tasks"
DROP INDEX "task_deal_id_id";
-- reverse: create "tasks" table
DROP TABLE "tasks";
-- reverse: create index "lingeringlink_tenant_id_to_id" to table: "lingering_links"
DROP INDEX "lingeringlink_tenant_id_to_id";
-- reverse: create index "lingeringlink_tenant_id_from_id" to table: "lingering_links"
DROP INDEX "lingeringlink_tenant_id_from_id";
-- reverse: create index "lingeringlink_deal_id_from_id" to table: "lingering_links"
DROP INDEX "lingeringlink_deal_id_from_id";
-- reverse: create "lingering_links" table
DROP TABLE "lingering_links";
-- reverse: create index "dealdelegate_tenant_id_user_id_deal_id" to table: "deal_delegates"
DROP INDEX "dealdelegate_tenant_id_user_id_deal_id";
-- reverse: create index "dealdelegate_deal_id_user_id" to table: "deal_delegates"
DROP INDEX "dealdelegate_deal_id_user_id";
-- reverse: create index "dealdelegate_deal_id_position" to table: "deal_delegates"
DROP INDEX "dealdelegate_deal_id_position";
-- reverse: create "deal_delegates" table
DROP TABLE "deal_delegates";
-- reverse: create index "approvalplace_tenant_id_approver_id_state" to table: "approval_places"
DROP INDEX "approvalplace_tenant_id_approver_id_state";
-- reverse: create index "approvalplace_request_id_place" to table: "approval_places"
DROP INDEX "approvalplace_request_id_place";
-- reverse: create "approval_places" table
DROP TABLE "approval_places";
-- reverse: create index "approvalgrant_deal_id_id" to table: "approval_grants"
DROP INDEX "approvalgrant_deal_id_id";
-- reverse: create "approval_grants" table
DROP TABLE "approval_grants";
-- reverse: create index "approvalrequest_tenant_id_state_id" to table: "approval_requests"
DROP INDEX "approvalrequest_tenant_id_state_id";
-- reverse: create index "approvalrequest_tenant_id_requested_by_id" to table: "approval_requests"
DROP INDEX "approvalrequest_tenant_id_requested_by_id";
-- reverse: create index "approvalrequest_deal_id_state" to table: "approval_requests"
DROP INDEX "approvalrequest_deal_id_state";
-- reverse: create "approval_requests" table
DROP TABLE "approval_requests";
-- reverse: create index "deal_tenant_id_status_id" to table: "deals"
DROP INDEX "deal_tenant_id_status_id";
-- reverse: create index "deal_tenant_id_acting_id_status" to table: "deals"
DROP INDEX "deal_tenant_id_acting_id_status";
-- reverse: modify "deals" table
ALTER TABLE "deals" DROP CONSTRAINT "deals_users_acting", DROP COLUMN "acting_id";
-- reverse: create index "absence_tenant_id_user_id_state" to table: "absences"
DROP INDEX "absence_tenant_id_user_id_state";
-- reverse: create index "absence_tenant_id_state_starts_at" to table: "absences"
DROP INDEX "absence_tenant_id_state_starts_at";
-- reverse: create index "absence_tenant_id_ends_at_id" to table: "absences"
DROP INDEX "absence_tenant_id_ends_at_id";
-- reverse: create index "absence_tenant_id_delegate_id" to table: "absences"
DROP INDEX "absence_tenant_id_delegate_id";
-- reverse: create "absences" table
DROP TABLE "absences";
-- reverse: create index "tenant_due_at" to table: "tenants"
DROP INDEX "tenant_due_at";
-- reverse: modify "tenants" table
ALTER TABLE "tenants" DROP COLUMN "due_at";
-- reverse: create index "dealversion_tenant_id_acting_id_position" to table: "deal_versions"
DROP INDEX "dealversion_tenant_id_acting_id_position";
-- reverse: modify "deal_versions" table
ALTER TABLE "deal_versions" DROP COLUMN "acting_id";
-- reverse: create index "assignmentdecision_tenant_id_position" to table: "assignment_decisions"
DROP INDEX "assignmentdecision_tenant_id_position";
-- reverse: create index "assignmentdecision_tenant_id_chosen_id_position" to table: "assignment_decisions"
DROP INDEX "assignmentdecision_tenant_id_chosen_id_position";
