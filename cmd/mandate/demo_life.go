package main

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// demoAbsence is one person of the team who is away, by their places in it.
type demoAbsence struct {
	who, delegate int
	from, to      int // days from today
}

// Who is away: some are back, some are away now, one behind the other (10, 11, 12), two
// name each other (14, 15), so that nobody stands in; some go soon. Claire, the first of
// the team, stands in for 3 and goes on holiday next week.
var demoAbsences = []demoAbsence{
	{4, 5, -20, -14}, {6, 7, -12, -8}, {8, 5, -9, -6},
	{3, 0, -2, 5}, {10, 11, -3, 6}, {11, 12, -1, 3}, {13, 16, 0, 0}, {14, 15, -2, 4}, {15, 14, -2, 4},
	{0, 5, 7, 14}, {17, 4, 3, 9}, {18, 19, 12, 12},
}

// absences are saved when they are planned, before the first deal comes.
func (s *seeder) absences(ctx context.Context) error {
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		return err
	}
	for _, a := range demoAbsences {
		who, delegate := s.member(a.who), s.member(a.delegate)
		if who.IsZero() || delegate.IsZero() {
			continue // a smaller team than the demo's own
		}
		_, _, err := s.desk.SetAbsence(ctx, desk.Leave{User: who, Start: s.clock.date(zone, a.from), End: s.clock.date(zone, a.to), Delegate: delegate})
		if err != nil {
			return fmt.Errorf("absence of %d: %w", a.who, err)
		}
	}
	return nil
}

// lingering lets an absence expire while the company keeps delegates (OO-6): deals of
// somebody who is back stay with who stood in, until somebody ends that by hand.
func (s *seeder) lingering(ctx context.Context) error {
	for _, remove := range []bool{false, true} {
		if err := s.directory.UpdateSettings(ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &remove}); err != nil {
			return fmt.Errorf("delegates leave %t: %w", remove, err)
		}
		s.clock.reach(4.5, 0)
	}
	return nil
}

// member is one of the team by place; zero where the team is smaller.
func (s *seeder) member(i int) ident.ID {
	if i >= len(s.team) {
		return ident.ID{}
	}
	return s.team[i]
}

// handwork is what a lead does: some deals are taken back and held, some that are too
// large for anybody's own authority are given to somebody who will ask for approval.
func (s *seeder) handwork(ctx context.Context) error {
	s.clock.reach(1.5, 0)
	held, err := s.references(ctx, 5, deal.OwnerIDNotNil(), deal.StatusEQ(deal.StatusNEW))
	if err != nil {
		return err
	}
	for _, id := range held {
		if err := s.desk.Unassign(ctx, desk.Move{Deal: id, Comment: "Waits for the appraisal."}); err != nil {
			return fmt.Errorf("unassign: %w", err)
		}
	}
	large, err := s.references(ctx, 12, deal.OwnerIDIsNil(), deal.Open(true), deal.Held(false), deal.LoanAmountGT(120_000_000), deal.LoanAmountLT(250_000_000), deal.DiscretionBps(0))
	if err != nil {
		return err
	}
	for i, id := range large {
		if err := s.desk.Assign(ctx, desk.Move{Deal: id, To: s.underwriter(i)}); err != nil {
			return fmt.Errorf("assign: %w", err)
		}
	}
	return nil
}

// underwriter is one of those with a limit of their own; Claire has every third deal.
func (s *seeder) underwriter(i int) ident.ID {
	choice := []int{0, 1, 2, 0, 5, 7}
	id := s.member(choice[i%len(choice)])
	if id.IsZero() {
		return s.team[0]
	}
	return id
}

func (s *seeder) references(ctx context.Context, n int, which ...predicate.Deal) (ids []ident.ID, err error) {
	err = s.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		ids, err = c.Deal.Query().Where(which...).Order(deal.ByReference()).Limit(n).IDs(ctx)
		return err
	})
	return ids, err
}

// approvals asks the approver for most of the large deals: some are approved, one is
// declined, the others wait for a decision.
func (s *seeder) approvals(ctx context.Context) error {
	approver := s.member(demoApproverPlace)
	if approver.IsZero() {
		return nil
	}
	blocked, err := s.blocked(ctx, 10)
	if err != nil {
		return err
	}
	for i, b := range blocked {
		s.clock.reach(1.2-float64(i)/10, 0)
		if err := s.approval(ctx, b.acting, approver, b.deal, i); err != nil {
			return fmt.Errorf("approval %d: %w", i, err)
		}
	}
	s.clock.reach(0, 0.1)
	return nil
}

// blockedDeal is a deal that exceeds the authority of whoever acts on it (AP-1).
type blockedDeal struct{ deal, acting ident.ID }

func (s *seeder) blocked(ctx context.Context, n int) (list []blockedDeal, err error) {
	err = s.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Deal.Query().Where(deal.Open(true), deal.ActingIDNotNil(), deal.Stalled(false), deal.LoanAmountGT(30_000_000)).WithFacilities().
			Order(deal.ByLoanAmount(sql.OrderDesc()), deal.ByReference()).Limit(200).All(ctx)
		if err != nil {
			return err
		}
		standings, err := s.desk.Standings(ctx, c, rows)
		for _, row := range rows {
			if standing := standings[row.ID]; standing != nil && standing.Blocked && len(list) < n {
				list = append(list, blockedDeal{row.ID, *row.ActingID})
			}
		}
		return err
	})
	return list, err
}

// demoApproverPlace is the place in the team of who signs in as approver.
const demoApproverPlace = 9

func (s *seeder) approval(ctx context.Context, by, approver, id ident.ID, i int) error {
	if by == approver {
		return nil
	}
	request, err := s.desk.RequestApproval(s.as(ctx, by), desk.ApprovalAsk{Deal: id, Approvers: []ident.ID{approver}, Comment: "Strong file, above my limit."})
	if err != nil || i%3 != 0 {
		return err
	}
	says := desk.ApprovalDecision{Request: request, Approve: i != 3, Comment: "Fine with the second valuation."}
	if !says.Approve {
		says.Comment = "The income is not documented."
	}
	return s.desk.DecideApproval(s.as(ctx, approver), says)
}

// as is the context of one of the demo's people.
func (s *seeder) as(ctx context.Context, id ident.ID) context.Context {
	system, _ := actor.From(ctx)
	roles, _, _, err := s.store.Rights(ctx, system.Tenant, id)
	a := actor.Actor{Kind: actor.User, Tenant: system.Tenant, ID: id}
	if err == nil {
		a.Permissions, a.GrantsRoles = directory.Rights(roles)
	}
	return actor.With(ctx, a)
}
