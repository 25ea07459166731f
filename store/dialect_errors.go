package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/lib/pq"
	"modernc.org/sqlite"
)

// errorKind is what a database error means for the floor, on either database.
type errorKind uint8

const (
	errOther      errorKind = iota // a fault of ours, or no database error at all (a context that ended)
	errUnique                      // a unique key is taken: see violationOf
	errForeignKey                  // a row that is referred to is not there, or still referred to
	errRetry                       // collided with another transaction: run the whole transaction again
	errGone                        // the database can't be reached, is starting, full or broken; after COMMIT: outcome unknown
	errReadOnly                    // a write on what may only read: a replica, a read-only transaction, the read pool
	errRefused                     // a value that the database doesn't take: text, range
	errTimeout                     // the server's statement timeout ended it
)

// ErrFirst is what a transaction says that finds somebody else first where it could only
// repeat them: it runs again, and finds what they left.
var ErrFirst = errors.New("somebody else was first")

// classify says what an error of a statement, BEGIN, COMMIT or open means.
func classify(err error) errorKind {
	var pg *pq.Error
	var lite *sqlite.Error
	var network net.Error
	switch {
	case err == nil:
		return errOther
	case errors.Is(err, ErrFirst):
		return errRetry
	case errors.As(err, &pg):
		return classifyPostgres(pg)
	case errors.As(err, &lite):
		return classifySQLite(lite)
	case isContextError(err):
		return errOther
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.As(err, &network),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errGone
	}
	return errOther
}

// isContextError finds the caller's own limit; a deadline is also a net.Error.
func isContextError(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// violation is which unique key a row would have broken.
type violation struct {
	Table   string   // empty where SQLite names only an index
	Columns []string // of the key, in its order; an expression as it stands in the index
	Index   string   // PostgreSQL always, SQLite for keys on expressions
}

// violationOf reads the key from an error that is errUnique; ok is false for others.
func violationOf(err error) (v violation, ok bool) {
	var pg *pq.Error
	if errors.As(err, &pg) && pg.Code == uniqueViolation {
		return postgresViolation(pg), true
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) && classifySQLite(lite) == errUnique {
		return sqliteViolation(lite), true
	}
	return violation{}, false
}

// on reports whether a column is part of the key: mostly the tenant is the
// other part. It decides which field of the input a door points at.
func (v violation) on(column string) bool {
	return slices.Contains(v.Columns, column)
}

// splitColumns reads "a, b" and "t.a, t.b".
func splitColumns(list string) []string {
	columns := strings.Split(list, ", ")
	for i, c := range columns {
		columns[i] = strings.Trim(c[strings.LastIndexByte(c, '.')+1:], `"`)
	}
	return columns
}
