-- +goose Up
-- modify "directories" table
ALTER TABLE "directories" ADD COLUMN "state" character varying NOT NULL DEFAULT 'ACTIVE', ADD COLUMN "dialect" character varying NOT NULL DEFAULT '', ADD COLUMN "brake_people" bigint NOT NULL DEFAULT 20, ADD COLUMN "brake_percent" bigint NOT NULL DEFAULT 10, ADD COLUMN "brake_minutes" bigint NOT NULL DEFAULT 10, ADD COLUMN "log_days" bigint NOT NULL DEFAULT 90;
-- modify "directory_links" table
ALTER TABLE "directory_links" ADD COLUMN "keys" jsonb NULL, ADD COLUMN "employee_number_key" character varying NOT NULL DEFAULT '';
-- create index "directorylink_directory_id_employee_number_key" to table: "directory_links"
CREATE INDEX "directorylink_directory_id_employee_number_key" ON "directory_links" ("directory_id", "employee_number_key");
-- modify "directory_tokens" table
ALTER TABLE "directory_tokens" ADD COLUMN "client_id" uuid NULL;
-- create index "directorytoken_client_id_expires_at" to table: "directory_tokens"
CREATE INDEX "directorytoken_client_id_expires_at" ON "directory_tokens" ("client_id", "expires_at");
-- create index "directorytoken_directory_id" to table: "directory_tokens"
CREATE INDEX "directorytoken_directory_id" ON "directory_tokens" ("directory_id");
-- create "brakes" table
CREATE TABLE "brakes" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "state" character varying NOT NULL DEFAULT 'OPEN', "open" uuid NULL, "decided_by" uuid NULL, "decided_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "brake_directory_id_id" to table: "brakes"
CREATE INDEX "brake_directory_id_id" ON "brakes" ("directory_id", "id");
-- create index "brakes_open_key" to table: "brakes"
CREATE UNIQUE INDEX "brakes_open_key" ON "brakes" ("open");
-- create "departures" table
CREATE TABLE "departures" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "user_id" uuid NOT NULL, "at" timestamptz NOT NULL, "brake_id" uuid NULL, "held" boolean NOT NULL DEFAULT false, PRIMARY KEY ("id"));
-- create index "departure_brake_id" to table: "departures"
CREATE INDEX "departure_brake_id" ON "departures" ("brake_id");
-- create index "departure_directory_id_at" to table: "departures"
CREATE INDEX "departure_directory_id_at" ON "departures" ("directory_id", "at");
-- create index "departure_user_id" to table: "departures"
CREATE INDEX "departure_user_id" ON "departures" ("user_id");
-- create "directory_clients" table
CREATE TABLE "directory_clients" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "hint" character varying NOT NULL, "hash" character varying NOT NULL, "expires_at" timestamptz NULL, "last_used_at" timestamptz NULL, "revoked_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "directory_clients_hash_key" to table: "directory_clients"
CREATE UNIQUE INDEX "directory_clients_hash_key" ON "directory_clients" ("hash");
-- create index "provisioningclient_directory_id" to table: "directory_clients"
CREATE INDEX "provisioningclient_directory_id" ON "directory_clients" ("directory_id");
-- create "directory_conflicts" table
CREATE TABLE "directory_conflicts" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "user_id" uuid NOT NULL, "user_name" character varying NOT NULL, "external_id" character varying NOT NULL DEFAULT '', "seen_at" timestamptz NOT NULL, "attempts" bigint NOT NULL DEFAULT 1, PRIMARY KEY ("id"));
-- create index "directoryconflict_directory_id_user_id" to table: "directory_conflicts"
CREATE UNIQUE INDEX "directoryconflict_directory_id_user_id" ON "directory_conflicts" ("directory_id", "user_id");
-- create index "directoryconflict_user_id" to table: "directory_conflicts"
CREATE INDEX "directoryconflict_user_id" ON "directory_conflicts" ("user_id");
-- create "event_deliveries" table
CREATE TABLE "event_deliveries" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "stream_id" uuid NOT NULL, "entry_id" uuid NOT NULL, "seq" bigint NOT NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "attempts" bigint NOT NULL DEFAULT 0, "next_attempt_at" timestamptz NOT NULL, "error" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "eventdelivery_stream_id_entry_id" to table: "event_deliveries"
CREATE UNIQUE INDEX "eventdelivery_stream_id_entry_id" ON "event_deliveries" ("stream_id", "entry_id");
-- create index "eventdelivery_stream_id_state_seq" to table: "event_deliveries"
CREATE INDEX "eventdelivery_stream_id_state_seq" ON "event_deliveries" ("stream_id", "state", "seq");
-- create "event_streams" table
CREATE TABLE "event_streams" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "method" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'ENABLED', "endpoint" character varying NOT NULL DEFAULT '', "authorization_sealed" bytea NULL, "audience" character varying NOT NULL, "key_sealed" bytea NOT NULL, "public_key" bytea NOT NULL, "mark" bigint NOT NULL DEFAULT 0, PRIMARY KEY ("id"));
-- create index "eventstream_directory_id" to table: "event_streams"
CREATE INDEX "eventstream_directory_id" ON "event_streams" ("directory_id");
-- create "provisioning_events" table
CREATE TABLE "provisioning_events" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "at" timestamptz NOT NULL, "request_id" character varying NOT NULL DEFAULT '', "method" character varying NOT NULL, "path" character varying NOT NULL, "dialect" character varying NOT NULL DEFAULT '', "resource_kind" character varying NOT NULL DEFAULT '', "resource_id" uuid NULL, "subject" character varying NOT NULL DEFAULT '', "subject_key" character varying NOT NULL DEFAULT '', "outcome" character varying NOT NULL, "status" bigint NOT NULL, "scim_type" character varying NOT NULL DEFAULT '', "detail" character varying NOT NULL DEFAULT '', "bent" jsonb NOT NULL, "dropped" jsonb NOT NULL, "changed" jsonb NOT NULL, "microseconds" bigint NOT NULL DEFAULT 0, "body_sealed" bytea NULL, "replay_of" uuid NULL, PRIMARY KEY ("id"));
-- create index "provisioningevent_directory_id_id" to table: "provisioning_events"
CREATE INDEX "provisioningevent_directory_id_id" ON "provisioning_events" ("directory_id", "id");
-- create index "provisioningevent_directory_id_outcome_id" to table: "provisioning_events"
CREATE INDEX "provisioningevent_directory_id_outcome_id" ON "provisioning_events" ("directory_id", "outcome", "id");
-- create index "provisioningevent_tenant_id_id" to table: "provisioning_events"
CREATE INDEX "provisioningevent_tenant_id_id" ON "provisioning_events" ("tenant_id", "id");
-- create index "provisioningevent_tenant_id_resource_id_id" to table: "provisioning_events"
CREATE INDEX "provisioningevent_tenant_id_resource_id_id" ON "provisioning_events" ("tenant_id", "resource_id", "id");
-- create "provisioning_tallies" table
CREATE TABLE "provisioning_tallies" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "directory_id" uuid NOT NULL, "hour" timestamptz NOT NULL, "outcome" character varying NOT NULL, "cause" character varying NOT NULL DEFAULT '', "requests" bigint NOT NULL DEFAULT 0, PRIMARY KEY ("id"));
-- create index "provisioningtally_directory_id_hour_outcome_cause" to table: "provisioning_tallies"
CREATE UNIQUE INDEX "provisioningtally_directory_id_hour_outcome_cause" ON "provisioning_tallies" ("directory_id", "hour", "outcome", "cause");

