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
	quiet   bool // nobody is notified

	// What the settling at the end has to look at (TM-3).
	touched  map[ident.ID]bool // deals that the event changed
	moved    map[ident.ID]bool // people whose presence has changed
	judged   map[ident.ID]bool // people whose authority or permissions have changed
	asked    map[ident.ID]bool // deals of which nothing but figures or the request has changed
	everyone bool              // every request is looked at
	reach    reach

	assigned    map[ident.ID]bool     // deals that got an owner: NO-1 tells, not NO-2
	actedBefore map[ident.ID]ident.ID // who acted on a touched deal before the event
	raised      map[ident.ID]bool     // deals whose version has been raised
	queued      map[ident.ID]int      // places of people in the delta's queues
	managers    map[ident.ID]ident.ID // active direct managers, by person
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
	s := &sitting{memory: m, desk: d, tx: tx, touched: map[ident.ID]bool{}, moved: map[ident.ID]bool{}, judged: map[ident.ID]bool{}, asked: map[ident.ID]bool{},
		reach: reach{deals: map[ident.ID]bool{}, people: map[ident.ID]bool{}}, assigned: map[ident.ID]bool{},
		actedBefore: map[ident.ID]ident.ID{}, raised: map[ident.ID]bool{}, managers: map[ident.ID]ident.ID{}, queued: map[ident.ID]int{}}
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

// settle ends every event (TM-3): delegates of the deals that it may concern, the sweep,
// requests, and the delta for other processes.
func (s *sitting) settle(ctx context.Context) error {
	s.changes = true
	for _, step := range []func(context.Context) error{s.redelegate, s.sweep, s.review, s.noteBoundary} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return s.rise()
}

// noteBoundary keeps the tenant's row true about the next boundary.
func (s *sitting) noteBoundary(ctx context.Context) error {
	next := s.due()
	if next.Equal(s.noted) {
		return nil
	}
	if err := s.tx.DueAt(ctx, next); err != nil {
		return err
	}
	s.changes, s.noted = true, next
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

// act moves a capacity-consuming deal in or out of somebody's queue.
func (s *sitting) act(id ident.ID, by int) {
	if id.IsZero() || by == 0 {
		return
	}
	s.setActing(id, s.acting[id]+by)
	s.queueChanged(id)
	if by < 0 {
		s.reach.people[id] = true
		for _, absent := range s.bench.Represented(id) {
			s.reach.people[absent] = true // their room is the stand-in's (CA-5)
		}
	}
}

// own moves a capacity-consuming deal in or out of what somebody owns.
func (s *sitting) own(id ident.ID, by int) {
	if id.IsZero() || by == 0 {
		return
	}
	s.setOwning(id, s.owning[id]+by)
	s.queueChanged(id)
	if by < 0 {
		s.reach.people[id] = true
	}
}

// queueChanged notes the queues of somebody whose deals have changed.
func (s *sitting) queueChanged(id ident.ID) {
	q := queue{User: id, Acting: s.acting[id], Owning: s.owning[id]}
	if c, ok := s.bench.Candidate(id); ok {
		q.Last = c.LastAssignedAt
	}
	if at, noted := s.queued[id]; noted {
		s.delta.Queues[at] = q
		return
	}
	s.queued[id] = len(s.delta.Queues)
	s.delta.Queues = append(s.delta.Queues, q)
}

func (s *sitting) nowWaits(d assign.Deal) {
	s.waiting.Put(d)
	s.delta.Deals = append(s.delta.Deals, d.ID)
}

func (s *sitting) waitsNoMore(id ident.ID) {
	if s.waiting.Remove(id) {
		s.delta.Deals = append(s.delta.Deals, id)
	}
}
