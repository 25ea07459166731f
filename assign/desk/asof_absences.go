package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
)

// Away is an out-of-office period within the bounds that it really had or, as long as
// nobody changes it, will have.
type Away struct {
	Absence  *db.Absence
	From, To time.Time           // half-open
	State    assign.AbsenceState // now; OFF: it is over
}

// AbsencesBetween lists the periods that have an instant in common with [from, to), of
// one person or of everybody, by beginning, then id. Cancelled ones never were.
func (d *Desk) AbsencesBetween(ctx context.Context, c *db.Client, from, to time.Time, person ident.ID) ([]Away, error) {
	q := c.Absence.Query().Where(overlapping(from, to), absence.Or(
		absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE), absence.And(absence.StateEQ(absence.StateENDED), absence.BeganAtNotNil())))
	if !person.IsZero() {
		q.Where(absence.UserID(person))
	}
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list absences: %w", err)
	}
	out := make([]Away, len(rows))
	for i, row := range rows {
		out[i] = awayOf(row)
	}
	slices.SortFunc(out, func(a, b Away) int {
		return cmp.Or(a.From.Compare(b.From), bytes.Compare(a.Absence.ID[:], b.Absence.ID[:]))
	})
	return out, nil
}

// overlapping compares the instants at which a period really began and ended, where it
// has, and those that it was saved with elsewhere.
func overlapping(from, to time.Time) func(*sql.Selector) {
	return func(s *sql.Selector) {
		real := func(happened, saved, op string, at time.Time) *sql.Predicate {
			return sql.P(func(b *sql.Builder) {
				b.WriteString("COALESCE(").Ident(s.C(happened)).WriteString(", ").Ident(s.C(saved)).WriteString(") " + op + " ").Arg(at)
			})
		}
		s.Where(sql.And(real(absence.FieldBeganAt, absence.FieldStartsAt, "<", to), real(absence.FieldEndedAt, absence.FieldEndsAt, ">", from)))
	}
}

func awayOf(row *db.Absence) Away {
	a := Away{Absence: row, From: row.StartsAt, To: row.EndsAt, State: assign.AbsenceOff}
	if row.BeganAt != nil {
		a.From = *row.BeganAt
	}
	if row.EndedAt != nil {
		a.To = *row.EndedAt
	}
	switch row.State {
	case absence.StateSCHEDULED:
		a.State = assign.AbsenceScheduled
	case absence.StateACTIVE:
		a.State = assign.AbsenceActive
	}
	return a
}

// periods are absences that cover one instant, by person.
type periods map[ident.ID]*db.Absence

// savedAt gives the periods that have not ended and cover an instant.
func savedAt(ctx context.Context, c *db.Client, at time.Time) (periods, error) {
	return readPeriods(ctx, c.Absence.Query().Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE), absence.StartsAtLTE(at), absence.EndsAtGT(at)))
}

// activePeriods gives the periods that are ACTIVE.
func activePeriods(ctx context.Context, c *db.Client) (periods, error) {
	return readPeriods(ctx, c.Absence.Query().Where(absence.StateEQ(absence.StateACTIVE)))
}

// periodsThen gives the periods that covered a past instant. Who stood in then is told
// by the versions of people: a period keeps its last delegate only.
func periodsThen(ctx context.Context, c *db.Client, at time.Time) (periods, error) {
	return readPeriods(ctx, c.Absence.Query().Where(absence.BeganAtNotNil(), absence.BeganAtLTE(at), absence.Or(absence.EndedAtIsNil(), absence.EndedAtGT(at))))
}

func readPeriods(ctx context.Context, q *db.AbsenceQuery) (periods, error) {
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load absences: %w", err)
	}
	out := make(periods, len(rows))
	for _, row := range rows {
		out[row.UserID] = row
	}
	return out, nil
}

// Absent is what assign.Presence asks.
func (p periods) Absent(person ident.ID) (delegate ident.ID, absent bool) {
	row := p[person]
	if row == nil || row.DelegateID == nil {
		return ident.ID{}, row != nil
	}
	return *row.DelegateID, true
}
