package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
	"mandate/store"
)

// refiled is a deal before and after DC-1 has been applied to it.
type refiled struct {
	before, after file
	chain         []assign.Step
	links         []link // those that are forgotten are gone
}

// redelegate applies DC-1 to every deal that the event may concern, by deal id: those it
// touched, and those from whose owner, or from whose lingering links, a walk can come to
// somebody whose presence has changed.
func (s *sitting) redelegate(ctx context.Context) error {
	if len(s.touched)+len(s.moved) == 0 {
		return nil
	}
	files, err := s.concerned(ctx)
	if err != nil {
		return err
	}
	var changed []refiled
	for _, f := range files {
		r := s.rechain(f)
		if !r.same() {
			changed = append(changed, r)
			s.asked[f.ID] = true
		}
		if err := s.tell(ctx, r); err != nil {
			return err
		}
	}
	return s.writeRefiled(ctx, changed)
}

func (s *sitting) concerned(ctx context.Context) ([]file, error) {
	deals := s.touched
	var owners []ident.ID
	for id := range s.presence.before(ordered(s.moved)) {
		owners = append(owners, id)
		for linked := range s.linked[id] {
			deals[linked] = true
		}
	}
	var files []file
	for part := range slices.Chunk(owners, rowsAtOnce) {
		some, err := s.filesWhere(ctx, deal.OwnerIDIn(part...))
		if err != nil {
			return nil, err
		}
		files = append(files, some...)
	}
	for part := range slices.Chunk(ordered(deals), rowsAtOnce) {
		some, err := s.filesWhere(ctx, deal.IDIn(part...))
		if err != nil {
			return nil, err
		}
		files = append(files, some...)
	}
	slices.SortFunc(files, func(a, b file) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return slices.CompactFunc(files, func(a, b file) bool { return a.ID == b.ID }), nil
}

// rechain computes what DC-1, DC-4 and DC-5 make of a deal.
func (s *sitting) rechain(f file) refiled {
	r := refiled{before: f, after: f}
	r.after.Delegates = nil
	if !f.Owner.IsZero() && f.Status.Open() {
		r.chain = assign.Chain(f.Owner, s.presence.of(f.ID))
	}
	r.after.lingering = nil
	for _, step := range r.chain {
		r.after.Delegates = append(r.after.Delegates, step.To)
		r.after.lingering = append(r.after.lingering, step.Lingering)
	}
	for _, l := range s.links[f.ID] {
		if assign.Lasts(assign.Step{From: l.from, To: l.to}, r.chain) {
			r.links = append(r.links, l)
		}
	}
	acting := r.after.acting()
	r.after.Stalled = !acting.IsZero() && !s.available(acting)
	return r
}

func (r *refiled) same() bool {
	return slices.Equal(r.before.Delegates, r.after.Delegates) && slices.Equal(r.before.lingering, r.after.lingering) &&
		r.before.Stalled == r.after.Stalled
}

// tell records what became of a deal (DC-5, DC-7), and gives notice of it (NO-1, NO-2).
func (s *sitting) tell(ctx context.Context, r refiled) error {
	removed, added := assign.Shift(r.before.Delegates, r.after.Delegates)
	for _, id := range removed {
		s.recordDelegate("DELEGATE_REMOVED", r.after.ID, id)
	}
	for _, id := range added {
		s.recordDelegate("DELEGATE_ADDED", r.after.ID, id)
	}
	if len(r.links) < len(s.links[r.after.ID]) {
		s.relinked(r.after.ID, r.links)
	}
	s.tellActing(r)
	if r.after.Stalled && !r.before.Stalled {
		return s.tellStalled(ctx, r.after)
	}
	return nil
}

func (s *sitting) recordDelegate(action string, deal, person ident.ID) {
	s.tx.Record(store.Event{Action: action, TargetKind: ident.Deal, Target: deal, User: person, System: true})
}

// relinked keeps the lingering links that a deal is left with.
func (s *sitting) relinked(deal ident.ID, links []link) {
	s.setLinks(deal, links)
	s.delta.Links = append(s.delta.Links, deal)
}

// tellActing tells whoever acts now: NO-1 after an assignment, NO-2 otherwise. The queue
// moves with the deal.
func (s *sitting) tellActing(r refiled) {
	before, acting := r.before.acting(), r.after.acting()
	if before != acting && r.after.Status.Consumes(s.settings.CapacityRelease) {
		s.act(before, -1)
		s.act(acting, 1)
	}
	before, known := s.acted(r)
	switch {
	case known && before == acting, acting.IsZero():
	case acting != r.after.Owner:
		s.notify("DEAL_DELEGATED", acting, r.after.ID)
	case !known:
		s.notify("DEAL_ASSIGNED", acting, r.after.ID)
	case s.available(acting):
		s.notify("DEAL_RETURNED", acting, r.after.ID)
	}
}

// acted gives who acted on a deal before the event; false after an assignment, which
// tells in any case.
func (s *sitting) acted(r refiled) (ident.ID, bool) {
	if s.assigned[r.after.ID] {
		return ident.ID{}, false
	}
	if was, ok := s.actedBefore[r.after.ID]; ok {
		return was, true
	}
	return r.before.acting(), true
}

// notify gives notice to active people (NO-1).
func (s *sitting) notify(kind string, to, subject ident.ID) {
	if !s.quiet && !to.IsZero() && !s.gone[to] {
		s.tx.Notify(store.Notice{Type: kind, Recipient: to, Subject: subject})
	}
}

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
