package desk

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// supposedDeal is a deal with an owner that was looked at.
type supposedDeal struct {
	assign.Deal
	before, after DealOutcome
	requester     ident.ID // of the open request; zero: none
}

// examine looks at the deals that could stand otherwise.
func (s *supposition) examine(ctx context.Context, c *db.Client) error {
	a, _ := actor.From(ctx)
	which := s.reachable(a.Tenant)
	if which == nil {
		return nil
	}
	rows, err := suppositionRows(c).Where(deal.Open(true), deal.OwnerIDNotNil(), which).
		Order(deal.ByID(sql.OrderDesc())).Limit(mostExamined + 1).All(ctx)
	if err != nil {
		return fmt.Errorf("load deals that could differ: %w", err)
	}
	s.result.DealsTruncated = len(rows) > mostExamined
	rows = rows[:min(len(rows), mostExamined)]
	slices.SortFunc(rows, func(a, b *db.Deal) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	s.result.Examined = len(rows)
	for _, row := range rows {
		one, err := s.look(row)
		if err != nil {
			return err
		}
		s.dealt = append(s.dealt, one)
		if !one.before.equal(one.after) {
			s.result.Deals = append(s.result.Deals, DealDifference{Deal: row.ID, Before: one.before, After: one.after})
		}
	}
	return nil
}

func suppositionRows(c *db.Client) *db.DealQuery {
	return c.Deal.Query().WithFacilities().WithDelegates().WithLingering().WithApprovals().
		WithRequests(func(q *db.ApprovalRequestQuery) {
			q.Where(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED))
		})
}

// reachable narrows to deals that the changes could concern; nil: to none.
func (s *supposition) reachable(tenant ident.ID) predicate.Deal {
	b, a := s.before.settings, s.after.settings
	if b.LimitsView != a.LimitsView || b.Currency != a.Currency {
		return func(*sql.Selector) {}
	}
	people := slices.Collect(maps.Keys(s.touched))
	if len(people) == 0 {
		return nil
	}
	return within(owned(tenant, anyOf(s.owners(people))), delegated(tenant, anyOf(people)))
}

// owners are people from whom a walk of DC-1 comes to one of the people, before or after.
func (s *supposition) owners(people []ident.ID) []ident.ID {
	found := map[ident.ID]bool{}
	for _, id := range people {
		found[id] = true
	}
	for _, w := range []*world{s.before, s.after} {
		for id, a := range w.people {
			if a.Absent && w.people.meets(id, s.touched) {
				found[id] = true
			}
		}
	}
	return slices.Collect(maps.Keys(found))
}

// meets reports whether the walk from an absent person meets one of the people.
func (c crowd) meets(from ident.ID, people map[ident.ID]bool) bool {
	met := map[ident.ID]bool{}
	for at := from; !at.IsZero() && !met[at]; at = c[at].Delegate {
		if people[at] {
			return true
		}
		met[at] = true
	}
	return false
}

func (s *supposition) look(row *db.Deal) (supposedDeal, error) {
	d, err := DealOf(row, s.before.known)
	if err != nil {
		return supposedDeal{}, err
	}
	one := supposedDeal{Deal: d, before: DealOutcome{Owner: d.Owner, Stalled: row.Stalled, Delegates: onDeal(row)[1:]}}
	for _, r := range row.Edges.Requests {
		one.requester = r.RequestedBy
	}
	one.after = DealOutcome{Owner: d.Owner, Delegates: assign.Delegates(d.Owner, s.after.walk(row))}
	s.before.judge(&one.before, d, row.Edges.Approvals)
	s.after.judge(&one.after, d, row.Edges.Approvals)
	presence := s.after.people.presence()
	one.after.Stalled = !presence.Available(one.after.Acting)
	return one, nil
}
