package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// What the rooms inside this one (directory/customer, directory/mail, …) share with it.

// ErrMoved is what a step says when the row that it judged changed before it wrote: Write
// and Settle then run it again.
var ErrMoved = errMoved

// Write runs fn in a Write, again while it says ErrMoved.
func (d *Directory) Write(ctx context.Context, fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.write(ctx, fn)
}

// Settle runs fn in a Settle, again while it says ErrMoved.
func (d *Directory) Settle(ctx context.Context, fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.settle(ctx, fn)
}

// Expect is STALE when the version that a caller has seen, if they say one, is not the
// present one.
func Expect(expected, present int64) error { return expect(expected, present) }

// Guarded is the end of a change of one versioned row: n rows were changed, or err. A
// caller who named a version is told STALE; for others it is ErrMoved.
func Guarded(expected int64, n int, err error) error {
	switch {
	case err != nil:
		return err
	case n > 0:
		return nil
	case expected != 0:
		return stale()
	}
	return errMoved
}

// IsAddress reports whether a text is an e-mail address and nothing more.
func IsAddress(text string) bool { return isAddress(text) }

// ParsePhone gives the E.164 form of a number; empty stays empty, everything else is
// INVALID.
func ParsePhone(text string) (string, error) { return parsePhone(text) }

// ParseLanguage gives en, de or fr; empty stays empty, everything else is INVALID.
func ParseLanguage(text string) (string, error) { return parseLanguage(text) }

// SearchKey holds words as a search looks at them: folded, with and without accents.
func SearchKey(words ...string) string { return searchKey(words...) }

// Administrators gives those who are told of what concerns the whole company, a bounded
// number.
func Administrators(ctx context.Context, c *db.Client) ([]ident.ID, error) {
	return administrators(ctx, c, mostTold)
}
