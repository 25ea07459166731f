package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// replay judges everybody again as the company was when a decision was taken; the
// result is the decision's own (AS-14).
func replay(ctx context.Context, c *db.Client, row *db.AssignmentDecision) ([]assign.Verdict, error) {
	p, err := readPast(ctx, c, []*db.AssignmentDecision{row})
	if err != nil {
		return nil, err
	}
	w := windowOf([]*db.AssignmentDecision{row})
	if err := p.people.readSome(ctx, c, w); err != nil {
		return nil, err
	}
	if err := p.people.readStrangers(ctx, c, w); err != nil {
		return nil, err
	}
	then, settings := p.people.at(row), p.settings[row.SettingsVersion]
	t, err := tallyThen(ctx, c, row, settings.CapacityRelease, nil)
	if err != nil {
		return nil, err
	}
	people := make([]assign.Candidate, 0, len(then))
	for _, id := range then.ids() {
		people = append(people, then.candidate(id, t))
	}
	return assign.Explain(p.deal(row), people, settings), nil
}

// replayOne is replay for one person; nil: nobody who was judged. Only they, those who
// were absent and those who may have stood in for these are read.
func replayOne(ctx context.Context, c *db.Client, row *db.AssignmentDecision, person ident.ID) (*assign.Verdict, error) {
	p, err := readPast(ctx, c, []*db.AssignmentDecision{row})
	if err != nil {
		return nil, err
	}
	w := windowOf([]*db.AssignmentDecision{row})
	for _, step := range []func() error{
		func() error {
			return p.people.readSome(ctx, c, w, authorityversion.Or(authorityversion.UserID(person), w.of(mentions(absentPiece))))
		},
		func() error { return p.people.readStandIns(ctx, c, w) },
		func() error { return p.people.readStrangers(ctx, c, w) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	then, settings := p.people.at(row), p.settings[row.SettingsVersion]
	if _, there := then[person]; !there {
		return nil, nil
	}
	concerned := []ident.ID{person}
	for _, acts := range then.standIns(concerned) {
		concerned = append(concerned, acts)
	}
	t, err := tallyThen(ctx, c, row, settings.CapacityRelease, concerned)
	if err != nil {
		return nil, err
	}
	v := assign.Judge(then.candidate(person, t), p.deal(row), settings)
	rankBehind(&v, assign.Group(row.Tier))
	return &v, nil
}

// rankBehind gives a person who is not among the first of an order their place behind
// these (AS-6, AS-7); chosen is the group of who was chosen, empty for nobody.
func rankBehind(v *assign.Verdict, chosen assign.Group) {
	switch {
	case v.Group == "" || chosen == "" || v.Group.Over() != chosen.Over():
	case v.Group == chosen:
		v.Reason = assign.ReasonRankedBelow
	default:
		v.Reason = assign.ReasonLowerTier
	}
}

// tallyThen counts what everybody, or some people, had to do when the decision was taken.
func tallyThen(ctx context.Context, c *db.Client, row *db.AssignmentDecision, release assign.CapacityRelease, people []ident.ID) (t tally, err error) {
	acting, owning, chosen := dealversion.ActingIDNotNil(), dealversion.OwnerIDNotNil(), assignmentdecision.ChosenIDNotNil()
	if people != nil {
		acting, owning, chosen = dealversion.ActingIDIn(people...), dealversion.OwnerIDIn(people...), assignmentdecision.ChosenIDIn(people...)
	}
	if t.acting, err = queuesThen(ctx, c, row, release, dealversion.FieldActingID, acting); err != nil {
		return t, fmt.Errorf("count loads of then: %w", err)
	}
	if t.owning, err = queuesThen(ctx, c, row, release, dealversion.FieldOwnerID, owning); err != nil {
		return t, fmt.Errorf("count deals owned then: %w", err)
	}
	if t.last, err = lastThen(ctx, c, row, chosen); err != nil {
		return t, fmt.Errorf("find last assignments of then: %w", err)
	}
	return t, nil
}

// queuesThen counts, by the person in a column, the deals that stood when the decision
// was taken: all of its position and earlier, but for what its own sweep assigned from
// it on.
func queuesThen(ctx context.Context, c *db.Client, row *db.AssignmentDecision, release assign.CapacityRelease, column string, whose predicate.DealVersion) (map[ident.ID]int, error) {
	var statuses []string
	for _, s := range consuming(release) {
		statuses = append(statuses, string(s))
	}
	var rows []struct {
		Owner  ident.ID `sql:"owner_id"`
		Acting ident.ID `sql:"acting_id"`
		Count  int      `sql:"count"`
	}
	err := c.DealVersion.Query().Where(whose, dealversion.StatusIn(statuses...), stood(dealversion.Table, dealversion.FieldDealID, row), notGivenBy(row)).
		GroupBy(column).Aggregate(db.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	out := make(map[ident.ID]int, len(rows))
	for _, r := range rows {
		if column == dealversion.FieldOwnerID {
			r.Acting = r.Owner
		}
		out[r.Acting] = r.Count
	}
	return out, nil
}

// lastThen gives, per person, when they were last assigned a deal before the decision.
func lastThen(ctx context.Context, c *db.Client, row *db.AssignmentDecision, whose predicate.AssignmentDecision) (map[ident.ID]time.Time, error) {
	var rows []struct {
		Chosen ident.ID  `sql:"chosen_id"`
		Last   time.Time `sql:"last"`
	}
	err := c.AssignmentDecision.Query().Where(whose, before(row)).
		GroupBy(assignmentdecision.FieldChosenID).Aggregate(db.As(db.Max(assignmentdecision.FieldCreatedAt), "last")).Scan(ctx, &rows)
	last := make(map[ident.ID]time.Time, len(rows))
	for _, r := range rows {
		last[r.Chosen] = r.Last
	}
	return last, err
}
