package store_test

import (
	"database/sql"
	"testing"
	"time"

	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// TestASearchChoosesItsWay: of 20,000 people who all have one word, what some hundred have late in the
// list is not looked for on the way there, nor in the list of the word that all have; what many have is
// not fetched for all of them. It is so before and after PostgreSQL has counted.
func TestASearchChoosesItsWay(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	server := raw(t, as(t, address, cluster.Owner))
	_, err := server.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key, first_name_key)
		SELECT md5(i::text)::uuid, $1::uuid, ' maria lender' || CASE WHEN i > 19000 THEN ' zoe' ELSE '' END || CASE i % 10 WHEN 0 THEN ' novak' ELSE '' END,
			'n' || lpad(i::text, 5, '0') FROM generate_series(1, 20000) i`, acme.String())
	must(t, err)
	tx := rawTx(t, server, acme)
	for range 2 {
		for patterns, x := range map[string]struct {
			grams                  string
			finds, walked, fetched int64
		}{
			`{"%maria%", "%lender%"}`:             {`'{mar, ria, len, nde, der}', '{1, 1, 2, 2, 2}'`, 100, 110, 0},
			`{"%maria%", "%zoe%", "%lender%"}`:    {`'{mar, ria, zoe, len, nde, der}', '{1, 1, 2, 3, 3, 3}'`, 100, 510, 1010},
			`{"%lender%", "%zoe%", "%novak%"}`:    {`'{len, nde, der, zoe, nov, vak}', '{1, 1, 1, 2, 3, 3}'`, 100, 510, 110},
			`{"%lender%", "%novak%"}`:             {`'{len, nde, der, nov, vak}', '{1, 1, 1, 2, 2}'`, 100, 1510, 0},
			`{"%lender%", "%nobody%", "%maria%"}`: {`'{len, nde, der, nob, ody, mar, ria}', '{1, 1, 1, 2, 2, 3, 3}'`, 0, 510, 0},
		} {
			search := "SELECT mandate_people_foremost('" + patterns + "', " + x.grams + ", 100)"
			walked, fetched := counted(t, tx, "tuples_returned", "users_search_order"), counted(t, tx, "tuples_fetched", "users_search")
			n, _ := rows(t, tx, search)
			walked, fetched = counted(t, tx, "tuples_returned", "users_search_order")-walked, counted(t, tx, "tuples_fetched", "users_search")-fetched
			if n != x.finds || walked > x.walked || fetched > x.fetched {
				t.Errorf("%s: %d people, want %d; %d walked over, at most %d; %d fetched, at most %d", patterns, n, x.finds, walked, x.walked, fetched, x.fetched)
			}
			if same, _ := rows(t, tx, search+" INTERSECT (SELECT id FROM users_search WHERE search_key LIKE ALL ('"+patterns+"') ORDER BY first_name_key, id LIMIT 100)"); same != n {
				t.Errorf("%s: %d of %d people are the first in the list", patterns, same, n)
			}
		}
		_, err := tx.ExecContext(t.Context(), "ANALYZE users_search")
		must(t, err)
	}
}

func counted(t *testing.T, tx *sql.Tx, what, of string) (n int64) {
	t.Helper()
	must(t, tx.QueryRowContext(t.Context(), "SELECT pg_stat_get_xact_"+what+"($1::regclass)", of).Scan(&n))
	return n
}

// TestTheIndexIsAskedForWhatIsRare: beside a rare word, the lists of what everybody has are not read.
func TestTheIndexIsAskedForWhatIsRare(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	tx := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	_, err := tx.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key, first_name_key)
		SELECT md5(i::text)::uuid, $1::uuid, ' lender' || CASE i % 100 WHEN 0 THEN ' zoe' ELSE '' END, 'n' FROM generate_series(1, 20000) i`, acme.String())
	must(t, err)
	must(t, tx.QueryRowContext(t.Context(), "SELECT gin_clean_pending_list('users_search_grams')").Scan(new(int64)))
	read := func(search string) int64 {
		blocks := counted(t, tx, "blocks_fetched", "users_search_grams")
		if n, _ := rows(t, tx, "SELECT mandate_people_foremost("+search+")"); n != 200 {
			t.Errorf("%s finds %d", search, n)
		}
		return counted(t, tx, "blocks_fetched", "users_search_grams") - blocks
	}
	alone, beside := read(`'{"%zoe%"}', '{zoe}', '{1}', 300`), read(`'{"%lender%", "%zoe%"}', '{len, nde, der, zoe}', '{1, 1, 1, 2}', 300`)
	all := read(`'{"%lender%", "%zoe%"}', '{len, nde, der, zoe}', '{}', 300`)
	if alone == 0 || beside > alone || all <= beside {
		t.Errorf("%d blocks for a rare word, %d beside a common one, %d for both", alone, beside, all)
	}
}

// TestTheIndexIsAskedForRareGrams: of a word that nobody has, and everybody all triples of but one, nobody is
// fetched; nor are all triples of a long word asked for.
func TestTheIndexIsAskedForRareGrams(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	tx := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	_, err := tx.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key, first_name_key)
		SELECT md5(i::text)::uuid, $1::uuid, ' lender', 'n' FROM generate_series(1, 5000) i`, acme.String())
	must(t, err)
	for _, x := range []struct {
		grams   string
		fetched bool
	}{{`'{len, nde, end, der, den}', '{1, 1, 1, 1, -1}'`, false}, {`'{len, nde, end, der}', '{1, 1, 1, 1}'`, true}} {
		before := counted(t, tx, "tuples_fetched", "users_search")
		if n, _ := rows(t, tx, `SELECT mandate_people_foremost('{"%lendender%"}', `+x.grams+`, 5)`); n != 0 {
			t.Errorf("%d people have the word", n)
		}
		if fetched := counted(t, tx, "tuples_fetched", "users_search") - before; fetched > 0 != x.fetched {
			t.Errorf("%d people are fetched for %s", fetched, x.grams)
		}
	}
}

// TestSearchesStartNoProcess: for a plan that serves all words PostgreSQL expects the work of common ones
// in a large table. Then it would start a process or a compiler, either of which takes longer than a search.
func TestSearchesStartNoProcess(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	storetest.OpenAt(t, address, time.Now)
	found, err := raw(t, as(t, address, cluster.Owner)).QueryContext(t.Context(), `SELECT proname, coalesce(proconfig @> '{max_parallel_workers_per_gather=0, jit=off}', false)
		FROM pg_proc WHERE 'plan_cache_mode=force_generic_plan' = ANY (proconfig)`)
	must(t, err)
	defer found.Close()
	functions := 0
	for ; found.Next(); functions++ {
		var name string
		var alone bool
		must(t, found.Scan(&name, &alone))
		if !alone {
			t.Errorf("%s may start a process", name)
		}
	}
	must(t, found.Err())
	if functions != 3 {
		t.Errorf("%d functions have one plan, want 3", functions)
	}
}
