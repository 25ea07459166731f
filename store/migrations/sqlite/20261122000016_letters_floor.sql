-- Written by hand: names are sorted with accented letters beside the plain ones, É by E and not
-- behind Z. A sort key is the folded name with plain letters, a mark, and the folded name; where
-- no letter has an accent it stays as it was. The letters are those of SortKey.

-- +goose Up

-- The keys that have such a letter, each once: UPDATEs of the letters in turn make them plain.
CREATE TEMPORARY TABLE letters_of_names (folded text PRIMARY KEY, plain text NOT NULL);
INSERT OR IGNORE INTO letters_of_names (folded, plain) SELECT first_name_key, first_name_key FROM users;
INSERT OR IGNORE INTO letters_of_names (folded, plain) SELECT last_name_key, last_name_key FROM users;
INSERT OR IGNORE INTO letters_of_names (folded, plain) SELECT first_name_key, first_name_key FROM contacts;
INSERT OR IGNORE INTO letters_of_names (folded, plain) SELECT last_name_key, last_name_key FROM contacts;
INSERT OR IGNORE INTO letters_of_names (folded, plain) SELECT name_key, name_key FROM customer_accounts;
UPDATE letters_of_names SET plain = replace(plain, 'à', 'a') WHERE instr(plain, 'à') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'á', 'a') WHERE instr(plain, 'á') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'â', 'a') WHERE instr(plain, 'â') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ã', 'a') WHERE instr(plain, 'ã') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ä', 'a') WHERE instr(plain, 'ä') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'å', 'a') WHERE instr(plain, 'å') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ā', 'a') WHERE instr(plain, 'ā') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ă', 'a') WHERE instr(plain, 'ă') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ą', 'a') WHERE instr(plain, 'ą') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'æ', 'ae') WHERE instr(plain, 'æ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ç', 'c') WHERE instr(plain, 'ç') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ć', 'c') WHERE instr(plain, 'ć') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĉ', 'c') WHERE instr(plain, 'ĉ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ċ', 'c') WHERE instr(plain, 'ċ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'č', 'c') WHERE instr(plain, 'č') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ď', 'd') WHERE instr(plain, 'ď') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'đ', 'd') WHERE instr(plain, 'đ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ð', 'd') WHERE instr(plain, 'ð') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'è', 'e') WHERE instr(plain, 'è') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'é', 'e') WHERE instr(plain, 'é') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ê', 'e') WHERE instr(plain, 'ê') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ë', 'e') WHERE instr(plain, 'ë') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ē', 'e') WHERE instr(plain, 'ē') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĕ', 'e') WHERE instr(plain, 'ĕ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ė', 'e') WHERE instr(plain, 'ė') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ę', 'e') WHERE instr(plain, 'ę') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ě', 'e') WHERE instr(plain, 'ě') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĝ', 'g') WHERE instr(plain, 'ĝ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ğ', 'g') WHERE instr(plain, 'ğ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ġ', 'g') WHERE instr(plain, 'ġ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ģ', 'g') WHERE instr(plain, 'ģ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĥ', 'h') WHERE instr(plain, 'ĥ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ħ', 'h') WHERE instr(plain, 'ħ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ì', 'i') WHERE instr(plain, 'ì') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'í', 'i') WHERE instr(plain, 'í') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'î', 'i') WHERE instr(plain, 'î') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ï', 'i') WHERE instr(plain, 'ï') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĩ', 'i') WHERE instr(plain, 'ĩ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ī', 'i') WHERE instr(plain, 'ī') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĭ', 'i') WHERE instr(plain, 'ĭ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'į', 'i') WHERE instr(plain, 'į') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ı', 'i') WHERE instr(plain, 'ı') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĵ', 'j') WHERE instr(plain, 'ĵ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ķ', 'k') WHERE instr(plain, 'ķ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ĺ', 'l') WHERE instr(plain, 'ĺ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ļ', 'l') WHERE instr(plain, 'ļ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ľ', 'l') WHERE instr(plain, 'ľ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ł', 'l') WHERE instr(plain, 'ł') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ñ', 'n') WHERE instr(plain, 'ñ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ń', 'n') WHERE instr(plain, 'ń') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ņ', 'n') WHERE instr(plain, 'ņ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ň', 'n') WHERE instr(plain, 'ň') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŋ', 'n') WHERE instr(plain, 'ŋ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ò', 'o') WHERE instr(plain, 'ò') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ó', 'o') WHERE instr(plain, 'ó') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ô', 'o') WHERE instr(plain, 'ô') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'õ', 'o') WHERE instr(plain, 'õ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ö', 'o') WHERE instr(plain, 'ö') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ø', 'o') WHERE instr(plain, 'ø') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ō', 'o') WHERE instr(plain, 'ō') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŏ', 'o') WHERE instr(plain, 'ŏ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ő', 'o') WHERE instr(plain, 'ő') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'œ', 'oe') WHERE instr(plain, 'œ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŕ', 'r') WHERE instr(plain, 'ŕ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŗ', 'r') WHERE instr(plain, 'ŗ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ř', 'r') WHERE instr(plain, 'ř') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ś', 's') WHERE instr(plain, 'ś') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŝ', 's') WHERE instr(plain, 'ŝ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ş', 's') WHERE instr(plain, 'ş') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'š', 's') WHERE instr(plain, 'š') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ș', 's') WHERE instr(plain, 'ș') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ţ', 't') WHERE instr(plain, 'ţ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ť', 't') WHERE instr(plain, 'ť') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŧ', 't') WHERE instr(plain, 'ŧ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ț', 't') WHERE instr(plain, 'ț') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'þ', 'th') WHERE instr(plain, 'þ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ù', 'u') WHERE instr(plain, 'ù') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ú', 'u') WHERE instr(plain, 'ú') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'û', 'u') WHERE instr(plain, 'û') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ü', 'u') WHERE instr(plain, 'ü') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ũ', 'u') WHERE instr(plain, 'ũ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ū', 'u') WHERE instr(plain, 'ū') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŭ', 'u') WHERE instr(plain, 'ŭ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ů', 'u') WHERE instr(plain, 'ů') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ű', 'u') WHERE instr(plain, 'ű') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ų', 'u') WHERE instr(plain, 'ų') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŵ', 'w') WHERE instr(plain, 'ŵ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ý', 'y') WHERE instr(plain, 'ý') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ÿ', 'y') WHERE instr(plain, 'ÿ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ŷ', 'y') WHERE instr(plain, 'ŷ') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ź', 'z') WHERE instr(plain, 'ź') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ż', 'z') WHERE instr(plain, 'ż') > 0;
UPDATE letters_of_names SET plain = replace(plain, 'ž', 'z') WHERE instr(plain, 'ž') > 0;
DELETE FROM letters_of_names WHERE plain = folded;
UPDATE users SET first_name_key = (SELECT plain || char(1) || folded FROM letters_of_names WHERE folded = users.first_name_key)
	WHERE first_name_key IN (SELECT folded FROM letters_of_names);
