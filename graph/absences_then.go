package graph

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/predicate"
	"mandate/graph/model"
	"mandate/ident"
)

// savedBy loads the period of each person that is not over.
type savedBy func(context.Context, []*model.User) (map[ident.ID]*model.OutOfOffice, error)

// peopleOf loads the people of a period: of the past those too who were deleted since.
func peopleOf(o *model.OutOfOffice) func(context.Context, []ident.ID) (map[ident.ID]*model.User, error) {
	if o.Then {
		return peopleThen
	}
	return usersByID
}

// savedThen loads the period of each person that was not over at the instant of all.
func (s *Server) savedThen(ctx context.Context, people []*model.User) (map[ident.ID]*model.OutOfOffice, error) {
	return s.savedAt(people[0].Then.At)(ctx, people)
}

// savedAt loads the periods as they stood at an instant.
func (s *Server) savedAt(at time.Time) savedBy {
	return func(ctx context.Context, people []*model.User) (map[ident.ID]*model.OutOfOffice, error) {
		c, err := read(ctx)
		if err != nil || !sightOf(ctx).staff() {
			return nil, err
		}
		rows, err := s.Desk.PeriodsAt(ctx, c, at, collect(people, userID))
		return index(model.AbsencesThen(rows), func(o *model.OutOfOffice) ident.ID { return o.Absence.UserID }), err
	}
}

// absencesThen are the filters of a list of the past, read.
type absencesThen struct {
	at               time.Time
	from, to         time.Time // the days, in the zone of then; zero: any
	person, delegate ident.ID  // zero: anybody
	reports          []ident.ID
	ofManager        bool
	states           []absence.State // empty: all but CANCELLED
}

// listAbsencesThen is Query.outOfOffice with asOf. What was over by then has not changed
// since and is a page of the database; of the others each person had one at most, which
// are brought back to how they stood and put between them.
func (s *Server) listAbsencesThen(ctx context.Context, p pageArgs, asked absencesAsked) (*model.OutOfOfficeConnection, error) {
	l := absencesInOrder()
	l.nodes = func(rows []*db.Absence) ([]*model.OutOfOffice, error) { return model.AbsencesThen(rows), nil }
	w, err := p.window(l.by)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.absencesOfThen(ctx, c, asked)
	if err != nil {
		return nil, err
	}
	stood, err := s.stoodThen(ctx, c, f)
	if err != nil {
		return nil, err
	}
	over := c.Absence.Query().Where(sightOf(ctx).absences(), f.over())
	rows, err := over.Clone().Where(l.by.shape(w)).Limit(w.size + 1).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list absences of then: %w", err)
	}
	page, err := l.cut(between(append(rows, stood...), w), w)
	if err != nil {
		return nil, err
	}
	page.Count = func(ctx context.Context) (int, error) {
		n, err := over.Count(ctx)
		return n + len(stood), err
	}
	return page, nil
}

// stoodThen gives the periods that were not over then and pass the filters.
func (s *Server) stoodThen(ctx context.Context, c *db.Client, f absencesThen) ([]*db.Absence, error) {
	if !sightOf(ctx).staff() || f.states != nil && !slices.ContainsFunc(f.states, standing) {
		return nil, nil
	}
	rows, err := s.Desk.PeriodsAt(ctx, c, f.at, f.people())
	return slices.DeleteFunc(rows, func(a *db.Absence) bool { return !f.passes(a) }), err
}

// standing reports whether a period in this state is not over.
func standing(state absence.State) bool {
	return state == absence.StateSCHEDULED || state == absence.StateACTIVE
}

// people are those whose periods can pass the filters; nil: everybody. Dates and delegates
// of then are known only once history has been read.
func (f absencesThen) people() []ident.ID {
	switch {
	case f.person.IsZero() && f.ofManager:
		return append([]ident.ID{}, f.reports...)
	case f.person.IsZero():
		return nil
	case f.ofManager && !slices.Contains(f.reports, f.person):
		return []ident.ID{}
	}
	return []ident.ID{f.person}
}

