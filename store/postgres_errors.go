package store

import (
	"github.com/lib/pq"
)

// uniqueViolation is the SQLSTATE of PostgreSQL, appendix A, class 23.
const uniqueViolation = "23505"

// classifyPostgres goes by SQLSTATE: messages are in the server's language.
func classifyPostgres(e *pq.Error) errorKind {
	if isOutdatedPlan(e) {
		return errRetry
	}
	switch e.Code {
	case uniqueViolation:
		return errUnique
	case "23503":
		return errForeignKey
	case "40001", "40P01", "55P03": // serialization, deadlock, lock not available
		return errRetry
	case "25006":
		return errReadOnly
	case "57014":
		return errTimeout
	case "22021", "22P05", "22P02", "22001", "22003", "22007", "22008": // characters, escapes, text forms, lengths, ranges
		return errRefused
	case "57P01", "57P02", "57P03", "57P05", "25P03", "3D000", "55000": // shut down, starting, idle too long, no such database, takes no connections
		return errGone
	}
	switch e.Code.Class() {
	case "08", "28", "53", "58", "XX": // connection, sign-in, resources, system, corruption
		return errGone
	}
	return errOther
}
