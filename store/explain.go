package store

import (
	"context"
	"errors"

	"mandate/ent/db"
	"mandate/fault"
)

// explain turns what a database says into a fault where a caller can do something
// about it, and leaves the rest as it is: doors answer it as internal.
func (s *Store) explain(err error) error {
	var f *fault.Fault
	switch {
	case err == nil || errors.As(err, &f):
		return err
	case classify(err) == errRefused:
		return fault.New(fault.Invalid, fault.CodeInvalid, "A value holds characters or numbers that can't be kept.").Because(err)
	case classify(err) == errGone, classify(err) == errTimeout, errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "The database can't be reached right now. Try again in a moment.").Because(err)
	case classify(err) == errRetry:
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "Too many changes at once. Try again in a moment.").Because(err)
	case db.IsNotFound(err):
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such record.").Because(err)
	}
	return err
}

// IsTaken reports whether err says that a unique value is taken already.
func IsTaken(err error) bool { return classify(err) == errUnique }
