package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// queues is how many capacity-consuming deals people act on and own (CA-1, CA-5).
type queues struct {
	acting map[ident.ID]int
	owning map[ident.ID]int
}

// load counts the queues of everybody, or of these people anew.
func (q *queues) load(ctx context.Context, c *db.Client, release assign.CapacityRelease, people []ident.ID) error {
	if people != nil {
		return q.loadSome(ctx, c, release, people)
	}
	acting, err := countQueues(ctx, c, release, deal.FieldActingID, nil)
	if err != nil {
		return err
	}
	owning, err := countQueues(ctx, c, release, deal.FieldOwnerID, nil)
	if err != nil {
		return err
	}
	*q = queues{acting: acting, owning: owning}
	return nil
}

// loadSome counts both queues of people in one statement, for it runs under the tenant's
// lock.
func (q *queues) loadSome(ctx context.Context, c *db.Client, release assign.CapacityRelease, people []ident.ID) error {
	var rows []struct {
		Owner  *ident.ID `sql:"owner_id"`
		Acting *ident.ID `sql:"acting_id"`
		Count  int       `sql:"count"`
	}
	err := c.Deal.Query().Where(deal.StatusIn(consuming(release)...), deal.Or(deal.ActingIDIn(people...), deal.OwnerIDIn(people...))).
		GroupBy(deal.FieldActingID, deal.FieldOwnerID).Aggregate(db.Count()).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("count loads: %w", err)
	}
	asked := make(map[ident.ID]bool, len(people))
	for _, id := range people {
		asked[id] = true
		q.acting[id], q.owning[id] = 0, 0
	}
	for _, r := range rows {
		if r.Acting != nil && asked[*r.Acting] {
			q.acting[*r.Acting] += r.Count
		}
		if r.Owner != nil && asked[*r.Owner] {
			q.owning[*r.Owner] += r.Count
		}
	}
	return nil
}

// countLoads counts the deals that people act on; nil is everybody.
func countLoads(ctx context.Context, c *db.Client, release assign.CapacityRelease, people []ident.ID) (map[ident.ID]int, error) {
	return countQueues(ctx, c, release, deal.FieldActingID, people)
}

// countQueues counts, by the person in a column of deals, those that consume capacity.
func countQueues(ctx context.Context, c *db.Client, release assign.CapacityRelease, column string, people []ident.ID) (map[ident.ID]int, error) {
	q := c.Deal.Query().Where(deal.StatusIn(consuming(release)...))
	of, all := deal.ActingIDIn, deal.ActingIDNotNil()
	if column == deal.FieldOwnerID {
		of, all = deal.OwnerIDIn, deal.OwnerIDNotNil()
	}
	if people != nil {
		q.Where(of(people...))
	} else {
		q.Where(all)
	}
	var rows []struct {
		Owner  ident.ID `sql:"owner_id"`
		Acting ident.ID `sql:"acting_id"`
		Count  int      `sql:"count"`
	}
	if err := q.GroupBy(column).Aggregate(db.Count()).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("count loads: %w", err)
	}
	out := make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		if column == deal.FieldOwnerID {
			r.Acting = r.Owner
		}
		out[r.Acting] = r.Count
	}
	return out, nil
}

// setActing says how many deals somebody acts on; the bench follows, and with it those
// for whom they stand in.
func (m *memory) setActing(id ident.ID, n int) {
	m.acting[id] = n
	m.bench.SetLoad(id, n)
}

// setOwning says how many deals somebody owns, which matters while they are away (CA-5).
func (m *memory) setOwning(id ident.ID, n int) {
	m.owning[id] = n
	if _, absent := m.absent(id); absent {
		m.bench.SetOwned(id, n)
	}
}

// attend brings people on the bench up to who is absent and who stands in for them.
func (m *memory) attend(people map[ident.ID]bool) {
	for id := range people {
		if _, absent := m.absent(id); !absent {
			m.bench.ClearAbsence(id)
			m.bench.SetOwned(id, 0)
			continue
		}
		standIn, maximum := m.standIn(id), assign.Maximum{}
		if r, seated := m.bench.Candidate(standIn); seated {
			maximum = r.Limits.MaxCapacity
		}
		m.bench.SetStandIn(id, standIn, m.acting[standIn], maximum)
		m.bench.SetOwned(id, m.owning[id])
	}
}

// away lists who is absent now.
func (m *memory) away() map[ident.ID]bool {
	out := map[ident.ID]bool{}
	for id, a := range m.saved {
		if a.active {
			out[id] = true
		}
	}
	return out
}

// leaning gives people and those whose stand-in a change of them could be.
func (m *memory) leaning(people []ident.ID) map[ident.ID]bool {
	out := m.presence.before(people)
	for _, id := range people {
		for _, absent := range m.bench.Represented(id) {
			out[absent] = true
		}
	}
	return out
}
