-- Written by hand: names are sorted with accented letters beside the plain ones, É by E and not
-- behind Z. A sort key is the folded name with plain letters, a mark, and the folded name; where
-- no letter has an accent it stays as it was. The letters are those of SortKey.

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
		UPDATE users SET first_name_key = mandate_sort_key(first_name_key), last_name_key = mandate_sort_key(last_name_key)
			WHERE tenant_id = company AND (first_name_key <> mandate_sort_key(first_name_key) OR last_name_key <> mandate_sort_key(last_name_key));
		UPDATE contacts SET first_name_key = mandate_sort_key(first_name_key), last_name_key = mandate_sort_key(last_name_key)
			WHERE tenant_id = company AND (first_name_key <> mandate_sort_key(first_name_key) OR last_name_key <> mandate_sort_key(last_name_key));
		UPDATE customer_accounts SET name_key = mandate_sort_key(name_key) WHERE tenant_id = company AND name_key <> mandate_sort_key(name_key);
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
		UPDATE users SET first_name_key = substr(first_name_key, strpos(first_name_key, chr(1)) + 1), last_name_key = substr(last_name_key, strpos(last_name_key, chr(1)) + 1)
			WHERE tenant_id = company AND (strpos(first_name_key, chr(1)) > 0 OR strpos(last_name_key, chr(1)) > 0);
		UPDATE contacts SET first_name_key = substr(first_name_key, strpos(first_name_key, chr(1)) + 1), last_name_key = substr(last_name_key, strpos(last_name_key, chr(1)) + 1)
			WHERE tenant_id = company AND (strpos(first_name_key, chr(1)) > 0 OR strpos(last_name_key, chr(1)) > 0);
		UPDATE customer_accounts SET name_key = substr(name_key, strpos(name_key, chr(1)) + 1) WHERE tenant_id = company AND strpos(name_key, chr(1)) > 0;
	END LOOP;
	PERFORM set_config('mandate.tenant', '', true);
END $$;
-- +goose StatementEnd
