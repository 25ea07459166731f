package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"mandate/fault"
	"mandate/store/storetest/cluster"
)

// eachDialect runs a test on an empty database of either kind.
func eachDialect(t *testing.T, test func(t *testing.T, p pools)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db")))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, openTest(t, cluster.Fresh(t).OwnerURL))
	})
}

func openTest(t testing.TB, address string) pools {
	t.Helper()
	p, err := openPools(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("close %s: %v", p.Kind, err)
		}
	})
	return p
}

// executor is a pool, a connection or a transaction.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func exec(t testing.TB, db executor, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func scan[T any](t testing.TB, db executor, query string, args ...any) T {
	t.Helper()
	var v T
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// inTx runs a test's part in a transaction that is rolled back.
func inTx(t testing.TB, ctx context.Context, db *sql.DB, o *sql.TxOptions, part func(tx *sql.Tx)) {
	t.Helper()
	tx, err := db.BeginTx(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	part(tx)
}

// columnTypes are the types that ent chooses for ids, times and bytes.
func columnTypes(p pools) (id, instant, bytes string) {
	if p.Kind == string(dialectSQLite) {
		return "blob", "datetime", "blob"
	}
	return "uuid", "timestamptz", "bytea"
}

func TestAddressChoosesDialect(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]dialectKind{
		"sqlite:data/mandate.db":   dialectSQLite,
		"sqlite::memory:":          dialectSQLite,
		"postgres://u@h/d":         dialectPostgres,
		"postgresql://u@h/d":       dialectPostgres,
		"":                         "",
		"mysql://u:secret@h/d":     "",
		"data/mandate.db":          "",
		"host=h password=secret":   "",
		"POSTGRES://u:secret@h/d":  "",
		" postgres://u:secret@h/d": "",
	} {
		kind, err := dialectOf(address)
		if kind != want || (want == "") != fault.Is(err, fault.CodeInvalid) {
			t.Errorf("dialectOf(%q) = %q, %v; want %q", address, kind, err, want)
		}
	}
}

func TestOpenRefusesAddressWithoutShowingIt(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"sqlite:",
		"mysql://u:secret@h/d",
		"postgres://u:secret@h:port/d",
		"postgres://u:secret@h/d?sslmode=sometimes",
		"postgres://u:secret@h/d?binary_parameters=yes",
	} {
		_, err := openPools(t.Context(), address)
		if !fault.Is(err, fault.CodeInvalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("openPools(%q): %v", address, err)
		}
	}
}

func TestOpenOfUnreachableDatabaseIsGone(t *testing.T) {
	t.Parallel()
	missing, err := url.Parse(cluster.Fresh(t).OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	missing.Path = "/absent"
	garbage := filepath.Join(t.TempDir(), "garbage.db")
	writeFile(t, garbage, strings.Repeat("this is no database ", 500))
	for _, address := range []string{"postgres://u@127.0.0.1:1/d?sslmode=disable", missing.String(), "sqlite:" + garbage} {
		_, err := openPools(t.Context(), address)
		if classify(err) != errGone {
			t.Errorf("openPools(%q): kind %d of %v, want errGone", address, classify(err), err)
		}
	}
}

func TestClosedPoolsRefuse(t *testing.T) {
	t.Parallel()
	p, err := openPools(t.Context(), "sqlite::memory:")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Read.PingContext(t.Context()); err == nil {
		t.Error("a closed pool answers")
	}
	if files, err := filepath.Glob(filepath.Dir(p.file)); err != nil || len(files) > 0 {
		t.Errorf("the temporary database is still there: %v, %v", files, err)
	}
}

func TestCancelledStatement(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		slow := "SELECT count(*) FROM generate_series(1, $1::bigint)"
		if p.Kind == string(dialectSQLite) {
			slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT count(*) FROM n"
		}
		for _, db := range []*sql.DB{p.Write, p.Read} {
			ctx, cancel := context.WithTimeout(t.Context(), statementPatience)
			var n int64
			err := db.QueryRowContext(ctx, slow, int64(1)<<40).Scan(&n)
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("cancelled statement: %v", err)
			}
			if got := scan[int](t, db, "SELECT 1 + $1", 1); got != 2 {
				t.Errorf("after a cancelled statement: 1 + 1 = %d", got)
			}
		}
	})
}
