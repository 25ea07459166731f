-- +goose Up
-- add column "state" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `state` text NOT NULL DEFAULT 'ACTIVE';
-- add column "dialect" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `dialect` text NOT NULL DEFAULT '';
-- add column "brake_people" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `brake_people` integer NOT NULL DEFAULT 20;
-- add column "brake_percent" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `brake_percent` integer NOT NULL DEFAULT 10;
-- add column "brake_minutes" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `brake_minutes` integer NOT NULL DEFAULT 10;
-- add column "log_days" to table: "directories"
ALTER TABLE `directories` ADD COLUMN `log_days` integer NOT NULL DEFAULT 90;
-- add column "keys" to table: "directory_links"
ALTER TABLE `directory_links` ADD COLUMN `keys` json NULL;
-- add column "employee_number_key" to table: "directory_links"
ALTER TABLE `directory_links` ADD COLUMN `employee_number_key` text NOT NULL DEFAULT '';
-- create index "directorylink_directory_id_employee_number_key" to table: "directory_links"
CREATE INDEX `directorylink_directory_id_employee_number_key` ON `directory_links` (`directory_id`, `employee_number_key`);
-- add column "client_id" to table: "directory_tokens"
ALTER TABLE `directory_tokens` ADD COLUMN `client_id` blob NULL;
-- create index "directorytoken_directory_id" to table: "directory_tokens"
CREATE INDEX `directorytoken_directory_id` ON `directory_tokens` (`directory_id`);
-- create index "directorytoken_client_id_expires_at" to table: "directory_tokens"
CREATE INDEX `directorytoken_client_id_expires_at` ON `directory_tokens` (`client_id`, `expires_at`);
-- create "brakes" table
CREATE TABLE `brakes` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `directory_id` blob NOT NULL, `state` text NOT NULL DEFAULT ('OPEN'), `open` blob NULL, `decided_by` blob NULL, `decided_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "brakes_open_key" to table: "brakes"
CREATE UNIQUE INDEX `brakes_open_key` ON `brakes` (`open`);
-- create index "brake_directory_id_id" to table: "brakes"
CREATE INDEX `brake_directory_id_id` ON `brakes` (`directory_id`, `id`);
-- create "departures" table
CREATE TABLE `departures` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `directory_id` blob NOT NULL, `user_id` blob NOT NULL, `at` datetime NOT NULL, `brake_id` blob NULL, `held` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "departure_directory_id_at" to table: "departures"
CREATE INDEX `departure_directory_id_at` ON `departures` (`directory_id`, `at`);
-- create index "departure_brake_id" to table: "departures"
CREATE INDEX `departure_brake_id` ON `departures` (`brake_id`);
-- create index "departure_user_id" to table: "departures"
CREATE INDEX `departure_user_id` ON `departures` (`user_id`);
-- create "directory_clients" table
CREATE TABLE `directory_clients` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `directory_id` blob NOT NULL, `hint` text NOT NULL, `hash` text NOT NULL, `expires_at` datetime NULL, `last_used_at` datetime NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "directory_clients_hash_key" to table: "directory_clients"
CREATE UNIQUE INDEX `directory_clients_hash_key` ON `directory_clients` (`hash`);
-- create index "provisioningclient_directory_id" to table: "directory_clients"
CREATE INDEX `provisioningclient_directory_id` ON `directory_clients` (`directory_id`);
-- create "directory_conflicts" table
CREATE TABLE `directory_conflicts` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `directory_id` blob NOT NULL, `user_id` blob NOT NULL, `user_name` text NOT NULL, `external_id` text NOT NULL DEFAULT (''), `seen_at` datetime NOT NULL, `attempts` integer NOT NULL DEFAULT (1), PRIMARY KEY (`id`));
-- create index "directoryconflict_directory_id_user_id" to table: "directory_conflicts"
CREATE UNIQUE INDEX `directoryconflict_directory_id_user_id` ON `directory_conflicts` (`directory_id`, `user_id`);
-- create index "directoryconflict_user_id" to table: "directory_conflicts"
CREATE INDEX `directoryconflict_user_id` ON `directory_conflicts` (`user_id`);
-- create "event_deliveries" table
CREATE TABLE `event_deliveries` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `stream_id` blob NOT NULL, `entry_id` blob NOT NULL, `seq` integer NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `attempts` integer NOT NULL DEFAULT (0), `next_attempt_at` datetime NOT NULL, `error` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "eventdelivery_stream_id_entry_id" to table: "event_deliveries"
CREATE UNIQUE INDEX `eventdelivery_stream_id_entry_id` ON `event_deliveries` (`stream_id`, `entry_id`);
-- create index "eventdelivery_stream_id_state_seq" to table: "event_deliveries"
CREATE INDEX `eventdelivery_stream_id_state_seq` ON `event_deliveries` (`stream_id`, `state`, `seq`);
-- create "event_streams" table
CREATE TABLE `event_streams` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `directory_id` blob NOT NULL, `method` text NOT NULL, `state` text NOT NULL DEFAULT ('ENABLED'), `endpoint` text NOT NULL DEFAULT (''), `authorization_sealed` blob NULL, `audience` text NOT NULL, `key_sealed` blob NOT NULL, `public_key` blob NOT NULL, `mark` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "eventstream_directory_id" to table: "event_streams"
CREATE INDEX `eventstream_directory_id` ON `event_streams` (`directory_id`);
-- create "provisioning_events" table
CREATE TABLE `provisioning_events` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `directory_id` blob NOT NULL, `at` datetime NOT NULL, `request_id` text NOT NULL DEFAULT (''), `method` text NOT NULL, `path` text NOT NULL, `dialect` text NOT NULL DEFAULT (''), `resource_kind` text NOT NULL DEFAULT (''), `resource_id` blob NULL, `subject` text NOT NULL DEFAULT (''), `subject_key` text NOT NULL DEFAULT (''), `outcome` text NOT NULL, `status` integer NOT NULL, `scim_type` text NOT NULL DEFAULT (''), `detail` text NOT NULL DEFAULT (''), `bent` json NOT NULL, `dropped` json NOT NULL, `changed` json NOT NULL, `microseconds` integer NOT NULL DEFAULT (0), `body_sealed` blob NULL, `replay_of` blob NULL, PRIMARY KEY (`id`));
-- create index "provisioningevent_directory_id_id" to table: "provisioning_events"
CREATE INDEX `provisioningevent_directory_id_id` ON `provisioning_events` (`directory_id`, `id`);
-- create index "provisioningevent_tenant_id_id" to table: "provisioning_events"
CREATE INDEX `provisioningevent_tenant_id_id` ON `provisioning_events` (`tenant_id`, `id`);
-- create index "provisioningevent_tenant_id_resource_id_id" to table: "provisioning_events"
CREATE INDEX `provisioningevent_tenant_id_resource_id_id` ON `provisioning_events` (`tenant_id`, `resource_id`, `id`);
-- create index "provisioningevent_directory_id_outcome_id" to table: "provisioning_events"
CREATE INDEX `provisioningevent_directory_id_outcome_id` ON `provisioning_events` (`directory_id`, `outcome`, `id`);
-- create "provisioning_tallies" table
CREATE TABLE `provisioning_tallies` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `directory_id` blob NOT NULL, `hour` datetime NOT NULL, `outcome` text NOT NULL, `cause` text NOT NULL DEFAULT (''), `requests` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "provisioningtally_directory_id_hour_outcome_cause" to table: "provisioning_tallies"
CREATE UNIQUE INDEX `provisioningtally_directory_id_hour_outcome_cause` ON `provisioning_tallies` (`directory_id`, `hour`, `outcome`, `cause`);

-- +goose Down
-- reverse: create index "provisioningtally_directory_id_hour_outcome_cause" to table: "provisioning_tallies"
DROP INDEX `provisioningtally_directory_id_hour_outcome_cause`;
-- reverse: create "provisioning_tallies" table
DROP TABLE `provisioning_tallies`;
-- reverse: create index "provisioningevent_directory_id_outcome_id" to table: "provisioning_events"
DROP INDEX `provisioningevent_directory_id_outcome_id`;
-- reverse: create index "provisioningevent_tenant_id_resource_id_id" to table: "provisioning_events"
DROP INDEX `provisioningevent_tenant_id_resource_id_id`;
-- reverse: create index "provisioningevent_tenant_id_id" to table: "provisioning_events"
DROP INDEX `provisioningevent_tenant_id_id`;
-- reverse: create index "provisioningevent_directory_id_id" to table: "provisioning_events"
DROP INDEX `provisioningevent_directory_id_id`;
-- reverse: create "provisioning_events" table
DROP TABLE `provisioning_events`;
-- reverse: create index "eventstream_directory_id" to table: "event_streams"
DROP INDEX `eventstream_directory_id`;
-- reverse: create "event_streams" table
DROP TABLE `event_streams`;
-- reverse: create index "eventdelivery_stream_id_state_seq" to table: "event_deliveries"
DROP INDEX `eventdelivery_stream_id_state_seq`;
-- reverse: create index "eventdelivery_stream_id_entry_id" to table: "event_deliveries"
DROP INDEX `eventdelivery_stream_id_entry_id`;
-- reverse: create "event_deliveries" table
DROP TABLE `event_deliveries`;
-- reverse: create index "directoryconflict_user_id" to table: "directory_conflicts"
DROP INDEX `directoryconflict_user_id`;
-- reverse: create index "directoryconflict_directory_id_user_id" to table: "directory_conflicts"
DROP INDEX `directoryconflict_directory_id_user_id`;
-- reverse: create "directory_conflicts" table
DROP TABLE `directory_conflicts`;
-- reverse: create index "provisioningclient_directory_id" to table: "directory_clients"
DROP INDEX `provisioningclient_directory_id`;
-- reverse: create index "directory_clients_hash_key" to table: "directory_clients"
DROP INDEX `directory_clients_hash_key`;
-- reverse: create "directory_clients" table
DROP TABLE `directory_clients`;
-- reverse: create index "departure_user_id" to table: "departures"
DROP INDEX `departure_user_id`;
-- reverse: create index "departure_brake_id" to table: "departures"
DROP INDEX `departure_brake_id`;
-- reverse: create index "departure_directory_id_at" to table: "departures"
DROP INDEX `departure_directory_id_at`;
-- reverse: create "departures" table
DROP TABLE `departures`;
-- reverse: create index "brake_directory_id_id" to table: "brakes"
DROP INDEX `brake_directory_id_id`;
-- reverse: create index "brakes_open_key" to table: "brakes"
DROP INDEX `brakes_open_key`;
-- reverse: create "brakes" table
DROP TABLE `brakes`;
-- reverse: create index "directorytoken_client_id_expires_at" to table: "directory_tokens"
DROP INDEX `directorytoken_client_id_expires_at`;
-- reverse: create index "directorytoken_directory_id" to table: "directory_tokens"
DROP INDEX `directorytoken_directory_id`;
-- reverse: create index "directorylink_directory_id_employee_number_key" to table: "directory_links"
DROP INDEX `directorylink_directory_id_employee_number_key`;
-- the columns
ALTER TABLE `directory_tokens` DROP COLUMN `client_id`;
ALTER TABLE `directory_links` DROP COLUMN `employee_number_key`;
ALTER TABLE `directory_links` DROP COLUMN `keys`;
ALTER TABLE `directories` DROP COLUMN `log_days`;
ALTER TABLE `directories` DROP COLUMN `brake_minutes`;
ALTER TABLE `directories` DROP COLUMN `brake_percent`;
ALTER TABLE `directories` DROP COLUMN `brake_people`;
ALTER TABLE `directories` DROP COLUMN `dialect`;
ALTER TABLE `directories` DROP COLUMN `state`;
