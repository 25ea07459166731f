package store

import "testing"

// TestIsLook: no lock is a look however it is said, nor is what may change something.
func TestIsLook(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`SELECT "brokers"."id" FROM "brokers" WHERE ("brokers"."id" IN ($1, $2) AND "brokers"."reference" IS NULL) LIMIT 1`: true,
		"select count(*)\n\tFROM brokers b JOIN (SELECT 1) AS x ON (TRUE)\tWHERE NOT EXISTS (SELECT 1)":                     true,
		"SELECT extract(epoch from b.updated_at)::text || b.xmin::text FROM brokers b WHERE $1 = 1":                         true,
		`SELECT "format", b.for_whom, info FROM brokers b`:                                                                  true,
		"SELECT id FROM brokers WHERE name = $1 FOR UPDATE":                                                                 false,
		"SELECT id FROM brokers WHERE name = $1\nFOR UPDATE":                                                                false,
		"SELECT id FROM brokers WHERE name = $1\n\tFOR\tNO KEY UPDATE":                                                      false,
		"SELECT id FROM brokers WHERE (name = $1)for share":                                                                 false,
		"SELECT id FROM brokers/**/FOR/**/KEY SHARE":                                                                        false,
		"SELECT id INTO TEMP kept FROM brokers":                                                                             false,
		"SELECT effect() WHERE $1 = 1":                                                                                      false,
		"SELECT public.count (1)":                                                                                           false,
		`SELECT "count"(1)`:                                                                                                 false,
		"SELECT pg_advisory_xact_lock($1)":                                                                                  false,
		"SELECT set_config('mandate.tenant', $1, true)":                                                                     false,
		"SELECT nextval ('s')":                                                                                              false,
		"WITH gone AS (DELETE FROM brokers RETURNING id) SELECT id FROM gone":                                               false,
		"UPDATE brokers SET name = $1 RETURNING id":                                                                         false,
		"INSERT INTO brokers (id) VALUES ($1) RETURNING id":                                                                 false,
		`SELECT "id"FOR UPDATE`:                                                                                             false, "SELECT id FROM brokers LIMIT $1FOR UPDATE": false,
		"SELECTION": false, "": false, "(SELECT 1)": false,
	} {
		if got := isLook(text); got != want {
			t.Errorf("%q: a look %t, want %t", text, got, want)
		}
	}
}
