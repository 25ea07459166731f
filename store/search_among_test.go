package store_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/store/storetest"
)

// TestASearchCopiesNoWords: the words of 10,000 people are compared where SQLite has them. It runs beside no
// other test, whose memory would be counted too.
func TestASearchCopiesNoWords(t *testing.T) {
	address := storetest.Address(t, "sqlite")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	oddPeople(t, s, ctx, 1, 10_000, 1)
	var words uint64
	must(t, rawSQLite(t, address).QueryRowContext(t.Context(), "SELECT sum(length(words)) FROM people_words").Scan(&words))
	search := func() {
		if found, all := foremost(t, s, ctx, "der xyz", 60, 60); len(found) > 0 || !all {
			t.Errorf("%d people, all of them %t; want nobody", len(found), all)
		}
	}
	search()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	search()
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > words/4 || words < 300_000 {
		t.Errorf("a search among %d bytes of words takes %d bytes of memory", words, took)
	}
}

// TestABrokenRowIsTold, and the next search of the connection is none the worse for it.
func TestABrokenRowIsTold(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	addPeople(t, s, ctx, map[string]string{"bo": "bo b"})
	file := rawSQLite(t, address)
	_, err := file.ExecContext(t.Context(), "CREATE TABLE kept AS SELECT * FROM people_words; UPDATE people_words SET words = CAST(substr(words, 1, length(words) - 3) AS BLOB)")
	must(t, err)
	for range 2 {
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			_, _, err := s.Foremost(ctx, c, "bo nobody", 60, 60)
			return err
		})
		if err != nil {
			t.Errorf("nobody has the word: %v", err)
		}
		err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			_, _, err := s.Foremost(ctx, c, "b", 60, 60)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "people_words: a row is cut short") {
			t.Errorf("error %v, want that a row is cut short", err)
		}
	}
	_, err = file.ExecContext(t.Context(), "UPDATE people_words SET words = (SELECT words FROM kept); DROP TABLE kept")
	must(t, err)
	if found, all := foremost(t, s, ctx, "bo", 60, 60); len(found) != 1 || !all {
		t.Errorf("%d people, all of them %t; want one", len(found), all)
	}
}
