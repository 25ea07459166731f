package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestThenIsAsItWas is HI-3: what was answered at a moment is answered of that moment for
// ever after: who could approve which deal and why not, and who might decide alone. It is so
// from the very instant of the event on, midnights too, until just before the next one, and
// also of those who have been deleted since.
func TestThenIsAsItWas(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 3))
		s := &storm{}
		for i := range 4 {
			s.people = append(s.people, o.hire(fmt.Sprint("p", i), 4, 1000))
		}
		for i := range 3 {
			s.approvers = append(s.approvers, o.approver(fmt.Sprint("a", i), 3000))
		}
		var moments []moment
		for n := range 30 {
			at(later(o.store.Now(), r).Format(time.RFC3339))
			if err := s.happen(o, r, fmt.Sprint("d", n)); internal(err) {
				t.Fatal(err)
			}
			moments = append(moments, o.moment(s))
		}
		at(o.store.Now().Add(time.Hour).Format(time.RFC3339))
		for _, n := range r.Perm(len(moments)) {
			m, until := moments[n], o.store.Now()
			if n+1 < len(moments) {
				until = moments[n+1].at
			}
			then := []time.Time{m.at, until.Add(-time.Microsecond)}[r.IntN(2)]
			if got := o.answers(then, m.people, m.deals); got != m.told {
				t.Errorf("of %s after event %d:\n%s\nit was\n%s", then, n+1, got, m.told)
			}
		}
	})
}

// moment is what was answered at an instant, and about whom and what.
type moment struct {
	at            time.Time
	people, deals []ident.ID
	told          string
}

func (o *office) moment(s *storm) moment {
	people := slices.Concat(s.people, s.approvers)
	m := moment{at: o.store.Now(), people: people, deals: slices.Clone(s.deals)}
	m.told = o.answers(time.Time{}, m.people, m.deals)
	return m
}

// later is some time on: now and then the very midnight at which absences begin and end.
func later(now time.Time, r *rand.Rand) time.Time {
	if r.IntN(4) > 0 {
		return now.Add(time.Minute)
	}
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 4, 0, 0, 0, time.UTC) // of Toronto
	for !midnight.After(now) {
		midnight = midnight.AddDate(0, 0, 1)
	}
	return midnight
}

// happen is one event that may change who can approve what.
func (s *storm) happen(o *office, r *rand.Rand, reference string) error {
	anybody := slices.Concat(s.people, s.approvers)
	who := anybody[r.IntN(len(anybody))]
	switch r.IntN(7) {
	case 0:
		return s.limit(o, r, who)
	case 1:
		start := assign.DateOf(o.store.Now())
		if r.IntN(2) == 0 {
			start = start.Next()
		}
		_, _, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: who, Start: start, End: start.Next(), Delegate: anybody[r.IntN(len(anybody))]})
		return err
	case 2:
		return o.desk.EndAbsence(o.ctx, who, 0)
	case 3:
		role, err := o.directory.RoleID(o.ctx, []string{"approver", "underwriter"}[r.IntN(2)])
		o.must(err)
		return o.directory.SetRoles(o.ctx, who, 0, []ident.ID{role})
	case 4:
		if r.IntN(4) == 0 {
			return o.directory.Delete(o.ctx, who, 0, "")
		}
	}
	_, err := s.blow(o, r, reference)
	return err
}

func (s *storm) limit(o *office, r *rand.Rand, who ident.ID) error {
	most, loan := assign.MaximumOf(r.IntN(5)), assign.LimitOf(100*(500+r.Int64N(3000)))
	return o.directory.SetLimits(o.ctx, who, 0, directory.LimitsUpdate{MaxCapacity: &most, LoanAmount: &loan})
}

// answers tells who may approve each deal and figures of their own, and whether each
// person may decide each deal, at an instant; zero is now.
func (o *office) answers(at time.Time, people, deals []ident.ID) (told string) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) error {
		for _, q := range append([]ident.ID{{}}, deals...) {
			query := desk.ApproverQuery{Deal: q, At: at}
			if q.IsZero() {
				query.Figures = loan(900)
			}
			list, err := o.desk.Approvers(ctx, c, query)
			if err != nil {
				return err
			}
			told += fmt.Sprintf("approvers of %s: %+v\n", q, list)
			for _, person := range people {
				check, err := o.desk.CheckAuthority(ctx, c, desk.AuthorityQuery{User: person, Deal: q, Figures: query.Figures, At: at})
				if internal(err) {
					return err
				}
				if err != nil { // nobody, by then
					told += fmt.Sprintf("%s: %v\n", person, err)
					continue
				}
				told += fmt.Sprintf("%s: %v %v %v %v %v\n", person, check.Allowed, check.Reasons, check.Figures, check.Breaches, fault.Code(check.Approver))
			}
		}
		return nil
	})
	return told
}
