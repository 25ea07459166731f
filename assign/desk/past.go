package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/predicate"
	"mandate/ent/db/settingsversion"
	"mandate/ident"
)

// world is a tenant as it was when a decision was taken.
type world struct {
	settings assign.Settings
	deal     assign.Deal
	people   map[ident.ID]directory.Authority
	loads    map[ident.ID]int
	last     map[ident.ID]time.Time
}

// worldAt rebuilds the state just before a decision (HI-3): versions of its position
// and earlier that no change before it had ended.
func worldAt(ctx context.Context, c *db.Client, row *db.AssignmentDecision) (*world, error) {
	w := &world{}
	for _, step := range []func(context.Context, *db.Client, *db.AssignmentDecision) error{w.readSettings, w.readDeal, w.readPeople, w.readLoads, w.readLast} {
		if err := step(ctx, c, row); err != nil {
			return nil, fmt.Errorf("rebuild the state at position %d: %w", row.Position, err)
		}
	}
	return w, nil
}

func (w *world) readSettings(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	version, err := c.SettingsVersion.Query().Where(settingsversion.Number(row.SettingsVersion)).Only(ctx)
	if err != nil {
		return err
	}
	w.settings, err = settingsOf(version)
	return err
}

// readDeal takes the deal as it was decided; its version of then already has the owner.
func (w *world) readDeal(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	version, err := c.DealVersion.Query().Where(dealversion.DealID(row.DealID), dealversion.Position(row.Position)).Only(ctx)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(version.State, &w.deal); err != nil {
		return err
	}
	w.deal.Owner = ident.ID{}
	return nil
}

func (w *world) readPeople(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	rows, err := c.AuthorityVersion.Query().Where(authorityversion.PositionLTE(row.Position), authorityversion.ValidFromLTE(row.CreatedAt),
		authorityversion.Or(authorityversion.ValidToIsNil(), authorityversion.ValidToGT(row.CreatedAt))).All(ctx)
	if err != nil {
		return err
	}
	w.people = make(map[ident.ID]directory.Authority, len(rows))
	for _, v := range rows {
		a, err := directory.DecodeAuthority(v.State)
		if err != nil {
			return err
		}
		w.people[v.UserID] = a
	}
	return nil
}

// readLoads counts, per person, the deals that stood when the decision was taken: all
// of its position and earlier, but for what its own sweep assigned from it on.
func (w *world) readLoads(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	var rows []struct {
		Owner ident.ID `sql:"owner_id"`
		Count int      `sql:"count"`
	}
	err := c.DealVersion.Query().Where(dealversion.OwnerIDNotNil(), dealversion.PositionLTE(row.Position), consumingThen(w.settings.CapacityRelease),
		dealversion.Or(dealversion.ValidToIsNil(), dealversion.ValidToGT(row.CreatedAt))).
		GroupBy(dealversion.FieldOwnerID).Aggregate(db.Count()).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	w.loads = make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		w.loads[r.Owner] = r.Count
	}
	later, err := c.AssignmentDecision.Query().Where(assignmentdecision.Position(row.Position), assignmentdecision.IDGTE(row.ID),
		assignmentdecision.ChosenIDNotNil()).All(ctx)
	for _, l := range later {
		w.loads[*l.ChosenID]--
	}
	return err
}

func consumingThen(release assign.CapacityRelease) predicate.DealVersion {
	var statuses []string
	for _, s := range consuming(release) {
		statuses = append(statuses, string(s))
	}
	return dealversion.StatusIn(statuses...)
}

func (w *world) readLast(ctx context.Context, c *db.Client, row *db.AssignmentDecision) error {
	var rows []struct {
		Chosen ident.ID  `sql:"chosen_id"`
		Last   time.Time `sql:"last"`
	}
	err := c.AssignmentDecision.Query().Where(assignmentdecision.ChosenIDNotNil(), assignmentdecision.PositionLTE(row.Position), assignmentdecision.IDLT(row.ID)).
		GroupBy(assignmentdecision.FieldChosenID).Aggregate(db.As(db.Max(assignmentdecision.FieldCreatedAt), "last")).Scan(ctx, &rows)
	w.last = make(map[ident.ID]time.Time, len(rows))
	for _, r := range rows {
		w.last[r.Chosen] = r.Last
	}
	return err
}

// judge gives a verdict on everybody who is not among the first of the order, and adds
// the people without a capacity, whom the bench did not know, to the counts.
func (w *world) judge(order []assign.Verdict, people map[assign.Reason]int) map[ident.ID]assign.Verdict {
	listed := make(map[ident.ID]bool, len(order))
	for _, v := range order {
		listed[v.Candidate] = true
	}
	var all []assign.Candidate
	for id, a := range w.people {
		all = append(all, assign.Candidate{ID: id, Active: a.Active, Preferences: a.Preferences, Limits: a.Limits, Load: w.loads[id], LastAssignedAt: w.last[id]})
	}
	out := map[ident.ID]assign.Verdict{}
	for _, v := range assign.Explain(w.deal, all, w.settings) {
		if !w.people[v.Candidate].Limits.MaxCapacity.Set {
			people[v.Reason]++
		}
		if !listed[v.Candidate] {
			out[v.Candidate] = v
		}
	}
	return out
}
