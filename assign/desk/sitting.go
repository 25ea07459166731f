package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ident"
	"mandate/store"
)

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
