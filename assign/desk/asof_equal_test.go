package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestThenIsAsItWas is HI-3: what was answered at a moment is answered of that moment for
// ever after: who could approve which deal and why not, and who might decide alone.
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
		type moment struct {
			at    time.Time
			deals []ident.ID
			told  string
		}
		var moments []moment
		for n := range 25 {
			at(o.store.Now().Add(time.Minute).Format(time.RFC3339))
			if err := s.happen(o, r, fmt.Sprint("d", n)); internal(err) {
				t.Fatal(err)
			}
			deals := append([]ident.ID(nil), s.deals...)
			moments = append(moments, moment{o.store.Now(), deals, o.answers(time.Time{}, s.people, deals)})
		}
		at(o.store.Now().Add(time.Hour).Format(time.RFC3339))
		for _, n := range r.Perm(len(moments)) {
			m := moments[n]
			if got := o.answers(m.at.Add(time.Second), s.people, m.deals); got != m.told {
				t.Errorf("of %s after event %d:\n%s\nit was\n%s", m.at, n+1, got, m.told)
			}
		}
	})
}

// happen is one event that may change who can approve what.
func (s *storm) happen(o *office, r *rand.Rand, reference string) error {
	anybody := append(append([]ident.ID{}, s.people...), s.approvers...)
	who := anybody[r.IntN(len(anybody))]
	switch r.IntN(5) {
	case 0:
		o.limit(who, r.IntN(5), 500+r.Int64N(3000))
		return nil
	case 1:
		today := assign.DateOf(o.store.Now())
		_, _, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: who, Start: today, End: today.Next(), Delegate: anybody[r.IntN(len(anybody))]})
		return err
	case 2:
		return o.desk.EndAbsence(o.ctx, who, 0)
	}
	_, err := s.blow(o, r, reference)
	return err
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
				if err != nil {
					return err
				}
				told += fmt.Sprintf("%s: %v %v %v %v %v\n", person, check.Allowed, check.Reasons, check.Figures, check.Breaches, fault.Code(check.Approver))
			}
		}
		return nil
	})
	return told
}
