package desk

import (
	"bytes"
	"context"
	"slices"

	"mandate/assign"
	"mandate/ent/db/deal"
	"mandate/ident"
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

// relinked keeps the lingering links that a deal is left with.
func (s *sitting) relinked(deal ident.ID, links []link) {
	s.setLinks(deal, links)
	s.delta.Links = append(s.delta.Links, deal)
}
