package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Reassignment moves the open deals that somebody owns (LC-8).
type Reassignment struct {
	From    ident.ID
	To      ident.ID   // zero: to the pool, from where the rules assign them, not held
	Deals   []ident.ID // nil: all that are open
	DryRun  bool       // tell what would become of them, and change nothing
	Comment string
}

// Reassigned is what became of one deal.
type Reassigned struct {
	Deal    ident.ID
	To      ident.ID   // the owner afterwards; zero: it waits, or stays
	Refused fault.Code // why it stays: UNKNOWN_DEAL, DEAL_CLOSED, DEAL_NOT_ASSIGNED to From
}

// Reassign moves a person's deals by hand, one by one as Assign does or all to the pool,
// and tells what became of each, by id. It takes deal.assign. The same idempotency key
// again tells who has the deals that were named.
func (d *Desk) Reassign(ctx context.Context, in Reassignment) (list []Reassigned, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return err
		}
		if in.DryRun {
			list, err = s.reassign(ctx, in)
			return err
		}
		again := true
		_, err = directory.Once(ctx, tx, func() (ident.ID, error) {
			again = false
			list, err = s.reassign(ctx, in)
			return in.From, err
		})
		if err == nil && again {
			list, err = s.owners(ctx, in.Deals)
		}
		return err
	})
	slices.SortFunc(list, func(a, b Reassigned) int { return bytes.Compare(a.Deal[:], b.Deal[:]) })
	return list, err
}

func (s *sitting) reassign(ctx context.Context, in Reassignment) ([]Reassigned, error) {
	if err := s.mayReassign(ctx, in); err != nil {
		return nil, err
	}
	files, refused, err := s.toReassign(ctx, in)
	if err != nil {
		return nil, err
	}
	if in.DryRun {
		return append(s.foresee(files, in.To), refused...), nil
	}
	list, err := s.moveAll(ctx, files, in)
	return append(list, refused...), err
}

// mayReassign refuses in the order of deal.assign in section 20.
func (s *sitting) mayReassign(ctx context.Context, in Reassignment) error {
	if _, err := s.colleague(ctx, in.From); err != nil {
		return err
	}
	active := true
	if !in.To.IsZero() {
		to, err := s.colleague(ctx, in.To)
		if err != nil {
			return err
		}
		active = to.Active
	}
	switch {
	case !s.tx.Actor.Can(actor.DealAssign):
		return forbidden()
	case !active:
		return userInactive().On("toUserId")
	case in.From == in.To:
		return invalid("The deals are with this person already.").On("toUserId")
	}
	return nil
}

// toReassign loads the deals that move, and says of the others why they stay.
func (s *sitting) toReassign(ctx context.Context, in Reassignment) (files []file, refused []Reassigned, err error) {
	if in.Deals == nil {
		files, err = s.filesWhere(ctx, deal.OwnerID(in.From))
		return files, nil, err
	}
	found := map[ident.ID]bool{}
	for part := range slices.Chunk(in.Deals, rowsAtOnce) {
		rows, err := dealRows(s.tx.Client).Where(deal.IDIn(part...)).Order(deal.ByID()).All(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("load deals to move: %w", err)
		}
		for _, row := range rows {
			f, err := s.fileOf(row)
			if err != nil {
				return nil, nil, err
			}
			found[f.ID] = true
			if code := f.stays(in.From); code != "" {
				refused = append(refused, Reassigned{Deal: f.ID, Refused: code})
				continue
			}
			files = append(files, f)
		}
	}
	for _, id := range in.Deals {
		if !found[id] {
			found[id] = true
			refused = append(refused, Reassigned{Deal: id, Refused: fault.CodeUnknownDeal})
		}
	}
	return files, refused, nil
}

// stays says why a deal does not move with those of its owner.
func (f *file) stays(owner ident.ID) fault.Code {
	switch {
	case !f.Status.Open():
		return fault.CodeDealClosed
	case f.Owner != owner:
		return fault.CodeDealNotAssigned
	}
	return ""
}

func (s *sitting) moveAll(ctx context.Context, files []file, in Reassignment) ([]Reassigned, error) {
	if len(files) == 0 {
		return nil, nil
	}
	s.changes = true
	if in.To.IsZero() {
		if err := s.release(ctx, files, store.Event{Comment: in.Comment}, false); err != nil {
			return nil, err
		}
	} else {
		for _, f := range files {
			if err := s.hand(ctx, f, in.To, assignmentdecision.ModeMANUAL, in.Comment); err != nil {
				return nil, err
			}
		}
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(files))
	for i, f := range files {
		ids[i] = f.ID
	}
	return s.owners(ctx, ids)
}

// owners tells who has deals now.
func (s *sitting) owners(ctx context.Context, deals []ident.ID) ([]Reassigned, error) {
	list := make([]Reassigned, 0, len(deals))
	for part := range slices.Chunk(deals, rowsAtOnce) {
		rows, err := s.tx.Client.Deal.Query().Where(deal.IDIn(part...)).Select(deal.FieldID, deal.FieldOwnerID).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("load owners: %w", err)
		}
		for _, row := range rows {
			one := Reassigned{Deal: row.ID}
			if row.OwnerID != nil {
				one.To = *row.OwnerID
			}
			list = append(list, one)
		}
	}
	return list, nil
}