UPDATE users SET last_name_key = (SELECT plain || char(1) || folded FROM letters_of_names WHERE folded = users.last_name_key)
	WHERE last_name_key IN (SELECT folded FROM letters_of_names);
UPDATE contacts SET first_name_key = (SELECT plain || char(1) || folded FROM letters_of_names WHERE folded = contacts.first_name_key)
	WHERE first_name_key IN (SELECT folded FROM letters_of_names);
UPDATE contacts SET last_name_key = (SELECT plain || char(1) || folded FROM letters_of_names WHERE folded = contacts.last_name_key)
	WHERE last_name_key IN (SELECT folded FROM letters_of_names);
UPDATE customer_accounts SET name_key = (SELECT plain || char(1) || folded FROM letters_of_names WHERE folded = customer_accounts.name_key)
	WHERE name_key IN (SELECT folded FROM letters_of_names);
DROP TABLE letters_of_names;

-- +goose Down

UPDATE users SET first_name_key = substr(first_name_key, instr(first_name_key, char(1)) + 1) WHERE instr(first_name_key, char(1)) > 0;
UPDATE users SET last_name_key = substr(last_name_key, instr(last_name_key, char(1)) + 1) WHERE instr(last_name_key, char(1)) > 0;
UPDATE contacts SET first_name_key = substr(first_name_key, instr(first_name_key, char(1)) + 1) WHERE instr(first_name_key, char(1)) > 0;
UPDATE contacts SET last_name_key = substr(last_name_key, instr(last_name_key, char(1)) + 1) WHERE instr(last_name_key, char(1)) > 0;
UPDATE customer_accounts SET name_key = substr(name_key, instr(name_key, char(1)) + 1) WHERE instr(name_key, char(1)) > 0;
