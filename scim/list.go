package scim

import (
	"context"
	"net/http"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db/group"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
)

// selection is a listing compiled for one resource type.
type selection struct {
	where  []func(*sql.Selector)
	sorter sorter
	limit  int
	offset int
	count  bool // how many there are is asked for
	ahead  bool // whether there is more is asked for
}

// reads is how many resources are read: one more where there may be a next page.
func (s selection) reads() int {
	if s.ahead {
		return s.limit + 1
	}
	return s.limit
}

// page is a part of a list.
type page struct {
	parts []part // in their order
	size  int    // resources of all parts
	total int    // of the whole list; -1: not asked for
	end   *mark  // of the last resource; nil without one
	more  bool   // something follows
}

// kind is a resource type and how it is listed.
type kind struct {
	model  *model
	source func(actor.Actor) source
	read   func(ctx context.Context, s selection, shown projection) (page, error)
}

func (h *Handler) userKind() kind {
	return kind{userModel(), func(a actor.Actor) source { return people{a.ID, h.location("/Users/")} }, h.readUsers}
}

func (h *Handler) groupKind() kind {
	return kind{groupModel(), func(actor.Actor) source { return teams{h.location("/Groups/")} }, h.readGroups}
}

func (h *Handler) listUsers(w http.ResponseWriter, r *http.Request, _ string) error {
	return h.list(w, r, h.userKind())
}

func (h *Handler) listGroups(w http.ResponseWriter, r *http.Request, _ string) error {
	return h.list(w, r, h.groupKind())
}

func (h *Handler) list(w http.ResponseWriter, r *http.Request, k kind) error {
	l, err := readListing(r.URL.Query(), k.model)
	if err != nil {
		return err
	}
	p, err := h.page(r.Context(), k, l)
	if err != nil {
		return err
	}
	return h.showPage(w, r, k.model.name, l, p)
}

// page reads one page, by cursor or by index.
func (h *Handler) page(ctx context.Context, k kind, l listing) (page, error) {
	begin, err := h.openCursor(ctx, k.model.name, l)
	if err != nil {
		return page{}, err
	}
	s, err := k.compile(ctx, l)
	if err != nil {
		return page{}, err
	}
	if begin != nil {
		if err := s.from(*begin); err != nil {
			return page{}, err
		}
	}
	p, err := k.read(ctx, s, l.shown)
	if begin != nil {
		p.total = begin.Total
	}
	return p, err
}

// compile turns a listing into what is added to a SELECT.
func (k kind) compile(ctx context.Context, l listing, others ...*model) (selection, error) {
	a, _ := actor.From(ctx)
	src := k.source(a)
	s := selection{limit: l.count, offset: l.start - 1, count: true, ahead: l.paged}
	if l.filter != nil {
		condition, err := translator{k.model, src, others}.translate(l.filter)
		if err != nil {
			return s, err
		}
		s.where = append(s.where, func(sel *sql.Selector) { sel.Where(condition(sel)) })
	}
	var err error
	s.sorter, err = sorterOf(k.model, src, l)
	return s, err
}

// from narrows a selection to what comes after a mark.
func (s *selection) from(m mark) error {
	if _, err := s.sorter.beyond(m); err != nil {
		return noCursor()
	}
	s.offset, s.count = 0, false
	s.where = append(s.where, func(sel *sql.Selector) {
		after, _ := s.sorter.beyond(m)
		sel.Where(after)
	})
	return nil
}

// showPage answers with a ListResponse. One by cursor names the next page, but for
// the last (RFC 9865 section 2).
func (h *Handler) showPage(w http.ResponseWriter, r *http.Request, name string, l listing, p page) error {
	answer := listOf(nil, p.total, l.start)
	answer["itemsPerPage"] = p.size
	if l.paged {
		delete(answer, "startIndex")
		if p.more && p.end != nil {
			p.end.Total = p.total
			next, err := h.sealCursor(r.Context(), name, l, *p.end)
			if err != nil {
				return err
			}
			answer["nextCursor"] = next
		}
	}
	if len(p.parts) > 1 {
		return stream(r.Context(), w, answer, p.parts)
	}
	for _, only := range p.parts {
		docs, err := only(r.Context())
		if err != nil {
			return err
		}
		answer["Resources"] = docs
	}
	write(w, http.StatusOK, answer)
	return nil
}

func (h *Handler) readUsers(ctx context.Context, s selection, shown projection) (page, error) {
	q := directory.PeopleQuery{Offset: s.offset, Limit: s.reads(), NoTotal: !s.count, Groups: shown.wants("groups")}
	for _, where := range s.where {
		q.Where = append(q.Where, predicate.User(where))
	}
	if s.sorter.cell.expr != nil {
		q.Order = []user.OrderOption{s.sorter.order}
	}
	list, total, err := h.Directory.People(ctx, q)
	if err != nil {
		return page{}, err
	}
	p := page{total: total, more: len(list) > s.limit}
	list = list[:min(len(list), s.limit)]
	docs, err := h.renderUsers(ctx, shown, list)
	if err != nil || len(list) == 0 {
		return p, err
	}
	p.parts, p.size = []part{rendered(docs)}, len(list)
	last := list[len(list)-1]
	p.end, err = s.sorter.markOf("User", last.ID, last.SortKey)
	return p, err
}

func (h *Handler) readGroups(ctx context.Context, s selection, shown projection) (page, error) {
	q := directory.GroupQuery{Offset: s.offset, Limit: s.reads(), NoTotal: !s.count}
	for _, where := range s.where {
		q.Where = append(q.Where, predicate.Group(where))
	}
	if s.sorter.cell.expr != nil {
		q.Order = []group.OrderOption{s.sorter.order}
	}
	list, total, err := h.Directory.Groups(ctx, q)
	if err != nil {
		return page{}, err
	}
	p := page{total: total, more: len(list) > s.limit}
	list = list[:min(len(list), s.limit)]
	p.size = len(list)
	if p.parts, err = h.groupParts(ctx, shown, list); err != nil || len(list) == 0 {
		return p, err
	}
	last := list[len(list)-1]
	p.end, err = s.sorter.markOf("Group", last.ID, last.SortKey)
	return p, err
}
