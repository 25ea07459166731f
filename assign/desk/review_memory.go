package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ident"
)

// requests are the open approval requests of a company, found by deal and by the people
// whose change can concern them.
type requests struct {
	open   map[ident.ID]request           // by deal
	people map[ident.ID]map[ident.ID]bool // deals by approver, and by who acts
}

// request is one that is open.
type request struct {
	id     ident.ID
	people []ident.ID // its approvers and who acts on the deal, by id
}

func (r request) same(other request) bool {
	return r.id == other.id && slices.Equal(r.people, other.people)
}

// set keeps a deal's open request, or forgets it.
func (r *requests) set(deal ident.ID, one request, open bool) {
	for _, id := range r.open[deal].people {
		drop(r.people, id, deal)
	}
	delete(r.open, deal)
	if !open {
		return
	}
	r.open[deal] = one
	for _, id := range one.people {
		put(r.people, id, deal)
	}
}

// loadRequests reads the open requests of all deals.
func (m *memory) loadRequests(ctx context.Context, c *db.Client) error {
	m.requests = requests{open: map[ident.ID]request{}, people: map[ident.ID]map[ident.ID]bool{}}
	return m.readRequests(ctx, openRequestRows(c))
}

// reloadRequests reads those of these deals anew.
func (m *memory) reloadRequests(ctx context.Context, c *db.Client, deals []ident.ID) error {
	for part := range slices.Chunk(deals, rowsAtOnce) {
		for _, id := range part {
			m.requests.set(id, request{}, false)
		}
		if err := m.readRequests(ctx, openRequestRows(c).Where(approvalrequest.DealIDIn(part...))); err != nil {
			return err
		}
	}
	return nil
}

func openRequestRows(c *db.Client) *db.ApprovalRequestQuery {
	return c.ApprovalRequest.Query().Where(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)).
		WithPlaces().Order(approvalrequest.ByID())
}

func (m *memory) readRequests(ctx context.Context, q *db.ApprovalRequestQuery) error {
	rows, err := q.WithDeal().All(ctx)
	if err != nil {
		return fmt.Errorf("load open requests: %w", err)
	}
	for _, row := range rows {
		m.requests.set(row.DealID, requestOf(row, row.Edges.Deal), true)
	}
	return nil
}

// requestOf is what the memory keeps of a row that has its places.
func requestOf(row *db.ApprovalRequest, d *db.Deal) request {
	r := request{id: row.ID}
	for _, p := range row.Edges.Places {
		r.people = append(r.people, p.ApproverID)
	}
	if d.ActingID != nil {
		r.people = append(r.people, *d.ActingID)
	}
	slices.SortFunc(r.people, func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
	return r
}

// toReview lists, in the order of their requests, the deals whose open request the event
// can concern.
func (s *sitting) toReview() []ident.ID {
	if len(s.requests.open) == 0 {
		return nil
	}
	deals := map[ident.ID]bool{}
	for _, changed := range []map[ident.ID]bool{s.touched, s.asked} {
		for id := range changed {
			deals[id] = true
		}
	}
	for _, changed := range []map[ident.ID]bool{s.judged, s.moved} {
		for person := range changed {
			for id := range s.requests.people[person] {
				deals[id] = true
			}
		}
	}
	var list []ident.ID
	for id := range s.requests.open {
		if s.everyone || deals[id] {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b ident.ID) int {
		x, y := s.requests.open[a].id, s.requests.open[b].id
		return bytes.Compare(x[:], y[:])
	})
	return list
}
