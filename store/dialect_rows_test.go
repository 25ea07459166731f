package store

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/ident"
)

const fillRows = 60

// fill makes a table whose every column must come back as the row's number says.
func fill(t *testing.T, p pools) {
	t.Helper()
	id, instant, bytes := columnTypes(p)
	exec(t, p.Write, "CREATE TABLE facts (n int, id "+id+", at "+instant+", raw "+bytes+", words text)")
	for n := range fillRows {
		exec(t, p.Write, "INSERT INTO facts VALUES ($1, $2, $3, $4, $5)", n, ident.ID{byte(n)}, time.Unix(int64(n), 0),
			[]byte(strings.Repeat(string(rune('a'+n%26)), 20)), strings.Repeat("w", n))
	}
}

// checkFact scans one row and compares all of it with its number.
func checkFact(t *testing.T, rows *sql.Rows) int {
	t.Helper()
	var n int
	var id ident.ID
	var at time.Time
	var raw, words sql.RawBytes
	if err := rows.Scan(&n, &id, &at, &raw, &words); err != nil {
		t.Error(err)
		return -1
	}
	if id != (ident.ID{byte(n)}) || at.Unix() != int64(n) || len(words) != n || string(raw) != strings.Repeat(string(rune('a'+n%26)), 20) {
		t.Errorf("row %d holds %s %s %q %q", n, id, at, raw, words)
	}
	return n
}

const facts = "SELECT n, id, at, raw, words FROM facts WHERE n >= $1 ORDER BY n"

// TestNestedRows asks again while rows are open, with the same text too.
func TestNestedRows(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		fill(t, p)
		inTx(t, t.Context(), p.Read, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) {
			outer, err := tx.QueryContext(t.Context(), facts, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer outer.Close()
			next := 0
			for ; outer.Next(); next++ {
				if n := checkFact(t, outer); n != next {
					t.Fatalf("row %d at place %d", n, next)
				}
				inner, err := tx.QueryContext(t.Context(), facts, fillRows-2)
				if err != nil {
					t.Fatal(err)
				}
				for inner.Next() {
					checkFact(t, inner)
				}
				if err := inner.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if err := outer.Err(); err != nil || next != fillRows {
				t.Errorf("%d rows: %v", next, err)
			}
		})
	})
}

// TestConcurrentReaders is what resolvers of one request do.
func TestConcurrentReaders(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		fill(t, p)
		inTx(t, t.Context(), p.Read, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) {
			var readers sync.WaitGroup
			for start := range 8 {
				readers.Go(func() {
					for range 20 {
						if err := readFacts(t, tx, start); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			readers.Wait()
		})
	})
}

func readFacts(t *testing.T, tx *sql.Tx, start int) error {
	rows, err := tx.QueryContext(t.Context(), facts, start)
	if err != nil {
		return err
	}
	defer rows.Close()
	count := 0
	for ; rows.Next(); count++ {
		checkFact(t, rows)
	}
	if count != fillRows-start {
		return fmt.Errorf("from %d: %d rows", start, count)
	}
	return rows.Err()
}

// TestErrorWhileReading breaks in the middle of rows that left the wire.
func TestErrorWhileReading(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	inTx(t, t.Context(), p.Read, nil, func(tx *sql.Tx) {
		rows, err := tx.QueryContext(t.Context(), "SELECT 10 / (3 - n) FROM generate_series(1, $1) n", 5)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		if !rows.Next() {
			t.Fatal(rows.Err())
		}
		if _, err := tx.ExecContext(t.Context(), "SELECT $1", 1); err == nil {
			t.Error("a statement runs in a failed transaction")
		}
		count := 1
		for rows.Next() {
			count++
		}
		if count != 2 || rows.Err() == nil {
			t.Errorf("%d rows before the error %v", count, rows.Err())
		}
	})
}

func TestRowsLeftOpen(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		fill(t, p)
		for range 3 {
			tx, err := p.Write.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := tx.QueryContext(t.Context(), facts, 0)
			if err != nil {
				t.Fatal(err)
			}
			rows.Next()
			exec(t, tx, "UPDATE facts SET words = $1 WHERE n = $2", "", 0)
			if err := rows.Close(); err != nil {
				t.Fatal(err)
			}
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
