package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/lib/pq"
	"modernc.org/sqlite"
)

// errorKind is what a database error means for the floor, on either database.
type errorKind uint8

const (
	errOther      errorKind = iota // a fault of ours, or no database error at all (a context that ended)
	errUnique                      // a unique key is taken
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
