-- +goose Up
-- create index "assignmentdecision_tenant_id_position" to table: "assignment_decisions"
CREATE INDEX `assignmentdecision_tenant_id_position` ON `assignment_decisions` (`tenant_id`, `position`);
-- create index "assignmentdecision_tenant_id_chosen_id_position" to table: "assignment_decisions"
CREATE INDEX `assignmentdecision_tenant_id_chosen_id_position` ON `assignment_decisions` (`tenant_id`, `chosen_id`, `position`);
-- add column to table: "deals"; a copy of the table would take new rowids and lose its triggers
ALTER TABLE `deals` ADD COLUMN `acting_id` blob NULL CONSTRAINT `deals_users_acting` REFERENCES `users` (`id`) ON UPDATE NO ACTION ON DELETE SET NULL;
-- create index "deal_tenant_id_acting_id_status" to table: "deals"
CREATE INDEX `deal_tenant_id_acting_id_status` ON `deals` (`tenant_id`, `acting_id`, `status`);
-- create index "deal_tenant_id_status_id" to table: "deals"
CREATE INDEX `deal_tenant_id_status_id` ON `deals` (`tenant_id`, `status`, `id`);
-- add column to table: "deal_versions"; a copy of the table would take new rowids and lose its triggers
ALTER TABLE `deal_versions` ADD COLUMN `acting_id` blob NULL;
-- create index "dealversion_tenant_id_acting_id_position" to table: "deal_versions"
CREATE INDEX `dealversion_tenant_id_acting_id_position` ON `deal_versions` (`tenant_id`, `acting_id`, `position`);
-- add column to table: "tenants"; a copy of the table would take new rowids and lose its triggers
ALTER TABLE `tenants` ADD COLUMN `due_at` datetime NULL;
-- create index "tenant_due_at" to table: "tenants"
CREATE INDEX `tenant_due_at` ON `tenants` (`due_at`);
-- create "absences" table
CREATE TABLE `absences` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `start_date` text NOT NULL, `end_date` text NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `state` text NOT NULL DEFAULT ('SCHEDULED'), `began_at` datetime NULL, `ended_at` datetime NULL, `end_reason` text NULL, `delegate_id` blob NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `absences_users_delegate` FOREIGN KEY (`delegate_id`) REFERENCES `users` (`id`) ON DELETE SET NULL, CONSTRAINT `absences_users_absences` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "absence_tenant_id_user_id_state" to table: "absences"
CREATE INDEX `absence_tenant_id_user_id_state` ON `absences` (`tenant_id`, `user_id`, `state`);
-- create index "absence_tenant_id_delegate_id" to table: "absences"
CREATE INDEX `absence_tenant_id_delegate_id` ON `absences` (`tenant_id`, `delegate_id`);
-- create index "absence_tenant_id_state_starts_at" to table: "absences"
CREATE INDEX `absence_tenant_id_state_starts_at` ON `absences` (`tenant_id`, `state`, `starts_at`);
-- create index "absence_tenant_id_ends_at_id" to table: "absences"
CREATE INDEX `absence_tenant_id_ends_at_id` ON `absences` (`tenant_id`, `ends_at`, `id`);
-- create "approval_grants" table
CREATE TABLE `approval_grants` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `currency` text NOT NULL, `loan` integer NOT NULL, `mortgage` integer NOT NULL, `non_mortgage` integer NOT NULL, `bridge` integer NOT NULL, `connection` integer NOT NULL, `discretion_bps` integer NOT NULL, `position` integer NOT NULL, `limits_version` integer NOT NULL DEFAULT (0), `request_id` blob NULL, `approver_id` blob NULL, `deal_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `approval_grants_approval_requests_request` FOREIGN KEY (`request_id`) REFERENCES `approval_requests` (`id`) ON DELETE SET NULL, CONSTRAINT `approval_grants_users_approver` FOREIGN KEY (`approver_id`) REFERENCES `users` (`id`) ON DELETE SET NULL, CONSTRAINT `approval_grants_deals_approvals` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION);
-- create index "approvalgrant_deal_id_id" to table: "approval_grants"
CREATE INDEX `approvalgrant_deal_id_id` ON `approval_grants` (`deal_id`, `id`);
-- create "approval_places" table
CREATE TABLE `approval_places` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `place` integer NOT NULL DEFAULT (0), `state` text NOT NULL DEFAULT ('PENDING'), `decided_at` datetime NULL, `comment` text NOT NULL DEFAULT (''), `figures` blob NULL, `approver_id` blob NOT NULL, `request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `approval_places_users_approver` FOREIGN KEY (`approver_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION, CONSTRAINT `approval_places_approval_requests_places` FOREIGN KEY (`request_id`) REFERENCES `approval_requests` (`id`) ON DELETE NO ACTION);
-- create index "approvalplace_request_id_place" to table: "approval_places"
CREATE UNIQUE INDEX `approvalplace_request_id_place` ON `approval_places` (`request_id`, `place`);
-- create index "approvalplace_tenant_id_approver_id_state" to table: "approval_places"
CREATE INDEX `approvalplace_tenant_id_approver_id_state` ON `approval_places` (`tenant_id`, `approver_id`, `state`);
-- create "approval_requests" table
CREATE TABLE `approval_requests` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `state` text NOT NULL DEFAULT ('PENDING'), `decided_at` datetime NULL, `comment` text NOT NULL DEFAULT (''), `requested_by` blob NOT NULL, `deal_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `approval_requests_users_requester` FOREIGN KEY (`requested_by`) REFERENCES `users` (`id`) ON DELETE NO ACTION, CONSTRAINT `approval_requests_deals_requests` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION);
-- create index "approvalrequest_deal_id_state" to table: "approval_requests"
CREATE INDEX `approvalrequest_deal_id_state` ON `approval_requests` (`deal_id`, `state`);
-- create index "approvalrequest_tenant_id_state_id" to table: "approval_requests"
CREATE INDEX `approvalrequest_tenant_id_state_id` ON `approval_requests` (`tenant_id`, `state`, `id`);
-- create index "approvalrequest_tenant_id_requested_by_id" to table: "approval_requests"
CREATE INDEX `approvalrequest_tenant_id_requested_by_id` ON `approval_requests` (`tenant_id`, `requested_by`, `id`);
-- create "deal_delegates" table
CREATE TABLE `deal_delegates` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `position` integer NOT NULL, `backing` text NOT NULL, `deal_id` blob NOT NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `deal_delegates_deals_delegates` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION, CONSTRAINT `deal_delegates_users_delegations` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "dealdelegate_deal_id_user_id" to table: "deal_delegates"
CREATE UNIQUE INDEX `dealdelegate_deal_id_user_id` ON `deal_delegates` (`deal_id`, `user_id`);
-- create index "dealdelegate_deal_id_position" to table: "deal_delegates"
CREATE UNIQUE INDEX `dealdelegate_deal_id_position` ON `deal_delegates` (`deal_id`, `position`);
-- create index "dealdelegate_tenant_id_user_id_deal_id" to table: "deal_delegates"
CREATE INDEX `dealdelegate_tenant_id_user_id_deal_id` ON `deal_delegates` (`tenant_id`, `user_id`, `deal_id`);
-- create "lingering_links" table
CREATE TABLE `lingering_links` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `from_id` blob NOT NULL, `to_id` blob NOT NULL, `absence_id` blob NOT NULL, `deal_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `lingering_links_deals_lingering` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION);
-- create index "lingeringlink_deal_id_from_id" to table: "lingering_links"
CREATE UNIQUE INDEX `lingeringlink_deal_id_from_id` ON `lingering_links` (`deal_id`, `from_id`);
-- create index "lingeringlink_tenant_id_from_id" to table: "lingering_links"
CREATE INDEX `lingeringlink_tenant_id_from_id` ON `lingering_links` (`tenant_id`, `from_id`);
-- create index "lingeringlink_tenant_id_to_id" to table: "lingering_links"
CREATE INDEX `lingeringlink_tenant_id_to_id` ON `lingering_links` (`tenant_id`, `to_id`);
-- create "tasks" table
CREATE TABLE `tasks` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `reference` text NOT NULL, `title` text NOT NULL, `done` bool NOT NULL DEFAULT (false), `deal_id` blob NULL, `assignee_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `tasks_deals_tasks` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE SET NULL, CONSTRAINT `tasks_users_assignee` FOREIGN KEY (`assignee_id`) REFERENCES `users` (`id`) ON DELETE SET NULL);
-- create index "task_tenant_id_reference" to table: "tasks"
CREATE UNIQUE INDEX `task_tenant_id_reference` ON `tasks` (`tenant_id`, `reference`);
-- create index "task_deal_id_id" to table: "tasks"
CREATE INDEX `task_deal_id_id` ON `tasks` (`deal_id`, `id`);
-- create index "task_tenant_id_assignee_id" to table: "tasks"
CREATE INDEX `task_tenant_id_assignee_id` ON `tasks` (`tenant_id`, `assignee_id`);

