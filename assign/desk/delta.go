package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

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
	Links  []ident.ID `json:"links,omitempty"`  // lingering links of these deals have changed
	Asked  []ident.ID `json:"asked,omitempty"`  // open approval requests of these deals have changed
}

type queue struct {
	User   ident.ID  `json:"user"`
	Acting int       `json:"acting"`
	Owning int       `json:"owning"`
	Last   time.Time `json:"last,omitzero"`
}

func (d delta) empty() bool {
	return !d.All && len(d.People)+len(d.Queues)+len(d.Deals)+len(d.Links)+len(d.Asked) == 0
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
	m, err := load(ctx, tx.Client, tx.Now)
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
		sum.Links = append(sum.Links, d.Links...)
		sum.Asked = append(sum.Asked, d.Asked...)
	}
	return sum, nil
}

func (m *memory) apply(ctx context.Context, c *db.Client, d delta) error {
	for _, q := range d.Queues {
		m.setActing(q.User, q.Acting)
		m.setOwning(q.User, q.Owning)
		m.bench.SetLastAssigned(q.User, q.Last)
	}
	if len(d.People) > 0 {
		if err := m.reseat(ctx, c, d.People); err != nil {
			return err
		}
	}
	if len(d.Links) > 0 {
		if err := m.presence.loadLinks(ctx, c, d.Links); err != nil {
			return err
		}
	}
	if len(d.Asked) > 0 {
		if err := m.reloadRequests(ctx, c, d.Asked); err != nil {
			return err
		}
	}
	return m.rereadWaiting(ctx, c, d.Deals)
}

func (m *memory) rereadWaiting(ctx context.Context, c *db.Client, deals []ident.ID) error {
	for part := range slices.Chunk(deals, rowsAtOnce) {
		rows, err := c.Deal.Query().Where(deal.IDIn(part...)).WithFacilities().All(ctx)
		if err != nil {
			return fmt.Errorf("load waiting deals: %w", err)
		}
		for _, row := range rows {
			if err := m.note(row); err != nil {
				return err
			}
		}
	}
	return nil
}
