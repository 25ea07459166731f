-- +goose Up
-- add column "role_ids" to table: "api_keys"
ALTER TABLE `api_keys` ADD COLUMN `role_ids` json NULL;
-- add column "document_system" to table: "company_settings"
ALTER TABLE `company_settings` ADD COLUMN `document_system` bool NOT NULL DEFAULT false;
-- add column "mfa_sms" to table: "company_settings"
ALTER TABLE `company_settings` ADD COLUMN `mfa_sms` bool NOT NULL DEFAULT false;
-- add column "slo_redirect_url" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `slo_redirect_url` text NOT NULL DEFAULT '';
-- add column "slo_post_url" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `slo_post_url` text NOT NULL DEFAULT '';
-- add column "idp_initiated" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `idp_initiated` bool NOT NULL DEFAULT false;
-- add column "want_encrypted" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `want_encrypted` bool NOT NULL DEFAULT false;
-- add column "provisioning" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `provisioning` text NOT NULL DEFAULT 'DIRECTORY_ONLY';
-- add column "default_role_id" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `default_role_id` blob NULL;
-- add column "enforced" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `enforced` bool NOT NULL DEFAULT false;
-- add column "sp_next_key_sealed" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `sp_next_key_sealed` blob NULL;
-- add column "sp_next_certificate" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `sp_next_certificate` text NOT NULL DEFAULT '';
-- add column "pending_metadata" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `pending_metadata` text NOT NULL DEFAULT '';
-- add column "pending_reason" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `pending_reason` text NOT NULL DEFAULT '';
-- add column "metadata_checked_at" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `metadata_checked_at` datetime NULL;
-- add column "metadata_error" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `metadata_error` text NOT NULL DEFAULT '';
-- add column "expiry_told" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `expiry_told` integer NOT NULL DEFAULT 0;
-- add column "last_sign_in_at" to table: "connections"
ALTER TABLE `connections` ADD COLUMN `last_sign_in_at` datetime NULL;
-- add column "challenge" to table: "domains"
ALTER TABLE `domains` ADD COLUMN `challenge` text NOT NULL DEFAULT '';
-- add column "checked_at" to table: "domains"
ALTER TABLE `domains` ADD COLUMN `checked_at` datetime NULL;
-- add column "lost_at" to table: "domains"
ALTER TABLE `domains` ADD COLUMN `lost_at` datetime NULL;
-- drop index "domains_name_key" from table: "domains"
DROP INDEX `domains_name_key`;
-- create index "domain_tenant_id_name" to table: "domains"
CREATE UNIQUE INDEX `domain_tenant_id_name` ON `domains` (`tenant_id`, `name`);
-- create index "domain_name" to table: "domains"
CREATE INDEX `domain_name` ON `domains` (`name`);
-- add column "address" to table: "notifications"
ALTER TABLE `notifications` ADD COLUMN `address` text NOT NULL DEFAULT '';
-- add column "secret_sealed" to table: "notifications"
ALTER TABLE `notifications` ADD COLUMN `secret_sealed` blob NULL;
-- add column "facts" to table: "notifications"
ALTER TABLE `notifications` ADD COLUMN `facts` json NULL;
-- add column "mail_id" to table: "notifications"
ALTER TABLE `notifications` ADD COLUMN `mail_id` blob NULL;
-- add column "starting" to table: "roles"
ALTER TABLE `roles` ADD COLUMN `starting` json NULL;
-- add column "name_id" to table: "sessions"
ALTER TABLE `sessions` ADD COLUMN `name_id` text NOT NULL DEFAULT '';
-- add column "stepped_up_at" to table: "sessions"
ALTER TABLE `sessions` ADD COLUMN `stepped_up_at` datetime NULL;
-- add column "address" to table: "sessions"
ALTER TABLE `sessions` ADD COLUMN `address` text NOT NULL DEFAULT '';
-- add column "purpose" to table: "sign_in_requests"
ALTER TABLE `sign_in_requests` ADD COLUMN `purpose` text NOT NULL DEFAULT 'SIGN_IN';
-- add column "session_id" to table: "sign_in_requests"
ALTER TABLE `sign_in_requests` ADD COLUMN `session_id` blob NULL;
-- add column "test_run_id" to table: "sign_in_requests"
ALTER TABLE `sign_in_requests` ADD COLUMN `test_run_id` blob NULL;
-- add column "password_changed_at" to table: "users"
ALTER TABLE `users` ADD COLUMN `password_changed_at` datetime NULL;
-- add column "mfa_method" to table: "users"
ALTER TABLE `users` ADD COLUMN `mfa_method` text NOT NULL DEFAULT 'NONE';
-- add column "sign_in_blocked_until" to table: "users"
ALTER TABLE `users` ADD COLUMN `sign_in_blocked_until` datetime NULL;
-- add column "document_account" to table: "users"
ALTER TABLE `users` ADD COLUMN `document_account` bool NOT NULL DEFAULT false;
-- add column "providers" to table: "users"
ALTER TABLE `users` ADD COLUMN `providers` json NULL;
-- create "access_tokens" table
CREATE TABLE `access_tokens` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `application_id` blob NOT NULL, `user_id` blob NOT NULL, `session_id` blob NOT NULL, `hash` text NOT NULL, `scopes` json NOT NULL, `authorization_id` blob NULL, `expires_at` datetime NOT NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "access_tokens_hash_key" to table: "access_tokens"
CREATE UNIQUE INDEX `access_tokens_hash_key` ON `access_tokens` (`hash`);
-- create index "accesstoken_session_id" to table: "access_tokens"
CREATE INDEX `accesstoken_session_id` ON `access_tokens` (`session_id`);
-- create index "accesstoken_user_id" to table: "access_tokens"
CREATE INDEX `accesstoken_user_id` ON `access_tokens` (`user_id`);
-- create index "accesstoken_expires_at" to table: "access_tokens"
CREATE INDEX `accesstoken_expires_at` ON `access_tokens` (`expires_at`);
-- create index "accesstoken_authorization_id" to table: "access_tokens"
CREATE INDEX `accesstoken_authorization_id` ON `access_tokens` (`authorization_id`);
-- create "applications" table
CREATE TABLE `applications` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `name` text NOT NULL, `client_id` text NOT NULL, `secret_hash` text NOT NULL DEFAULT (''), `secret_hint` text NOT NULL DEFAULT (''), `state` text NOT NULL DEFAULT ('ACTIVE'), `auth_method` text NOT NULL DEFAULT ('CLIENT_SECRET_BASIC'), `jwks` text NOT NULL DEFAULT (''), `redirect_uris` json NOT NULL, `post_logout_redirect_uris` json NOT NULL, `backchannel_logout_uri` text NOT NULL DEFAULT (''), `scopes` json NOT NULL, `may_introspect` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "applications_client_id_key" to table: "applications"
CREATE UNIQUE INDEX `applications_client_id_key` ON `applications` (`client_id`);
-- create index "application_tenant_id_name" to table: "applications"
CREATE UNIQUE INDEX `application_tenant_id_name` ON `applications` (`tenant_id`, `name`);
-- create "authorization_requests" table
CREATE TABLE `authorization_requests` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `application_id` blob NOT NULL, `user_id` blob NULL, `session_id` blob NULL, `code_hash` text NULL, `request` json NOT NULL, `signed_in_at` datetime NULL, `methods` json NOT NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "authorization_requests_code_hash_key" to table: "authorization_requests"
CREATE UNIQUE INDEX `authorization_requests_code_hash_key` ON `authorization_requests` (`code_hash`);
-- create index "authorizationrequest_expires_at" to table: "authorization_requests"
CREATE INDEX `authorizationrequest_expires_at` ON `authorization_requests` (`expires_at`);
-- create index "authorizationrequest_session_id" to table: "authorization_requests"
CREATE INDEX `authorizationrequest_session_id` ON `authorization_requests` (`session_id`);
-- create "challenges" table
CREATE TABLE `challenges` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `hash` text NOT NULL, `purpose` text NOT NULL, `user_id` blob NULL, `session_id` blob NULL, `data_sealed` blob NULL, `methods` json NOT NULL, `return_to` text NOT NULL DEFAULT ('/'), `attempts` integer NOT NULL DEFAULT (0), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "challenges_hash_key" to table: "challenges"
CREATE UNIQUE INDEX `challenges_hash_key` ON `challenges` (`hash`);
-- create index "challenge_expires_at" to table: "challenges"
CREATE INDEX `challenge_expires_at` ON `challenges` (`expires_at`);
-- create index "challenge_user_id" to table: "challenges"
CREATE INDEX `challenge_user_id` ON `challenges` (`user_id`);
-- create "contacts" table
CREATE TABLE `contacts` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `user_id` blob NULL, `first_name` text NOT NULL, `first_name_key` text NOT NULL DEFAULT (''), `last_name` text NOT NULL, `last_name_key` text NOT NULL DEFAULT (''), `email` text NOT NULL, `email_key` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `commercial` bool NOT NULL DEFAULT (false), `operational` bool NOT NULL DEFAULT (false), `primary` bool NOT NULL DEFAULT (false), `platform_access` bool NOT NULL DEFAULT (false), `invited_at` datetime NULL, `language` text NOT NULL DEFAULT (''), `search_key` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "contact_account_id_email_key" to table: "contacts"
CREATE UNIQUE INDEX `contact_account_id_email_key` ON `contacts` (`account_id`, `email_key`);
-- create index "contact_tenant_id_last_name_key_id" to table: "contacts"
CREATE INDEX `contact_tenant_id_last_name_key_id` ON `contacts` (`tenant_id`, `last_name_key`, `id`);
-- create index "contact_account_id_last_name_key_id" to table: "contacts"
CREATE INDEX `contact_account_id_last_name_key_id` ON `contacts` (`account_id`, `last_name_key`, `id`);
-- create index "contact_user_id" to table: "contacts"
CREATE INDEX `contact_user_id` ON `contacts` (`user_id`);
-- create "contact_portfolios" table
CREATE TABLE `contact_portfolios` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `contact_id` blob NOT NULL, `portfolio_id` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "contactportfolio_contact_id_portfolio_id" to table: "contact_portfolios"
CREATE UNIQUE INDEX `contactportfolio_contact_id_portfolio_id` ON `contact_portfolios` (`contact_id`, `portfolio_id`);
-- create index "contactportfolio_portfolio_id_contact_id" to table: "contact_portfolios"
CREATE INDEX `contactportfolio_portfolio_id_contact_id` ON `contact_portfolios` (`portfolio_id`, `contact_id`);
-- create "customer_accounts" table
CREATE TABLE `customer_accounts` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `reference` text NOT NULL DEFAULT (''), `name` text NOT NULL, `name_key` text NOT NULL DEFAULT (''), `legal_name` text NOT NULL DEFAULT (''), `street` text NOT NULL DEFAULT (''), `postal_code` text NOT NULL DEFAULT (''), `city` text NOT NULL DEFAULT (''), `region` text NOT NULL DEFAULT (''), `country` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `tax_number` text NOT NULL DEFAULT (''), `language` text NOT NULL DEFAULT (''), `complete` bool NOT NULL DEFAULT (false), `search_key` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "customeraccount_tenant_id_name_key_id" to table: "customer_accounts"
CREATE INDEX `customeraccount_tenant_id_name_key_id` ON `customer_accounts` (`tenant_id`, `name_key`, `id`);
-- create index "customeraccount_tenant_id_reference" to table: "customer_accounts"
CREATE INDEX `customeraccount_tenant_id_reference` ON `customer_accounts` (`tenant_id`, `reference`);
-- create "jobs" table
CREATE TABLE `jobs` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `kind` text NOT NULL, `started_by` blob NULL, `actor` json NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `input` json NULL, `dry_run` bool NOT NULL DEFAULT (false), `total` integer NOT NULL DEFAULT (0), `progress` integer NOT NULL DEFAULT (0), `refused` integer NOT NULL DEFAULT (0), `cursor` text NOT NULL DEFAULT (''), `error` text NOT NULL DEFAULT (''), `cancel` bool NOT NULL DEFAULT (false), `started_at` datetime NULL, `seen_at` datetime NULL, `finished_at` datetime NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "job_tenant_id_id" to table: "jobs"
CREATE INDEX `job_tenant_id_id` ON `jobs` (`tenant_id`, `id`);
-- create index "job_state_seen_at" to table: "jobs"
CREATE INDEX `job_state_seen_at` ON `jobs` (`state`, `seen_at`);
-- create index "job_tenant_id_started_by_id" to table: "jobs"
CREATE INDEX `job_tenant_id_started_by_id` ON `jobs` (`tenant_id`, `started_by`, `id`);
-- create index "job_expires_at" to table: "jobs"
CREATE INDEX `job_expires_at` ON `jobs` (`expires_at`);
-- create "job_files" table
CREATE TABLE `job_files` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `job_id` blob NOT NULL, `kind` text NOT NULL, `part` integer NOT NULL, `data` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "jobfile_job_id_kind_part" to table: "job_files"
CREATE UNIQUE INDEX `jobfile_job_id_kind_part` ON `job_files` (`job_id`, `kind`, `part`);
-- create "job_rows" table
CREATE TABLE `job_rows` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `job_id` blob NOT NULL, `row` integer NOT NULL, `outcome` text NOT NULL, `code` text NOT NULL DEFAULT (''), `field` text NOT NULL DEFAULT (''), `message` text NOT NULL DEFAULT (''), `target_id` blob NULL, PRIMARY KEY (`id`));
-- create index "jobrow_job_id_row" to table: "job_rows"
CREATE UNIQUE INDEX `jobrow_job_id_row` ON `job_rows` (`job_id`, `row`);
-- create "mails" table
CREATE TABLE `mails` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `recipient_id` blob NULL, `address` text NOT NULL, `language` text NOT NULL DEFAULT ('en'), `subject` text NOT NULL, `body_sealed` blob NOT NULL, `types` json NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `attempts` integer NOT NULL DEFAULT (0), `next_attempt_at` datetime NOT NULL, `error` text NOT NULL DEFAULT (''), `sent_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "mail_state_next_attempt_at" to table: "mails"
CREATE INDEX `mail_state_next_attempt_at` ON `mails` (`state`, `next_attempt_at`);
-- create index "mail_tenant_id_state_id" to table: "mails"
CREATE INDEX `mail_tenant_id_state_id` ON `mails` (`tenant_id`, `state`, `id`);
-- create index "mail_tenant_id_recipient_id_id" to table: "mails"
CREATE INDEX `mail_tenant_id_recipient_id_id` ON `mails` (`tenant_id`, `recipient_id`, `id`);
-- create "notice_preferences" table
CREATE TABLE `notice_preferences` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `user_id` blob NOT NULL, `type` text NOT NULL, `email` bool NOT NULL DEFAULT (true), PRIMARY KEY (`id`));
-- create index "noticepreference_user_id_type" to table: "notice_preferences"
CREATE UNIQUE INDEX `noticepreference_user_id_type` ON `notice_preferences` (`user_id`, `type`);
-- create "one_time_links" table
CREATE TABLE `one_time_links` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `purpose` text NOT NULL, `hash` text NOT NULL, `user_id` blob NULL, `connection_id` blob NULL, `created_by` blob NULL, `address` text NOT NULL DEFAULT (''), `expires_at` datetime NOT NULL, `used_at` datetime NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "one_time_links_hash_key" to table: "one_time_links"
CREATE UNIQUE INDEX `one_time_links_hash_key` ON `one_time_links` (`hash`);
-- create index "onetimelink_expires_at" to table: "one_time_links"
CREATE INDEX `onetimelink_expires_at` ON `one_time_links` (`expires_at`);
-- create index "onetimelink_tenant_id_purpose_user_id" to table: "one_time_links"
CREATE INDEX `onetimelink_tenant_id_purpose_user_id` ON `one_time_links` (`tenant_id`, `purpose`, `user_id`);
-- create index "onetimelink_tenant_id_connection_id" to table: "one_time_links"
CREATE INDEX `onetimelink_tenant_id_connection_id` ON `one_time_links` (`tenant_id`, `connection_id`);
-- create "passkeys" table
CREATE TABLE `passkeys` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `user_id` blob NOT NULL, `credential_id` blob NOT NULL, `name` text NOT NULL, `credential` blob NOT NULL, `last_used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "passkey_tenant_id_credential_id" to table: "passkeys"
CREATE UNIQUE INDEX `passkey_tenant_id_credential_id` ON `passkeys` (`tenant_id`, `credential_id`);
-- create index "passkey_user_id" to table: "passkeys"
CREATE INDEX `passkey_user_id` ON `passkeys` (`user_id`);
-- create "pending_changes" table
CREATE TABLE `pending_changes` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `kind` text NOT NULL, `user_id` blob NOT NULL, `requested_by` blob NOT NULL, `change` json NOT NULL, `before` json NULL, `expected_version` integer NOT NULL, `state` text NOT NULL DEFAULT ('PENDING'), `decided_by` blob NULL, `decided_at` datetime NULL, `comment` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "pendingchange_tenant_id_state_id" to table: "pending_changes"
CREATE INDEX `pendingchange_tenant_id_state_id` ON `pending_changes` (`tenant_id`, `state`, `id`);
-- create index "pendingchange_user_id_state" to table: "pending_changes"
CREATE INDEX `pendingchange_user_id_state` ON `pending_changes` (`user_id`, `state`);
-- create "portfolios" table
CREATE TABLE `portfolios` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `name` text NOT NULL, `name_key` text NOT NULL DEFAULT (''), `reference` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "portfolio_account_id_name_key" to table: "portfolios"
CREATE UNIQUE INDEX `portfolio_account_id_name_key` ON `portfolios` (`account_id`, `name_key`);
-- create "recovery_codes" table
CREATE TABLE `recovery_codes` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `user_id` blob NOT NULL, `hash` text NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "recoverycode_user_id_hash" to table: "recovery_codes"
CREATE UNIQUE INDEX `recoverycode_user_id_hash` ON `recovery_codes` (`user_id`, `hash`);
-- create "refresh_tokens" table
CREATE TABLE `refresh_tokens` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `application_id` blob NOT NULL, `user_id` blob NOT NULL, `session_id` blob NOT NULL, `family_id` blob NOT NULL, `hash` text NOT NULL, `scopes` json NOT NULL, `methods` json NOT NULL, `signed_in_at` datetime NOT NULL, `authorization_id` blob NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "refresh_tokens_hash_key" to table: "refresh_tokens"
CREATE UNIQUE INDEX `refresh_tokens_hash_key` ON `refresh_tokens` (`hash`);
-- create index "refreshtoken_family_id" to table: "refresh_tokens"
CREATE INDEX `refreshtoken_family_id` ON `refresh_tokens` (`family_id`);
-- create index "refreshtoken_session_id" to table: "refresh_tokens"
CREATE INDEX `refreshtoken_session_id` ON `refresh_tokens` (`session_id`);
-- create index "refreshtoken_user_id" to table: "refresh_tokens"
CREATE INDEX `refreshtoken_user_id` ON `refresh_tokens` (`user_id`);
-- create index "refreshtoken_expires_at" to table: "refresh_tokens"
CREATE INDEX `refreshtoken_expires_at` ON `refresh_tokens` (`expires_at`);
-- create "saved_views" table
CREATE TABLE `saved_views` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `user_id` blob NOT NULL, `page` text NOT NULL, `name` text NOT NULL, `name_key` text NOT NULL DEFAULT (''), `state` text NOT NULL, `shared` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "savedview_user_id_page_name_key" to table: "saved_views"
CREATE UNIQUE INDEX `savedview_user_id_page_name_key` ON `saved_views` (`user_id`, `page`, `name_key`);
-- create index "savedview_tenant_id_page" to table: "saved_views"
CREATE INDEX `savedview_tenant_id_page` ON `saved_views` (`tenant_id`, `page`);
-- create "signing_keys" table
CREATE TABLE `signing_keys` (`id` blob NOT NULL, `key_id` text NOT NULL, `algorithm` text NOT NULL, `private_sealed` blob NOT NULL, `public` blob NOT NULL, `created_at` datetime NOT NULL, `signs_from` datetime NOT NULL, `signs_until` datetime NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "signing_keys_key_id_key" to table: "signing_keys"
CREATE UNIQUE INDEX `signing_keys_key_id_key` ON `signing_keys` (`key_id`);
-- create "test_runs" table
CREATE TABLE `test_runs` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `connection_id` blob NOT NULL, `started_by` blob NULL, `state` text NOT NULL DEFAULT ('STARTED'), `reason` text NOT NULL DEFAULT (''), `view` json NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "testrun_tenant_id_connection_id_id" to table: "test_runs"
CREATE INDEX `testrun_tenant_id_connection_id_id` ON `test_runs` (`tenant_id`, `connection_id`, `id`);
-- create index "testrun_expires_at" to table: "test_runs"
CREATE INDEX `testrun_expires_at` ON `test_runs` (`expires_at`);
-- create "totps" table
CREATE TABLE `totps` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `user_id` blob NOT NULL, `secret_sealed` blob NOT NULL, `confirmed_at` datetime NULL, `last_step` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "totp_user_id" to table: "totps"
CREATE UNIQUE INDEX `totp_user_id` ON `totps` (`user_id`);
-- create "webhooks" table
CREATE TABLE `webhooks` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `name` text NOT NULL, `url` text NOT NULL, `events` json NOT NULL, `state` text NOT NULL DEFAULT ('ACTIVE'), `secret_sealed` blob NOT NULL, `former_secret_sealed` blob NULL, `former_secret_until` datetime NULL, `mark` integer NOT NULL DEFAULT (0), `failing_since` datetime NULL, `reason` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- create index "webhook_tenant_id_name" to table: "webhooks"
CREATE INDEX `webhook_tenant_id_name` ON `webhooks` (`tenant_id`, `name`);
-- create "webhook_deliveries" table
CREATE TABLE `webhook_deliveries` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `webhook_id` blob NOT NULL, `entry_id` blob NOT NULL, `seq` integer NOT NULL, `action` text NOT NULL, `target_id` blob NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `attempts` integer NOT NULL DEFAULT (0), `next_attempt_at` datetime NOT NULL, `status` integer NOT NULL DEFAULT (0), `error` text NOT NULL DEFAULT (''), `delivered_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "webhookdelivery_webhook_id_state_seq" to table: "webhook_deliveries"
CREATE INDEX `webhookdelivery_webhook_id_state_seq` ON `webhook_deliveries` (`webhook_id`, `state`, `seq`);
-- create index "webhookdelivery_webhook_id_target_id_state" to table: "webhook_deliveries"
CREATE INDEX `webhookdelivery_webhook_id_target_id_state` ON `webhook_deliveries` (`webhook_id`, `target_id`, `state`);
-- create index "webhookdelivery_state_next_attempt_at" to table: "webhook_deliveries"
CREATE INDEX `webhookdelivery_state_next_attempt_at` ON `webhook_deliveries` (`state`, `next_attempt_at`);
-- create index "webhookdelivery_tenant_id_webhook_id_id" to table: "webhook_deliveries"
CREATE INDEX `webhookdelivery_tenant_id_webhook_id_id` ON `webhook_deliveries` (`tenant_id`, `webhook_id`, `id`);

-- +goose Down
-- reverse: create index "webhookdelivery_tenant_id_webhook_id_id" to table: "webhook_deliveries"
DROP INDEX `webhookdelivery_tenant_id_webhook_id_id`;
-- reverse: create index "webhookdelivery_state_next_attempt_at" to table: "webhook_deliveries"
DROP INDEX `webhookdelivery_state_next_attempt_at`;
-- reverse: create index "webhookdelivery_webhook_id_target_id_state" to table: "webhook_deliveries"
DROP INDEX `webhookdelivery_webhook_id_target_id_state`;
-- reverse: create index "webhookdelivery_webhook_id_state_seq" to table: "webhook_deliveries"
DROP INDEX `webhookdelivery_webhook_id_state_seq`;
-- reverse: create "webhook_deliveries" table
DROP TABLE `webhook_deliveries`;
-- reverse: create index "webhook_tenant_id_name" to table: "webhooks"
DROP INDEX `webhook_tenant_id_name`;
-- reverse: create "webhooks" table
DROP TABLE `webhooks`;
-- reverse: create index "totp_user_id" to table: "totps"
DROP INDEX `totp_user_id`;
-- reverse: create "totps" table
DROP TABLE `totps`;
-- reverse: create index "testrun_expires_at" to table: "test_runs"
DROP INDEX `testrun_expires_at`;
-- reverse: create index "testrun_tenant_id_connection_id_id" to table: "test_runs"
DROP INDEX `testrun_tenant_id_connection_id_id`;
-- reverse: create "test_runs" table
DROP TABLE `test_runs`;
-- reverse: create index "signing_keys_key_id_key" to table: "signing_keys"
DROP INDEX `signing_keys_key_id_key`;
-- reverse: create "signing_keys" table
DROP TABLE `signing_keys`;
-- reverse: create index "savedview_tenant_id_page" to table: "saved_views"
DROP INDEX `savedview_tenant_id_page`;
-- reverse: create index "savedview_user_id_page_name_key" to table: "saved_views"
DROP INDEX `savedview_user_id_page_name_key`;
-- reverse: create "saved_views" table
DROP TABLE `saved_views`;
-- reverse: create index "refreshtoken_expires_at" to table: "refresh_tokens"
DROP INDEX `refreshtoken_expires_at`;
-- reverse: create index "refreshtoken_user_id" to table: "refresh_tokens"
DROP INDEX `refreshtoken_user_id`;
-- reverse: create index "refreshtoken_session_id" to table: "refresh_tokens"
DROP INDEX `refreshtoken_session_id`;
-- reverse: create index "refreshtoken_family_id" to table: "refresh_tokens"
DROP INDEX `refreshtoken_family_id`;
-- reverse: create index "refresh_tokens_hash_key" to table: "refresh_tokens"
DROP INDEX `refresh_tokens_hash_key`;
-- reverse: create "refresh_tokens" table
DROP TABLE `refresh_tokens`;
-- reverse: create index "recoverycode_user_id_hash" to table: "recovery_codes"
DROP INDEX `recoverycode_user_id_hash`;
-- reverse: create "recovery_codes" table
DROP TABLE `recovery_codes`;
-- reverse: create index "portfolio_account_id_name_key" to table: "portfolios"
DROP INDEX `portfolio_account_id_name_key`;
-- reverse: create "portfolios" table
DROP TABLE `portfolios`;
-- reverse: create index "pendingchange_user_id_state" to table: "pending_changes"
DROP INDEX `pendingchange_user_id_state`;
-- reverse: create index "pendingchange_tenant_id_state_id" to table: "pending_changes"
DROP INDEX `pendingchange_tenant_id_state_id`;
-- reverse: create "pending_changes" table
DROP TABLE `pending_changes`;
-- reverse: create index "passkey_user_id" to table: "passkeys"
DROP INDEX `passkey_user_id`;
-- reverse: create index "passkey_tenant_id_credential_id" to table: "passkeys"
DROP INDEX `passkey_tenant_id_credential_id`;
-- reverse: create "passkeys" table
DROP TABLE `passkeys`;
-- reverse: create index "onetimelink_tenant_id_connection_id" to table: "one_time_links"
DROP INDEX `onetimelink_tenant_id_connection_id`;
-- reverse: create index "onetimelink_tenant_id_purpose_user_id" to table: "one_time_links"
DROP INDEX `onetimelink_tenant_id_purpose_user_id`;
-- reverse: create index "onetimelink_expires_at" to table: "one_time_links"
DROP INDEX `onetimelink_expires_at`;
-- reverse: create index "one_time_links_hash_key" to table: "one_time_links"
DROP INDEX `one_time_links_hash_key`;
-- reverse: create "one_time_links" table
DROP TABLE `one_time_links`;
-- reverse: create index "noticepreference_user_id_type" to table: "notice_preferences"
DROP INDEX `noticepreference_user_id_type`;
-- reverse: create "notice_preferences" table
DROP TABLE `notice_preferences`;
-- reverse: create index "mail_tenant_id_recipient_id_id" to table: "mails"
DROP INDEX `mail_tenant_id_recipient_id_id`;
-- reverse: create index "mail_tenant_id_state_id" to table: "mails"
DROP INDEX `mail_tenant_id_state_id`;
-- reverse: create index "mail_state_next_attempt_at" to table: "mails"
DROP INDEX `mail_state_next_attempt_at`;
-- reverse: create "mails" table
DROP TABLE `mails`;
-- reverse: create index "jobrow_job_id_row" to table: "job_rows"
DROP INDEX `jobrow_job_id_row`;
-- reverse: create "job_rows" table
DROP TABLE `job_rows`;
-- reverse: create index "jobfile_job_id_kind_part" to table: "job_files"
DROP INDEX `jobfile_job_id_kind_part`;
-- reverse: create "job_files" table
DROP TABLE `job_files`;
-- reverse: create index "job_expires_at" to table: "jobs"
DROP INDEX `job_expires_at`;
-- reverse: create index "job_tenant_id_started_by_id" to table: "jobs"
DROP INDEX `job_tenant_id_started_by_id`;
-- reverse: create index "job_state_seen_at" to table: "jobs"
DROP INDEX `job_state_seen_at`;
-- reverse: create index "job_tenant_id_id" to table: "jobs"
DROP INDEX `job_tenant_id_id`;
-- reverse: create "jobs" table
DROP TABLE `jobs`;
-- reverse: create index "customeraccount_tenant_id_reference" to table: "customer_accounts"
DROP INDEX `customeraccount_tenant_id_reference`;
-- reverse: create index "customeraccount_tenant_id_name_key_id" to table: "customer_accounts"
DROP INDEX `customeraccount_tenant_id_name_key_id`;
-- reverse: create "customer_accounts" table
DROP TABLE `customer_accounts`;
-- reverse: create index "contactportfolio_portfolio_id_contact_id" to table: "contact_portfolios"
DROP INDEX `contactportfolio_portfolio_id_contact_id`;
-- reverse: create index "contactportfolio_contact_id_portfolio_id" to table: "contact_portfolios"
DROP INDEX `contactportfolio_contact_id_portfolio_id`;
-- reverse: create "contact_portfolios" table
DROP TABLE `contact_portfolios`;
-- reverse: create index "contact_user_id" to table: "contacts"
DROP INDEX `contact_user_id`;
-- reverse: create index "contact_account_id_last_name_key_id" to table: "contacts"
DROP INDEX `contact_account_id_last_name_key_id`;
-- reverse: create index "contact_tenant_id_last_name_key_id" to table: "contacts"
DROP INDEX `contact_tenant_id_last_name_key_id`;
-- reverse: create index "contact_account_id_email_key" to table: "contacts"
DROP INDEX `contact_account_id_email_key`;
-- reverse: create "contacts" table
DROP TABLE `contacts`;
-- reverse: create index "challenge_user_id" to table: "challenges"
DROP INDEX `challenge_user_id`;
-- reverse: create index "challenge_expires_at" to table: "challenges"
DROP INDEX `challenge_expires_at`;
-- reverse: create index "challenges_hash_key" to table: "challenges"
DROP INDEX `challenges_hash_key`;
-- reverse: create "challenges" table
DROP TABLE `challenges`;
-- reverse: create index "authorizationrequest_session_id" to table: "authorization_requests"
DROP INDEX `authorizationrequest_session_id`;
-- reverse: create index "authorizationrequest_expires_at" to table: "authorization_requests"
DROP INDEX `authorizationrequest_expires_at`;
-- reverse: create index "authorization_requests_code_hash_key" to table: "authorization_requests"
DROP INDEX `authorization_requests_code_hash_key`;
-- reverse: create "authorization_requests" table
DROP TABLE `authorization_requests`;
-- reverse: create index "application_tenant_id_name" to table: "applications"
DROP INDEX `application_tenant_id_name`;
-- reverse: create index "applications_client_id_key" to table: "applications"
DROP INDEX `applications_client_id_key`;
-- reverse: create "applications" table
DROP TABLE `applications`;
-- reverse: create index "accesstoken_authorization_id" to table: "access_tokens"
DROP INDEX `accesstoken_authorization_id`;
-- reverse: create index "accesstoken_expires_at" to table: "access_tokens"
DROP INDEX `accesstoken_expires_at`;
-- reverse: create index "accesstoken_user_id" to table: "access_tokens"
DROP INDEX `accesstoken_user_id`;
-- reverse: create index "accesstoken_session_id" to table: "access_tokens"
DROP INDEX `accesstoken_session_id`;
-- reverse: create index "access_tokens_hash_key" to table: "access_tokens"
DROP INDEX `access_tokens_hash_key`;
-- reverse: create "access_tokens" table
DROP TABLE `access_tokens`;
-- reverse: add column "starting" to table: "roles"
ALTER TABLE `roles` DROP COLUMN `starting`;
-- reverse: create index "domain_name" to table: "domains"
DROP INDEX `domain_name`;
-- reverse: create index "domain_tenant_id_name" to table: "domains"
DROP INDEX `domain_tenant_id_name`;
-- a name was unique, proven or not
DELETE FROM domains WHERE verified_at IS NULL;
-- reverse: drop index "domains_name_key" from table: "domains"
CREATE UNIQUE INDEX `domains_name_key` ON `domains` (`name`);
-- reverse: add column "role_ids" to table: "api_keys"
ALTER TABLE `api_keys` DROP COLUMN `role_ids`;
-- the columns
ALTER TABLE `users` DROP COLUMN `providers`;
ALTER TABLE `users` DROP COLUMN `document_account`;
ALTER TABLE `users` DROP COLUMN `sign_in_blocked_until`;
ALTER TABLE `users` DROP COLUMN `mfa_method`;
ALTER TABLE `users` DROP COLUMN `password_changed_at`;
ALTER TABLE `sign_in_requests` DROP COLUMN `test_run_id`;
ALTER TABLE `sign_in_requests` DROP COLUMN `session_id`;
ALTER TABLE `sign_in_requests` DROP COLUMN `purpose`;
ALTER TABLE `sessions` DROP COLUMN `address`;
ALTER TABLE `sessions` DROP COLUMN `stepped_up_at`;
ALTER TABLE `sessions` DROP COLUMN `name_id`;
ALTER TABLE `notifications` DROP COLUMN `mail_id`;
ALTER TABLE `notifications` DROP COLUMN `facts`;
ALTER TABLE `notifications` DROP COLUMN `secret_sealed`;
ALTER TABLE `notifications` DROP COLUMN `address`;
ALTER TABLE `domains` DROP COLUMN `lost_at`;
ALTER TABLE `domains` DROP COLUMN `checked_at`;
ALTER TABLE `domains` DROP COLUMN `challenge`;
ALTER TABLE `connections` DROP COLUMN `last_sign_in_at`;
ALTER TABLE `connections` DROP COLUMN `expiry_told`;
ALTER TABLE `connections` DROP COLUMN `metadata_error`;
ALTER TABLE `connections` DROP COLUMN `metadata_checked_at`;
ALTER TABLE `connections` DROP COLUMN `pending_reason`;
ALTER TABLE `connections` DROP COLUMN `pending_metadata`;
ALTER TABLE `connections` DROP COLUMN `sp_next_certificate`;
ALTER TABLE `connections` DROP COLUMN `sp_next_key_sealed`;
ALTER TABLE `connections` DROP COLUMN `enforced`;
ALTER TABLE `connections` DROP COLUMN `default_role_id`;
ALTER TABLE `connections` DROP COLUMN `provisioning`;
ALTER TABLE `connections` DROP COLUMN `want_encrypted`;
ALTER TABLE `connections` DROP COLUMN `idp_initiated`;
ALTER TABLE `connections` DROP COLUMN `slo_post_url`;
ALTER TABLE `connections` DROP COLUMN `slo_redirect_url`;
ALTER TABLE `company_settings` DROP COLUMN `mfa_sms`;
ALTER TABLE `company_settings` DROP COLUMN `document_system`;
