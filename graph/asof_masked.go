package graph

import (
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/store"
)

// unknownName is what is shown of people who were deleted (LC-4, LC-7), unless the
// caller sees history.
const unknownName = "Unknown Name"

// masked hides who somebody was that has been deleted since.
func masked(s sight, row *db.User) *db.User {
	if row.DeletedAt == nil || s.staff(actor.HistoryView) {
		return row
	}
	return &db.User{ID: row.ID, TenantID: row.TenantID, Version: row.Version, CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt, Kind: row.Kind,
		Source: row.Source, DisplayName: unknownName, DeletedAt: row.DeletedAt, ActivatedAt: row.ActivatedAt}
}

// masks reports whether a list of an instant hides deleted people from the caller. One of
// now, the zero instant, has none. What is masked in a node is to be read from nothing else:
// from no cursor, no place in an order, and not from what a search or a filter finds.
func (s sight) masks(at time.Time) bool { return !at.IsZero() && !s.staff(actor.HistoryView) }

// orderFor is the order of a list of an instant: deleted people stand where their masked
// rows do.
func (u usersAsked) orderFor(s sight, at time.Time) (order, func(*db.User) any) {
	by, key := u.order()
	if !s.masks(at) {
		return by, key
	}
	by.masked = by.column != user.FieldCreatedAt && by.column != user.FieldSource // which masked leaves
	return by, func(row *db.User) any { return key(masked(s, row)) }
}

// findable narrows a list of an instant to whom the caller may find by what is asked: an id
// finds also the deleted, but neither words nor the state of an account that they had.
func (s sight) findable(at time.Time, search string, account bool) predicate.User {
	if s.masks(at) && (account || store.AsksWords(search)) {
		return user.DeletedAtIsNil()
	}
	return all
}

func (u usersAsked) findable(s sight, at time.Time) predicate.User {
	return s.findable(at, text(u.search), u.where != nil && len(accountFilter(u.where)) > 0)
}

// unmasked is a column of people as a list sees it that hides the deleted: theirs is what a
// masked row has there.
func unmasked(s *sql.Selector, column string, kind valueKind) string {
	nothing := "''"
	switch kind {
	case boolValue:
		nothing = "false"
	case rareTime:
		nothing = "NULL"
	}
	return "(CASE WHEN " + s.C(user.FieldDeletedAt) + " IS NULL THEN " + column + " ELSE " + nothing + " END)"
}

// empty reports whether a key is one that masked rows have, which is the least of its kind.
func empty(key any) bool {
	switch v := key.(type) {
	case bool:
		return !v
	case time.Time:
		return !v.After(never)
	}
	return key == ""
}
