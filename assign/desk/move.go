package desk

import (
	"context"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Move is a change of who has a deal.
type Move struct {
	Deal     ident.ID
	Expected int64    // version that the caller saw; 0: not asked
	To       ident.ID // the new owner, of Assign alone
	Comment  string   // why, for history
}

// operation is one event about one deal.
type operation struct {
	deal     ident.ID
	expected int64
	judge    func(context.Context, *sitting, *file) error // refuses in the order of section 20
	do       func(context.Context, *sitting, *file) error
}

// operate runs an event in a Settle of its own: rules first, then STALE for a version
// other than the caller saw, then the change and its settling (TM-3). UNKNOWN_DEAL is an
// id of no deal; to hide a deal that the caller does not see is the door's matter.
func (d *Desk) operate(ctx context.Context, op operation) error {
	_, err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (ident.ID, error) { return op.deal, d.operateOnce(ctx, tx, op) })
	return err
}

// settle runs an event that answers with an id in a Settle of its own, and obeys the
// caller's idempotency key.
func (d *Desk) settle(ctx context.Context, event func(context.Context, *store.Tx) (ident.ID, error)) (id ident.ID, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return event(ctx, tx) })
		return err
	})
	return id, err
}

func (d *Desk) operateOnce(ctx context.Context, tx *store.Tx, op operation) error {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	row, f, err := s.dealFile(ctx, op.deal)
	if err != nil {
		return err
	}
	if err := op.judge(ctx, s, &f); err != nil {
		return err
	}
	if op.expected != 0 && row.Version != op.expected {
		return stale()
	}
	s.changes = true
	if err := op.do(ctx, s, &f); err != nil {
		return err
	}
	return s.settle(ctx)
}

// mayMove is asked of who takes a deal from somebody or gives it back to the rules:
// deal.assign. Section 20 names no other right, and no status: a closed deal may lose its
// owner as well, and is held should it be reopened.
func (s *sitting) mayMove() error {
	if !s.tx.Actor.Can(actor.DealAssign) {
		return forbidden()
	}
	return nil
}

func forbidden() error {
	return fault.New(fault.Denied, fault.CodeForbidden, "You are not allowed to do this.")
}

func dealClosed() error {
	return fault.New(fault.Conflict, fault.CodeDealClosed, "The deal is closed.").On("dealId")
}
