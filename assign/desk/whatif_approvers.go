package desk

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// ApproverDifference is who would become, or cease to be, an available approver (AP-5).
type ApproverDifference struct {
	Deal         ident.ID
	Gained, Lost []ident.ID
}

// compareApprovers looks at deals that somebody's decision is or would be needed for.
func (s *supposition) compareApprovers(ctx context.Context, c *db.Client) error {
	deals, err := s.undecided(ctx, c)
	if err != nil {
		return err
	}
	if s.result.ApproversTruncated = len(deals) > mostApprovals; s.result.ApproversTruncated {
		deals = deals[:mostApprovals]
	}
	for _, one := range deals {
		diff := ApproverDifference{Deal: one.ID}
		for _, id := range s.concerned(one) {
			was, is := s.before.available(id, one, one.before), s.after.available(id, one, one.after)
			switch {
			case is && !was:
				diff.Gained = append(diff.Gained, id)
			case was && !is:
				diff.Lost = append(diff.Lost, id)
			}
		}
		if len(diff.Gained)+len(diff.Lost) > 0 {
			s.result.Approvers = append(s.result.Approvers, diff)
		}
	}
	return nil
}

// undecided are deals with an open request, and those looked at that are blocked before
// or after, by id.
func (s *supposition) undecided(ctx context.Context, c *db.Client) ([]supposedDeal, error) {
	found := map[ident.ID]supposedDeal{}
	for _, one := range s.dealt {
		if one.before.Blocked || one.after.Blocked || !one.requester.IsZero() {
			found[one.ID] = one
		}
	}
	rows, err := suppositionRows(c).Where(deal.HasRequestsWith(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)),
		deal.OwnerIDNotNil()).Order(deal.ByID()).Limit(mostApprovals + 1).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load deals with an open request: %w", err)
	}
	for _, row := range rows {
		if found[row.ID], err = s.look(row); err != nil {
			return nil, err
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b supposedDeal) int { return bytes.Compare(a.ID[:], b.ID[:]) }), nil
}

// concerned are holders of approval.decide whose answer can differ for a deal, by id.
func (s *supposition) concerned(one supposedDeal) []ident.ID {
	if b, a := s.before.settings, s.after.settings; b.LimitsView != a.LimitsView || b.Currency != a.Currency {
		return s.before.deciders
	}
	return slices.DeleteFunc(slices.Clone(s.before.deciders), func(id ident.ID) bool {
		return !s.touched[id] && slices.Contains(one.before.on(), id) == slices.Contains(one.after.on(), id)
	})
}

func (w *world) available(id ident.ID, d supposedDeal, o DealOutcome) bool {
	a := w.people[id]
	approver := assign.Approver{ID: id, Active: a.Active, Absent: a.Absent, Decides: true, Limits: a.Limits}
	return approver.Reason(d.Figures, w.settings, o.on(), d.requester) == assign.ApproverAvailable
}
