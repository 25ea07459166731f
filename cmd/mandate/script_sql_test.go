package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"mandate/store/storetest/cluster"
)

// sqlInStory is `sql STATEMENT`: runs a statement as somebody does who has the
// database itself: on PostgreSQL the superuser, without triggers. Rows are stdout,
// values apart by a blank.
func sqlInStory(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: sql STATEMENT")
	}
	err := runSQL(storyOf(ts), ts.Getenv("MANDATE_DATABASE_URL"), args[0], func(line string) { _, _ = fmt.Fprintln(ts.Stdout(), line) })
	if (err != nil) != neg {
		ts.Fatalf("%s: %v", args[0], err)
	}
}

func runSQL(s *story, address, statement string, row func(string)) error {
	db, err := intruder(s, address)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(context.Background(), statement)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]sql.NullString, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = v.String
		}
		row(strings.Join(texts, " "))
	}
	return rows.Err()
}

// intruder opens the database past the product's walls.
func intruder(s *story, address string) (*sql.DB, error) {
	if file, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)")
	}
	super, err := superuser(s, address)
	if err != nil {
		return nil, err
	}
	return sql.Open("postgres", super+"&session_replication_role=replica")
}

// superuser is the address of the same database for the superuser of the cluster.
func superuser(s *story, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	admin, err := url.Parse(cluster.Address(s.tb))
	if err != nil {
		return "", err
	}
	admin.Path = u.Path
	return admin.String(), nil
}

// databaseInStory is `database empty`: an empty database with a role that owns it and
// one that serves; `database away` and `database back`: PostgreSQL ends and refuses
// all connections, and takes them again; `database busy`: another program keeps the
// file of SQLite locked for two seconds.
func databaseInStory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: database empty|away|back|busy")
	}
	s, address := storyOf(ts), ts.Getenv("MANDATE_DATABASE_URL")
	switch args[0] {
	case "empty":
		emptyDatabase(ts, s)
	case "away", "back":
		ts.Check(reachable(s, address, args[0] == "back"))
	case "busy":
		db, err := intruder(s, address)
		ts.Check(err)
		db.SetMaxOpenConns(1)
		_, err = db.ExecContext(context.Background(), "BEGIN IMMEDIATE")
		ts.Check(err)
		time.AfterFunc(2*time.Second, func() { _ = db.Close() })
	default:
		ts.Fatalf("no such state of a database: %s", args[0])
	}
}

func emptyDatabase(ts *testscript.TestScript, s *story) {
	if s.kind == "sqlite" {
		ts.Setenv("MANDATE_DATABASE_URL", "sqlite:"+ts.MkAbs("new/mandate.db"))
		return
	}
	d := cluster.Fresh(s.tb)
	ts.Setenv("MANDATE_DATABASE_URL", d.ServerURL)
	ts.Setenv("MANDATE_MIGRATE_URL", d.OwnerURL)
	ts.Setenv("SUPERUSER_URL", d.AdminURL)
}

// reachable lets connections to a PostgreSQL database in, or ends and refuses them.
func reachable(s *story, address string, in bool) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	name := strings.TrimPrefix(u.Path, "/")
	db, err := sql.Open("postgres", cluster.Address(s.tb))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	statements := []string{fmt.Sprintf(`ALTER DATABASE %q ALLOW_CONNECTIONS %t`, name, in)}
	if !in {
		statements = append(statements, fmt.Sprintf(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'`, name))
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
