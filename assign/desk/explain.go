package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ident"
)

// Explanation is why a deal went to whom it went, or why it waits (AS-14).
type Explanation struct {
	At          time.Time
	Live        bool   // judged at reading: a deal that waits
	Mode        string // AUTO, MANUAL, PICKUP
	Chosen      ident.ID
	Group       assign.Group
	SwitchedOff bool // automatic assignment is off
	Held        bool // the deal is left out of automatic assignment (AS-13)
	Considered  int
	Counts      []assign.Count
	Order       []assign.Verdict // the first 20
	Figures     assign.Figures
}

// Explain tells why, for one deal; nil: its owner came with it, or it is closed without
// one. c is a read client, so that one answer is
// of one instant; row has its facilities.
func (d *Desk) Explain(ctx context.Context, c *db.Client, row *db.Deal) (*Explanation, error) {
	told, err := d.Explanations(ctx, c, []*db.Deal{row})
	return told[row.ID], err
}

// Explanations tells why for a list of deals in a constant number of statements.
func (d *Desk) Explanations(ctx context.Context, c *db.Client, rows []*db.Deal) (map[ident.ID]*Explanation, error) {
	out := make(map[ident.ID]*Explanation, len(rows))
	var waiting []*db.Deal
	var decided []ident.ID
	for _, row := range rows {
		switch {
		case row.OwnerID != nil:
			decided = append(decided, row.ID)
		case row.Open:
			waiting = append(waiting, row)
		}
	}
	if err := d.explainWaiting(ctx, c, waiting, out); err != nil {
		return nil, err
	}
	return out, explainDecided(ctx, c, decided, out)
}

// ExplainOne gives the verdict on one person, and their place in the order from 1 (0:
// behind the first 20, or a check failed); nil: nobody who was judged. It is as of now
// for a deal that waits, and as it was then for one that was decided.
func (d *Desk) ExplainOne(ctx context.Context, c *db.Client, row *db.Deal, person ident.ID) (*assign.Verdict, int, error) {
	if row.OwnerID == nil {
		if !row.Open {
			return nil, 0, nil
		}
		return d.explainWaitingOne(ctx, c, row, person)
	}
	decisions, err := lastDecisions(ctx, c, []ident.ID{row.ID})
	if err != nil || len(decisions) == 0 || decisions[0].Mode != assignmentdecision.ModeAUTO {
		return nil, 0, err
	}
	e, _, err := stored(decisions[0])
	if err != nil {
		return nil, 0, err
	}
	if v, rank := e.placeOf(person); v != nil {
		return v, rank, nil
	}
	v, err := replayOne(ctx, c, decisions[0], person)
	return v, 0, err
}

// placeOf finds a person among the first of the order.
func (e *Explanation) placeOf(person ident.ID) (*assign.Verdict, int) {
	at := slices.IndexFunc(e.Order, func(v assign.Verdict) bool { return v.Candidate == person })
	if at < 0 {
		return nil, 0
	}
	return &e.Order[at], at + 1
}

// explainWaiting judges deals as if they were visited now.
func (d *Desk) explainWaiting(ctx context.Context, c *db.Client, rows []*db.Deal, out map[ident.ID]*Explanation) error {
	if len(rows) == 0 {
		return nil
	}
	return d.withReader(ctx, c, func(r *reader) error {
		for _, row := range rows {
			deal, err := DealOf(row, r.known)
			if err != nil {
				return err
			}
			out[row.ID] = r.explain(deal, d.Store.Now())
		}
		return nil
	})
}

func (d *Desk) explainWaitingOne(ctx context.Context, c *db.Client, row *db.Deal, person ident.ID) (v *assign.Verdict, rank int, err error) {
	err = d.withReader(ctx, c, func(r *reader) error {
		deal, err := DealOf(row, r.known)
		if err == nil {
			v, rank = r.explainOne(deal, person)
		}
		return err
	})
	return v, rank, err
}

func (e *Explanation) count(people map[assign.Reason]int) {
	for _, r := range assign.Reasons() {
		if n := people[r]; n > 0 {
			e.Counts = append(e.Counts, assign.Count{Reason: r, People: n})
			e.Considered += n
		}
	}
}

// stored reads what a decision keeps of itself.
func stored(row *db.AssignmentDecision) (*Explanation, map[assign.Reason]int, error) {
	e := &Explanation{At: row.CreatedAt, Mode: string(row.Mode), Group: assign.Group(row.Tier)}
	if row.ChosenID != nil {
		e.Chosen = *row.ChosenID
	}
	var err error
	if e.Order, err = unpackRanking(row.Ranking); err != nil {
		return nil, nil, fmt.Errorf("read ranking of decision %s: %w", row.ID, err)
	}
	people := make(map[assign.Reason]int, len(row.Counts))
	for reason, n := range row.Counts {
		people[assign.Reason(reason)] = n
	}
	return e, people, nil
}
