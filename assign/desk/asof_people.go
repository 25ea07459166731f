package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// PersonState is what a person could do at one time.
type PersonState struct {
	directory.Authority
	Since time.Time // when this became true; zero where the present was asked for
}

// PeopleAt gives staff as they were at an instant, zero being now; nil ids: everybody.
// Who was not there, or deleted by then, is not in the answer. Of an instant to come it
// tells what is saved: the present, and the absences of then.
func (d *Desk) PeopleAt(ctx context.Context, c *db.Client, at time.Time, ids []ident.ID) (map[ident.ID]PersonState, error) {
	if !d.now(at) {
		return peopleThen(ctx, c, at, ids)
	}
	if ids == nil {
		var err error
		if ids, err = staff(c).IDs(ctx); err != nil {
			return nil, fmt.Errorf("list people: %w", err)
		}
	}
	return d.peopleNow(ctx, c, at, ids)
}

func (d *Desk) peopleNow(ctx context.Context, c *db.Client, at time.Time, ids []ident.ID) (map[ident.ID]PersonState, error) {
	present, err := directory.Authorities(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[ident.ID]PersonState, len(present))
	for id, a := range present {
		out[id] = PersonState{Authority: a}
	}
	if at.IsZero() || !at.After(d.Store.Now()) {
		return out, nil
	}
	saved, err := savedAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	for id, p := range out {
		p.Delegate, p.Absent = saved.Absent(id)
		out[id] = p
	}
	return out, nil
}

// peopleThen reads the versions of a past instant; narrowed by conditions on them.
func peopleThen(ctx context.Context, c *db.Client, at time.Time, ids []ident.ID, narrowed ...predicate.AuthorityVersion) (map[ident.ID]PersonState, error) {
	out := map[ident.ID]PersonState{}
	if ids == nil {
		return out, readPeople(ctx, c, append(narrowed, trueAt(at), ofStaff(at)), out)
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		if err := readPeople(ctx, c, append(slices.Clip(narrowed), trueAt(at), ofStaff(at), authorityversion.UserIDIn(part...)), out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readPeople(ctx context.Context, c *db.Client, which []predicate.AuthorityVersion, out map[ident.ID]PersonState) error {
	rows, err := c.AuthorityVersion.Query().Where(which...).Order(authorityversion.ByPosition()).All(ctx)
	if err != nil {
		return fmt.Errorf("load people of an instant: %w", err)
	}
	for _, row := range rows {
		a, err := directory.DecodeAuthority(row.State)
		if err != nil {
			return fmt.Errorf("version of %s: %w", row.UserID, err)
		}
		out[row.UserID] = PersonState{Authority: a, Since: row.ValidFrom}
	}
	return nil
}

// LimitsState is a person's limits with the settings that say which of them counted.
type LimitsState struct {
	Limits   assign.Limits
	Settings assign.Settings
	Since    time.Time // as of PersonState
}

// LimitsAt gives a person's lending limits at an instant, zero being now.
func (d *Desk) LimitsAt(ctx context.Context, c *db.Client, person ident.ID, at time.Time) (*LimitsState, error) {
	p, err := d.personAt(ctx, c, person, at)
	if err != nil {
		return nil, err
	}
	settings, err := d.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	return &LimitsState{Limits: p.Limits, Settings: settings.Settings, Since: p.Since}, nil
}

// personAt is PeopleAt for one; UNKNOWN_USER where there was none.
func (d *Desk) personAt(ctx context.Context, c *db.Client, person ident.ID, at time.Time) (PersonState, error) {
	people, err := d.PeopleAt(ctx, c, at, []ident.ID{person})
	if err != nil {
		return PersonState{}, err
	}
	p, there := people[person]
	if !there {
		return PersonState{}, unknownUser()
	}
	return p, nil
}
