-- Written by hand: what else is sorted by a name stands under its sort key too, as first and last
-- names do: people by their manager, display name and title, deals by their owner, groups, brokers,
-- products and portfolios. The letters are those of SortKey. Where these names are searched, they are
-- found with the plain letters as well, as people are. A key that an index could not hold has the
-- first plain letters only, or none.

-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION mandate_sort_key(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
	SELECT CASE WHEN plain = folded THEN folded
		WHEN octet_length(plain) + 1 + octet_length(folded) <= 2600 THEN plain || chr(1) || folded
		WHEN octet_length(left(plain, 120)) + 1 + octet_length(folded) <= 2600 THEN left(plain, 120) || chr(1) || folded
		ELSE folded END
	FROM (SELECT replace(replace(replace(replace(replace(replace(translate(folded,
		'àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặḃḅḇçćĉċčḉďđðḋḍḏḑḓèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệḟĝğġģǧǵḡĥħȟḣḥḧḩḫẖìíîïĩīĭįıǐȉȋḭḯỉịĵǰķǩḱḳḵĺļľłḷḹḻḽḿṁṃñńņňŋǹṅṇṉṋòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợṕṗŕŗřȑȓṙṛṝṟśŝşšșṡṣṥṧṩţťŧțṫṭṯṱẗùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựṽṿŵẁẃẅẇẉẘẋẍýÿŷȳẏẙỳỵỷỹźżžẑẓẕ',
		'aaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbccccccddddddddeeeeeeeeeeeeeeeeeeeeeeeeefggggggghhhhhhhhhiiiiiiiiiiiiiiiijjkkkkkllllllllmmmnnnnnnnnnnoooooooooooooooooooooooooooooooooooopprrrrrrrrrsssssssssstttttttttuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuvvwwwwwwwxxyyyyyyyyyyzzzzzz'), 'æ', 'ae'), 'ǣ', 'ae'), 'ǽ', 'ae'), 'œ', 'oe'), 'þ', 'th'), chr(1), '') AS plain) AS letters
$$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
DECLARE
	company uuid;
BEGIN
	FOR company IN SELECT id FROM tenants LOOP
		PERFORM set_config('mandate.tenant', company::text, true);
		UPDATE users SET manager_key = mandate_sort_key(manager_key), display_name_key = mandate_sort_key(display_name_key), title_key = mandate_sort_key(title_key)
			WHERE tenant_id = company AND (manager_key <> mandate_sort_key(manager_key) OR display_name_key <> mandate_sort_key(display_name_key) OR title_key <> mandate_sort_key(title_key));
		UPDATE deals SET owner_key = mandate_sort_key(owner_key)
			WHERE tenant_id = company AND owner_key <> mandate_sort_key(owner_key);
		UPDATE "groups" SET display_name_key = mandate_sort_key(display_name_key)
			WHERE tenant_id = company AND display_name_key <> mandate_sort_key(display_name_key);
		UPDATE brokers SET name_key = mandate_sort_key(name_key)
			WHERE tenant_id = company AND name_key <> mandate_sort_key(name_key);
		UPDATE products SET name_key = mandate_sort_key(name_key)
			WHERE tenant_id = company AND name_key <> mandate_sort_key(name_key);
		UPDATE portfolios SET name_key = mandate_sort_key(name_key)
			WHERE tenant_id = company AND name_key <> mandate_sort_key(name_key);
	END LOOP;
	PERFORM set_config('mandate.tenant', '', true);
END $$;
-- +goose StatementEnd
DROP FUNCTION mandate_sort_key(text);

-- A page of each list of what leaves the house, works by itself or came from a directory is found
-- by an index in the order of the list, also where a filter leaves few rows of many.
CREATE INDEX mails_newest ON mails (tenant_id, id);
CREATE INDEX jobs_kind ON jobs (tenant_id, kind, id);
CREATE INDEX jobs_state ON jobs (tenant_id, state, id);
CREATE INDEX webhook_deliveries_state ON webhook_deliveries (tenant_id, webhook_id, state, id);
CREATE INDEX event_deliveries_state ON event_deliveries (tenant_id, state, id);
CREATE INDEX provisioning_events_outcome ON provisioning_events (tenant_id, outcome, id);
CREATE INDEX provisioning_events_method ON provisioning_events (tenant_id, method, id);
CREATE INDEX provisioning_events_cause ON provisioning_events (tenant_id, scim_type, id) WHERE status >= 400;

-- +goose Down

DROP INDEX provisioning_events_cause;
DROP INDEX provisioning_events_method;
DROP INDEX provisioning_events_outcome;
DROP INDEX event_deliveries_state;
DROP INDEX webhook_deliveries_state;
DROP INDEX jobs_state;
DROP INDEX jobs_kind;
DROP INDEX mails_newest;
-- +goose StatementBegin
DO $$
DECLARE
	company uuid;
BEGIN
	FOR company IN SELECT id FROM tenants LOOP
		PERFORM set_config('mandate.tenant', company::text, true);
		UPDATE users SET manager_key = substr(manager_key, strpos(manager_key, chr(1)) + 1), display_name_key = substr(display_name_key, strpos(display_name_key, chr(1)) + 1), title_key = substr(title_key, strpos(title_key, chr(1)) + 1)
			WHERE tenant_id = company AND (strpos(manager_key, chr(1)) > 0 OR strpos(display_name_key, chr(1)) > 0 OR strpos(title_key, chr(1)) > 0);
		UPDATE deals SET owner_key = substr(owner_key, strpos(owner_key, chr(1)) + 1)
			WHERE tenant_id = company AND strpos(owner_key, chr(1)) > 0;
		UPDATE "groups" SET display_name_key = substr(display_name_key, strpos(display_name_key, chr(1)) + 1)
			WHERE tenant_id = company AND strpos(display_name_key, chr(1)) > 0;
		UPDATE brokers SET name_key = substr(name_key, strpos(name_key, chr(1)) + 1)
			WHERE tenant_id = company AND strpos(name_key, chr(1)) > 0;
		UPDATE products SET name_key = substr(name_key, strpos(name_key, chr(1)) + 1)
			WHERE tenant_id = company AND strpos(name_key, chr(1)) > 0;
		UPDATE portfolios SET name_key = substr(name_key, strpos(name_key, chr(1)) + 1)
			WHERE tenant_id = company AND strpos(name_key, chr(1)) > 0;
	END LOOP;
	PERFORM set_config('mandate.tenant', '', true);
END $$;
-- +goose StatementEnd
