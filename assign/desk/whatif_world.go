package desk

import (
	"context"
	"maps"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// world is a company as the rules judge it: settings, brokers, everybody who is not
// deleted, what they have to do, and who holds approval.decide.
type world struct {
	settings assign.Settings
	known    map[ident.ID]bool // brokers that are verified (PF-2)
	people   crowd             // without permissions
	tally    tally
	deciders []ident.ID

	unusedDays int                   // after so many without a sign-in accounts are locked now (LC-6); 0: none are
	lingering  map[ident.ID]ident.ID // from whom to whom links linger on deals where they are in use (OO-6)
}

// readWorld is the present as explanations know it, so that a question does not read
// everybody.
func (d *Desk) readWorld(ctx context.Context, c *db.Client) (w *world, err error) {
	err = d.withReader(ctx, c, func(r *reader) error {
		w = r.world()
		return nil
	})
	if err != nil {
		return nil, err
	}
	deciding, err := holders(ctx, c, actor.ApprovalDecide)
	if err != nil {
		return nil, err
	}
	w.deciders, err = staff(c).Where(deciding).IDs(ctx)
	return w, err
}

// world is a copy of what the reader knows.
func (r *reader) world() *world {
	w := &world{settings: r.settings, known: maps.Clone(r.known), people: make(crowd, r.bench.Len()+len(r.rest)), lingering: map[ident.ID]ident.ID{},
		tally: tally{acting: maps.Clone(r.acting), owning: maps.Clone(r.owning), last: map[ident.ID]time.Time{}}}
	for _, one := range r.bench.Candidates() {
		w.seat(one, &r.presence)
	}
	for _, one := range r.rest {
		w.seat(one, &r.presence)
	}
	return w
}

func (w *world) seat(one assign.Candidate, p *presence) {
	a := directory.Authority{Active: one.Active, Limits: one.Limits, Preferences: one.Preferences}
	if delegate, away := p.absent(one.ID); away {
		a.Absent, a.Delegate = true, delegate
	}
	if !one.LastAssignedAt.IsZero() {
		w.tally.last[one.ID] = one.LastAssignedAt
	}
	w.people[one.ID] = a
}

// count fills the queues as the settings say which deals consume capacity (CA-1).
func (w *world) count(ctx context.Context, c *db.Client) (err error) {
	if w.tally.acting, err = countQueues(ctx, c, w.settings.CapacityRelease, deal.FieldActingID, nil); err != nil {
		return err
	}
	w.tally.owning, err = countQueues(ctx, c, w.settings.CapacityRelease, deal.FieldOwnerID, nil)
	return err
}

func (w *world) clone() *world {
	other := *w
	other.people, other.lingering = maps.Clone(w.people), maps.Clone(w.lingering)
	other.tally.acting, other.tally.owning = maps.Clone(w.tally.acting), maps.Clone(w.tally.owning)
	return &other
}

// bench seats everybody who can be chosen (CA-3).
func (w *world) bench() *assign.Bench {
	var seated []assign.Candidate
	for id, a := range w.people {
		if a.Limits.MaxCapacity.Set {
			seated = append(seated, w.people.candidate(id, w.tally))
		}
	}
	return assign.NewBench(seated)
}

// set changes what the rules read of the settings.
func (w *world) set(u directory.SettingsUpdate) {
	s := &w.settings
	if u.InactivityDays != nil {
		w.unusedDays = 0
		if *u.InactivityDays != nil {
			w.unusedDays = **u.InactivityDays
		}
	}
	over(&s.Zone, u.Zone)
	over(&s.AutoAssign, u.AutoAssign)
	over(&s.OverLimitFallback, u.OverLimitFallback)
	over(&s.CapacityRelease, u.CapacityRelease)
	over(&s.LimitsView, u.LimitsView)
	over(&s.LeaverDeals, u.LeaverDeals)
	over(&s.Currency, u.Currency)
	over(&s.Language, u.Language)
	over(&s.AutoRemoveDelegates, u.AutoRemoveDelegates)
	if u.DualApprovalAbove == nil {
		return
	}
	s.DualApprovalAbove = assign.Limit{}
	if *u.DualApprovalAbove != nil {
		s.DualApprovalAbove = assign.LimitOf(**u.DualApprovalAbove)
	}
}

func over[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func overLimits(l *assign.Limits, u directory.LimitsUpdate) {
	over(&l.MaxCapacity, u.MaxCapacity)
	over(&l.MaxDiscretionBps, u.MaxDiscretionBps)
	over(&l.LoanAmount, u.LoanAmount)
	over(&l.MortgageSecured, u.MortgageSecured)
	over(&l.NonMortgageSecured, u.NonMortgageSecured)
	over(&l.BridgeSecured, u.BridgeSecured)
	over(&l.TotalConnection, u.TotalConnection)
}

func overPreferences(p *assign.Preferences, u directory.PreferencesUpdate) {
	over(&p.AutoAssign, u.AutoAssign)
	over(&p.Locations, u.Locations)
	over(&p.PropertyTypes, u.PropertyTypes)
	over(&p.Products, u.Products)
	over(&p.Brokers, u.Brokers)
	over(&p.Languages, u.Languages)
}
