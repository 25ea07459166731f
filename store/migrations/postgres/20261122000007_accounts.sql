-- +goose Up
-- modify "api_keys" table
ALTER TABLE "api_keys" ADD COLUMN "role_ids" jsonb NULL;
-- modify "company_settings" table
ALTER TABLE "company_settings" ADD COLUMN "document_system" boolean NOT NULL DEFAULT false, ADD COLUMN "mfa_sms" boolean NOT NULL DEFAULT false;
-- modify "connections" table
ALTER TABLE "connections" ADD COLUMN "slo_redirect_url" character varying NOT NULL DEFAULT '', ADD COLUMN "slo_post_url" character varying NOT NULL DEFAULT '', ADD COLUMN "idp_initiated" boolean NOT NULL DEFAULT false, ADD COLUMN "want_encrypted" boolean NOT NULL DEFAULT false, ADD COLUMN "provisioning" character varying NOT NULL DEFAULT 'DIRECTORY_ONLY', ADD COLUMN "default_role_id" uuid NULL, ADD COLUMN "enforced" boolean NOT NULL DEFAULT false, ADD COLUMN "sp_next_key_sealed" bytea NULL, ADD COLUMN "sp_next_certificate" text NOT NULL DEFAULT '', ADD COLUMN "pending_metadata" text NOT NULL DEFAULT '', ADD COLUMN "pending_reason" character varying NOT NULL DEFAULT '', ADD COLUMN "metadata_checked_at" timestamptz NULL, ADD COLUMN "metadata_error" character varying NOT NULL DEFAULT '', ADD COLUMN "expiry_told" bigint NOT NULL DEFAULT 0, ADD COLUMN "last_sign_in_at" timestamptz NULL;
-- drop index "domains_name_key" from table: "domains"
DROP INDEX "domains_name_key";
-- modify "domains" table
ALTER TABLE "domains" ADD COLUMN "challenge" character varying NOT NULL DEFAULT '', ADD COLUMN "checked_at" timestamptz NULL, ADD COLUMN "lost_at" timestamptz NULL;
-- create index "domain_name" to table: "domains"
CREATE INDEX "domain_name" ON "domains" ("name");
-- create index "domain_tenant_id_name" to table: "domains"
CREATE UNIQUE INDEX "domain_tenant_id_name" ON "domains" ("tenant_id", "name");
-- modify "notifications" table
ALTER TABLE "notifications" ADD COLUMN "address" character varying NOT NULL DEFAULT '', ADD COLUMN "secret_sealed" bytea NULL, ADD COLUMN "facts" jsonb NULL, ADD COLUMN "mail_id" uuid NULL;
-- modify "roles" table
ALTER TABLE "roles" ADD COLUMN "starting" jsonb NULL;
-- modify "sessions" table
ALTER TABLE "sessions" ADD COLUMN "name_id" character varying NOT NULL DEFAULT '', ADD COLUMN "stepped_up_at" timestamptz NULL, ADD COLUMN "address" character varying NOT NULL DEFAULT '';
-- modify "sign_in_requests" table
ALTER TABLE "sign_in_requests" ADD COLUMN "purpose" character varying NOT NULL DEFAULT 'SIGN_IN', ADD COLUMN "session_id" uuid NULL, ADD COLUMN "test_run_id" uuid NULL;
-- modify "users" table
ALTER TABLE "users" ADD COLUMN "password_changed_at" timestamptz NULL, ADD COLUMN "mfa_method" character varying NOT NULL DEFAULT 'NONE', ADD COLUMN "sign_in_blocked_until" timestamptz NULL, ADD COLUMN "document_account" boolean NOT NULL DEFAULT false, ADD COLUMN "providers" jsonb NULL;
-- create "access_tokens" table
CREATE TABLE "access_tokens" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "application_id" uuid NOT NULL, "user_id" uuid NOT NULL, "session_id" uuid NOT NULL, "hash" character varying NOT NULL, "scopes" jsonb NOT NULL, "authorization_id" uuid NULL, "expires_at" timestamptz NOT NULL, "revoked_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "access_tokens_hash_key" to table: "access_tokens"
CREATE UNIQUE INDEX "access_tokens_hash_key" ON "access_tokens" ("hash");
-- create index "accesstoken_authorization_id" to table: "access_tokens"
CREATE INDEX "accesstoken_authorization_id" ON "access_tokens" ("authorization_id");
-- create index "accesstoken_expires_at" to table: "access_tokens"
CREATE INDEX "accesstoken_expires_at" ON "access_tokens" ("expires_at");
-- create index "accesstoken_session_id" to table: "access_tokens"
CREATE INDEX "accesstoken_session_id" ON "access_tokens" ("session_id");
-- create index "accesstoken_user_id" to table: "access_tokens"
CREATE INDEX "accesstoken_user_id" ON "access_tokens" ("user_id");
-- create "applications" table
CREATE TABLE "applications" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "name" character varying NOT NULL, "client_id" character varying NOT NULL, "secret_hash" character varying NOT NULL DEFAULT '', "secret_hint" character varying NOT NULL DEFAULT '', "state" character varying NOT NULL DEFAULT 'ACTIVE', "auth_method" character varying NOT NULL DEFAULT 'CLIENT_SECRET_BASIC', "jwks" text NOT NULL DEFAULT '', "redirect_uris" jsonb NOT NULL, "post_logout_redirect_uris" jsonb NOT NULL, "backchannel_logout_uri" character varying NOT NULL DEFAULT '', "scopes" jsonb NOT NULL, "may_introspect" boolean NOT NULL DEFAULT false, PRIMARY KEY ("id"));
-- create index "application_tenant_id_name" to table: "applications"
CREATE UNIQUE INDEX "application_tenant_id_name" ON "applications" ("tenant_id", "name");
-- create index "applications_client_id_key" to table: "applications"
CREATE UNIQUE INDEX "applications_client_id_key" ON "applications" ("client_id");
-- create "authorization_requests" table
CREATE TABLE "authorization_requests" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "application_id" uuid NOT NULL, "user_id" uuid NULL, "session_id" uuid NULL, "code_hash" character varying NULL, "request" jsonb NOT NULL, "signed_in_at" timestamptz NULL, "methods" jsonb NOT NULL, "expires_at" timestamptz NOT NULL, "used_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "authorization_requests_code_hash_key" to table: "authorization_requests"
CREATE UNIQUE INDEX "authorization_requests_code_hash_key" ON "authorization_requests" ("code_hash");
-- create index "authorizationrequest_expires_at" to table: "authorization_requests"
CREATE INDEX "authorizationrequest_expires_at" ON "authorization_requests" ("expires_at");
-- create index "authorizationrequest_session_id" to table: "authorization_requests"
CREATE INDEX "authorizationrequest_session_id" ON "authorization_requests" ("session_id");
-- create "challenges" table
CREATE TABLE "challenges" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "hash" character varying NOT NULL, "purpose" character varying NOT NULL, "user_id" uuid NULL, "session_id" uuid NULL, "data_sealed" bytea NULL, "methods" jsonb NOT NULL, "return_to" character varying NOT NULL DEFAULT '/', "attempts" bigint NOT NULL DEFAULT 0, "expires_at" timestamptz NOT NULL, "used_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "challenge_expires_at" to table: "challenges"
CREATE INDEX "challenge_expires_at" ON "challenges" ("expires_at");
-- create index "challenge_user_id" to table: "challenges"
CREATE INDEX "challenge_user_id" ON "challenges" ("user_id");
-- create index "challenges_hash_key" to table: "challenges"
CREATE UNIQUE INDEX "challenges_hash_key" ON "challenges" ("hash");
-- create "contacts" table
CREATE TABLE "contacts" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "account_id" uuid NOT NULL, "user_id" uuid NULL, "first_name" character varying NOT NULL, "first_name_key" character varying NOT NULL DEFAULT '', "last_name" character varying NOT NULL, "last_name_key" character varying NOT NULL DEFAULT '', "email" character varying NOT NULL, "email_key" character varying NOT NULL DEFAULT '', "phone" character varying NOT NULL DEFAULT '', "commercial" boolean NOT NULL DEFAULT false, "operational" boolean NOT NULL DEFAULT false, "primary" boolean NOT NULL DEFAULT false, "platform_access" boolean NOT NULL DEFAULT false, "invited_at" timestamptz NULL, "language" character varying NOT NULL DEFAULT '', "search_key" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "contact_account_id_email_key" to table: "contacts"
CREATE UNIQUE INDEX "contact_account_id_email_key" ON "contacts" ("account_id", "email_key");
-- create index "contact_account_id_last_name_key_id" to table: "contacts"
CREATE INDEX "contact_account_id_last_name_key_id" ON "contacts" ("account_id", "last_name_key", "id");
-- create index "contact_tenant_id_last_name_key_id" to table: "contacts"
CREATE INDEX "contact_tenant_id_last_name_key_id" ON "contacts" ("tenant_id", "last_name_key", "id");
-- create index "contact_user_id" to table: "contacts"
CREATE INDEX "contact_user_id" ON "contacts" ("user_id");
-- create "contact_portfolios" table
CREATE TABLE "contact_portfolios" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "contact_id" uuid NOT NULL, "portfolio_id" uuid NOT NULL, PRIMARY KEY ("id"));
-- create index "contactportfolio_contact_id_portfolio_id" to table: "contact_portfolios"
CREATE UNIQUE INDEX "contactportfolio_contact_id_portfolio_id" ON "contact_portfolios" ("contact_id", "portfolio_id");
-- create index "contactportfolio_portfolio_id_contact_id" to table: "contact_portfolios"
CREATE INDEX "contactportfolio_portfolio_id_contact_id" ON "contact_portfolios" ("portfolio_id", "contact_id");
-- create "customer_accounts" table
CREATE TABLE "customer_accounts" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "reference" character varying NOT NULL DEFAULT '', "name" character varying NOT NULL, "name_key" character varying NOT NULL DEFAULT '', "legal_name" character varying NOT NULL DEFAULT '', "street" character varying NOT NULL DEFAULT '', "postal_code" character varying NOT NULL DEFAULT '', "city" character varying NOT NULL DEFAULT '', "region" character varying NOT NULL DEFAULT '', "country" character varying NOT NULL DEFAULT '', "email" character varying NOT NULL DEFAULT '', "phone" character varying NOT NULL DEFAULT '', "tax_number" character varying NOT NULL DEFAULT '', "language" character varying NOT NULL DEFAULT '', "complete" boolean NOT NULL DEFAULT false, "search_key" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "customeraccount_tenant_id_name_key_id" to table: "customer_accounts"
CREATE INDEX "customeraccount_tenant_id_name_key_id" ON "customer_accounts" ("tenant_id", "name_key", "id");
-- create index "customeraccount_tenant_id_reference" to table: "customer_accounts"
CREATE INDEX "customeraccount_tenant_id_reference" ON "customer_accounts" ("tenant_id", "reference");
-- create "jobs" table
CREATE TABLE "jobs" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "kind" character varying NOT NULL, "started_by" uuid NULL, "actor" jsonb NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "input" jsonb NULL, "dry_run" boolean NOT NULL DEFAULT false, "total" bigint NOT NULL DEFAULT 0, "progress" bigint NOT NULL DEFAULT 0, "refused" bigint NOT NULL DEFAULT 0, "cursor" character varying NOT NULL DEFAULT '', "error" character varying NOT NULL DEFAULT '', "cancel" boolean NOT NULL DEFAULT false, "started_at" timestamptz NULL, "seen_at" timestamptz NULL, "finished_at" timestamptz NULL, "expires_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "job_expires_at" to table: "jobs"
CREATE INDEX "job_expires_at" ON "jobs" ("expires_at");
-- create index "job_state_seen_at" to table: "jobs"
CREATE INDEX "job_state_seen_at" ON "jobs" ("state", "seen_at");
-- create index "job_tenant_id_id" to table: "jobs"
CREATE INDEX "job_tenant_id_id" ON "jobs" ("tenant_id", "id");
-- create index "job_tenant_id_started_by_id" to table: "jobs"
CREATE INDEX "job_tenant_id_started_by_id" ON "jobs" ("tenant_id", "started_by", "id");
-- create "job_files" table
CREATE TABLE "job_files" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "job_id" uuid NOT NULL, "kind" character varying NOT NULL, "part" bigint NOT NULL, "data" bytea NOT NULL, PRIMARY KEY ("id"));
-- create index "jobfile_job_id_kind_part" to table: "job_files"
CREATE UNIQUE INDEX "jobfile_job_id_kind_part" ON "job_files" ("job_id", "kind", "part");
-- create "job_rows" table
CREATE TABLE "job_rows" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "job_id" uuid NOT NULL, "row" bigint NOT NULL, "outcome" character varying NOT NULL, "code" character varying NOT NULL DEFAULT '', "field" character varying NOT NULL DEFAULT '', "message" character varying NOT NULL DEFAULT '', "target_id" uuid NULL, PRIMARY KEY ("id"));
-- create index "jobrow_job_id_row" to table: "job_rows"
CREATE UNIQUE INDEX "jobrow_job_id_row" ON "job_rows" ("job_id", "row");
-- create "mails" table
CREATE TABLE "mails" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "recipient_id" uuid NULL, "address" character varying NOT NULL, "language" character varying NOT NULL DEFAULT 'en', "subject" character varying NOT NULL, "body_sealed" bytea NOT NULL, "types" jsonb NOT NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "attempts" bigint NOT NULL DEFAULT 0, "next_attempt_at" timestamptz NOT NULL, "error" character varying NOT NULL DEFAULT '', "sent_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "mail_state_next_attempt_at" to table: "mails"
CREATE INDEX "mail_state_next_attempt_at" ON "mails" ("state", "next_attempt_at");
-- create index "mail_tenant_id_recipient_id_id" to table: "mails"
CREATE INDEX "mail_tenant_id_recipient_id_id" ON "mails" ("tenant_id", "recipient_id", "id");
-- create index "mail_tenant_id_state_id" to table: "mails"
CREATE INDEX "mail_tenant_id_state_id" ON "mails" ("tenant_id", "state", "id");
-- create "notice_preferences" table
CREATE TABLE "notice_preferences" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "user_id" uuid NOT NULL, "type" character varying NOT NULL, "email" boolean NOT NULL DEFAULT true, PRIMARY KEY ("id"));
-- create index "noticepreference_user_id_type" to table: "notice_preferences"
CREATE UNIQUE INDEX "noticepreference_user_id_type" ON "notice_preferences" ("user_id", "type");
-- create "one_time_links" table
CREATE TABLE "one_time_links" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "purpose" character varying NOT NULL, "hash" character varying NOT NULL, "user_id" uuid NULL, "connection_id" uuid NULL, "created_by" uuid NULL, "address" character varying NOT NULL DEFAULT '', "expires_at" timestamptz NOT NULL, "used_at" timestamptz NULL, "revoked_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "one_time_links_hash_key" to table: "one_time_links"
CREATE UNIQUE INDEX "one_time_links_hash_key" ON "one_time_links" ("hash");
-- create index "onetimelink_expires_at" to table: "one_time_links"
CREATE INDEX "onetimelink_expires_at" ON "one_time_links" ("expires_at");
-- create index "onetimelink_tenant_id_connection_id" to table: "one_time_links"
CREATE INDEX "onetimelink_tenant_id_connection_id" ON "one_time_links" ("tenant_id", "connection_id");
-- create index "onetimelink_tenant_id_purpose_user_id" to table: "one_time_links"
CREATE INDEX "onetimelink_tenant_id_purpose_user_id" ON "one_time_links" ("tenant_id", "purpose", "user_id");
-- create "passkeys" table
CREATE TABLE "passkeys" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "user_id" uuid NOT NULL, "credential_id" bytea NOT NULL, "name" character varying NOT NULL, "credential" bytea NOT NULL, "last_used_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "passkey_tenant_id_credential_id" to table: "passkeys"
CREATE UNIQUE INDEX "passkey_tenant_id_credential_id" ON "passkeys" ("tenant_id", "credential_id");
-- create index "passkey_user_id" to table: "passkeys"
CREATE INDEX "passkey_user_id" ON "passkeys" ("user_id");
-- create "pending_changes" table
CREATE TABLE "pending_changes" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "kind" character varying NOT NULL, "user_id" uuid NOT NULL, "requested_by" uuid NOT NULL, "change" jsonb NOT NULL, "before" jsonb NULL, "expected_version" bigint NOT NULL, "state" character varying NOT NULL DEFAULT 'PENDING', "decided_by" uuid NULL, "decided_at" timestamptz NULL, "comment" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "pendingchange_tenant_id_state_id" to table: "pending_changes"
CREATE INDEX "pendingchange_tenant_id_state_id" ON "pending_changes" ("tenant_id", "state", "id");
-- create index "pendingchange_user_id_state" to table: "pending_changes"
CREATE INDEX "pendingchange_user_id_state" ON "pending_changes" ("user_id", "state");
-- create "portfolios" table
CREATE TABLE "portfolios" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "account_id" uuid NOT NULL, "name" character varying NOT NULL, "name_key" character varying NOT NULL DEFAULT '', "reference" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "portfolio_account_id_name_key" to table: "portfolios"
CREATE UNIQUE INDEX "portfolio_account_id_name_key" ON "portfolios" ("account_id", "name_key");
-- create "recovery_codes" table
CREATE TABLE "recovery_codes" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "user_id" uuid NOT NULL, "hash" character varying NOT NULL, "used_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "recoverycode_user_id_hash" to table: "recovery_codes"
CREATE UNIQUE INDEX "recoverycode_user_id_hash" ON "recovery_codes" ("user_id", "hash");
-- create "refresh_tokens" table
CREATE TABLE "refresh_tokens" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "application_id" uuid NOT NULL, "user_id" uuid NOT NULL, "session_id" uuid NOT NULL, "family_id" uuid NOT NULL, "hash" character varying NOT NULL, "scopes" jsonb NOT NULL, "methods" jsonb NOT NULL, "signed_in_at" timestamptz NOT NULL, "authorization_id" uuid NULL, "expires_at" timestamptz NOT NULL, "used_at" timestamptz NULL, "revoked_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "refresh_tokens_hash_key" to table: "refresh_tokens"
CREATE UNIQUE INDEX "refresh_tokens_hash_key" ON "refresh_tokens" ("hash");
-- create index "refreshtoken_expires_at" to table: "refresh_tokens"
CREATE INDEX "refreshtoken_expires_at" ON "refresh_tokens" ("expires_at");
-- create index "refreshtoken_family_id" to table: "refresh_tokens"
CREATE INDEX "refreshtoken_family_id" ON "refresh_tokens" ("family_id");
-- create index "refreshtoken_session_id" to table: "refresh_tokens"
CREATE INDEX "refreshtoken_session_id" ON "refresh_tokens" ("session_id");
-- create index "refreshtoken_user_id" to table: "refresh_tokens"
CREATE INDEX "refreshtoken_user_id" ON "refresh_tokens" ("user_id");
-- create "saved_views" table
CREATE TABLE "saved_views" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "user_id" uuid NOT NULL, "page" character varying NOT NULL, "name" character varying NOT NULL, "name_key" character varying NOT NULL DEFAULT '', "state" character varying NOT NULL, "shared" boolean NOT NULL DEFAULT false, PRIMARY KEY ("id"));
-- create index "savedview_tenant_id_page" to table: "saved_views"
CREATE INDEX "savedview_tenant_id_page" ON "saved_views" ("tenant_id", "page");
-- create index "savedview_user_id_page_name_key" to table: "saved_views"
CREATE UNIQUE INDEX "savedview_user_id_page_name_key" ON "saved_views" ("user_id", "page", "name_key");
-- create "signing_keys" table
CREATE TABLE "signing_keys" ("id" uuid NOT NULL, "key_id" character varying NOT NULL, "algorithm" character varying NOT NULL, "private_sealed" bytea NOT NULL, "public" bytea NOT NULL, "created_at" timestamptz NOT NULL, "signs_from" timestamptz NOT NULL, "signs_until" timestamptz NOT NULL, "expires_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "signing_keys_key_id_key" to table: "signing_keys"
CREATE UNIQUE INDEX "signing_keys_key_id_key" ON "signing_keys" ("key_id");
-- create "test_runs" table
CREATE TABLE "test_runs" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "connection_id" uuid NOT NULL, "started_by" uuid NULL, "state" character varying NOT NULL DEFAULT 'STARTED', "reason" character varying NOT NULL DEFAULT '', "view" jsonb NULL, "expires_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "testrun_expires_at" to table: "test_runs"
CREATE INDEX "testrun_expires_at" ON "test_runs" ("expires_at");
-- create index "testrun_tenant_id_connection_id_id" to table: "test_runs"
CREATE INDEX "testrun_tenant_id_connection_id_id" ON "test_runs" ("tenant_id", "connection_id", "id");
-- create "totps" table
CREATE TABLE "totps" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "user_id" uuid NOT NULL, "secret_sealed" bytea NOT NULL, "confirmed_at" timestamptz NULL, "last_step" bigint NOT NULL DEFAULT 0, PRIMARY KEY ("id"));
-- create index "totp_user_id" to table: "totps"
CREATE UNIQUE INDEX "totp_user_id" ON "totps" ("user_id");
-- create "webhooks" table
CREATE TABLE "webhooks" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, "name" character varying NOT NULL, "url" character varying NOT NULL, "events" jsonb NOT NULL, "state" character varying NOT NULL DEFAULT 'ACTIVE', "secret_sealed" bytea NOT NULL, "former_secret_sealed" bytea NULL, "former_secret_until" timestamptz NULL, "mark" bigint NOT NULL DEFAULT 0, "failing_since" timestamptz NULL, "reason" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- create index "webhook_tenant_id_name" to table: "webhooks"
CREATE INDEX "webhook_tenant_id_name" ON "webhooks" ("tenant_id", "name");
-- create "webhook_deliveries" table
CREATE TABLE "webhook_deliveries" ("id" uuid NOT NULL, "tenant_id" uuid NOT NULL, "created_at" timestamptz NOT NULL, "webhook_id" uuid NOT NULL, "entry_id" uuid NOT NULL, "seq" bigint NOT NULL, "action" character varying NOT NULL, "target_id" uuid NOT NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "attempts" bigint NOT NULL DEFAULT 0, "next_attempt_at" timestamptz NOT NULL, "status" bigint NOT NULL DEFAULT 0, "error" character varying NOT NULL DEFAULT '', "delivered_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "webhookdelivery_state_next_attempt_at" to table: "webhook_deliveries"
CREATE INDEX "webhookdelivery_state_next_attempt_at" ON "webhook_deliveries" ("state", "next_attempt_at");
-- create index "webhookdelivery_tenant_id_webhook_id_id" to table: "webhook_deliveries"
CREATE INDEX "webhookdelivery_tenant_id_webhook_id_id" ON "webhook_deliveries" ("tenant_id", "webhook_id", "id");
-- create index "webhookdelivery_webhook_id_state_seq" to table: "webhook_deliveries"
CREATE INDEX "webhookdelivery_webhook_id_state_seq" ON "webhook_deliveries" ("webhook_id", "state", "seq");
-- create index "webhookdelivery_webhook_id_target_id_state" to table: "webhook_deliveries"
CREATE INDEX "webhookdelivery_webhook_id_target_id_state" ON "webhook_deliveries" ("webhook_id", "target_id", "state");

-- +goose Down
-- reverse: create index "webhookdelivery_webhook_id_target_id_state" to table: "webhook_deliveries"
DROP INDEX "webhookdelivery_webhook_id_target_id_state";
-- reverse: create index "webhookdelivery_webhook_id_state_seq" to table: "webhook_deliveries"
DROP INDEX "webhookdelivery_webhook_id_state_seq";
-- reverse: create index "webhookdelivery_tenant_id_webhook_id_id" to table: "webhook_deliveries"
DROP INDEX "webhookdelivery_tenant_id_webhook_id_id";
-- reverse: create index "webhookdelivery_state_next_attempt_at" to table: "webhook_deliveries"
DROP INDEX "webhookdelivery_state_next_attempt_at";
-- reverse: create "webhook_deliveries" table
DROP TABLE "webhook_deliveries";
-- reverse: create index "webhook_tenant_id_name" to table: "webhooks"
DROP INDEX "webhook_tenant_id_name";
-- reverse: create "webhooks" table
DROP TABLE "webhooks";
-- reverse: create index "totp_user_id" to table: "totps"
DROP INDEX "totp_user_id";
-- reverse: create "totps" table
DROP TABLE "totps";
-- reverse: create index "testrun_tenant_id_connection_id_id" to table: "test_runs"
DROP INDEX "testrun_tenant_id_connection_id_id";
-- reverse: create index "testrun_expires_at" to table: "test_runs"
DROP INDEX "testrun_expires_at";
-- reverse: create "test_runs" table
DROP TABLE "test_runs";
-- reverse: create index "signing_keys_key_id_key" to table: "signing_keys"
DROP INDEX "signing_keys_key_id_key";
-- reverse: create "signing_keys" table
DROP TABLE "signing_keys";
-- reverse: create index "savedview_user_id_page_name_key" to table: "saved_views"
DROP INDEX "savedview_user_id_page_name_key";
-- reverse: create index "savedview_tenant_id_page" to table: "saved_views"
DROP INDEX "savedview_tenant_id_page";
-- reverse: create "saved_views" table
DROP TABLE "saved_views";
-- reverse: create index "refreshtoken_user_id" to table: "refresh_tokens"
DROP INDEX "refreshtoken_user_id";
-- reverse: create index "refreshtoken_session_id" to table: "refresh_tokens"
DROP INDEX "refreshtoken_session_id";
-- reverse: create index "refreshtoken_family_id" to table: "refresh_tokens"
DROP INDEX "refreshtoken_family_id";
-- reverse: create index "refreshtoken_expires_at" to table: "refresh_tokens"
DROP INDEX "refreshtoken_expires_at";
-- reverse: create index "refresh_tokens_hash_key" to table: "refresh_tokens"
DROP INDEX "refresh_tokens_hash_key";
-- reverse: create "refresh_tokens" table
DROP TABLE "refresh_tokens";
-- reverse: create index "recoverycode_user_id_hash" to table: "recovery_codes"
DROP INDEX "recoverycode_user_id_hash";
-- reverse: create "recovery_codes" table
DROP TABLE "recovery_codes";
-- reverse: create index "portfolio_account_id_name_key" to table: "portfolios"
DROP INDEX "portfolio_account_id_name_key";
-- reverse: create "portfolios" table
DROP TABLE "portfolios";
-- reverse: create index "pendingchange_user_id_state" to table: "pending_changes"
DROP INDEX "pendingchange_user_id_state";
-- reverse: create index "pendingchange_tenant_id_state_id" to table: "pending_changes"
DROP INDEX "pendingchange_tenant_id_state_id";
-- reverse: create "pending_changes" table
DROP TABLE "pending_changes";
-- reverse: create index "passkey_user_id" to table: "passkeys"
DROP INDEX "passkey_user_id";
-- reverse: create index "passkey_tenant_id_credential_id" to table: "passkeys"
DROP INDEX "passkey_tenant_id_credential_id";
-- reverse: create "passkeys" table
DROP TABLE "passkeys";
-- reverse: create index "onetimelink_tenant_id_purpose_user_id" to table: "one_time_links"
DROP INDEX "onetimelink_tenant_id_purpose_user_id";
-- reverse: create index "onetimelink_tenant_id_connection_id" to table: "one_time_links"
DROP INDEX "onetimelink_tenant_id_connection_id";
-- reverse: create index "onetimelink_expires_at" to table: "one_time_links"
DROP INDEX "onetimelink_expires_at";
-- reverse: create index "one_time_links_hash_key" to table: "one_time_links"
DROP INDEX "one_time_links_hash_key";
-- reverse: create "one_time_links" table
DROP TABLE "one_time_links";
-- reverse: create index "noticepreference_user_id_type" to table: "notice_preferences"
DROP INDEX "noticepreference_user_id_type";
-- reverse: create "notice_preferences" table
DROP TABLE "notice_preferences";
-- reverse: create index "mail_tenant_id_state_id" to table: "mails"
DROP INDEX "mail_tenant_id_state_id";
-- reverse: create index "mail_tenant_id_recipient_id_id" to table: "mails"
DROP INDEX "mail_tenant_id_recipient_id_id";
-- reverse: create index "mail_state_next_attempt_at" to table: "mails"
DROP INDEX "mail_state_next_attempt_at";
-- reverse: create "mails" table
DROP TABLE "mails";
-- reverse: create index "jobrow_job_id_row" to table: "job_rows"
DROP INDEX "jobrow_job_id_row";
-- reverse: create "job_rows" table
DROP TABLE "job_rows";
-- reverse: create index "jobfile_job_id_kind_part" to table: "job_files"
DROP INDEX "jobfile_job_id_kind_part";
-- reverse: create "job_files" table
DROP TABLE "job_files";
-- reverse: create index "job_tenant_id_started_by_id" to table: "jobs"
DROP INDEX "job_tenant_id_started_by_id";
-- reverse: create index "job_tenant_id_id" to table: "jobs"
DROP INDEX "job_tenant_id_id";
-- reverse: create index "job_state_seen_at" to table: "jobs"
DROP INDEX "job_state_seen_at";
-- reverse: create index "job_expires_at" to table: "jobs"
DROP INDEX "job_expires_at";
-- reverse: create "jobs" table
DROP TABLE "jobs";
-- reverse: create index "customeraccount_tenant_id_reference" to table: "customer_accounts"
DROP INDEX "customeraccount_tenant_id_reference";
-- reverse: create index "customeraccount_tenant_id_name_key_id" to table: "customer_accounts"
DROP INDEX "customeraccount_tenant_id_name_key_id";
-- reverse: create "customer_accounts" table
DROP TABLE "customer_accounts";
-- reverse: create index "contactportfolio_portfolio_id_contact_id" to table: "contact_portfolios"
DROP INDEX "contactportfolio_portfolio_id_contact_id";
-- reverse: create index "contactportfolio_contact_id_portfolio_id" to table: "contact_portfolios"
DROP INDEX "contactportfolio_contact_id_portfolio_id";
-- reverse: create "contact_portfolios" table
DROP TABLE "contact_portfolios";
-- reverse: create index "contact_user_id" to table: "contacts"
DROP INDEX "contact_user_id";
-- reverse: create index "contact_tenant_id_last_name_key_id" to table: "contacts"
DROP INDEX "contact_tenant_id_last_name_key_id";
-- reverse: create index "contact_account_id_last_name_key_id" to table: "contacts"
DROP INDEX "contact_account_id_last_name_key_id";
-- reverse: create index "contact_account_id_email_key" to table: "contacts"
DROP INDEX "contact_account_id_email_key";
-- reverse: create "contacts" table
DROP TABLE "contacts";
-- reverse: create index "challenges_hash_key" to table: "challenges"
DROP INDEX "challenges_hash_key";
-- reverse: create index "challenge_user_id" to table: "challenges"
DROP INDEX "challenge_user_id";
-- reverse: create index "challenge_expires_at" to table: "challenges"
DROP INDEX "challenge_expires_at";
-- reverse: create "challenges" table
DROP TABLE "challenges";
-- reverse: create index "authorizationrequest_session_id" to table: "authorization_requests"
DROP INDEX "authorizationrequest_session_id";
-- reverse: create index "authorizationrequest_expires_at" to table: "authorization_requests"
DROP INDEX "authorizationrequest_expires_at";
-- reverse: create index "authorization_requests_code_hash_key" to table: "authorization_requests"
DROP INDEX "authorization_requests_code_hash_key";
-- reverse: create "authorization_requests" table
DROP TABLE "authorization_requests";
-- reverse: create index "applications_client_id_key" to table: "applications"
DROP INDEX "applications_client_id_key";
-- reverse: create index "application_tenant_id_name" to table: "applications"
DROP INDEX "application_tenant_id_name";
-- reverse: create "applications" table
DROP TABLE "applications";
-- reverse: create index "accesstoken_user_id" to table: "access_tokens"
DROP INDEX "accesstoken_user_id";
-- reverse: create index "accesstoken_session_id" to table: "access_tokens"
DROP INDEX "accesstoken_session_id";
-- reverse: create index "accesstoken_expires_at" to table: "access_tokens"
DROP INDEX "accesstoken_expires_at";
-- reverse: create index "accesstoken_authorization_id" to table: "access_tokens"
DROP INDEX "accesstoken_authorization_id";
-- reverse: create index "access_tokens_hash_key" to table: "access_tokens"
DROP INDEX "access_tokens_hash_key";
-- reverse: create "access_tokens" table
DROP TABLE "access_tokens";
-- reverse: modify "users" table
ALTER TABLE "users" DROP COLUMN "providers", DROP COLUMN "document_account", DROP COLUMN "sign_in_blocked_until", DROP COLUMN "mfa_method", DROP COLUMN "password_changed_at";
-- reverse: modify "sign_in_requests" table
ALTER TABLE "sign_in_requests" DROP COLUMN "test_run_id", DROP COLUMN "session_id", DROP COLUMN "purpose";
-- reverse: modify "sessions" table
ALTER TABLE "sessions" DROP COLUMN "address", DROP COLUMN "stepped_up_at", DROP COLUMN "name_id";
-- reverse: modify "roles" table
ALTER TABLE "roles" DROP COLUMN "starting";
-- reverse: modify "notifications" table
ALTER TABLE "notifications" DROP COLUMN "mail_id", DROP COLUMN "facts", DROP COLUMN "secret_sealed", DROP COLUMN "address";
-- reverse: create index "domain_tenant_id_name" to table: "domains"
DROP INDEX "domain_tenant_id_name";
-- reverse: create index "domain_name" to table: "domains"
DROP INDEX "domain_name";
-- reverse: modify "domains" table
ALTER TABLE "domains" DROP COLUMN "lost_at", DROP COLUMN "checked_at", DROP COLUMN "challenge";
-- a name was unique, proven or not
ALTER TABLE domains NO FORCE ROW LEVEL SECURITY;
DELETE FROM domains WHERE verified_at IS NULL;
ALTER TABLE domains FORCE ROW LEVEL SECURITY;
-- reverse: drop index "domains_name_key" from table: "domains"
CREATE UNIQUE INDEX "domains_name_key" ON "domains" ("name");
-- reverse: modify "connections" table
ALTER TABLE "connections" DROP COLUMN "last_sign_in_at", DROP COLUMN "expiry_told", DROP COLUMN "metadata_error", DROP COLUMN "metadata_checked_at", DROP COLUMN "pending_reason", DROP COLUMN "pending_metadata", DROP COLUMN "sp_next_certificate", DROP COLUMN "sp_next_key_sealed", DROP COLUMN "enforced", DROP COLUMN "default_role_id", DROP COLUMN "provisioning", DROP COLUMN "want_encrypted", DROP COLUMN "idp_initiated", DROP COLUMN "slo_post_url", DROP COLUMN "slo_redirect_url";
-- reverse: modify "company_settings" table
ALTER TABLE "company_settings" DROP COLUMN "mfa_sms", DROP COLUMN "document_system";
-- reverse: modify "api_keys" table
ALTER TABLE "api_keys" DROP COLUMN "role_ids";
