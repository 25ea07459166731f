package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/lendinglimits"
	"mandate/ident"
	"mandate/store"
)

// warrant is what allows somebody to decide a deal: their own limits, or a grant.
type warrant struct {
	holds  bool
	limits int64    // version of the limits that cover; 0: a grant does, or no limit is needed
	grant  ident.ID // zero: none was needed
}

// warrantOf looks at somebody's limits first, then at what was approved (AP-4).
func (s *sitting) warrantOf(ctx context.Context, person ident.ID, f *file) (warrant, error) {
	limits, version, err := s.limitsOf(ctx, person)
	if err != nil || assign.Covers(f.Figures, limits, s.settings) {
		return warrant{holds: err == nil, limits: version}, err
	}
	rows, err := s.tx.Client.ApprovalGrant.Query().Where(approvalgrant.DealID(f.ID)).Order(db.Desc(approvalgrant.FieldID)).All(ctx)
	if err != nil {
		return warrant{}, fmt.Errorf("load grants of deal %s: %w", f.ID, err)
	}
	for _, row := range rows {
		if g := grantRow(row); g.Covers(f.Figures) {
			return warrant{holds: true, grant: g.ID}, nil
		}
	}
	return warrant{}, nil
}

// changes tells history what allowed a step (I-11).
func (w warrant) changes() []store.Change {
	switch {
	case !w.grant.IsZero():
		return []store.Change{{Field: "grant", After: w.grant.Text(ident.Grant)}}
	case w.holds:
		return []store.Change{{Field: "limitsVersion", After: w.limits}}
	}
	return nil
}

// limitsOf loads somebody's limits and their version.
func (s *sitting) limitsOf(ctx context.Context, person ident.ID) (assign.Limits, int64, error) {
	row, err := s.tx.Client.LendingLimits.Query().Where(lendinglimits.UserID(person)).Only(ctx)
	if db.IsNotFound(err) {
		return assign.Limits{}, 0, nil
	}
	if err != nil {
		return assign.Limits{}, 0, fmt.Errorf("load limits of %s: %w", person, err)
	}
	limits, err := directory.LimitsOf(row)
	return limits, row.Version, err
}
