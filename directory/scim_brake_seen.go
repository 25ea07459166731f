package directory

import (
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/brake"
	"mandate/ent/db/departure"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorylink"
	"mandate/ident"
)

// brakeSeen is how the brake of the actor's directory stands. Under the tenant's lock it is
// read in the statement that reads the person: only who holds that lock opens or closes it.
type brakeSeen struct {
	directory                ident.ID
	open                     ident.ID // zero: it is off
	people, percent, minutes int
}

// Columns of the brake beside a person, under names that no column of a person has.
const (
	brakeOpen    = "brake_open"
	brakePeople  = "brake_people"
	brakePercent = "brake_percent"
	brakeMinutes = "brake_minutes"
)

// withBrake reads it beside a person of the directory that governedBy joined.
func withBrake(s *sql.Selector) {
	of, link := sql.Table(directory.Table).As("braking"), sql.Table(directorylink.Table)
	s.Join(of).On(link.C(directorylink.FieldDirectoryID), of.C(directory.FieldID))
	s.AppendSelectAs(of.C(directory.FieldBrakePeople), brakePeople)
	s.AppendSelectAs(of.C(directory.FieldBrakePercent), brakePercent)
	s.AppendSelectAs(of.C(directory.FieldBrakeMinutes), brakeMinutes)
	on := sql.Table(brake.Table).As("b")
	s.AppendSelectExprAs(sql.Dialect(s.Dialect()).Select(on.C(brake.FieldID)).From(on).
		Where(sql.ColumnsEQ(on.C(brake.FieldOpen), of.C(directory.FieldID))), brakeOpen)
}

// brakeOf is what withBrake has read beside somebody.
func brakeOf(directory ident.ID, u *db.User) (*brakeSeen, error) {
	seen := &brakeSeen{directory: directory}
	for name, into := range map[string]*int{brakePeople: &seen.people, brakePercent: &seen.percent, brakeMinutes: &seen.minutes} {
		value, err := u.Value(name)
		if err != nil {
			return nil, fmt.Errorf("read brake beside %s: %w", u.ID, err)
		}
		n, ok := value.(int64)
		if !ok {
			return nil, fmt.Errorf("read brake beside %s: %s is %T", u.ID, name, value)
		}
		*into = int(n)
	}
	value, err := u.Value(brakeOpen)
	if value == nil || err != nil {
		return seen, err
	}
	return seen, seen.open.Scan(value)
}

// from is where the window begins that the brake counts in.
func (b *brakeSeen) from(now time.Time) time.Time {
	return now.Add(-time.Duration(b.minutes) * time.Minute)
}

// within are the departures that it counts.
func (b *brakeSeen) within(t *sql.SelectTable, now time.Time) *sql.Predicate {
	return sql.And(sql.EQ(t.C(departure.FieldDirectoryID), b.directory), sql.GT(t.C(departure.FieldAt), b.from(now)), sql.IsNull(t.C(departure.FieldBrakeID)))
}
