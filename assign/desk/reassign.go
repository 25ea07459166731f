package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"mandate/actor"
	"mandate/directory"
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

// Reassigned is what became of one deal. Its written form is kept with idempotency keys.
type Reassigned struct {
	Deal    ident.ID   `json:"deal"`
	To      ident.ID   `json:"to"`                // the owner afterwards; zero: it waits, or stays
	Refused fault.Code `json:"refused,omitempty"` // why it stays: UNKNOWN_DEAL, DEAL_CLOSED, DEAL_NOT_ASSIGNED to From
	Another bool       `json:"another,omitempty"` // it stays because somebody else owns it
}

// Reassign moves a person's deals by hand, one by one as Assign does or all to the pool,
// and tells what became of each, by id. It takes deal.assign. The same idempotency key
// again gives the first answer, whatever has become of the deals since; a key that an
// earlier release stored, which kept no answer, is refused on idempotencyKey.
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
		list, err = s.reassignOnce(ctx, in)
		return err
	})
	slices.SortFunc(list, func(a, b Reassigned) int { return bytes.Compare(a.Deal[:], b.Deal[:]) })
	return list, err
}

func (s *sitting) reassignOnce(ctx context.Context, in Reassignment) (list []Reassigned, err error) {
	kept, again, err := directory.OnceAnswered(ctx, s.tx, func() (string, error) {
		if list, err = s.reassign(ctx, in); err != nil {
			return "", err
		}
		text, err := json.Marshal(list)
		return string(text), err
	})
	if err != nil || !again {
		return list, err
	}
	list = nil
	if err := json.Unmarshal([]byte(kept), &list); err != nil {
		return nil, fault.New(fault.Conflict, fault.CodeInvalid,
			"This key was used before an update of the server. The deals were moved then; what became of each was not kept: look at the deals.").On("idempotencyKey")
	}
	return list, nil
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
