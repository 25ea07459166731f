package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/user"
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

	others map[ident.ID]assign.Verdict // live, or judged from the past: not in Order
}

const shownPlaces = 20

// Explain tells why. c is a read client, so that one answer is of one instant; row has
// its facilities. Nothing (nil): the deal has an owner and was never decided
// automatically, or is closed without one.
func (d *Desk) Explain(ctx context.Context, c *db.Client, row *db.Deal) (*Explanation, error) {
	if row.OwnerID == nil && row.Open {
		return d.live(ctx, c, row)
	}
	decision, err := c.AssignmentDecision.Query().Where(assignmentdecision.DealID(row.ID)).
		Order(assignmentdecision.ByPosition(sql.OrderDesc()), assignmentdecision.ByID(sql.OrderDesc())).First(ctx)
	if db.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load decision of deal %s: %w", row.ID, err)
	}
	return d.past(ctx, c, decision)
}

// ExplainOne gives the verdict on one person, and their place in the order from 1;
// nil: nobody who was judged.
func (d *Desk) ExplainOne(ctx context.Context, c *db.Client, row *db.Deal, person ident.ID) (*assign.Verdict, int, error) {
	e, err := d.Explain(ctx, c, row)
	if err != nil || e == nil {
		return nil, 0, err
	}
	for i, v := range e.Order {
		if v.Candidate == person {
			return &v, i + 1, nil
		}
	}
	if v, ok := e.others[person]; ok {
		return &v, 0, nil
	}
	return nil, 0, nil
}

// live judges a waiting deal as if it were visited now.
func (d *Desk) live(ctx context.Context, c *db.Client, row *db.Deal) (*Explanation, error) {
	m := &memory{}
	if err := m.loadSettings(ctx, c); err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if err := m.loadCatalogue(ctx, c); err != nil {
		return nil, fmt.Errorf("load brokers: %w", err)
	}
	deal, err := DealOf(row, m.known)
	if err != nil {
		return nil, err
	}
	people, err := m.everybody(ctx, c)
	if err != nil {
		return nil, err
	}
	e := &Explanation{At: d.Store.Now(), Live: true, Mode: "AUTO", Figures: deal.Figures, SwitchedOff: !m.settings.AutoAssign, Considered: len(people)}
	if e.SwitchedOff {
		e.Considered = 0
		return e, nil
	}
	e.fill(assign.Explain(deal, people, m.settings))
	return e, nil
}

// everybody is all staff who are not deleted, with a capacity or without (AS-1).
func (m *memory) everybody(ctx context.Context, c *db.Client) ([]assign.Candidate, error) {
	rows, err := c.User.Query().WithLimits().WithPreferences().Where(user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	loads, err := m.loads(ctx, c, nil)
	if err != nil {
		return nil, err
	}
	out := make([]assign.Candidate, 0, len(rows))
	for _, u := range rows {
		one, err := candidate(u, loads[u.ID])
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// fill takes verdicts in the full order.
func (e *Explanation) fill(verdicts []assign.Verdict) {
	people := map[assign.Reason]int{}
	e.others = make(map[ident.ID]assign.Verdict, len(verdicts))
	for _, v := range verdicts {
		people[v.Reason]++
		if placed(v) && len(e.Order) < shownPlaces {
			e.Order = append(e.Order, v)
			continue
		}
		e.others[v.Candidate] = v
	}
	e.count(people)
}

func (e *Explanation) count(people map[assign.Reason]int) {
	e.Counts = nil
	for _, r := range assign.Reasons() {
		if n := people[r]; n > 0 {
			e.Counts = append(e.Counts, assign.Count{Reason: r, People: n})
		}
	}
}

func placed(v assign.Verdict) bool {
	return v.Reason == assign.ReasonChosen || v.Reason == assign.ReasonRankedBelow || v.Reason == assign.ReasonLowerTier
}

// past reads a decision back: its order as stored, everybody else judged from the
// versions that were valid at its position.
func (d *Desk) past(ctx context.Context, c *db.Client, row *db.AssignmentDecision) (*Explanation, error) {
	e := &Explanation{At: row.CreatedAt, Mode: string(row.Mode), Group: assign.Group(row.Tier)}
	if row.ChosenID != nil {
		e.Chosen = *row.ChosenID
	}
	if len(row.Ranking) > 0 {
		if err := json.Unmarshal(row.Ranking, &e.Order); err != nil {
			return nil, fmt.Errorf("read ranking of decision %s: %w", row.ID, err)
		}
	}
	w, err := worldAt(ctx, c, row)
	if err != nil {
		return nil, err
	}
	e.Figures = w.deal.Figures
	people := map[assign.Reason]int{}
	for reason, n := range row.Counts {
		people[assign.Reason(reason)] = n
	}
	e.others = w.judge(e.Order, people)
	for _, n := range people {
		e.Considered += n
	}
	e.count(people)
	return e, nil
}

// version of settings and of people, kept by the floor.
func settingsOf(row *db.SettingsVersion) (assign.Settings, error) {
	var s directory.SettingsState
	if err := json.Unmarshal(row.State, &s); err != nil {
		return assign.Settings{}, fmt.Errorf("read settings version %d: %w", row.Number, err)
	}
	return s.Settings, nil
}
