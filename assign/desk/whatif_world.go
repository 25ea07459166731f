package desk

import (
	"context"
	"fmt"
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
}

func readWorld(ctx context.Context, c *db.Client) (*world, error) {
	m := &memory{}
	if err := m.loadSettings(ctx, c); err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if err := m.loadCatalogue(ctx, c); err != nil {
		return nil, fmt.Errorf("load brokers: %w", err)
	}
	w := &world{settings: m.settings, known: m.known, people: crowd{}, tally: tally{last: map[ident.ID]time.Time{}}}
	if err := w.readPeople(ctx, c); err != nil {
		return nil, err
	}
	if err := w.count(ctx, c); err != nil {
		return nil, err
	}
	deciding, err := holders(ctx, c, actor.ApprovalDecide)
	if err != nil {
		return nil, err
	}
	w.deciders, err = staff(c).Where(deciding).IDs(ctx)
	return w, err
}

func (w *world) readPeople(ctx context.Context, c *db.Client) error {
	rows, err := staff(c).All(ctx)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	away, err := activePeriods(ctx, c)
	if err != nil {
		return err
	}
	for _, u := range rows {
		a := directory.Authority{Active: u.Active}
		if a.Limits, err = directory.LimitsOf(u.Edges.Limits); err != nil {
			return fmt.Errorf("limits of %s: %w", u.ID, err)
		}
		if a.Preferences, err = directory.PreferencesOf(u.Edges.Preferences); err != nil {
			return fmt.Errorf("preferences of %s: %w", u.ID, err)
		}
		a.Delegate, a.Absent = away.Absent(u.ID)
		if u.LastAssignedAt != nil {
			w.tally.last[u.ID] = *u.LastAssignedAt
		}
		w.people[u.ID] = a
	}
	return nil
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
	other.people = maps.Clone(w.people)
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

// suppose changes what the rules read of the settings.
func (w *world) suppose(u directory.SettingsUpdate) error {
	if u.Currency != nil {
		if _, err := assign.MinorDigits(*u.Currency); err != nil {
			return err
		}
	}
	s := &w.settings
	over(&s.AutoAssign, u.AutoAssign)
	over(&s.OverLimitFallback, u.OverLimitFallback)
	over(&s.CapacityRelease, u.CapacityRelease)
	over(&s.LimitsView, u.LimitsView)
	over(&s.LeaverDeals, u.LeaverDeals)
	over(&s.Currency, u.Currency)
	over(&s.Language, u.Language)
	over(&s.AutoRemoveDelegates, u.AutoRemoveDelegates)
	if u.DualApprovalAbove == nil {
		return nil
	}
	s.DualApprovalAbove = assign.Limit{}
	if *u.DualApprovalAbove != nil {
		s.DualApprovalAbove = assign.LimitOf(**u.DualApprovalAbove)
	}
	return nil
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
