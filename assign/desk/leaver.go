package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/lingeringlink"
	"mandate/ident"
	"mandate/store"
)

// buried takes a deleted person off the deals (LC-4): what they own loses delegates and
// owner, lingering links from or to them vanish. Where they only stand in, the settling
// finds who acts.
func (s *sitting) buried(ctx context.Context, person ident.ID) error {
	for _, deal := range ordered(s.linked[person]) {
		s.dropLinks(deal, func(l link) bool { return l.from == person || l.to == person })
	}
	files, err := s.filesWhere(ctx, deal.OwnerID(person))
	if err != nil {
		return err
	}
	if err := s.release(ctx, files, store.Event{System: true}, false); err != nil {
		return err
	}
	on, err := s.filesWhere(ctx, deal.HasDelegatesWith(dealdelegate.UserID(person)))
	for _, f := range on {
		s.touched[f.ID] = true
	}
	return err
}

// releaseUncovered takes the open deals that no chain covers from somebody deactivated,
// not held, so that the sweep finds them a new owner in the same transaction (LC-8).
func (s *sitting) releaseUncovered(ctx context.Context, person ident.ID) error {
	files, err := s.filesWhere(ctx, deal.OwnerID(person))
	if err != nil {
		return err
	}
	var uncovered []file
	for _, f := range files {
		if r := s.rechain(f); len(r.after.Delegates) == 0 {
			uncovered = append(uncovered, f)
		}
	}
	return s.release(ctx, uncovered, store.Event{Reason: "LEAVER", System: true}, false)
}

// release takes deals from their owners. Held ones wait for a person, the others for the
// sweep. Delegates and lingering links go with the owner, in the one entry, of which why
// says what they have in common.
func (s *sitting) release(ctx context.Context, files []file, why store.Event, held bool) error {
	ids := make([]ident.ID, len(files))
	for i, f := range files {
		ids[i] = f.ID
		event := why
		event.Action, event.TargetKind, event.Target, event.User, event.Changes = "DEAL_UNASSIGNED", ident.Deal, f.ID, f.Owner, f.left()
		s.tx.Record(event)
		if err := s.unown(f, held); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		err := s.tx.Client.Deal.Update().Where(deal.IDIn(part...)).ClearOwnerID().ClearActingID().SetOwnerKey("").
			SetStalled(false).SetHeld(held).AddVersion(1).Exec(ctx)
		if err != nil {
			return fmt.Errorf("take deals from their owners: %w", err)
		}
		if err := clearDelegates(ctx, s.tx.Client, part); err != nil {
			return err
		}
	}
	return nil
}

// unown is what memory and versions learn of a deal that loses its owner.
func (s *sitting) unown(f file, held bool) error {
	s.vacate(&f)
	f.Held = held
	s.raised[f.ID], s.touched[f.ID] = true, true
	if !held {
		s.nowWaits(f.Deal)
		s.reach.deals[f.ID] = true
	}
	return keep(s.tx, f, false)
}

// left is the history of delegates who go with the owner.
func (f *file) left() []store.Change {
	if len(f.Delegates) == 0 {
		return nil
	}
	names := make([]string, len(f.Delegates))
	for i, id := range f.Delegates {
		names[i] = id.Text(ident.User)
	}
	return []store.Change{{Field: "delegates", Before: names, After: []string{}}}
}

// clearDelegates removes who stands in on deals, lingering links included.
func clearDelegates(ctx context.Context, c *db.Client, deals []ident.ID) error {
	if _, err := c.DealDelegate.Delete().Where(dealdelegate.DealIDIn(deals...)).Exec(ctx); err != nil {
		return fmt.Errorf("clear delegates: %w", err)
	}
	if _, err := c.LingeringLink.Delete().Where(lingeringlink.DealIDIn(deals...)).Exec(ctx); err != nil {
		return fmt.Errorf("clear lingering links: %w", err)
	}
	return nil
}
