package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// Standing is how a deal stands at the instant of reading: who stands in and acts, what
// was compared with the acting user's limits (LL-10), and what waits for a decision.
type Standing struct {
	Delegates   []StandsIn // nearest to the owner first
	Acting      ident.ID   // zero: none, as on closed deals and those without owner
	Figures     assign.Figures
	Currency    string              // the company's, which limits are in
	Limits      assign.Limits       // of the acting user
	Comparisons []assign.Comparison // of the active view; none without acting user
	Breaches    []assign.Comparison
	Blocked     bool          // AP-1
	Stalled     bool          // DC-5
	Grant       *GrantRow     // the newest valid one (AP-4); nil: none
	Request     *RequestState // the open one; nil: none
}

// StandsIn is one delegate of a deal.
type StandsIn struct {
	User      ident.ID
	Since     time.Time
	Lingering bool // the step to this person outlives its absence (OO-6)
}

// GrantRow is a recorded approval of figures.
type GrantRow struct {
	ID, Approver, Request ident.ID // Approver and Request zero: brought along by an import
	At                    time.Time
	assign.Grant
}

// Standings tells how deals stand in a constant number of statements, by the deals' ids.
// rows have their facilities loaded.
func (d *Desk) Standings(ctx context.Context, c *db.Client, rows []*db.Deal) (map[ident.ID]*Standing, error) {
	out := make(map[ident.ID]*Standing, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	f, err := readFacts(ctx, c, rows)
	if err != nil {
		return nil, fmt.Errorf("read how deals stand: %w", err)
	}
	for _, row := range rows {
		if out[row.ID], err = f.standing(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *facts) standing(row *db.Deal) (*Standing, error) {
	figures, err := FiguresOf(row)
	if err != nil {
		return nil, err
	}
	s := &Standing{Figures: figures, Currency: f.settings.Currency, Stalled: row.Stalled, Request: f.requests[row.ID]}
	for _, one := range f.delegates[row.ID] {
		s.Delegates = append(s.Delegates, StandsIn{User: one.UserID, Since: one.CreatedAt, Lingering: one.Backing == lingering})
	}
	for _, g := range f.grants[row.ID] {
		if g.Covers(figures) {
			s.Grant = g
			break
		}
	}
	if row.ActingID == nil {
		return s, nil
	}
	s.Acting = *row.ActingID
	if s.Limits, err = directory.LimitsOf(f.limits[s.Acting]); err != nil {
		return nil, fmt.Errorf("limits of %s: %w", s.Acting, err)
	}
	s.Comparisons = assign.Compare(figures, s.Limits, f.settings)
	s.Breaches = assign.Breaches(figures, s.Limits, f.settings)
	s.Blocked = s.Grant == nil && assign.Blocked(assign.Deal{Status: assign.Status(row.Status), Owner: s.Acting, Figures: figures}, s.Limits, f.settings, nil)
	return s, nil
}
