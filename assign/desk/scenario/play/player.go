package play

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

// Player plays files, one after the other, through the operations that doors call. The
// store must go by the clock.
type Player struct {
	Store     *store.Store
	Directory *directory.Directory
	Desk      *desk.Desk
	Clock     *Clock
}

// NewPlayer puts the rooms on a store that goes by the clock.
func NewPlayer(s *store.Store, clock *Clock) *Player {
	d := &desk.Desk{Store: s}
	s.Boundaries = d
	return &Player{Store: s, Desk: d, Clock: clock, Directory: &directory.Directory{Store: s, OnChange: d.OnChange, CatchUp: d.CatchUp}}
}

// Failure is one key that is not as expected after one event.
type Failure struct {
	Event int // from 0
	Type  string
	scenario.Difference
}

// String is the failure on one line.
func (f Failure) String() string {
	return fmt.Sprintf("event %d %s: %s", f.Event, f.Type, f.Difference)
}

// Result is what became of a file.
type Result struct {
	Tenant   ident.ID // on which it was played; it is the caller's to remove
	Failures []Failure
}

// Play plays a file on a tenant of its own and lists what is not as expected. An error is
// a file that can't be played, or a database that fails.
func (p *Player) Play(ctx context.Context, f scenario.File) (Result, error) {
	stage, err := p.empty(ctx, f)
	if err != nil {
		return Result{}, err
	}
	result := Result{Tenant: stage.tenant}
	if err := stage.begin(ctx, f); err != nil {
		return result, fmt.Errorf("start of %s: %w", f.ID, err)
	}
	for i, e := range f.Events {
		state, err := stage.Apply(ctx, e, Listing(e.Expect))
		if err != nil {
			return result, fmt.Errorf("%s, event %d %s: %w", f.ID, i, e.Type, err)
		}
		for _, d := range scenario.Compare(e.Expect, state) {
			result.Failures = append(result.Failures, Failure{i, e.Type, d})
		}
	}
	return result, nil
}

// Stage is a tenant on which a file is being played.
type Stage struct {
	*Player
	tenant                 ident.ID
	users, deals, requests names
	permissions            map[string][]string
	roles                  map[string]ident.ID // by the permissions that they hold
	products, brokers      map[string]ident.ID
	source                 ident.ID // the directory that governs people; zero: not needed yet
	currency               string
	sessions               int

	lastNotice, lastEntry ident.ID
}

// system is a context in which the system acts.
func (s *Stage) system(ctx context.Context) context.Context {
	return actor.With(ctx, actor.ForSystem(s.tenant))
}

// as is a context in which a person acts, with their permissions; extra are those that a
// door asks for and files do not speak of.
func (s *Stage) as(ctx context.Context, label string, extra ...actor.Permission) context.Context {
	if label == "" {
		return s.system(ctx)
	}
	var held []actor.Permission
	for _, p := range s.permissions[label] {
		held = append(held, actor.Permission(p))
	}
	return actor.With(ctx, actor.Actor{Kind: actor.User, Tenant: s.tenant, ID: s.users.id[label], Name: label, Language: "en",
		Permissions: actor.Of(append(held, extra...)...), GrantsRoles: []string{"*"}})
}