-- +goose Down
-- reverse: create index "provisioningtally_directory_id_hour_outcome_cause" to table: "provisioning_tallies"
DROP INDEX "provisioningtally_directory_id_hour_outcome_cause";
-- reverse: create "provisioning_tallies" table
DROP TABLE "provisioning_tallies";
-- reverse: create index "provisioningevent_tenant_id_resource_id_id" to table: "provisioning_events"
DROP INDEX "provisioningevent_tenant_id_resource_id_id";
-- reverse: create index "provisioningevent_tenant_id_id" to table: "provisioning_events"
DROP INDEX "provisioningevent_tenant_id_id";
-- reverse: create index "provisioningevent_directory_id_outcome_id" to table: "provisioning_events"
DROP INDEX "provisioningevent_directory_id_outcome_id";
-- reverse: create index "provisioningevent_directory_id_id" to table: "provisioning_events"
DROP INDEX "provisioningevent_directory_id_id";
-- reverse: create "provisioning_events" table
DROP TABLE "provisioning_events";
-- reverse: create index "eventstream_directory_id" to table: "event_streams"
DROP INDEX "eventstream_directory_id";
-- reverse: create "event_streams" table
DROP TABLE "event_streams";
-- reverse: create index "eventdelivery_stream_id_state_seq" to table: "event_deliveries"
DROP INDEX "eventdelivery_stream_id_state_seq";
-- reverse: create index "eventdelivery_stream_id_entry_id" to table: "event_deliveries"
DROP INDEX "eventdelivery_stream_id_entry_id";
-- reverse: create "event_deliveries" table
DROP TABLE "event_deliveries";
-- reverse: create index "directoryconflict_user_id" to table: "directory_conflicts"
DROP INDEX "directoryconflict_user_id";
-- reverse: create index "directoryconflict_directory_id_user_id" to table: "directory_conflicts"
DROP INDEX "directoryconflict_directory_id_user_id";
-- reverse: create "directory_conflicts" table
DROP TABLE "directory_conflicts";
-- reverse: create index "provisioningclient_directory_id" to table: "directory_clients"
DROP INDEX "provisioningclient_directory_id";
-- reverse: create index "directory_clients_hash_key" to table: "directory_clients"
DROP INDEX "directory_clients_hash_key";
-- reverse: create "directory_clients" table
DROP TABLE "directory_clients";
-- reverse: create index "departure_user_id" to table: "departures"
DROP INDEX "departure_user_id";
-- reverse: create index "departure_directory_id_at" to table: "departures"
DROP INDEX "departure_directory_id_at";
-- reverse: create index "departure_brake_id" to table: "departures"
DROP INDEX "departure_brake_id";
-- reverse: create "departures" table
DROP TABLE "departures";
-- reverse: create index "brakes_open_key" to table: "brakes"
DROP INDEX "brakes_open_key";
-- reverse: create index "brake_directory_id_id" to table: "brakes"
DROP INDEX "brake_directory_id_id";
-- reverse: create "brakes" table
DROP TABLE "brakes";
-- reverse: create index "directorytoken_directory_id" to table: "directory_tokens"
DROP INDEX "directorytoken_directory_id";
-- reverse: create index "directorytoken_client_id_expires_at" to table: "directory_tokens"
DROP INDEX "directorytoken_client_id_expires_at";
-- reverse: modify "directory_tokens" table
ALTER TABLE "directory_tokens" DROP COLUMN "client_id";
-- reverse: create index "directorylink_directory_id_employee_number_key" to table: "directory_links"
DROP INDEX "directorylink_directory_id_employee_number_key";
-- reverse: modify "directory_links" table
ALTER TABLE "directory_links" DROP COLUMN "employee_number_key", DROP COLUMN "keys";
-- reverse: modify "directories" table
ALTER TABLE "directories" DROP COLUMN "log_days", DROP COLUMN "brake_minutes", DROP COLUMN "brake_percent", DROP COLUMN "brake_people", DROP COLUMN "dialect", DROP COLUMN "state";
