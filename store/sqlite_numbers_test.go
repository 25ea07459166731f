package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	osexec "os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/ent/db/user"
	"mandate/store"
	"mandate/store/storetest"
)

// renumberVariable holds the address for a copy of the test program that only opens a file to serve.
const renumberVariable = "MANDATE_TEST_RENUMBERED"

// TestRenumberedProcess is the body of those copies; by itself it does nothing.
func TestRenumberedProcess(t *testing.T) {
	if address := os.Getenv(renumberVariable); address != "" {
		must(t, store.MigrateUp(t.Context(), address, ""))
	}
}

// readBack does to a file what writing it out as text and reading it back does: rows have other numbers,
// what was kept by them is as it was, and the file has no number of its own.
func readBack(t *testing.T, address string) {
	t.Helper()
	p := rawSQLite(t, address)
	triggers := map[string]string{}
	rows, err := p.QueryContext(t.Context(), "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('users', 'history_entries')")
	must(t, err)
	for rows.Next() {
		var name, text string
		must(t, rows.Scan(&name, &text))
		triggers[name] = text
	}
	must(t, rows.Err())
	run := func(text string) {
		t.Helper()
		if _, err := p.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	for name := range triggers {
		run("DROP TRIGGER " + name)
	}
	run("UPDATE users SET rowid = rowid + 100000; UPDATE users SET rowid = (SELECT count(*) FROM users u WHERE u.id <= users.id) * 7")
	run("UPDATE history_entries SET rowid = rowid + 1000")
	for _, text := range triggers {
		run(text)
	}
	run("PRAGMA user_version = 0")
}

// foundAsWritten sees that each search finds whom reading everybody finds.
func foundAsWritten(t *testing.T, s *store.Store, ctx context.Context, when string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		every := inOrderOfNames(t, s, ctx, store.Holding(text))
		found, _ := foremost(t, s, ctx, text, 1000, 1000)
		if got := inOrderOfNames(t, s, ctx, store.Found(text, found)); !slices.Equal(got, every) || len(found) != len(every) {
			t.Errorf("%s, %q: %d people are found, %d have it", when, text, len(found), len(every))
		}
	}
}

// wordsLeft counts where a word stands in what searches go by.
func wordsLeft(t *testing.T, p *sql.DB, word string) (together, terms int) {
	t.Helper()
	must(t, p.QueryRowContext(t.Context(), `SELECT (SELECT coalesce(sum((length(words) - length(CAST(replace(words, $1, '') AS BLOB))) / length($1)), 0) FROM people_words),
		(SELECT count(*) FROM users_search WHERE users_search MATCH $1)`, word).Scan(&together, &terms))
	return together, terms
}

// named gives everybody the one name.
func named(t *testing.T, s *store.Store, ctx context.Context, name string) {
	t.Helper()
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		return tx.Client.User.Update().SetSearchKey(store.SearchKey(name)).Exec(ctx)
	}))
}

// TestAFileReadBackFromADumpIsSearched: whoever gets another name there is found by it and by no other, and
// of whom is erased nothing is left.
func TestAFileReadBackFromADumpIsSearched(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	s := storetest.OpenAt(t, address, time.Now)
	acme, draw, drawn := storetest.System(t, tenant(t, s, "acme")), rand.New(rand.NewPCG(20, 12)), map[string]string{}
	for i := range 300 {
		drawn[fmt.Sprintf("p%03d", i)] = drawnWords(draw)
	}
	addPeople(t, s, acme, drawn)
	named(t, s, acme, "secretname")
	readBack(t, address)
	must(t, store.MigrateUp(t.Context(), address, ""))
	p := rawSQLite(t, address)
	if together, terms := wordsLeft(t, p, "secretname"); together != 300 || terms != 300 {
		t.Errorf("of 300 people %d stand together, %d are found by FTS5", together, terms)
	}
	changeWords(t, s, acme, draw, drawn) // of 100, 10 of whom are erased
	foundAsWritten(t, s, acme, "read back", "a", "b", "c", "aa", "aab", "secretname")
	must(t, s.Write(acme, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if _, err := tx.Client.User.Delete().Where(user.UserNameContains("7")).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.User.Update().SetSearchKey("").Exec(ctx)
	}))
	if together, terms := wordsLeft(t, p, "secretname"); together != 0 || terms != 0 {
		t.Errorf("of those who were erased %d names stand together, and FTS5 finds %d", together, terms)
	}
	for _, table := range []string{"users_search", "history_search", "deals_search"} {
		_, err := p.ExecContext(t.Context(), "INSERT INTO "+table+" ("+table+", rank) VALUES ('integrity-check', 1)")
		if err != nil {
			t.Errorf("%s is not what the rows say: %v", table, err)
		}
	}
}

// TestProcessesNumberOnce: of several that start on such a file one writes its words anew, and who starts
// later writes nothing.
func TestProcessesNumberOnce(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	s := storetest.OpenAt(t, address, time.Now)
	acme := storetest.System(t, tenant(t, s, "acme"))
	addPeople(t, s, acme, map[string]string{"anna": "anna a", "bo": "bo b"})
	readBack(t, address)
	p, all := rawSQLite(t, address), sync.WaitGroup{}
	_, err := p.ExecContext(t.Context(), `CREATE TABLE anew (n int);
		CREATE TRIGGER anew AFTER DELETE ON people_words BEGIN INSERT INTO anew VALUES (1); END`)
	must(t, err)
	for range 3 {
		all.Go(func() {
			cmd := osexec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRenumberedProcess$")
			cmd.Env = append(os.Environ(), renumberVariable+"="+address)
			if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
				t.Errorf("starting process: %v\n%s", err, out)
			}
		})
	}
	all.Wait()
	must(t, store.MigrateUp(t.Context(), address, ""))
	var deleted, number int
	must(t, p.QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM anew), user_version FROM pragma_user_version").Scan(&deleted, &number))
	if deleted != 1 || number != 20 {
		t.Errorf("%d rows of words were written anew, want the one; the file has the number %d", deleted, number)
	}
	foundAsWritten(t, s, acme, "after four starts", "a", "b", "anna")
}
