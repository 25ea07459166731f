package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// attendance is who is absent at one time, and of these and of those who may stand in
// for them, who is active. Everybody else is not asked for: few are away at once.
type attendance struct {
	away   map[ident.ID]absent
	active map[ident.ID]bool // of people who are there; who is deleted is missing
}

// absent is one absence that is ACTIVE.
type absent struct {
	delegate ident.ID  // zero: none
	until    time.Time // its end, as it was saved
}

// presence is what the walk of DC-1 asks, without the lingering links of a deal.
func (a *attendance) presence() assign.Presence {
	return assign.Presence{
		Absent: func(id ident.ID) (ident.ID, bool) {
			one, is := a.away[id]
			return one.delegate, is && a.there(id)
		},
		Available: func(id ident.ID) bool {
			_, is := a.away[id]
			return !is && a.active[id]
		},
	}
}

func (a *attendance) there(id ident.ID) bool {
	_, there := a.active[id]
	return there
}

// attendanceAt reads who is absent at an instant, zero being now; asked are further
// people whose state matters.
func (d *Desk) attendanceAt(ctx context.Context, c *db.Client, at time.Time, asked ...ident.ID) (*attendance, error) {
	if !d.now(at) {
		return d.attendanceThen(ctx, c, at, asked)
	}
	read := activePeriods
	if !at.IsZero() && at.After(d.Store.Now()) {
		read = func(ctx context.Context, c *db.Client) (periods, error) { return savedAt(ctx, c, at) }
	}
	saved, err := read(ctx, c)
	if err != nil {
		return nil, err
	}
	a := &attendance{away: map[ident.ID]absent{}, active: map[ident.ID]bool{}}
	for person, row := range saved {
		delegate, _ := saved.Absent(person)
		a.away[person] = absent{delegate, row.EndsAt}
	}
	return a, a.readActive(ctx, c, a.concerned(asked))
}

// concerned lists those whose state the walks can ask for.
func (a *attendance) concerned(asked []ident.ID) []ident.ID {
	seen := map[ident.ID]bool{}
	for _, id := range asked {
		seen[id] = true
	}
	for id, one := range a.away {
		seen[id], seen[one.delegate] = true, true
	}
	delete(seen, ident.ID{})
	list := make([]ident.ID, 0, len(seen))
	for id := range seen {
		list = append(list, id)
	}
	return list
}

func (a *attendance) readActive(ctx context.Context, c *db.Client, ids []ident.ID) error {
	for part := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := c.User.Query().Where(user.IDIn(part...), user.DeletedAtIsNil()).Select(user.FieldID, user.FieldActive).All(ctx)
		if err != nil {
			return fmt.Errorf("load who is active: %w", err)
		}
		for _, u := range rows {
			a.active[u.ID] = u.Active
		}
	}
	return nil
}

// absentPiece is how the JSON of a version says that somebody is absent.
const absentPiece = `"absent":true`

func (d *Desk) attendanceThen(ctx context.Context, c *db.Client, at time.Time, asked []ident.ID) (*attendance, error) {
	gone, err := peopleThen(ctx, c, at, nil, mentions(absentPiece))
	if err != nil {
		return nil, err
	}
	saved, err := d.PeriodsAt(ctx, c, at, slices.Collect(maps.Keys(gone)))
	if err != nil {
		return nil, err
	}
	bounds := make(periods, len(saved))
	for _, row := range saved {
		bounds[row.UserID] = row
	}
	a := &attendance{away: map[ident.ID]absent{}, active: map[ident.ID]bool{}}
	for id, p := range gone {
		if !p.Absent {
			continue
		}
		one := absent{delegate: p.Delegate}
		if row := bounds[id]; row != nil {
			one.until = row.EndsAt
		}
		a.away[id] = one
	}
	people, err := peopleThen(ctx, c, at, a.concerned(asked))
	for id, p := range people {
		a.active[id] = p.Active
	}
	return a, err
}
