package store

import (
	"context"
	"database/sql"
	"os"
	"testing"
	"time"

	"mandate/fault"
	"mandate/ident"
)

const statementPatience = 200 * time.Millisecond

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		id, _, _ := columnTypes(p)
		exec(t, p.Write, "CREATE TABLE people (id "+id+" PRIMARY KEY, manager "+id+")")
		boss, clerk := ident.ID{0xff, 15: 1}, ident.ID{1, 15: 2}
		exec(t, p.Write, "INSERT INTO people VALUES ($1, $2)", boss, (*ident.ID)(nil))
		exec(t, p.Write, "INSERT INTO people VALUES ($1, $2)", &clerk, sql.Null[ident.ID]{V: boss, Valid: true})
		exec(t, p.Write, "INSERT INTO people VALUES ($1, $2)", ident.ID{2}, sql.Null[ident.ID]{})

		if got := scan[ident.ID](t, p.Read, "SELECT id FROM people WHERE manager = $1", boss); got != clerk {
			t.Errorf("person of manager %s: %s", boss, got)
		}
		if got := scan[ident.ID](t, p.Read, "SELECT id FROM people WHERE id > $1 ORDER BY id DESC LIMIT 1", clerk); got != boss {
			t.Errorf("last id: %s", got)
		}
		if got := scan[int](t, p.Read, "SELECT count(*) FROM people WHERE manager IS NULL AND id <> $1", clerk); got != 2 {
			t.Errorf("people without manager: %d", got)
		}
	})
}

func TestTimesAreTheSameOnBoth(t *testing.T) {
	t.Parallel()
	toronto := time.FixedZone("", -4*3600)
	given := []time.Time{ // in order
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
		time.Date(2026, 3, 8, 6, 59, 59, 999_999_600, time.UTC), // rounding would reach the next second
		time.Date(2026, 3, 8, 3, 0, 0, 0, toronto),              // 07:00 UTC
		time.Date(2026, 3, 8, 7, 0, 0, 1000, time.UTC),
		time.Date(2026, 3, 8, 7, 0, 0, 100_000_000, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
	}
	eachDialect(t, func(t *testing.T, p pools) {
		_, instant, _ := columnTypes(p)
		exec(t, p.Write, "CREATE TABLE happened (n int, at "+instant+")")
		for n, at := range given {
			exec(t, p.Write, "INSERT INTO happened VALUES ($1, $2)", n, at)
		}
		for n, at := range given {
			want := at.UTC().Truncate(time.Microsecond)
			got := scan[time.Time](t, p.Read, "SELECT at FROM happened WHERE n = $1", n)
			if !got.Equal(want) || got.Location() != time.UTC {
				t.Errorf("%s came back as %s (%s)", at, got, got.Location())
			}
			if got := scan[int](t, p.Read, "SELECT n FROM happened WHERE at = $1", at); got != n {
				t.Errorf("%s found as number %d, want %d", at, got, n)
			}
			if got := scan[int](t, p.Read, "SELECT count(*) FROM happened WHERE at < $1", &at); got != n {
				t.Errorf("%d before %s, want %d", got, at, n)
			}
			if got := scan[int](t, p.Read, "SELECT n FROM happened ORDER BY at LIMIT 1 OFFSET $1", n); got != n {
				t.Errorf("place %d in order of time holds %d", n, got)
			}
		}
		last := given[len(given)-1].Truncate(time.Microsecond)
		if got := scan[time.Time](t, p.Read, "SELECT max(at) FROM happened WHERE n >= $1", 0); !got.Equal(last) {
			t.Errorf("the last is %s", got)
		}
		exec(t, p.Write, "INSERT INTO happened VALUES ($1, $2)", 99, sql.NullTime{})
		if got := scan[sql.NullTime](t, p.Read, "SELECT at FROM happened WHERE n = $1", 99); got.Valid {
			t.Errorf("no time came back as %s", got.Time)
		}
	})
}

func TestRefusedValues(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		exec(t, p.Write, "CREATE TABLE said (words text)")
		for name, value := range map[string]any{
			"NUL":             "a\x00b",
			"no Unicode":      "a\xffb",
			"year 10000":      time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
			"year 0":          time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC),
			"NUL by pointer":  new("\x00"),
			"NUL by a Valuer": sql.NullString{String: "\x00", Valid: true},
		} {
			inTx(t, t.Context(), p.Write, nil, func(tx *sql.Tx) {
				_, err := tx.ExecContext(t.Context(), "INSERT INTO said VALUES ($1)", value)
				if !fault.Is(err, fault.CodeInvalid) {
					t.Errorf("%s: %v", name, err)
				}
				exec(t, tx, "INSERT INTO said VALUES ($1)", "the transaction goes on")
			})
		}
	})
}

func TestBytesAndText(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		_, _, bytes := columnTypes(p)
		exec(t, p.Write, "CREATE TABLE kept (raw "+bytes+", words text, n bigint, yes boolean)")
		exec(t, p.Write, "INSERT INTO kept VALUES ($1, $2, $3, $4)", []byte{0, 0xff, '\\'}, `Zoë "x" \ 🙂 '`, int64(-1<<62), true)
		var raw []byte
		var words string
		var n int64
		var yes bool
		row := p.Read.QueryRowContext(t.Context(), "SELECT raw, words, n, yes FROM kept WHERE n = $1", int64(-1<<62))
		if err := row.Scan(&raw, &words, &n, &yes); err != nil {
			t.Fatal(err)
		}
		if string(raw) != "\x00\xff\\" || words != `Zoë "x" \ 🙂 '` || n != -1<<62 || !yes {
			t.Errorf("came back: %x %q %d %t", raw, words, n, yes)
		}
	})
}

func TestTenantOfTransactionIsChecked(t *testing.T) {
	t.Parallel()
	for name, ctx := range map[string]context.Context{
		"no tenant":        withTenantTx(t.Context(), ident.ID{}),
		"empty look-up":    withLookupTx(t.Context(), ""),
		"quoted look-up":   withLookupTx(t.Context(), "a'; DROP TABLE people; --"),
		"letters":          withLookupTx(t.Context(), "xyz"),
		"too long look-up": withLookupTx(t.Context(), string(make([]byte, maxLookupValue+1))),
	} {
		if text, err := txVariables(ctx); err == nil {
			t.Errorf("%s: %q", name, text)
		}
	}
	both := withLookupTx(withTenantTx(t.Context(), ident.ID{1}), "0a-FF")
	want := "; SET LOCAL mandate.tenant = '01000000-0000-0000-0000-000000000000'; SET LOCAL mandate.lookup = '0a-FF'"
	if got, err := txVariables(both); got != want || err != nil {
		t.Errorf("both: %q, %v", got, err)
	}
}
