package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/benchdelta"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
)

// delta tells other processes what a Settle changed of a tenant's memory. Loads are
// absolute, so that a delta that is read twice does no harm.
type delta struct {
	All    bool       `json:"all,omitempty"`    // settings or catalogue: load everything anew
	People []ident.ID `json:"people,omitempty"` // read these candidates anew
	Queues []queue    `json:"queues,omitempty"` // load and last assignment of these
	Deals  []ident.ID `json:"deals,omitempty"`  // these wait now, or wait no more
}

type queue struct {
	User ident.ID  `json:"user"`
	Load int       `json:"load"`
	Last time.Time `json:"last,omitzero"`
}

func (d delta) empty() bool {
	return !d.All && len(d.People)+len(d.Queues)+len(d.Deals) == 0
}

// sitting is one operation at the desk: the memory at the operation's position, and
// what the operation changes of it.
type sitting struct {
	*memory
	desk    *Desk
	tx      *store.Tx
	delta   delta
	changes bool // the operation has begun to change the memory
}

// sit brings the memory to the present and makes sure that what the transaction
// changes of it goes when that is undone. A refusal changes nothing: the memory stays,
// at the last position that it is sure of.
func (d *Desk) sit(ctx context.Context, tx *store.Tx) (*sitting, error) {
	tenant := tx.Actor.Tenant
	m, err := d.remembered(tenant, tx.Now).present(ctx, tx)
	if err != nil {
		d.forget(tenant)
		return nil, err
	}
	s := &sitting{memory: m, desk: d, tx: tx}
	sure := m.position
	m.position, m.used = tx.Position, tx.Now
	d.remember(tenant, m)
	tx.OnRollback(func() {
		if s.changes {
			d.forget(tenant)
			return
		}
		m.position = min(m.position, sure)
	})
	return s, nil
}

// present gives the memory with what others changed since its position, which is then
// the last that it is sure of; without a memory, a fresh one.
func (m *memory) present(ctx context.Context, tx *store.Tx) (*memory, error) {
	if m == nil || m.position > tx.Position {
		return loadAt(ctx, tx)
	}
	if m.position >= tx.Position-1 {
		return m, nil
	}
	rows, err := tx.Client.BenchDelta.Query().Where(benchdelta.PositionGT(m.position), benchdelta.PositionLT(tx.Position)).
		Order(benchdelta.ByPosition()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bench deltas: %w", err)
	}
	sum, err := merge(rows)
	if err != nil {
		return nil, err
	}
	if sum.All {
		return loadAt(ctx, tx)
	}
	if len(rows) > 0 {
		m.position = rows[len(rows)-1].Position
	}
	return m, m.apply(ctx, tx.Client, sum)
}

// loadAt gives a fresh memory. It sees this transaction's own rows too, but is sure of
// nothing beyond the last delta that is committed: deltas of a batch come at its end.
func loadAt(ctx context.Context, tx *store.Tx) (*memory, error) {
	m, err := load(ctx, tx.Client)
	if err != nil {
		return nil, err
	}
	last, err := tx.Client.BenchDelta.Query().Where(benchdelta.PositionLT(tx.Position)).
		Order(benchdelta.ByPosition(sql.OrderDesc())).First(ctx)
	if err == nil {
		m.position = last.Position
	}
	if err != nil && !db.IsNotFound(err) {
		return nil, fmt.Errorf("read last bench delta: %w", err)
	}
	return m, nil
}

func merge(rows []*db.BenchDelta) (delta, error) {
	var sum delta
	for _, row := range rows {
		var d delta
		if err := json.Unmarshal(row.Change, &d); err != nil {
			return sum, fmt.Errorf("read bench delta %d: %w", row.Position, err)
		}
		sum.All = sum.All || d.All
		sum.People = append(sum.People, d.People...)
		sum.Queues = append(sum.Queues, d.Queues...)
		sum.Deals = append(sum.Deals, d.Deals...)
	}
	return sum, nil
}

func (m *memory) apply(ctx context.Context, c *db.Client, d delta) error {
	for _, q := range d.Queues {
		m.bench.SetLoad(q.User, q.Load)
		m.bench.SetLastAssigned(q.User, q.Last)
	}
	if len(d.People) > 0 {
		if err := m.reseat(ctx, c, d.People); err != nil {
			return err
		}
	}
	if len(d.Deals) == 0 {
		return nil
	}
	rows, err := c.Deal.Query().Where(deal.IDIn(d.Deals...)).WithFacilities().All(ctx)
	if err != nil {
		return fmt.Errorf("load waiting deals: %w", err)
	}
	for _, row := range rows {
		if err := m.note(row); err != nil {
			return err
		}
	}
	return nil
}

// rise leaves the delta of what this operation changed.
func (s *sitting) rise() error {
	if s.delta.empty() {
		return nil
	}
	if s.delta.All {
		s.delta = delta{All: true}
	}
	change, err := json.Marshal(s.delta)
	if err != nil {
		return fmt.Errorf("write bench delta: %w", err)
	}
	s.tx.Delta(change)
	return nil
}

// queueChanged notes the load of somebody whose deals have changed.
func (s *sitting) queueChanged(id ident.ID) {
	if c, ok := s.bench.Candidate(id); ok {
		s.delta.Queues = append(s.delta.Queues, queue{User: id, Load: c.Load, Last: c.LastAssignedAt})
	}
}

func (s *sitting) nowWaits(d assign.Deal) {
	s.waiting[d.ID] = d
	s.delta.Deals = append(s.delta.Deals, d.ID)
}

func (s *sitting) waitsNoMore(id ident.ID) {
	if _, ok := s.waiting[id]; ok {
		delete(s.waiting, id)
		s.delta.Deals = append(s.delta.Deals, id)
	}
}
