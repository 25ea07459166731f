package directory

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/preferences"
	"mandate/ident"
	"mandate/store"
)

// Starting is what a new holder of a role starts with; what is nil or unset sets nothing.
// Amounts are in the company's currency.
type Starting struct {
	assign.Limits
	AutoAssign    *bool                  `json:"autoAssign,omitempty"`
	Locations     *[]string              `json:"locations,omitempty"`
	PropertyTypes *[]assign.PropertyType `json:"propertyTypes,omitempty"`
	Languages     *[]string              `json:"languages,omitempty"`
}

// StartingOf reads the starting values of a role; nil: none.
func StartingOf(r *db.Role) (*Starting, error) {
	if len(r.Starting) == 0 || string(r.Starting) == "null" {
		return nil, nil
	}
	var s Starting
	if err := json.Unmarshal(r.Starting, &s); err != nil {
		return nil, fmt.Errorf("read starting values of %s: %w", r.Name, err)
	}
	return &s, nil
}

// startingLimits are the limits of a role's starting values; the zero Limits: none.
func startingLimits(r *db.Role) (assign.Limits, error) {
	s, err := StartingOf(r)
	if s == nil {
		return assign.Limits{}, err
	}
	return s.Limits, err
}

func (s *Starting) check() error {
	if err := plausible(s.Limits); err != nil {
		return err
	}
	_, err := held{}.with(s.preferences())
	return err
}

func (s *Starting) preferences() PreferencesUpdate {
	return PreferencesUpdate{AutoAssign: s.AutoAssign, Locations: s.Locations, PropertyTypes: s.PropertyTypes, Languages: s.Languages}
}

// over takes what is not set yet: of several roles the first by name counts.
func (s *Starting) over(l *assign.Limits, p *PreferencesUpdate) {
	first := func(into *assign.Limit, from assign.Limit) {
		if !into.IsSet() {
			*into = from
		}
	}
	if !l.MaxCapacity.Set {
		l.MaxCapacity = s.MaxCapacity
	}
	if !l.MaxDiscretionBps.Set {
		l.MaxDiscretionBps = s.MaxDiscretionBps
	}
	first(&l.LoanAmount, s.LoanAmount)
	first(&l.MortgageSecured, s.MortgageSecured)
	first(&l.NonMortgageSecured, s.NonMortgageSecured)
	first(&l.BridgeSecured, s.BridgeSecured)
	first(&l.TotalConnection, s.TotalConnection)
	p.AutoAssign = either(p.AutoAssign, s.AutoAssign)
	p.Locations = either(p.Locations, s.Locations)
	p.PropertyTypes = either(p.PropertyTypes, s.PropertyTypes)
	p.Languages = either(p.Languages, s.Languages)
}

func either[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// start gives somebody who has neither limits nor preferences what their roles start
// with. It writes rows and history; the version is the caller's.
func start(ctx context.Context, tx *store.Tx, u *db.User, book roleBook, roles []ident.ID) error {
	limits, wish, any, err := book.starting(roles)
	if err != nil || !any || u.Kind != "STAFF" {
		return err
	}
	limited, err := tx.Client.LendingLimits.Query().Where(lendinglimits.UserID(u.ID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for limits: %w", err)
	}
	preferred, err := tx.Client.Preferences.Query().Where(preferences.UserID(u.ID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for preferences: %w", err)
	}
	if limited || preferred {
		return nil
	}
	return saveStart(ctx, tx, u, limits, wish)
}

func saveStart(ctx context.Context, tx *store.Tx, u *db.User, limits assign.Limits, wish PreferencesUpdate) error {
	if changes := limitChanges(assign.Limits{}, limits); len(changes) > 0 {
		if err := saveLimits(ctx, tx, u.ID, limits); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "LIMITS_UPDATED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), Reason: startsWith, Changes: changes})
	}
	before, err := heldPreferences(nil)
	if err != nil {
		return err
	}
	after, err := before.with(wish)
	if err != nil {
		return err
	}
	changes := preferenceChanges(before, after)
	if len(changes) == 0 {
		return nil
	}
	tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), Reason: startsWith, Changes: changes})
	return after.save(ctx, tx, u.ID)
}

// startsWith is the reason in history of values that a role starts with.
const startsWith = "ROLE_START"

// starting adds up what roles start with, by name.
func (b roleBook) starting(roles []ident.ID) (l assign.Limits, p PreferencesUpdate, any bool, err error) {
	for _, name := range b.names(roles) {
		ids, _ := b.named([]string{name})
		s, err := StartingOf(b.byID[ids[0]])
		if err != nil {
			return l, p, false, err
		}
		if s != nil {
			any = true
			s.over(&l, &p)
		}
	}
	return l, p, any, nil
}