-- +goose Down
-- reverse: create index "task_tenant_id_assignee_id" to table: "tasks"
DROP INDEX `task_tenant_id_assignee_id`;
-- reverse: create index "task_deal_id_id" to table: "tasks"
DROP INDEX `task_deal_id_id`;
-- reverse: create index "task_tenant_id_reference" to table: "tasks"
DROP INDEX `task_tenant_id_reference`;
-- reverse: create "tasks" table
DROP TABLE `tasks`;
-- reverse: create index "lingeringlink_tenant_id_to_id" to table: "lingering_links"
DROP INDEX `lingeringlink_tenant_id_to_id`;
-- reverse: create index "lingeringlink_tenant_id_from_id" to table: "lingering_links"
DROP INDEX `lingeringlink_tenant_id_from_id`;
-- reverse: create index "lingeringlink_deal_id_from_id" to table: "lingering_links"
DROP INDEX `lingeringlink_deal_id_from_id`;
-- reverse: create "lingering_links" table
DROP TABLE `lingering_links`;
-- reverse: create index "dealdelegate_tenant_id_user_id_deal_id" to table: "deal_delegates"
DROP INDEX `dealdelegate_tenant_id_user_id_deal_id`;
-- reverse: create index "dealdelegate_deal_id_position" to table: "deal_delegates"
DROP INDEX `dealdelegate_deal_id_position`;
-- reverse: create index "dealdelegate_deal_id_user_id" to table: "deal_delegates"
DROP INDEX `dealdelegate_deal_id_user_id`;
-- reverse: create "deal_delegates" table
DROP TABLE `deal_delegates`;
-- reverse: create index "approvalrequest_tenant_id_requested_by_id" to table: "approval_requests"
DROP INDEX `approvalrequest_tenant_id_requested_by_id`;
-- reverse: create index "approvalrequest_tenant_id_state_id" to table: "approval_requests"
DROP INDEX `approvalrequest_tenant_id_state_id`;
-- reverse: create index "approvalrequest_deal_id_state" to table: "approval_requests"
DROP INDEX `approvalrequest_deal_id_state`;
-- reverse: create "approval_requests" table
DROP TABLE `approval_requests`;
-- reverse: create index "approvalplace_tenant_id_approver_id_state" to table: "approval_places"
DROP INDEX `approvalplace_tenant_id_approver_id_state`;
-- reverse: create index "approvalplace_request_id_place" to table: "approval_places"
DROP INDEX `approvalplace_request_id_place`;
-- reverse: create "approval_places" table
DROP TABLE `approval_places`;
-- reverse: create index "approvalgrant_deal_id_id" to table: "approval_grants"
DROP INDEX `approvalgrant_deal_id_id`;
-- reverse: create "approval_grants" table
DROP TABLE `approval_grants`;
-- reverse: create index "absence_tenant_id_ends_at_id" to table: "absences"
DROP INDEX `absence_tenant_id_ends_at_id`;
-- reverse: create index "absence_tenant_id_state_starts_at" to table: "absences"
DROP INDEX `absence_tenant_id_state_starts_at`;
-- reverse: create index "absence_tenant_id_delegate_id" to table: "absences"
DROP INDEX `absence_tenant_id_delegate_id`;
-- reverse: create index "absence_tenant_id_user_id_state" to table: "absences"
DROP INDEX `absence_tenant_id_user_id_state`;
-- reverse: create "absences" table
DROP TABLE `absences`;
-- reverse: create index "tenant_due_at" to table: "tenants"
DROP INDEX `tenant_due_at`;
-- reverse: create index "dealversion_tenant_id_acting_id_position" to table: "deal_versions"
DROP INDEX `dealversion_tenant_id_acting_id_position`;
-- reverse: create index "deal_tenant_id_status_id" to table: "deals"
DROP INDEX `deal_tenant_id_status_id`;
-- reverse: create index "deal_tenant_id_acting_id_status" to table: "deals"
DROP INDEX `deal_tenant_id_acting_id_status`;
-- reverse: create index "assignmentdecision_tenant_id_chosen_id_position" to table: "assignment_decisions"
DROP INDEX `assignmentdecision_tenant_id_chosen_id_position`;
-- reverse: create index "assignmentdecision_tenant_id_position" to table: "assignment_decisions"
DROP INDEX `assignmentdecision_tenant_id_position`;
-- the columns
ALTER TABLE `tenants` DROP COLUMN `due_at`;
ALTER TABLE `deal_versions` DROP COLUMN `acting_id`;
