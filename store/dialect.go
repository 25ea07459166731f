package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"mandate/fault"
)

// dialectKind names the database that an address chose. ent calls SQLite
// "sqlite3"; everywhere else it is this word.
type dialectKind string

const (
	dialectPostgres dialectKind = "postgres"
	dialectSQLite   dialectKind = "sqlite"
)

// pools are the open connections to one database.
//
// On PostgreSQL Write and Read are two pools, so that writers who wait for a
// tenant's lock never take the last connection from those who only read. On
// SQLite Write has one connection, as there can be one writer, and those of
// Read refuse to write.
type pools struct {
	Kind  string // "postgres" or "sqlite"
	Write *sql.DB
	Read  *sql.DB

	file   string       // SQLite: absolute path of the database file
	remove func() error // deletes the file of a temporary database; nil otherwise
}

// dialectOf tells from an address which database it means. The address may
// carry a password, so no error repeats it.
func dialectOf(address string) (dialectKind, error) {
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		return dialectSQLite, nil
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		return dialectPostgres, nil
	}
	return "", fault.New(fault.Invalid, fault.CodeInvalid,
		"A database address starts with sqlite: (a file) or postgres:// (a server).")
}

// openPools opens the database behind an address and proves that it answers.
//
// Addresses are "sqlite:path", "sqlite::memory:" (a temporary file that Close
// deletes: a real SQLite with both pools) and "postgres://…" with the
// parameters of libpq; run-time settings such as statement_timeout may be
// among them. The error of a database that can't be reached is errGone.
func openPools(ctx context.Context, address string) (pools, error) {
	kind, err := dialectOf(address)
	if err != nil {
		return pools{}, err
	}
	if kind == dialectSQLite {
		return openSQLite(ctx, strings.TrimPrefix(address, "sqlite:"))
	}
	return openPostgres(ctx, address)
}

// Close ends both pools, and waits for statements that still run.
func (p pools) Close() error {
	err := errors.Join(p.Read.Close(), p.Write.Close())
	if p.remove != nil {
		err = errors.Join(err, p.remove())
	}
	return err
}
