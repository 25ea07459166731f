package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/dealversion"
	"mandate/ident"
)

// replay judges everybody again as the company was when a decision was taken; the
// result is the decision's own (AS-14).
func replay(ctx context.Context, c *db.Client, row *db.AssignmentDecision) ([]assign.Verdict, error) {
	p, err := readPast(ctx, c, []*db.AssignmentDecision{row})
	if err != nil {
		return nil, err
	}
	settings := p.settings[row.SettingsVersion]
	loads, err := loadsThen(ctx, c, row, settings.CapacityRelease)
	if err != nil {
		return nil, fmt.Errorf("count loads of then: %w", err)
	}
	last, err := lastThen(ctx, c, row)
	if err != nil {
		return nil, fmt.Errorf("find last assignments of then: %w", err)
	}
	people := p.people.at(row)
	for i := range people {
		people[i].Load, people[i].LastAssignedAt = loads[people[i].ID], last[people[i].ID]
	}
	return assign.Explain(p.deal(row), people, settings), nil
}

// loadsThen counts, per person, the deals that stood when the decision was taken: all
// of its position and earlier, but for what its own sweep assigned from it on.
func loadsThen(ctx context.Context, c *db.Client, row *db.AssignmentDecision, release assign.CapacityRelease) (map[ident.ID]int, error) {
	var statuses []string
	for _, s := range consuming(release) {
		statuses = append(statuses, string(s))
	}
	var rows []struct {
		Owner ident.ID `sql:"owner_id"`
		Count int      `sql:"count"`
	}
	err := c.DealVersion.Query().Where(dealversion.OwnerIDNotNil(), dealversion.StatusIn(statuses...), stood(dealversion.Table, dealversion.FieldDealID, row), notGivenBy(row)).
		GroupBy(dealversion.FieldOwnerID).Aggregate(db.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	loads := make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		loads[r.Owner] = r.Count
	}
	return loads, nil
}

// lastThen gives, per person, when they were last assigned a deal before the decision.
func lastThen(ctx context.Context, c *db.Client, row *db.AssignmentDecision) (map[ident.ID]time.Time, error) {
	var rows []struct {
		Chosen ident.ID  `sql:"chosen_id"`
		Last   time.Time `sql:"last"`
	}
	err := c.AssignmentDecision.Query().Where(assignmentdecision.ChosenIDNotNil(), before(row)).
		GroupBy(assignmentdecision.FieldChosenID).Aggregate(db.As(db.Max(assignmentdecision.FieldCreatedAt), "last")).Scan(ctx, &rows)
	last := make(map[ident.ID]time.Time, len(rows))
	for _, r := range rows {
		last[r.Chosen] = r.Last
	}
	return last, err
}
