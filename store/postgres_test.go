package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store/storetest/cluster"
)

func openPostgresTest(t testing.TB) pools {
	t.Helper()
	return openTest(t, cluster.Fresh(t).OwnerURL)
}

// oneConn makes a pool of a single connection, so that what it remembers shows.
func oneConn(p pools) *sql.DB {
	p.Write.SetMaxOpenConns(1)
	return p.Write
}

// withSetting adds a run-time parameter to an address.
func withSetting(t testing.TB, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

const prepared = "SELECT count(*) FROM pg_prepared_statements"

func TestSettings(t *testing.T) {
	t.Parallel()
	made := cluster.Fresh(t)
	plain, own := openTest(t, made.OwnerURL), openTest(t, withSetting(t, made.OwnerURL, "statement_timeout", "7s"))
	for name, want := range map[string]string{
		"statement_timeout": "30s", "idle_in_transaction_session_timeout": "1min", "TimeZone": "UTC", "application_name": "mandate",
	} {
		if got := scan[string](t, plain.Read, "SELECT current_setting($1)", name); got != want {
			t.Errorf("%s = %s, want %s", name, got, want)
		}
	}
	if got := scan[string](t, own.Read, "SELECT current_setting($1)", "statement_timeout"); got != "7s" {
		t.Errorf("statement_timeout of the address = %s", got)
	}
}

func TestStatementTimeout(t *testing.T) {
	t.Parallel()
	p := openTest(t, withSetting(t, cluster.Fresh(t).OwnerURL, "statement_timeout", "50"))
	_, err := p.Write.ExecContext(t.Context(), "SELECT pg_sleep($1)", 5)
	if classify(err) != errTimeout {
		t.Errorf("kind %d of %v, want errTimeout", classify(err), err)
	}
}

func TestStatementsArePreparedOnce(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	for n := range 5 {
		if got := scan[int](t, db, "SELECT $1 + 1", n); got != n+1 {
			t.Errorf("%d + 1 = %d", n, got)
		}
		exec(t, db, "SELECT $1 || 'x'", "a")
	}
	if got := scan[int](t, db, prepared); got != 2 {
		t.Errorf("%d prepared statements, want 2", got)
	}
	for n := range maxStatements + 20 {
		scan[int](t, db, fmt.Sprintf("SELECT $1 + %d", n), n)
	}
	if got := scan[int](t, db, prepared); got != maxStatements {
		t.Errorf("%d prepared statements, want %d", got, maxStatements)
	}
}

func TestFailedStatementIsNotKept(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	for range 3 {
		if _, err := db.ExecContext(t.Context(), "SELECT $1 FROM absent", 1); classify(err) != errOther || err == nil {
			t.Errorf("absent table: %v", err)
		}
	}
	if got := scan[int](t, db, prepared); got != 0 {
		t.Errorf("%d prepared statements", got)
	}
}

func TestOutdatedPlan(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	db := oneConn(p)
	exec(t, db, "CREATE TABLE figures (n int)")
	exec(t, db, "INSERT INTO figures VALUES ($1)", 7)
	const query = "SELECT n FROM figures WHERE n >= $1"
	read := func(q executor) string { return scan[string](t, q, query, 0) }

	read(db)
	exec(t, db, "ALTER TABLE figures ALTER n TYPE text; ALTER TABLE figures ALTER n TYPE bigint USING n::bigint")
	if got := read(db); got != "7" {
		t.Errorf("after the type changed: %s", got)
	}
	exec(t, db, "DISCARD ALL")
	if got := read(db); got != "7" {
		t.Errorf("after the server forgot: %s", got)
	}

	exec(t, db, "ALTER TABLE figures ALTER n TYPE int")
	inTx(t, t.Context(), db, nil, func(tx *sql.Tx) {
		var n int
		if err := tx.QueryRowContext(t.Context(), query, 0).Scan(&n); classify(err) != errRetry {
			t.Errorf("in a transaction: kind %d of %v, want errRetry", classify(err), err)
		}
	})
	inTx(t, t.Context(), db, nil, func(tx *sql.Tx) {
		if got := read(tx); got != "7" {
			t.Errorf("in the next transaction: %s", got)
		}
	})
}

func TestOutdatedPlanReachesAllConnections(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	exec(t, p.Write, "CREATE TABLE figures (n int)")
	const query = "SELECT n FROM figures WHERE n >= $1"
	conns := make([]*sql.Conn, 3)
	for i := range conns {
		var err error
		if conns[i], err = p.Write.Conn(t.Context()); err != nil {
			t.Fatal(err)
		}
		exec(t, conns[i], query, 0)
	}
	exec(t, p.Read, "ALTER TABLE figures ALTER n TYPE bigint")
	for _, c := range conns {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	failed := 0
	for range conns {
		tx, err := p.Write.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.ExecContext(t.Context(), query, 0); err != nil {
			failed++
		}
		defer tx.Rollback() // held, so that each turn gets another connection
	}
	if failed != 1 {
		t.Errorf("%d of %d transactions failed, want the first only", failed, len(conns))
	}
}

func TestLostConnection(t *testing.T) {
	t.Parallel()
	made := cluster.Fresh(t)
	p, admin := openTest(t, made.OwnerURL), openTest(t, made.AdminURL)
	const cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND usename = $1"
	inTx(t, t.Context(), p.Write, nil, func(tx *sql.Tx) {
		exec(t, tx, "CREATE TABLE half_done (n int)")
		scan[int](t, admin.Write, cut, cluster.Owner)
		_, err := tx.ExecContext(t.Context(), "INSERT INTO half_done VALUES ($1)", 1)
		if classify(err) != errGone {
			t.Errorf("cut in a transaction: kind %d of %v", classify(err), err)
		}
	})
	for range 3 {
		if got := scan[int](t, p.Write, "SELECT 1 + $1", 1); got != 2 {
			t.Errorf("after the server came back: %d", got)
		}
		scan[int](t, admin.Write, cut, cluster.Owner)
	}
}

func TestCopyAndOwnStatements(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	exec(t, p.Write, "CREATE TABLE people (id uuid, at timestamptz)")
	tx, err := p.Write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	stmt, err := tx.PrepareContext(t.Context(), `COPY people (id, at) FROM STDIN`)
	if err != nil {
		t.Fatal(err)
	}
	for n := range byte(100) {
		if _, err := stmt.ExecContext(t.Context(), ident.ID{n}, time.Unix(int64(n), 999)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stmt.ExecContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := stmt.Close(); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	own, err := p.Write.PrepareContext(t.Context(), "SELECT count(*) FROM people WHERE id = ANY($1)")
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	var n int
	if err := own.QueryRowContext(t.Context(), []ident.ID{{1}, {2}, {200}}).Scan(&n); err != nil || n != 2 {
		t.Errorf("found %d of 2: %v", n, err)
	}
	if got := scan[int](t, p.Write, "SELECT count(*) FROM people WHERE id = ANY($1)", []ident.ID{}); got != 0 {
		t.Errorf("found %d in an empty list", got)
	}
}

// TestCancelReachesTheServer sees that a cancelled statement doesn't go on.
func TestCancelReachesTheServer(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	ctx, cancel := context.WithTimeout(t.Context(), statementPatience)
	defer cancel()
	tx, err := p.Write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(ctx, "SELECT pg_sleep($1)", 20); err != context.DeadlineExceeded {
		t.Errorf("cancelled statement: %v", err)
	}
	if err := tx.Commit(); err == nil {
		t.Error("a transaction with a cancelled statement commits")
	}
	const asleep = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE $1"
	if got := scan[int](t, p.Read, asleep, "SELECT pg_sleep%"); got != 0 {
		t.Errorf("%d cancelled statements go on", got)
	}
}
