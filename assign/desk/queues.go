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
	acting  map[ident.ID]int
	owning  map[ident.ID]int
	leaners map[ident.ID]map[ident.ID]bool // absent people on the bench, by who stands in for them
}

// load counts the queues of everybody, or of these people anew.
func (q *queues) load(ctx context.Context, c *db.Client, release assign.CapacityRelease, people []ident.ID) error {
	acting, err := countQueues(ctx, c, release, deal.FieldActingID, people)
	if err != nil {
		return err
	}
	owning, err := countQueues(ctx, c, release, deal.FieldOwnerID, people)
	if err != nil {
		return err
	}
	if people == nil {
		*q = queues{acting: acting, owning: owning, leaners: map[ident.ID]map[ident.ID]bool{}}
		return nil
	}
	for _, id := range people {
		q.acting[id], q.owning[id] = acting[id], owning[id]
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
	for absent := range m.leaners[id] {
		if c, ok := m.bench.Candidate(absent); ok {
			c.StandInLoad = n
			m.bench.Put(c)
		}
	}
}

// setOwning says how many deals somebody owns, which matters while they are away (CA-5).
func (m *memory) setOwning(id ident.ID, n int) {
	m.owning[id] = n
	if c, ok := m.bench.Candidate(id); ok && c.Absent {
		c.Owned = n
		m.bench.Put(c)
	}
}

// attend brings people on the bench up to who is absent and who stands in for them.
func (m *memory) attend(people map[ident.ID]bool) {
	for id := range people {
		c, ok := m.bench.Candidate(id)
		drop(m.leaners, c.StandIn, id)
		if !ok {
			continue
		}
		_, c.Absent = m.absent(id)
		c.Owned, c.StandIn, c.StandInLoad, c.StandInMax = 0, ident.ID{}, 0, assign.Maximum{}
		if c.Absent {
			c.Owned, c.StandIn = m.owning[id], m.standIn(id)
		}
		if !c.StandIn.IsZero() {
			c.StandInLoad = m.acting[c.StandIn]
			if r, seated := m.bench.Candidate(c.StandIn); seated {
				c.StandInMax = r.Limits.MaxCapacity
			}
			put(m.leaners, c.StandIn, id)
		}
		m.bench.Put(c)
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
		for absent := range m.leaners[id] {
			out[absent] = true
		}
	}
	return out
}
