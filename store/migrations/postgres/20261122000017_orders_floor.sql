-- Written by hand: what else is sorted by a name stands under its sort key too, as first and last
-- names do: people by their manager, display name and title, deals by their owner, groups, brokers,
-- products and portfolios. The letters are those of SortKey. Where these names are searched, they are
-- found with the plain letters as well, as people are.

-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION mandate_sort_key(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
	SELECT CASE WHEN plain = folded THEN folded ELSE plain || chr(1) || folded END
	FROM (SELECT replace(replace(replace(replace(replace(translate(folded,
		'àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặḃḅḇçćĉċčḉďđðḋḍḏḑḓèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệḟĝğġģǧǵḡĥħȟḣḥḧḩḫẖìíîïĩīĭįıǐȉȋḭḯỉịĵǰķǩḱḳḵĺļľłḷḹḻḽḿṁṃñńņňŋǹṅṇṉṋòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợṕṗŕŗřȑȓṙṛṝṟśŝşšșṡṣṥṧṩţťŧțṫṭṯṱẗùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựṽṿŵẁẃẅẇẉẘẋẍýÿŷȳẏẙỳỵỷỹźżžẑẓẕ',
		'aaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbccccccddddddddeeeeeeeeeeeeeeeeeeeeeeeeefggggggghhhhhhhhhiiiiiiiiiiiiiiiijjkkkkkllllllllmmmnnnnnnnnnnoooooooooooooooooooooooooooooooooooopprrrrrrrrrsssssssssstttttttttuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuvvwwwwwwwxxyyyyyyyyyyzzzzzz'), 'æ', 'ae'), 'ǣ', 'ae'), 'ǽ', 'ae'), 'œ', 'oe'), 'þ', 'th') AS plain) AS letters
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

-- +goose Down

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
