-- +goose Up
-- create "api_keys" table
CREATE TABLE `api_keys` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `name` text NOT NULL, `kind` text NOT NULL DEFAULT ('SERVICE'), `hint` text NOT NULL, `hash` text NOT NULL, `role_id` blob NULL, `user_id` blob NULL, `expires_at` datetime NULL, `last_used_at` datetime NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "api_keys_hash_key" to table: "api_keys"
CREATE UNIQUE INDEX `api_keys_hash_key` ON `api_keys` (`hash`);
-- create index "apikey_tenant_id_name" to table: "api_keys"
CREATE INDEX `apikey_tenant_id_name` ON `api_keys` (`tenant_id`, `name`);
-- create "assertions_seen" table
CREATE TABLE `assertions_seen` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `connection_id` blob NOT NULL, `assertion_id` text NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "assertionseen_connection_id_assertion_id" to table: "assertions_seen"
CREATE UNIQUE INDEX `assertionseen_connection_id_assertion_id` ON `assertions_seen` (`connection_id`, `assertion_id`);
-- create index "assertionseen_expires_at" to table: "assertions_seen"
CREATE INDEX `assertionseen_expires_at` ON `assertions_seen` (`expires_at`);
-- create "assignment_decisions" table
CREATE TABLE `assignment_decisions` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `position` integer NOT NULL, `settings_version` integer NOT NULL, `mode` text NOT NULL DEFAULT ('AUTO'), `chosen_id` blob NULL, `tier` text NOT NULL DEFAULT (''), `counts` json NULL, `ranking` blob NULL, `deal_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `assignment_decisions_deals_decisions` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION);
-- create index "assignmentdecision_deal_id_id" to table: "assignment_decisions"
CREATE INDEX `assignmentdecision_deal_id_id` ON `assignment_decisions` (`deal_id`, `id`);
-- create "assignment_state" table
CREATE TABLE `assignment_state` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `position` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "assignmentstate_tenant_id" to table: "assignment_state"
CREATE UNIQUE INDEX `assignmentstate_tenant_id` ON `assignment_state` (`tenant_id`);
-- create "authority_versions" table
CREATE TABLE `authority_versions` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `valid_from` datetime NOT NULL, `valid_to` datetime NULL, `position` integer NOT NULL, `user_id` blob NOT NULL, `state` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "authorityversion_user_id_valid_from" to table: "authority_versions"
CREATE INDEX `authorityversion_user_id_valid_from` ON `authority_versions` (`user_id`, `valid_from`);
-- create index "authorityversion_tenant_id_position" to table: "authority_versions"
CREATE INDEX `authorityversion_tenant_id_position` ON `authority_versions` (`tenant_id`, `position`);
-- create "bench_deltas" table
CREATE TABLE `bench_deltas` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `position` integer NOT NULL, `change` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "benchdelta_tenant_id_position" to table: "bench_deltas"
CREATE INDEX `benchdelta_tenant_id_position` ON `bench_deltas` (`tenant_id`, `position`);
-- create "brokers" table
CREATE TABLE `brokers` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `reference` text NOT NULL, `name` text NOT NULL, `name_key` text NOT NULL DEFAULT (''), `verified` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "broker_tenant_id_reference" to table: "brokers"
CREATE UNIQUE INDEX `broker_tenant_id_reference` ON `brokers` (`tenant_id`, `reference`);
-- create index "broker_tenant_id_name_key_id" to table: "brokers"
CREATE INDEX `broker_tenant_id_name_key_id` ON `brokers` (`tenant_id`, `name_key`, `id`);
-- create "company_settings" table
CREATE TABLE `company_settings` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `zone` text NOT NULL DEFAULT ('America/Toronto'), `currency` text NOT NULL DEFAULT ('CAD'), `language` text NOT NULL DEFAULT ('en'), `auto_assign` bool NOT NULL DEFAULT (true), `leaver_deals` text NOT NULL DEFAULT ('KEEP'), `limits_dual_control` bool NOT NULL DEFAULT (false), `over_limit_fallback` bool NOT NULL DEFAULT (false), `capacity_release` text NOT NULL DEFAULT ('CONDITIONAL_APPROVAL'), `limits_view` text NOT NULL DEFAULT ('CONDENSED'), `auto_remove_delegates` bool NOT NULL DEFAULT (true), `sso` bool NOT NULL DEFAULT (false), `inactivity_days` integer NULL, `company_phone` text NOT NULL DEFAULT (''), `dual_approval_above` integer NULL, `system_name` text NOT NULL DEFAULT ('System'), PRIMARY KEY (`id`));
-- create index "companysettings_tenant_id" to table: "company_settings"
CREATE UNIQUE INDEX `companysettings_tenant_id` ON `company_settings` (`tenant_id`);
-- create "connections" table
CREATE TABLE `connections` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `kind` text NOT NULL, `name` text NOT NULL, `state` text NOT NULL DEFAULT ('DRAFT'), `idp_entity_id` text NOT NULL DEFAULT (''), `sso_redirect_url` text NOT NULL DEFAULT (''), `sso_post_url` text NOT NULL DEFAULT (''), `certificates` json NOT NULL, `metadata_url` text NOT NULL DEFAULT (''), `metadata` text NOT NULL DEFAULT (''), `sign_requests` bool NOT NULL DEFAULT (false), `sp_key_sealed` blob NULL, `sp_certificate` text NOT NULL DEFAULT (''), `issuer` text NOT NULL DEFAULT (''), `client_id` text NOT NULL DEFAULT (''), `client_secret_sealed` blob NULL, `token_auth_method` text NOT NULL DEFAULT ('client_secret_basic'), `scopes` json NOT NULL, `mapping` json NULL, PRIMARY KEY (`id`));
-- create index "connection_tenant_id_name" to table: "connections"
CREATE INDEX `connection_tenant_id_name` ON `connections` (`tenant_id`, `name`);
-- create "connection_subjects" table
CREATE TABLE `connection_subjects` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `connection_id` blob NOT NULL, `user_id` blob NOT NULL, `subject` text NOT NULL, PRIMARY KEY (`id`));
-- create index "connectionsubject_connection_id_subject" to table: "connection_subjects"
CREATE UNIQUE INDEX `connectionsubject_connection_id_subject` ON `connection_subjects` (`connection_id`, `subject`);
-- create index "connectionsubject_user_id" to table: "connection_subjects"
CREATE INDEX `connectionsubject_user_id` ON `connection_subjects` (`user_id`);
-- create "deals" table
CREATE TABLE `deals` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `reference` text NOT NULL, `status` text NOT NULL DEFAULT ('NEW'), `open` bool NOT NULL DEFAULT (true), `submitted_at` datetime NOT NULL, `location` text NOT NULL DEFAULT (''), `property_type` text NOT NULL DEFAULT (''), `language` text NOT NULL DEFAULT (''), `currency` text NOT NULL, `discretion_bps` integer NOT NULL DEFAULT (0), `existing_retail` integer NOT NULL DEFAULT (0), `existing_business` integer NOT NULL DEFAULT (0), `loan_amount` integer NOT NULL DEFAULT (0), `held` bool NOT NULL DEFAULT (false), `stalled` bool NOT NULL DEFAULT (false), `search_key` text NOT NULL DEFAULT (''), `owner_key` text NOT NULL DEFAULT (''), `product_id` blob NULL, `broker_id` blob NULL, `owner_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `deals_products_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE SET NULL, CONSTRAINT `deals_brokers_broker` FOREIGN KEY (`broker_id`) REFERENCES `brokers` (`id`) ON DELETE SET NULL, CONSTRAINT `deals_users_deals` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE SET NULL);
-- create index "deal_tenant_id_reference" to table: "deals"
CREATE UNIQUE INDEX `deal_tenant_id_reference` ON `deals` (`tenant_id`, `reference`);
-- create index "deal_tenant_id_owner_id_open" to table: "deals"
CREATE INDEX `deal_tenant_id_owner_id_open` ON `deals` (`tenant_id`, `owner_id`, `open`);
-- create index "deal_tenant_id_submitted_at_id" to table: "deals"
CREATE INDEX `deal_tenant_id_submitted_at_id` ON `deals` (`tenant_id`, `submitted_at`, `id`);
-- create index "deal_tenant_id_loan_amount_id" to table: "deals"
CREATE INDEX `deal_tenant_id_loan_amount_id` ON `deals` (`tenant_id`, `loan_amount`, `id`);
-- create index "deal_tenant_id_owner_key_id" to table: "deals"
CREATE INDEX `deal_tenant_id_owner_key_id` ON `deals` (`tenant_id`, `owner_key`, `id`);
-- create "deal_versions" table
CREATE TABLE `deal_versions` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `valid_from` datetime NOT NULL, `valid_to` datetime NULL, `position` integer NOT NULL, `deal_id` blob NOT NULL, `owner_id` blob NULL, `status` text NOT NULL, `state` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "dealversion_deal_id_valid_from" to table: "deal_versions"
CREATE INDEX `dealversion_deal_id_valid_from` ON `deal_versions` (`deal_id`, `valid_from`);
-- create index "dealversion_tenant_id_owner_id_position" to table: "deal_versions"
CREATE INDEX `dealversion_tenant_id_owner_id_position` ON `deal_versions` (`tenant_id`, `owner_id`, `position`);
-- create "directories" table
CREATE TABLE `directories` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `name` text NOT NULL, `enabled` bool NOT NULL DEFAULT (true), `rate` integer NOT NULL DEFAULT (1000), `last_seen_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "directory_tenant_id_name" to table: "directories"
CREATE UNIQUE INDEX `directory_tenant_id_name` ON `directories` (`tenant_id`, `name`);
-- create "directory_links" table
CREATE TABLE `directory_links` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `external_id` text NULL, `profile` blob NULL, `directory_id` blob NOT NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `directory_links_directories_links` FOREIGN KEY (`directory_id`) REFERENCES `directories` (`id`) ON DELETE NO ACTION, CONSTRAINT `directory_links_users_links` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "directorylink_directory_id_external_id" to table: "directory_links"
CREATE UNIQUE INDEX `directorylink_directory_id_external_id` ON `directory_links` (`directory_id`, `external_id`);
-- create index "directorylink_directory_id_user_id" to table: "directory_links"
CREATE UNIQUE INDEX `directorylink_directory_id_user_id` ON `directory_links` (`directory_id`, `user_id`);
-- create index "directorylink_user_id" to table: "directory_links"
CREATE INDEX `directorylink_user_id` ON `directory_links` (`user_id`);
-- create "directory_tokens" table
CREATE TABLE `directory_tokens` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `hint` text NOT NULL, `hash` text NOT NULL, `expires_at` datetime NULL, `last_used_at` datetime NULL, `revoked_at` datetime NULL, `directory_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `directory_tokens_directories_tokens` FOREIGN KEY (`directory_id`) REFERENCES `directories` (`id`) ON DELETE NO ACTION);
-- create index "directory_tokens_hash_key" to table: "directory_tokens"
CREATE UNIQUE INDEX `directory_tokens_hash_key` ON `directory_tokens` (`hash`);
-- create "domains" table
CREATE TABLE `domains` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `name` text NOT NULL, `verified_at` datetime NULL, `verified_by` text NOT NULL DEFAULT (''), `connection_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `domains_connections_domains` FOREIGN KEY (`connection_id`) REFERENCES `connections` (`id`) ON DELETE SET NULL);
-- create index "domains_name_key" to table: "domains"
CREATE UNIQUE INDEX `domains_name_key` ON `domains` (`name`);
-- create "email_reservations" table
CREATE TABLE `email_reservations` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `address_hash` blob NOT NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "emailreservation_tenant_id_address_hash" to table: "email_reservations"
CREATE UNIQUE INDEX `emailreservation_tenant_id_address_hash` ON `email_reservations` (`tenant_id`, `address_hash`);
-- create "facilities" table
CREATE TABLE `facilities` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `place` integer NOT NULL DEFAULT (0), `category` text NOT NULL, `book` text NOT NULL DEFAULT ('RETAIL'), `amount` integer NOT NULL, `deal_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `facilities_deals_facilities` FOREIGN KEY (`deal_id`) REFERENCES `deals` (`id`) ON DELETE NO ACTION);
-- create index "facility_deal_id" to table: "facilities"
CREATE INDEX `facility_deal_id` ON `facilities` (`deal_id`);
-- create "groups" table
CREATE TABLE `groups` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `display_name` text NOT NULL, `display_name_key` text NOT NULL DEFAULT (''), `external_id` text NOT NULL DEFAULT (''), `attributes` json NULL, `directory_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `groups_directories_groups` FOREIGN KEY (`directory_id`) REFERENCES `directories` (`id`) ON DELETE NO ACTION);
-- create index "group_tenant_id_directory_id_display_name_key" to table: "groups"
CREATE INDEX `group_tenant_id_directory_id_display_name_key` ON `groups` (`tenant_id`, `directory_id`, `display_name_key`);
-- create index "group_tenant_id_directory_id_external_id" to table: "groups"
CREATE INDEX `group_tenant_id_directory_id_external_id` ON `groups` (`tenant_id`, `directory_id`, `external_id`);
-- create "group_members" table
CREATE TABLE `group_members` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `group_id` blob NOT NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `group_members_groups_members` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE NO ACTION, CONSTRAINT `group_members_users_memberships` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "groupmember_group_id_user_id" to table: "group_members"
CREATE UNIQUE INDEX `groupmember_group_id_user_id` ON `group_members` (`group_id`, `user_id`);
-- create index "groupmember_user_id_group_id" to table: "group_members"
CREATE INDEX `groupmember_user_id_group_id` ON `group_members` (`user_id`, `group_id`);
-- create "group_roles" table
CREATE TABLE `group_roles` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `mapped_by` blob NULL, `group_id` blob NOT NULL, `role_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `group_roles_groups_roles` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE NO ACTION, CONSTRAINT `group_roles_roles_groups` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE NO ACTION);
-- create index "grouprole_group_id_role_id" to table: "group_roles"
CREATE UNIQUE INDEX `grouprole_group_id_role_id` ON `group_roles` (`group_id`, `role_id`);
-- create "history_entries" table
CREATE TABLE `history_entries` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `at` datetime NOT NULL, `actor_kind` text NOT NULL, `actor_id` blob NULL, `on_behalf_of` blob NULL, `action` text NOT NULL, `target_kind` text NOT NULL, `target_id` blob NOT NULL, `user_id` blob NULL, `reason` text NOT NULL DEFAULT (''), `source` text NOT NULL DEFAULT (''), `mode` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT (''), `comment` text NOT NULL DEFAULT (''), `changes` blob NULL, `request_id` text NOT NULL DEFAULT (''), `txid` integer NULL, PRIMARY KEY (`id`));
-- create index "historyentry_tenant_id_id" to table: "history_entries"
CREATE INDEX `historyentry_tenant_id_id` ON `history_entries` (`tenant_id`, `id`);
-- create index "historyentry_tenant_id_target_id_id" to table: "history_entries"
CREATE INDEX `historyentry_tenant_id_target_id_id` ON `history_entries` (`tenant_id`, `target_id`, `id`);
-- create index "historyentry_tenant_id_txid" to table: "history_entries"
CREATE INDEX `historyentry_tenant_id_txid` ON `history_entries` (`tenant_id`, `txid`);
-- create "history_heads" table
CREATE TABLE `history_heads` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `seq` integer NOT NULL DEFAULT (0), `hash` blob NULL, `mark` integer NOT NULL DEFAULT (0), `mac` blob NULL, PRIMARY KEY (`id`));
-- create index "historyhead_tenant_id" to table: "history_heads"
CREATE UNIQUE INDEX `historyhead_tenant_id` ON `history_heads` (`tenant_id`);
-- create "history_seals" table
CREATE TABLE `history_seals` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `seq` integer NOT NULL, `entry_id` blob NOT NULL, `previous` blob NOT NULL, `hash` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "history_seals_entry_id_key" to table: "history_seals"
CREATE UNIQUE INDEX `history_seals_entry_id_key` ON `history_seals` (`entry_id`);
-- create index "historyseal_tenant_id_seq" to table: "history_seals"
CREATE UNIQUE INDEX `historyseal_tenant_id_seq` ON `history_seals` (`tenant_id`, `seq`);
-- create "idempotency_keys" table
CREATE TABLE `idempotency_keys` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `key` text NOT NULL, `input_hash` text NOT NULL, `result` text NOT NULL DEFAULT (''), `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "idempotencykey_tenant_id_key" to table: "idempotency_keys"
CREATE UNIQUE INDEX `idempotencykey_tenant_id_key` ON `idempotency_keys` (`tenant_id`, `key`);
-- create index "idempotencykey_expires_at" to table: "idempotency_keys"
CREATE INDEX `idempotencykey_expires_at` ON `idempotency_keys` (`expires_at`);
-- create "leases" table
CREATE TABLE `leases` (`id` blob NOT NULL, `name` text NOT NULL, `holder` text NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "leases_name_key" to table: "leases"
CREATE UNIQUE INDEX `leases_name_key` ON `leases` (`name`);
-- create "lending_limits" table
CREATE TABLE `lending_limits` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `max_capacity` integer NULL, `max_discretion_bps` integer NULL, `loan_amount` integer NULL, `mortgage_secured` integer NULL, `non_mortgage_secured` integer NULL, `bridge_secured` integer NULL, `total_connection` integer NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `lending_limits_users_limits` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "lending_limits_user_id_key" to table: "lending_limits"
CREATE UNIQUE INDEX `lending_limits_user_id_key` ON `lending_limits` (`user_id`);
-- create "notifications" table
CREATE TABLE `notifications` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `type` text NOT NULL, `recipient_id` blob NOT NULL, `subject_id` blob NULL, `state` text NOT NULL DEFAULT ('PENDING'), `next_attempt_at` datetime NOT NULL, `attempts` integer NOT NULL DEFAULT (0), `read_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "notification_tenant_id_recipient_id_id" to table: "notifications"
CREATE INDEX `notification_tenant_id_recipient_id_id` ON `notifications` (`tenant_id`, `recipient_id`, `id`);
-- create index "notification_state_next_attempt_at" to table: "notifications"
CREATE INDEX `notification_state_next_attempt_at` ON `notifications` (`state`, `next_attempt_at`);
-- create "preferences" table
CREATE TABLE `preferences` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `auto_assign` bool NOT NULL DEFAULT (true), `locations` json NOT NULL, `property_types` json NOT NULL, `products` json NOT NULL, `brokers` json NOT NULL, `languages` json NOT NULL, `financing_date` text NOT NULL DEFAULT (''), `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `preferences_users_preferences` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "preferences_user_id_key" to table: "preferences"
CREATE UNIQUE INDEX `preferences_user_id_key` ON `preferences` (`user_id`);
-- create "products" table
CREATE TABLE `products` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `reference` text NOT NULL, `name` text NOT NULL, `name_key` text NOT NULL DEFAULT (''), `locations` json NOT NULL, PRIMARY KEY (`id`));
-- create index "product_tenant_id_reference" to table: "products"
CREATE UNIQUE INDEX `product_tenant_id_reference` ON `products` (`tenant_id`, `reference`);
-- create index "product_tenant_id_name_key_id" to table: "products"
CREATE INDEX `product_tenant_id_name_key_id` ON `products` (`tenant_id`, `name_key`, `id`);
-- create "roles" table
CREATE TABLE `roles` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `name` text NOT NULL, `permissions` json NOT NULL, `grants` json NOT NULL, `preset` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "role_tenant_id_name" to table: "roles"
CREATE UNIQUE INDEX `role_tenant_id_name` ON `roles` (`tenant_id`, `name`);
-- create "role_grants" table
CREATE TABLE `role_grants` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `granted_by` blob NULL, `role_id` blob NOT NULL, `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `role_grants_roles_grants_given` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE NO ACTION, CONSTRAINT `role_grants_users_grants` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "rolegrant_user_id_role_id" to table: "role_grants"
CREATE UNIQUE INDEX `rolegrant_user_id_role_id` ON `role_grants` (`user_id`, `role_id`);
-- create index "rolegrant_tenant_id_role_id" to table: "role_grants"
CREATE INDEX `rolegrant_tenant_id_role_id` ON `role_grants` (`tenant_id`, `role_id`);
-- create "sessions" table
CREATE TABLE `sessions` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `hash` text NOT NULL, `connection_id` blob NULL, `idp_session` text NOT NULL DEFAULT (''), `methods` json NOT NULL, `user_agent` text NOT NULL DEFAULT (''), `seen_at` datetime NOT NULL, `idle_until` datetime NOT NULL, `expires_at` datetime NOT NULL, `revoked_at` datetime NULL, `revoked_reason` text NOT NULL DEFAULT (''), `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sessions_users_sessions` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "sessions_hash_key" to table: "sessions"
CREATE UNIQUE INDEX `sessions_hash_key` ON `sessions` (`hash`);
-- create index "session_user_id_revoked_at" to table: "sessions"
CREATE INDEX `session_user_id_revoked_at` ON `sessions` (`user_id`, `revoked_at`);
-- create index "session_expires_at" to table: "sessions"
CREATE INDEX `session_expires_at` ON `sessions` (`expires_at`);
-- create "settings_versions" table
CREATE TABLE `settings_versions` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `valid_from` datetime NOT NULL, `valid_to` datetime NULL, `position` integer NOT NULL, `number` integer NOT NULL, `state` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "settingsversion_tenant_id_valid_from" to table: "settings_versions"
CREATE INDEX `settingsversion_tenant_id_valid_from` ON `settings_versions` (`tenant_id`, `valid_from`);
-- create index "settingsversion_tenant_id_number" to table: "settings_versions"
CREATE UNIQUE INDEX `settingsversion_tenant_id_number` ON `settings_versions` (`tenant_id`, `number`);
-- create "sign_in_requests" table
CREATE TABLE `sign_in_requests` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `connection_id` blob NOT NULL, `handle` text NOT NULL, `browser_hash` text NOT NULL, `return_to` text NOT NULL DEFAULT ('/'), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "sign_in_requests_handle_key" to table: "sign_in_requests"
CREATE UNIQUE INDEX `sign_in_requests_handle_key` ON `sign_in_requests` (`handle`);
-- create index "signinrequest_expires_at" to table: "sign_in_requests"
CREATE INDEX `signinrequest_expires_at` ON `sign_in_requests` (`expires_at`);
-- create "tenants" table
CREATE TABLE `tenants` (`id` blob NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `kind` text NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "tenants_slug_key" to table: "tenants"
CREATE UNIQUE INDEX `tenants_slug_key` ON `tenants` (`slug`);
-- create "throttles" table
CREATE TABLE `throttles` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `key` text NOT NULL, `failures` integer NOT NULL DEFAULT (0), `last_at` datetime NOT NULL, `blocked_until` datetime NULL, PRIMARY KEY (`id`));
-- create index "throttle_tenant_id_key" to table: "throttles"
CREATE UNIQUE INDEX `throttle_tenant_id_key` ON `throttles` (`tenant_id`, `key`);
-- create "users" table
CREATE TABLE `users` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, `kind` text NOT NULL DEFAULT ('STAFF'), `source` text NOT NULL DEFAULT ('LOCAL'), `user_name` text NOT NULL, `user_name_key` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `email_key` text NOT NULL DEFAULT (''), `first_name` text NOT NULL DEFAULT (''), `first_name_key` text NOT NULL DEFAULT (''), `last_name` text NOT NULL DEFAULT (''), `last_name_key` text NOT NULL DEFAULT (''), `display_name` text NOT NULL DEFAULT (''), `display_name_key` text NOT NULL DEFAULT (''), `title` text NOT NULL DEFAULT (''), `title_key` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `phone_is_mobile` bool NOT NULL DEFAULT (false), `locale` text NOT NULL DEFAULT (''), `search_key` text NOT NULL DEFAULT (''), `manager_key` text NOT NULL DEFAULT (''), `inactive_admin` bool NOT NULL DEFAULT (false), `inactive_directory` bool NOT NULL DEFAULT (false), `inactive_inactivity` bool NOT NULL DEFAULT (false), `active` bool NOT NULL DEFAULT (true), `break_glass` bool NOT NULL DEFAULT (false), `verified` bool NOT NULL DEFAULT (true), `last_login_at` datetime NULL, `activated_at` datetime NOT NULL, `last_assigned_at` datetime NULL, `deleted_at` datetime NULL, `mfa_required` bool NOT NULL DEFAULT (false), `password_hash` text NOT NULL DEFAULT (''), `password_temporary` bool NOT NULL DEFAULT (false), `password_expires_at` datetime NULL, `person_key` blob NULL, `manager_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `users_users_reports` FOREIGN KEY (`manager_id`) REFERENCES `users` (`id`) ON DELETE SET NULL);
-- create index "user_tenant_id_email_key_id" to table: "users"
CREATE INDEX `user_tenant_id_email_key_id` ON `users` (`tenant_id`, `email_key`, `id`);
-- create index "user_tenant_id_first_name_key_id" to table: "users"
CREATE INDEX `user_tenant_id_first_name_key_id` ON `users` (`tenant_id`, `first_name_key`, `id`);
-- create index "user_tenant_id_last_name_key_id" to table: "users"
CREATE INDEX `user_tenant_id_last_name_key_id` ON `users` (`tenant_id`, `last_name_key`, `id`);
-- create index "user_tenant_id_manager_key_id" to table: "users"
CREATE INDEX `user_tenant_id_manager_key_id` ON `users` (`tenant_id`, `manager_key`, `id`);
-- create index "user_tenant_id_manager_id" to table: "users"
CREATE INDEX `user_tenant_id_manager_id` ON `users` (`tenant_id`, `manager_id`);
-- create "user_emails" table
CREATE TABLE `user_emails` (`id` blob NOT NULL, `tenant_id` blob NOT NULL, `created_at` datetime NOT NULL, `place` integer NOT NULL DEFAULT (0), `value` text NOT NULL DEFAULT (''), `value_key` text NOT NULL DEFAULT (''), `type` text NOT NULL DEFAULT (''), `type_key` text NOT NULL DEFAULT (''), `display` text NOT NULL DEFAULT (''), `primary` bool NOT NULL DEFAULT (false), `user_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `user_emails_users_emails` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION);
-- create index "useremail_tenant_id_value_key" to table: "user_emails"
CREATE INDEX `useremail_tenant_id_value_key` ON `user_emails` (`tenant_id`, `value_key`);
-- create index "useremail_user_id" to table: "user_emails"
CREATE INDEX `useremail_user_id` ON `user_emails` (`user_id`);

-- +goose Down
-- reverse: create index "useremail_user_id" to table: "user_emails"
DROP INDEX `useremail_user_id`;
-- reverse: create index "useremail_tenant_id_value_key" to table: "user_emails"
DROP INDEX `useremail_tenant_id_value_key`;
-- reverse: create "user_emails" table
DROP TABLE `user_emails`;
-- reverse: create index "user_tenant_id_manager_id" to table: "users"
DROP INDEX `user_tenant_id_manager_id`;
-- reverse: create index "user_tenant_id_manager_key_id" to table: "users"
DROP INDEX `user_tenant_id_manager_key_id`;
-- reverse: create index "user_tenant_id_last_name_key_id" to table: "users"
DROP INDEX `user_tenant_id_last_name_key_id`;
-- reverse: create index "user_tenant_id_first_name_key_id" to table: "users"
DROP INDEX `user_tenant_id_first_name_key_id`;
-- reverse: create index "user_tenant_id_email_key_id" to table: "users"
DROP INDEX `user_tenant_id_email_key_id`;
-- reverse: create "users" table
DROP TABLE `users`;
-- reverse: create index "throttle_tenant_id_key" to table: "throttles"
DROP INDEX `throttle_tenant_id_key`;
-- reverse: create "throttles" table
DROP TABLE `throttles`;
-- reverse: create index "tenants_slug_key" to table: "tenants"
DROP INDEX `tenants_slug_key`;
-- reverse: create "tenants" table
DROP TABLE `tenants`;
-- reverse: create index "signinrequest_expires_at" to table: "sign_in_requests"
DROP INDEX `signinrequest_expires_at`;
-- reverse: create index "sign_in_requests_handle_key" to table: "sign_in_requests"
DROP INDEX `sign_in_requests_handle_key`;
-- reverse: create "sign_in_requests" table
DROP TABLE `sign_in_requests`;
-- reverse: create index "settingsversion_tenant_id_number" to table: "settings_versions"
DROP INDEX `settingsversion_tenant_id_number`;
-- reverse: create index "settingsversion_tenant_id_valid_from" to table: "settings_versions"
DROP INDEX `settingsversion_tenant_id_valid_from`;
-- reverse: create "settings_versions" table
DROP TABLE `settings_versions`;
-- reverse: create index "session_expires_at" to table: "sessions"
DROP INDEX `session_expires_at`;
-- reverse: create index "session_user_id_revoked_at" to table: "sessions"
DROP INDEX `session_user_id_revoked_at`;
-- reverse: create index "sessions_hash_key" to table: "sessions"
DROP INDEX `sessions_hash_key`;
-- reverse: create "sessions" table
DROP TABLE `sessions`;
-- reverse: create index "rolegrant_tenant_id_role_id" to table: "role_grants"
DROP INDEX `rolegrant_tenant_id_role_id`;
-- reverse: create index "rolegrant_user_id_role_id" to table: "role_grants"
DROP INDEX `rolegrant_user_id_role_id`;
-- reverse: create "role_grants" table
DROP TABLE `role_grants`;
-- reverse: create index "role_tenant_id_name" to table: "roles"
DROP INDEX `role_tenant_id_name`;
-- reverse: create "roles" table
DROP TABLE `roles`;
-- reverse: create index "product_tenant_id_name_key_id" to table: "products"
DROP INDEX `product_tenant_id_name_key_id`;
-- reverse: create index "product_tenant_id_reference" to table: "products"
DROP INDEX `product_tenant_id_reference`;
-- reverse: create "products" table
DROP TABLE `products`;
-- reverse: create index "preferences_user_id_key" to table: "preferences"
DROP INDEX `preferences_user_id_key`;
-- reverse: create "preferences" table
DROP TABLE `preferences`;
-- reverse: create index "notification_state_next_attempt_at" to table: "notifications"
DROP INDEX `notification_state_next_attempt_at`;
-- reverse: create index "notification_tenant_id_recipient_id_id" to table: "notifications"
DROP INDEX `notification_tenant_id_recipient_id_id`;
-- reverse: create "notifications" table
DROP TABLE `notifications`;
-- reverse: create index "lending_limits_user_id_key" to table: "lending_limits"
DROP INDEX `lending_limits_user_id_key`;
-- reverse: create "lending_limits" table
DROP TABLE `lending_limits`;
-- reverse: create index "leases_name_key" to table: "leases"
DROP INDEX `leases_name_key`;
-- reverse: create "leases" table
DROP TABLE `leases`;
-- reverse: create index "idempotencykey_expires_at" to table: "idempotency_keys"
DROP INDEX `idempotencykey_expires_at`;
-- reverse: create index "idempotencykey_tenant_id_key" to table: "idempotency_keys"
DROP INDEX `idempotencykey_tenant_id_key`;
-- reverse: create "idempotency_keys" table
DROP TABLE `idempotency_keys`;
-- reverse: create index "historyseal_tenant_id_seq" to table: "history_seals"
DROP INDEX `historyseal_tenant_id_seq`;
-- reverse: create index "history_seals_entry_id_key" to table: "history_seals"
DROP INDEX `history_seals_entry_id_key`;
-- reverse: create "history_seals" table
DROP TABLE `history_seals`;
-- reverse: create index "historyhead_tenant_id" to table: "history_heads"
DROP INDEX `historyhead_tenant_id`;
-- reverse: create "history_heads" table
DROP TABLE `history_heads`;
-- reverse: create index "historyentry_tenant_id_txid" to table: "history_entries"
DROP INDEX `historyentry_tenant_id_txid`;
-- reverse: create index "historyentry_tenant_id_target_id_id" to table: "history_entries"
DROP INDEX `historyentry_tenant_id_target_id_id`;
-- reverse: create index "historyentry_tenant_id_id" to table: "history_entries"
DROP INDEX `historyentry_tenant_id_id`;
-- reverse: create "history_entries" table
DROP TABLE `history_entries`;
-- reverse: create index "grouprole_group_id_role_id" to table: "group_roles"
DROP INDEX `grouprole_group_id_role_id`;
-- reverse: create "group_roles" table
DROP TABLE `group_roles`;
-- reverse: create index "groupmember_user_id_group_id" to table: "group_members"
DROP INDEX `groupmember_user_id_group_id`;
-- reverse: create index "groupmember_group_id_user_id" to table: "group_members"
DROP INDEX `groupmember_group_id_user_id`;
-- reverse: create "group_members" table
DROP TABLE `group_members`;
-- reverse: create index "group_tenant_id_directory_id_external_id" to table: "groups"
DROP INDEX `group_tenant_id_directory_id_external_id`;
-- reverse: create index "group_tenant_id_directory_id_display_name_key" to table: "groups"
DROP INDEX `group_tenant_id_directory_id_display_name_key`;
-- reverse: create "groups" table
DROP TABLE `groups`;
-- reverse: create index "facility_deal_id" to table: "facilities"
DROP INDEX `facility_deal_id`;
-- reverse: create "facilities" table
DROP TABLE `facilities`;
-- reverse: create index "emailreservation_tenant_id_address_hash" to table: "email_reservations"
DROP INDEX `emailreservation_tenant_id_address_hash`;
-- reverse: create "email_reservations" table
DROP TABLE `email_reservations`;
-- reverse: create index "domains_name_key" to table: "domains"
DROP INDEX `domains_name_key`;
-- reverse: create "domains" table
DROP TABLE `domains`;
-- reverse: create index "directory_tokens_hash_key" to table: "directory_tokens"
DROP INDEX `directory_tokens_hash_key`;
-- reverse: create "directory_tokens" table
DROP TABLE `directory_tokens`;
-- reverse: create index "directorylink_user_id" to table: "directory_links"
DROP INDEX `directorylink_user_id`;
-- reverse: create index "directorylink_directory_id_user_id" to table: "directory_links"
DROP INDEX `directorylink_directory_id_user_id`;
-- reverse: create index "directorylink_directory_id_external_id" to table: "directory_links"
DROP INDEX `directorylink_directory_id_external_id`;
-- reverse: create "directory_links" table
DROP TABLE `directory_links`;
-- reverse: create index "directory_tenant_id_name" to table: "directories"
DROP INDEX `directory_tenant_id_name`;
-- reverse: create "directories" table
DROP TABLE `directories`;
-- reverse: create index "dealversion_tenant_id_owner_id_position" to table: "deal_versions"
DROP INDEX `dealversion_tenant_id_owner_id_position`;
-- reverse: create index "dealversion_deal_id_valid_from" to table: "deal_versions"
DROP INDEX `dealversion_deal_id_valid_from`;
-- reverse: create "deal_versions" table
DROP TABLE `deal_versions`;
-- reverse: create index "deal_tenant_id_owner_key_id" to table: "deals"
DROP INDEX `deal_tenant_id_owner_key_id`;
-- reverse: create index "deal_tenant_id_loan_amount_id" to table: "deals"
DROP INDEX `deal_tenant_id_loan_amount_id`;
-- reverse: create index "deal_tenant_id_submitted_at_id" to table: "deals"
DROP INDEX `deal_tenant_id_submitted_at_id`;
-- reverse: create index "deal_tenant_id_owner_id_open" to table: "deals"
DROP INDEX `deal_tenant_id_owner_id_open`;
-- reverse: create index "deal_tenant_id_reference" to table: "deals"
DROP INDEX `deal_tenant_id_reference`;
-- reverse: create "deals" table
DROP TABLE `deals`;
-- reverse: create index "connectionsubject_user_id" to table: "connection_subjects"
DROP INDEX `connectionsubject_user_id`;
-- reverse: create index "connectionsubject_connection_id_subject" to table: "connection_subjects"
DROP INDEX `connectionsubject_connection_id_subject`;
-- reverse: create "connection_subjects" table
DROP TABLE `connection_subjects`;
-- reverse: create index "connection_tenant_id_name" to table: "connections"
DROP INDEX `connection_tenant_id_name`;
-- reverse: create "connections" table
DROP TABLE `connections`;
-- reverse: create index "companysettings_tenant_id" to table: "company_settings"
DROP INDEX `companysettings_tenant_id`;
-- reverse: create "company_settings" table
DROP TABLE `company_settings`;
-- reverse: create index "broker_tenant_id_name_key_id" to table: "brokers"
DROP INDEX `broker_tenant_id_name_key_id`;
-- reverse: create index "broker_tenant_id_reference" to table: "brokers"
DROP INDEX `broker_tenant_id_reference`;
-- reverse: create "brokers" table
DROP TABLE `brokers`;
-- reverse: create index "benchdelta_tenant_id_position" to table: "bench_deltas"
DROP INDEX `benchdelta_tenant_id_position`;
-- reverse: create "bench_deltas" table
DROP TABLE `bench_deltas`;
-- reverse: create index "authorityversion_tenant_id_position" to table: "authority_versions"
DROP INDEX `authorityversion_tenant_id_position`;
-- reverse: create index "authorityversion_user_id_valid_from" to table: "authority_versions"
DROP INDEX `authorityversion_user_id_valid_from`;
-- reverse: create "authority_versions" table
DROP TABLE `authority_versions`;
-- reverse: create index "assignmentstate_tenant_id" to table: "assignment_state"
DROP INDEX `assignmentstate_tenant_id`;
-- reverse: create "assignment_state" table
DROP TABLE `assignment_state`;
-- reverse: create index "assignmentdecision_deal_id_id" to table: "assignment_decisions"
DROP INDEX `assignmentdecision_deal_id_id`;
-- reverse: create "assignment_decisions" table
DROP TABLE `assignment_decisions`;
-- reverse: create index "assertionseen_expires_at" to table: "assertions_seen"
DROP INDEX `assertionseen_expires_at`;
-- reverse: create index "assertionseen_connection_id_assertion_id" to table: "assertions_seen"
DROP INDEX `assertionseen_connection_id_assertion_id`;
-- reverse: create "assertions_seen" table
DROP TABLE `assertions_seen`;
-- reverse: create index "apikey_tenant_id_name" to table: "api_keys"
DROP INDEX `apikey_tenant_id_name`;
-- reverse: create index "api_keys_hash_key" to table: "api_keys"
DROP INDEX `api_keys_hash_key`;
-- reverse: create "api_keys" table
DROP TABLE `api_keys`;
