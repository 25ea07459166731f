package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// Supposed is one change to evaluate without making it (HI-4). Exactly one field is set.
type Supposed struct {
	Settings    *directory.SettingsUpdate
	Preferences *SupposedPreferences
	Limits      *SupposedLimits
	Away        *SupposedAway
	Back        *ident.ID // this person is absent no more, as if they had ended the absence (OO-5)
}

// SupposedPreferences is a change of a person's preferences.
type SupposedPreferences struct {
	User ident.ID
	directory.PreferencesUpdate
}

// SupposedLimits is a change of a person's lending limits.
type SupposedLimits struct {
	User ident.ID
	directory.LimitsUpdate
}

// SupposedAway is an absence that has begun, or another delegate of one.
type SupposedAway struct{ User, Delegate ident.ID }

// WhatIf is what would differ. Lists go by id.
type WhatIf struct {
	Deals     []DealDifference
	Placed    []Placement          // waiting deals that would find an owner, in the order of the sweep
	Approvers []ApproverDifference // of deals that a request is open for, or that are blocked before or after
	Loads     []LoadDifference

	Examined           int  // deals with an owner that were looked at
	DealsTruncated     bool // there are more that could differ; the newest were looked at
	WaitingTruncated   bool // more deals wait; the oldest were looked at
	ApproversTruncated bool
}

// Bounds of one evaluation.
const (
	mostSupposed  = 20
	mostExamined  = 10_000
	mostWaiting   = 10_000
	mostApprovals = 1_000
)

// WhatIf evaluates changes, in their order, on a copy of the present. Refused are changes
// that could not be made: UNKNOWN_USER, SELF_DELEGATION, DELEGATE_REQUIRED,
// DELEGATE_INACTIVE, OOO_NOT_SET, CURRENCY_IN_USE; INVALID without a change, or with too many.
func (d *Desk) WhatIf(ctx context.Context, c *db.Client, changes []Supposed) (*WhatIf, error) {
	if len(changes) == 0 || len(changes) > mostSupposed {
		return nil, invalid("Give 1 to %d changes.", mostSupposed).On("changes")
	}
	before, err := d.readWorld(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("read the present: %w", err)
	}
	s := &supposition{desk: d, before: before, after: before.clone(), touched: map[ident.ID]bool{}, decided: map[ident.ID]bool{}, limits: map[ident.ID]assign.Limits{}}
	for _, change := range changes {
		if err := s.suppose(ctx, c, change); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context, *db.Client) error{s.elapse, s.examine, s.recount, s.compareApprovers, s.place} {
		if err := step(ctx, c); err != nil {
			return nil, fmt.Errorf("evaluate: %w", err)
		}
	}
	s.compareLoads()
	return &s.result, nil
}

// supposition is one evaluation under way.
type supposition struct {
	desk          *Desk
	before, after *world
	touched       map[ident.ID]bool          // people whom the changes are about
	decided       map[ident.ID]bool          // people who are away, or back, by one of the changes
	limits        map[ident.ID]assign.Limits // of people whose limits one of the changes is about
	dealt         []supposedDeal             // deals that were looked at
	result        WhatIf
}

// suppose makes one change on the copy.
func (s *supposition) suppose(ctx context.Context, c *db.Client, change Supposed) error {
	switch {
	case change.Settings != nil:
		return s.set(ctx, c, *change.Settings)
	case change.Preferences != nil:
		return s.person(change.Preferences.User, func(a *directory.Authority) error {
			overPreferences(&a.Preferences, change.Preferences.PreferencesUpdate)
			return nil
		})
	case change.Limits != nil:
		return s.person(change.Limits.User, func(a *directory.Authority) error {
			overLimits(&a.Limits, change.Limits.LimitsUpdate)
			s.limits[change.Limits.User] = a.Limits
			return nil
		})
	case change.Away != nil:
		return s.person(change.Away.User, func(a *directory.Authority) error { return s.leave(a, *change.Away) })
	case change.Back != nil:
		s.decided[*change.Back] = true
		return s.person(*change.Back, comeBack)
	}
	return invalid("A change says what changes.").On("changes")
}

// set tries settings. Refused is what saving them refuses, another currency as well.
func (s *supposition) set(ctx context.Context, c *db.Client, u directory.SettingsUpdate) error {
	u, err := u.Normal()
	if err != nil {
		return err
	}
	if err := u.CurrencyFree(ctx, c, s.after.settings, s.limits); err != nil {
		return err
	}
	s.after.set(u)
	return nil
}

// person changes what the copy knows of somebody.
func (s *supposition) person(id ident.ID, change func(*directory.Authority) error) error {
	a, there := s.after.people[id]
	if !there {
		return unknownUser()
	}
	if err := change(&a); err != nil {
		return err
	}
	s.after.people[id], s.touched[id] = a, true
	return nil
}

func (s *supposition) leave(a *directory.Authority, away SupposedAway) error {
	if err := assign.CheckDelegate(away.User, away.Delegate, s.after.people[away.Delegate].Active); err != nil {
		return err
	}
	a.Absent, a.Delegate = true, away.Delegate
	s.decided[away.User] = true
	return nil
}

func comeBack(a *directory.Authority) error {
	if !a.Absent {
		return fault.New(fault.Conflict, fault.CodeOOONotSet, "This person is not away.").On("userId")
	}
	a.Absent, a.Delegate = false, ident.ID{}
	return nil
}