// absencesOfThen reads the filters; managers and days are those of then. Before there was a
// company it is NOT_FOUND, as of every list of the past.
func (s *Server) absencesOfThen(ctx context.Context, c *db.Client, asked absencesAsked) (f absencesThen, err error) {
	f.at = asked.at
	if asked.person != nil {
		if f.person, err = parseID(ident.User, *asked.person, "userId"); err != nil {
			return f, err
		}
	}
	settings, err := s.Desk.SettingsAt(ctx, c, f.at)
	if err != nil {
		return f, err
	}
	if asked.days != nil {
		zone, err := time.LoadLocation(settings.Zone)
		if err != nil {
			return f, fmt.Errorf("zone of %s: %w", f.at, err)
		}
		if f.from, f.to, err = boundsOf(*asked.days, zone); err != nil {
			return f, err
		}
	}
	if asked.where == nil {
		return f, nil
	}
	if states, set := asked.where.States.ValueOK(); set {
		f.states = states
	}
	if v, ok := value(asked.where.DelegateID); ok {
		if f.delegate, err = parseID(ident.User, v, "where", "delegateId"); err != nil {
			return f, err
		}
	}
	v, ok := value(asked.where.ManagerID)
	if !ok {
		return f, nil
	}
	manager, err := parseID(ident.User, v, "where", "managerId")
	if err != nil {
		return f, err
	}
	reports, err := s.Desk.ReportsThen(ctx, c, f.at, []ident.ID{manager})
	f.reports, f.ofManager = reports[manager], true
	return f, err
}

// passes judges a period that stood then.
func (f absencesThen) passes(a *db.Absence) bool {
	switch {
	case f.states != nil && !slices.Contains(f.states, a.State):
		return false
	case !f.delegate.IsZero() && (a.DelegateID == nil || *a.DelegateID != f.delegate):
		return false
	case f.ofManager && !slices.Contains(f.reports, a.UserID):
		return false
	}
	return f.from.IsZero() || a.StartsAt.Before(f.to) && a.EndsAt.After(f.from)
}

// over are the same filters on what was over by then, whose rows have stayed.
func (f absencesThen) over() predicate.Absence {
	list := []predicate.Absence{absence.EndedAtLTE(f.at)}
	if f.states != nil {
		list = append(list, absence.StateIn(f.states...))
	} else {
		list = append(list, absence.StateNEQ(absence.StateCANCELLED))
	}
	if !f.person.IsZero() {
		list = append(list, absence.UserID(f.person))
	}
	if !f.delegate.IsZero() {
		list = append(list, absence.DelegateID(f.delegate))
	}
	if f.ofManager {
		list = append(list, absence.UserIDIn(f.reports...))
	}
	if !f.from.IsZero() {
		list = append(list, absence.StartsAtLT(f.to), absence.EndsAtGT(f.from), absence.EndedAtGT(f.from))
	}
	return absence.And(list...)
}

// between puts periods into a window: by their beginning, then id.
func between(rows []*db.Absence, w window) []*db.Absence {
	order := func(at time.Time, id ident.ID, p *place) int {
		key, _ := p.key.(time.Time)
		return cmp.Or(at.Compare(key), bytes.Compare(id[:], p.id[:]))
	}
	rows = slices.DeleteFunc(rows, func(a *db.Absence) bool {
		return w.after != nil && order(a.StartsAt, a.ID, w.after) <= 0 || w.before != nil && order(a.StartsAt, a.ID, w.before) >= 0
	})
	slices.SortFunc(rows, func(a, b *db.Absence) int {
		c := order(a.StartsAt, a.ID, &place{b.StartsAt, b.ID})
		if w.backward {
			return -c
		}
		return c
	})
	return rows[:min(len(rows), w.size+1)]
}
