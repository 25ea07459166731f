package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/settingsversion"
	"mandate/ident"
)

// lastDecisions gives the newest decision of each deal.
func lastDecisions(ctx context.Context, c *db.Client, deals []ident.ID) ([]*db.AssignmentDecision, error) {
	rows, err := c.AssignmentDecision.Query().Where(assignmentdecision.DealIDIn(deals...)).
		Order(assignmentdecision.ByPosition(sql.OrderDesc()), assignmentdecision.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load decisions: %w", err)
	}
	seen := map[ident.ID]bool{}
	var out []*db.AssignmentDecision
	for _, row := range rows {
		if !seen[row.DealID] {
			seen[row.DealID] = true
			out = append(out, row)
		}
	}
	return out, nil
}

// explainDecided reads decisions back: order and counts as stored, and the people
// without a capacity, whom the bench did not know, judged from the versions valid at
// the decision's position. What a person decided by hand has neither.
func explainDecided(ctx context.Context, c *db.Client, deals []ident.ID, out map[ident.ID]*Explanation) error {
	if len(deals) == 0 {
		return nil
	}
	decisions, err := lastDecisions(ctx, c, deals)
	if err != nil || len(decisions) == 0 {
		return err
	}
	p, err := readPast(ctx, c, decisions)
	if err != nil {
		return err
	}
	if err := p.readUnbounded(ctx, c, decisions); err != nil {
		return err
	}
	for _, row := range decisions {
		e, people, err := stored(row)
		if err != nil {
			return err
		}
		e.Figures = p.deal(row).Figures
		if row.Mode == assignmentdecision.ModeAUTO {
			p.countUnbounded(row, people)
		}
		e.count(people)
		out[row.DealID] = e
	}
	return nil
}

// past is the versions (HI-3) that some decisions were taken by.
type past struct {
	settings map[int64]assign.Settings
	deals    map[ident.ID]map[int64]assign.Deal // by deal, then position
	people   pastPeople
}

// readPast reads settings and deals; of whom to read the versions is for the caller to say.
func readPast(ctx context.Context, c *db.Client, decisions []*db.AssignmentDecision) (*past, error) {
	p := &past{settings: map[int64]assign.Settings{}, deals: map[ident.ID]map[int64]assign.Deal{}}
	for _, step := range []func(context.Context, *db.Client, []*db.AssignmentDecision) error{p.readSettings, p.readDeals} {
		if err := step(ctx, c, decisions); err != nil {
			return nil, fmt.Errorf("read the past of decisions: %w", err)
		}
	}
	return p, nil
}

func (p *past) readSettings(ctx context.Context, c *db.Client, decisions []*db.AssignmentDecision) error {
	var numbers []int64
	for _, d := range decisions {
		numbers = append(numbers, d.SettingsVersion)
	}
	rows, err := c.SettingsVersion.Query().Where(settingsversion.NumberIn(numbers...)).All(ctx)
	for _, row := range rows {
		var state directory.SettingsState
		if err := json.Unmarshal(row.State, &state); err != nil {
			return fmt.Errorf("settings version %d: %w", row.Number, err)
		}
		p.settings[row.Number] = state.Settings
	}
	return err
}

func (p *past) readDeals(ctx context.Context, c *db.Client, decisions []*db.AssignmentDecision) error {
	var ids []ident.ID
	for _, d := range decisions {
		ids = append(ids, d.DealID)
	}
	rows, err := c.DealVersion.Query().Where(dealversion.DealIDIn(ids...)).All(ctx)
	for _, row := range rows {
		var deal assign.Deal
		if err := json.Unmarshal(row.State, &deal); err != nil {
			return fmt.Errorf("deal version %s: %w", row.ID, err)
		}
		if p.deals[row.DealID] == nil {
			p.deals[row.DealID] = map[int64]assign.Deal{}
		}
		p.deals[row.DealID][row.Position] = deal
	}
	return err
}

// deal is the deal as it was decided; its version of then already has the owner.
func (p *past) deal(row *db.AssignmentDecision) assign.Deal {
	deal := p.deals[row.DealID][row.Position]
	deal.Owner, deal.Held = ident.ID{}, false
	return deal
}

// capacityPiece is how the JSON of a version says that somebody has a maximum.
const capacityPiece = `"maxCapacity":`

// readUnbounded reads the people without a capacity, the absent ones, and those who may
// have stood in for these: all that the stored counts have to be completed by.
func (p *past) readUnbounded(ctx context.Context, c *db.Client, decisions []*db.AssignmentDecision) error {
	w := windowOf(decisions)
	if err := p.people.readSome(ctx, c, w, w.of(authorityversion.Or(lacks(capacityPiece), mentions(absentPiece)))); err != nil {
		return err
	}
	if err := p.people.readStandIns(ctx, c, w); err != nil {
		return err
	}
	return p.people.readStrangers(ctx, c, w)
}

// countUnbounded adds the reasons of those without a capacity.
func (p *past) countUnbounded(row *db.AssignmentDecision, people map[assign.Reason]int) {
	deal, settings, then := p.deal(row), p.settings[row.SettingsVersion], p.people.at(row)
	for id, a := range then {
		if !a.Limits.MaxCapacity.Set {
			people[assign.Judge(then.candidate(id, tally{}), deal, settings).Reason]++
		}
	}
}
