package play

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// observe reads the state in one read transaction.
func (s *Stage) observe(ctx context.Context, look Look) (scenario.State, error) {
	out := scenario.State{Deals: map[string]scenario.DealState{}, Users: map[string]scenario.UserState{}, Requests: map[string]scenario.RequestState{}, Unassigned: []string{}}
	err := s.Store.Read(s.system(ctx), func(ctx context.Context, c *db.Client) error {
		for _, read := range []func(context.Context, *db.Client, Look, *scenario.State) error{s.seeDeals, s.seeUsers, s.seeRequests, s.seeUnassigned, s.seeNotices, s.seeHistory} {
			if err := read(ctx, c, look, &out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("observe: %w", err)
	}
	return out, nil
}

func (s *Stage) seeDeals(ctx context.Context, c *db.Client, look Look, out *scenario.State) error {
	all, err := c.Deal.Query().WithFacilities().Order(deal.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load deals: %w", err)
	}
	rows := slices.DeleteFunc(all, func(row *db.Deal) bool { return !look.deal(s.deals.label[row.ID]) })
	stand, err := s.Desk.Standings(ctx, c, rows)
	if err != nil {
		return err
	}
	for _, row := range rows {
		label := s.deals.label[row.ID]
		if out.Deals[label], err = s.seeDeal(ctx, c, look, row, stand[row.ID]); err != nil {
			return fmt.Errorf("deal %s: %w", label, err)
		}
	}
	return nil
}

func (s *Stage) seeDeal(ctx context.Context, c *db.Client, look Look, row *db.Deal, stand *desk.Standing) (scenario.DealState, error) {
	label := s.deals.label[row.ID]
	d := scenario.DealState{Status: string(row.Status), Owner: s.person(row.OwnerID), Acting: s.person(row.ActingID), Delegates: []string{},
		Stalled: row.Stalled, Held: row.Held, Blocked: stand.Blocked, Breaches: []string{}, Approvers: []string{}, VisibleTo: []string{}}
	for _, in := range stand.Delegates {
		d.Delegates = append(d.Delegates, s.users.label[in.User])
	}
	for _, b := range stand.Breaches {
		d.Breaches = append(d.Breaches, string(b.Code))
	}
	if look.approvers(label) && row.Open {
		verdicts, err := s.Desk.Approvers(ctx, c, desk.ApproverQuery{Deal: row.ID, Available: true})
		if err != nil {
			return d, err
		}
		for _, v := range verdicts {
			d.Approvers = append(d.Approvers, s.users.label[v.User])
		}
	}
	if look.visibleTo(label) && row.Open {
		people, err := s.Desk.VisibleTo(ctx, c, row.ID)
		if err != nil {
			return d, err
		}
		for _, id := range people {
			d.VisibleTo = append(d.VisibleTo, s.users.label[id])
		}
	}
	var err error
	d.Explain, err = s.seeReasons(ctx, c, look, row)
	return d, err
}

// seeReasons gives everybody's reason: of a deal that waits while automatic assignment
// is on, or that was assigned automatically.
func (s *Stage) seeReasons(ctx context.Context, c *db.Client, look Look, row *db.Deal) (map[string]string, error) {
	people, all, asked := look.explains(s.deals.label[row.ID])
	if !asked {
		return nil, nil
	}
	why, err := s.Desk.Explain(ctx, c, row)
	if err != nil || why == nil || why.SwitchedOff || why.Mode != "AUTO" && !why.Live || row.Held {
		return nil, err
	}
	reasons := map[string]string{}
	for _, v := range why.Order {
		reasons[s.users.label[v.Candidate]] = string(v.Reason)
	}
	if all {
		people = slices.Sorted(maps.Keys(s.users.id))
	}
	for _, label := range people {
		if reasons[label] != "" {
			continue
		}
		v, _, err := s.Desk.ExplainOne(ctx, c, row, s.user(label))
		if err != nil {
			return nil, err
		}
		if v != nil {
			reasons[label] = string(v.Reason)
		}
	}
	return reasons, nil
}

func (s *Stage) seeRequests(ctx context.Context, c *db.Client, _ Look, out *scenario.State) error {
	rows, err := c.ApprovalRequest.Query().WithPlaces(func(q *db.ApprovalPlaceQuery) { q.Order(approvalplace.ByPlace()) }).All(ctx)
	if err != nil {
		return fmt.Errorf("load requests: %w", err)
	}
	for _, row := range rows {
		r := scenario.RequestState{State: string(row.State), RequestedBy: s.users.label[row.RequestedBy]}
		for _, p := range row.Edges.Places {
			r.Approver = append(r.Approver, s.users.label[p.ApproverID])
		}
		out.Requests[s.requests.label[row.ID]] = r
	}
	return nil
}

func (s *Stage) seeUnassigned(ctx context.Context, c *db.Client, _ Look, out *scenario.State) error {
	ids, err := c.Deal.Query().Where(desk.UnassignedPipeline()).Order(deal.BySubmittedAt(), deal.ByID()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("load unassigned deals: %w", err)
	}
	for _, id := range ids {
		out.Unassigned = append(out.Unassigned, s.deals.label[id])
	}
	return nil
}

// person is the label of somebody, or nil.
func (s *Stage) person(id *ident.ID) *string {
	if id == nil {
		return nil
	}
	label := s.users.label[*id]
	return &label
}

// aboutDeal and aboutRequest say what a notice's subject is.
func aboutDeal(kind string) bool {
	return strings.HasPrefix(kind, "DEAL_") || kind == "DELEGATION_STALLED"
}

func aboutRequest(kind string) bool { return strings.HasPrefix(kind, "APPROVAL_") }
func aboutUser(kind string) bool    { return kind == "DELEGATE_SET" || kind == "DELEGATE_LOST" }
