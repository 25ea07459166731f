package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
)

// writeRefiled writes delegates, who acts, and versions of deals.
func (s *sitting) writeRefiled(ctx context.Context, list []refiled) error {
	if len(list) == 0 && len(s.delta.Links) == 0 {
		return nil
	}
	s.changes = true
	for _, step := range []func(context.Context, []refiled) error{s.writeDelegates, s.writeActing} {
		if err := step(ctx, list); err != nil {
			return err
		}
	}
	for _, r := range list {
		if err := keep(s.tx, r.after, false); err != nil {
			return err
		}
	}
	return s.writeLinks(ctx)
}

// writeDelegates replaces what stands behind the common beginning of the lists.
func (s *sitting) writeDelegates(ctx context.Context, list []refiled) error {
	cut := map[int][]ident.ID{} // deals by how many delegates stay
	var fresh []freshDelegate
	for _, r := range list {
		_, added := assign.Shift(r.before.Delegates, r.after.Delegates)
		stay := len(r.after.Delegates) - len(added)
		if stay < len(r.before.Delegates) {
			cut[stay] = append(cut[stay], r.after.ID)
		}
		for i := range added {
			fresh = append(fresh, freshDelegate{r.after.ID, r.chain[stay+i], stay + i})
		}
	}
	for stay, deals := range cut {
		for part := range slices.Chunk(deals, rowsAtOnce) {
			_, err := s.tx.Client.DealDelegate.Delete().Where(dealdelegate.DealIDIn(part...), dealdelegate.PositionGTE(stay)).Exec(ctx)
			if err != nil {
				return fmt.Errorf("remove delegates: %w", err)
			}
		}
	}
	if err := s.writeBacking(ctx, list); err != nil {
		return err
	}
	return s.createDelegates(ctx, fresh)
}

// writeBacking follows delegates who stay, on a step that rests on something else now.
func (s *sitting) writeBacking(ctx context.Context, list []refiled) error {
	type key struct {
		delegate  ident.ID
		lingering bool
	}
	groups := map[key][]ident.ID{}
	for _, r := range list {
		for i, id := range r.after.Delegates {
			if i >= len(r.before.Delegates) || r.before.Delegates[i] != id {
				break
			}
			if now := r.after.lingering[i]; now != r.before.lingering[i] {
				groups[key{id, now}] = append(groups[key{id, now}], r.after.ID)
			}
		}
	}
	for k, deals := range groups {
		for part := range slices.Chunk(deals, rowsAtOnce) {
			err := s.tx.Client.DealDelegate.Update().Where(dealdelegate.UserID(k.delegate), dealdelegate.DealIDIn(part...)).
				SetBacking(backing(k.lingering)).Exec(ctx)
			if err != nil {
				return fmt.Errorf("write what delegates rest on: %w", err)
			}
		}
	}
	return nil
}

// writeActing groups deals by who acts and whether they are stalled.
func (s *sitting) writeActing(ctx context.Context, list []refiled) error {
	type key struct {
		acting          ident.ID
		stalled, raised bool
	}
	groups := map[key][]ident.ID{}
	for _, r := range list {
		k := key{r.after.acting(), r.after.Stalled, s.raised[r.after.ID]}
		groups[k] = append(groups[k], r.after.ID)
		s.raised[r.after.ID] = true
	}
	for k, deals := range groups {
		for part := range slices.Chunk(deals, rowsAtOnce) {
			update := s.tx.Client.Deal.Update().Where(deal.IDIn(part...)).SetStalled(k.stalled).ClearActingID()
			if !k.acting.IsZero() {
				update.SetActingID(k.acting)
			}
			if !k.raised {
				update.AddVersion(1)
			}
			if err := update.Exec(ctx); err != nil {
				return fmt.Errorf("write who acts: %w", err)
			}
		}
	}
	return nil
}
