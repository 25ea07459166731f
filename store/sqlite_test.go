package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"mandate/ident"
)

func TestSQLiteFile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"mandate.db", "a ? # % &.db", "new/folder/mandate.db", "Zoë.db"} {
		file := filepath.Join(t.TempDir(), name)
		p := openTest(t, "sqlite:"+file)
		exec(t, p.Write, "CREATE TABLE made (n int)")
		for _, f := range []string{file, file + "-wal"} {
			info, err := os.Stat(f)
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != 0o600 {
				t.Errorf("%s may be read by others: %o", f, got)
			}
		}
	}
}

func TestSQLiteSettings(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	for name, want := range map[string]string{
		"journal_mode": "wal", "foreign_keys": "1", "synchronous": "1", "busy_timeout": "5000",
	} {
		for kind, db := range map[string]executor{"write": p.Write, "read": p.Read} {
			if got := scan[string](t, db, "PRAGMA "+name); got != want {
				t.Errorf("%s of the %s pool: %s, want %s", name, kind, got, want)
			}
		}
	}
	if got, want := scan[int](t, p.Read, "PRAGMA mmap_size"), mappedBytes; got != want {
		t.Errorf("the read pool maps %d bytes, want %d", got, want)
	}
	if _, err := p.Read.ExecContext(t.Context(), "CREATE TABLE made (n int)"); classify(err) != errReadOnly {
		t.Errorf("the read pool writes: kind %d of %v", classify(err), err)
	}
}

func TestSQLiteReadersDoNotWaitForTheWriter(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	exec(t, p.Write, "CREATE TABLE numbers (n int)")
	tx, err := p.Write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, "INSERT INTO numbers VALUES ($1)", 1)
	if got := scan[int](t, p.Read, "SELECT count(*) FROM numbers WHERE n = $1", 1); got != 0 {
		t.Errorf("read %d rows of a transaction that runs", got)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := scan[int](t, p.Read, "SELECT count(*) FROM numbers WHERE n = $1", 1); got != 1 {
		t.Errorf("read %d rows after the commit", got)
	}
}

func TestSQLiteWritersTakeTurns(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	exec(t, p.Write, "CREATE TABLE counter (n int)")
	exec(t, p.Write, "INSERT INTO counter VALUES ($1)", 0)
	const writers, turns = 8, 10
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range turns {
				if err := countUp(t.Context(), p); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := scan[int](t, p.Read, "SELECT n FROM counter"); got != writers*turns {
		t.Errorf("counted to %d, want %d", got, writers*turns)
	}
}

func countUp(ctx context.Context, p pools) error {
	tx, err := p.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM counter WHERE n >= $1", 0).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE counter SET n = $1", n+1); err != nil {
		return err
	}
	return tx.Commit()
}

func TestSQLiteStatementsSurviveSchemaChange(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	exec(t, p.Write, "CREATE TABLE figures (n int)")
	exec(t, p.Write, "INSERT INTO figures VALUES ($1)", 7)
	const query = "SELECT * FROM figures WHERE n = $1"
	scan[int](t, p.Read, query, 7)
	exec(t, p.Write, "ALTER TABLE figures ADD COLUMN words text DEFAULT 'seven'")
	var n int
	var words string
	if err := p.Read.QueryRowContext(t.Context(), query, 7).Scan(&n, &words); err != nil || words != "seven" {
		t.Errorf("after the change: %d %q, %v", n, words, err)
	}
}

// TestOptimizeReachesReaders sees a reader's plan change, which opened before.
func TestOptimizeReachesReaders(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	exec(t, p.Write, "CREATE TABLE people (id blob PRIMARY KEY, tenant_id blob, name text)")
	exec(t, p.Write, "CREATE INDEX by_tenant ON people (tenant_id, name)")
	tx, err := p.Write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 5000 {
		exec(t, tx, "INSERT INTO people VALUES ($1, $2, 'x')", ident.ID{byte(n >> 8), byte(n)}, ident.ID{1})
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	plan := func() string {
		list := strings.Repeat(", ?", 50)[2:]
		args := make([]any, 51)
		for i := range args {
			args[i] = ident.ID{1}
		}
		var a, b, c int
		var detail string
		row := p.Read.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN SELECT * FROM people WHERE tenant_id = ? AND id IN ("+list+")", args...)
		if err := row.Scan(&a, &b, &c, &detail); err != nil {
			t.Fatal(err)
		}
		return detail
	}
	if before := plan(); !strings.Contains(before, "by_tenant") {
		t.Errorf("before: %s; the trap is gone and optimize with it", before)
	}
	if err := p.optimize(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := plan(); !strings.Contains(after, "autoindex") {
		t.Errorf("after: %s", after)
	}
}

func TestOptimizePostgres(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	exec(t, p.Write, "CREATE TABLE people (n int)")
	exec(t, p.Write, "INSERT INTO people SELECT generate_series(1, $1)", 100)
	if err := p.optimize(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := scan[int](t, p.Read, "SELECT reltuples::int FROM pg_class WHERE relname = $1", "people"); got != 100 {
		t.Errorf("statistics of %d rows", got)
	}
}
