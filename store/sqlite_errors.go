package store

import (
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// classifySQLite goes by result code, https://www.sqlite.org/rescode.html;
// the low byte of an extended code is its primary one.
func classifySQLite(e *sqlite.Error) errorKind {
	switch e.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_ROWID:
		return errUnique
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return errForeignKey
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return errRetry
	case lib.SQLITE_READONLY:
		return errReadOnly
	case lib.SQLITE_TOOBIG:
		return errRefused
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_FULL, lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB, lib.SQLITE_PERM:
		return errGone
	}
	return errOther
}
