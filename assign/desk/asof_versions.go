package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/predicate"
	"mandate/ent/db/settingsversion"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// now reports whether an instant asks for the present: the zero time, or one that has
// not passed yet.
func (d *Desk) now(at time.Time) bool { return at.IsZero() || !at.Before(d.Store.Now()) }

// trueAt keeps the version of an instant (HI-3). Every table of versions has the same
// columns of a span.
func trueAt(at time.Time) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.Where(sql.And(sql.LTE(s.C(authorityversion.FieldValidFrom), at),
			sql.Or(sql.IsNull(s.C(authorityversion.FieldValidTo)), sql.GT(s.C(authorityversion.FieldValidTo), at))))
	}
}

// ofStaff keeps versions of staff who were not deleted by an instant.
func ofStaff(at time.Time) func(*sql.Selector) {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		s.Where(sql.In(s.C(authorityversion.FieldUserID), b.Select(user.FieldID).From(b.Table(user.Table)).Where(sql.And(
			sql.EQ(user.FieldKind, string(user.KindSTAFF)),
			sql.Or(sql.IsNull(user.FieldDeletedAt), sql.GT(user.FieldDeletedAt, at))))))
	}
}

// eachOfStaff is ofStaff for conditions that few versions meet. Only of these the person is
// looked up: what is joined is read whole on PostgreSQL, since it expects that many meet them.
func eachOfStaff(at time.Time) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.Where(sql.P(func(b *sql.Builder) {
			b.WriteString("(SELECT kind = ").Arg(string(user.KindSTAFF)).WriteString(" AND (deleted_at IS NULL OR deleted_at > ").Arg(at).
				WriteString(") FROM users WHERE users.id = ").Ident(s.C(authorityversion.FieldUserID)).WriteByte(')')
		}))
	}
}

// mentions keeps versions whose state holds a piece of JSON. It spares reading and
// decoding the state of everybody else; what is read is judged by its fields.
func mentions(piece string) predicate.AuthorityVersion {
	return func(s *sql.Selector) { s.Where(holds(s, piece)) }
}

// lacks keeps the others.
func lacks(piece string) predicate.AuthorityVersion {
	return func(s *sql.Selector) { s.Where(sql.Not(holds(s, piece))) }
}

func holds(s *sql.Selector, piece string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("position(").Arg([]byte(piece)).WriteString("::bytea IN ").Ident(s.C(authorityversion.FieldState)).WriteString(") > 0")
			return
		}
		b.WriteString("instr(").Ident(s.C(authorityversion.FieldState)).WriteString(", ").Arg([]byte(piece)).WriteString(") > 0")
	})
}

// SettingsAt gives the company's settings at an instant, zero being now. Before there
// was a company it is NOT_FOUND.
func (d *Desk) SettingsAt(ctx context.Context, c *db.Client, at time.Time) (directory.SettingsState, error) {
	var state directory.SettingsState
	q := c.SettingsVersion.Query().Where(settingsversion.ValidToIsNil())
	if !d.now(at) {
		q = c.SettingsVersion.Query().Where(trueAt(at)).Order(settingsversion.ByPosition(sql.OrderDesc()))
	}
	row, err := q.First(ctx)
	switch {
	case db.IsNotFound(err):
		return state, fault.New(fault.NotFound, fault.CodeNotFound, "There was no company at that time.").On("asOf")
	case err != nil:
		return state, fmt.Errorf("load settings of an instant: %w", err)
	}
	if err := json.Unmarshal(row.State, &state); err != nil {
		return state, fmt.Errorf("settings version %d: %w", row.Number, err)
	}
	return state, nil
}

// pastDeal is a deal as a version keeps it.
type pastDeal struct {
	assign.Deal
	Delegates []ident.ID `json:"delegates,omitempty"`
	acting    ident.ID
}

// on are the people on the deal (section 1).
func (p pastDeal) on() []ident.ID {
	if p.Owner.IsZero() {
		return nil
	}
	return append([]ident.ID{p.Owner}, p.Delegates...)
}

// dealAt gives a deal at a past instant; UNKNOWN_DEAL before it was submitted.
func dealAt(ctx context.Context, c *db.Client, id ident.ID, at time.Time) (pastDeal, error) {
	var p pastDeal
	row, err := c.DealVersion.Query().Where(dealversion.DealID(id), trueAt(at)).Order(dealversion.ByPosition(sql.OrderDesc())).First(ctx)
	switch {
	case db.IsNotFound(err):
		return p, unknownDeal()
	case err != nil:
		return p, fmt.Errorf("load deal %s of an instant: %w", id, err)
	}
	if err := json.Unmarshal(row.State, &p); err != nil {
		return p, fmt.Errorf("deal version %s: %w", row.ID, err)
	}
	if row.ActingID != nil {
		p.acting = *row.ActingID
	}
	return p, nil
}
