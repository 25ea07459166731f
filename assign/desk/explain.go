package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/ent/db"
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
	Considered  int
	Counts      []assign.Count
	Order       []assign.Verdict // the first 20
	Figures     assign.Figures
}

const shownPlaces = 20

// Explain tells why, for one deal; nil: it has an owner and was never decided
// automatically, or is closed without one. c is a read client, so that one answer is
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
		if row.OwnerID == nil && row.Open {
			waiting = append(waiting, row)
			continue
		}
		decided = append(decided, row.ID)
	}
	if err := d.explainWaiting(ctx, c, waiting, out); err != nil {
		return nil, err
	}
	return out, explainDecided(ctx, c, decided, out)
}

// ExplainOne gives the verdict on one person, and their place in the order from 1 (0:
// behind the first 20, or a check failed); nil: nobody who was judged.
func (d *Desk) ExplainOne(ctx context.Context, c *db.Client, row *db.Deal, person ident.ID) (*assign.Verdict, int, error) {
	verdicts, err := d.verdicts(ctx, c, row)
	if err != nil {
		return nil, 0, err
	}
	for i, v := range verdicts {
		if v.Candidate != person {
			continue
		}
		if i >= shownPlaces || !placed(v) {
			i = -1
		}
		return &v, i + 1, nil
	}
	return nil, 0, nil
}

// verdicts judges everybody: now for a deal that waits, as it was then for one that
// was decided.
func (d *Desk) verdicts(ctx context.Context, c *db.Client, row *db.Deal) ([]assign.Verdict, error) {
	if row.OwnerID == nil && row.Open {
		now, err := present(ctx, c)
		if err != nil {
			return nil, err
		}
		deal, err := DealOf(row, now.known)
		return assign.Explain(deal, now.people, now.settings), err
	}
	decisions, err := lastDecisions(ctx, c, []ident.ID{row.ID})
	if err != nil || len(decisions) == 0 {
		return nil, err
	}
	return replay(ctx, c, decisions[0])
}

// world is a company as the rules judge it: settings, brokers and everybody who is not
// deleted, with a capacity or without (AS-1).
type world struct {
	settings assign.Settings
	known    map[ident.ID]bool
	people   []assign.Candidate
}

func present(ctx context.Context, c *db.Client) (*world, error) {
	m := &memory{}
	if err := m.loadSettings(ctx, c); err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if err := m.loadCatalogue(ctx, c); err != nil {
		return nil, fmt.Errorf("load brokers: %w", err)
	}
	rows, err := staff(c).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	loads, err := m.loads(ctx, c, nil)
	if err != nil {
		return nil, err
	}
	w := &world{settings: m.settings, known: m.known}
	for _, u := range rows {
		one, err := candidate(u, loads[u.ID])
		if err != nil {
			return nil, err
		}
		w.people = append(w.people, one)
	}
	return w, nil
}

// explainWaiting judges deals as if they were visited now.
func (d *Desk) explainWaiting(ctx context.Context, c *db.Client, rows []*db.Deal, out map[ident.ID]*Explanation) error {
	if len(rows) == 0 {
		return nil
	}
	now, err := present(ctx, c)
	if err != nil {
		return err
	}
	for _, row := range rows {
		deal, err := DealOf(row, now.known)
		if err != nil {
			return err
		}
		e := &Explanation{At: d.Store.Now(), Live: true, Mode: "AUTO", Figures: deal.Figures, SwitchedOff: !now.settings.AutoAssign}
		e.fill(assign.Explain(deal, now.people, now.settings))
		out[row.ID] = e
	}
	return nil
}

// fill takes verdicts in the full order.
func (e *Explanation) fill(verdicts []assign.Verdict) {
	people := map[assign.Reason]int{}
	for _, v := range verdicts {
		people[v.Reason]++
		if placed(v) && len(e.Order) < shownPlaces {
			e.Order = append(e.Order, v)
		}
	}
	e.count(people)
}

func (e *Explanation) count(people map[assign.Reason]int) {
	for _, r := range assign.Reasons() {
		if n := people[r]; n > 0 {
			e.Counts = append(e.Counts, assign.Count{Reason: r, People: n})
			e.Considered += n
		}
	}
}

func placed(v assign.Verdict) bool {
	return v.Reason == assign.ReasonChosen || v.Reason == assign.ReasonRankedBelow || v.Reason == assign.ReasonLowerTier
}

// stored reads what a decision keeps of itself.
func stored(row *db.AssignmentDecision) (*Explanation, map[assign.Reason]int, error) {
	e := &Explanation{At: row.CreatedAt, Mode: string(row.Mode), Group: assign.Group(row.Tier)}
	if row.ChosenID != nil {
		e.Chosen = *row.ChosenID
	}
	if len(row.Ranking) > 0 {
		if err := json.Unmarshal(row.Ranking, &e.Order); err != nil {
			return nil, nil, fmt.Errorf("read ranking of decision %s: %w", row.ID, err)
		}
	}
	people := make(map[assign.Reason]int, len(row.Counts))
	for reason, n := range row.Counts {
		people[assign.Reason(reason)] = n
	}
	return e, people, nil
}
