package desk

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/lendinglimits"
	"mandate/ident"
)

const lingering = dealdelegate.BackingLINGERING

// facts are the rows beside deals that say how these stand, by deal.
type facts struct {
	settings  assign.Settings
	delegates map[ident.ID][]*db.DealDelegate
	grants    map[ident.ID][]*GrantRow // newest first
	requests  map[ident.ID]*RequestState
	limits    map[ident.ID]*db.LendingLimits // of acting users, by user
}

func readFacts(ctx context.Context, c *db.Client, rows []*db.Deal) (*facts, error) {
	f := &facts{delegates: map[ident.ID][]*db.DealDelegate{}, grants: map[ident.ID][]*GrantRow{}, limits: map[ident.ID]*db.LendingLimits{}}
	var ids, acting []ident.ID
	for _, row := range rows {
		ids = append(ids, row.ID)
		if row.ActingID != nil {
			acting = append(acting, *row.ActingID)
		}
	}
	company, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return nil, err
	}
	f.settings = directory.SettingsOf(company)
	for part := range slices.Chunk(ids, rowsAtOnce) {
		if err := f.readDeals(ctx, c, part); err != nil {
			return nil, err
		}
	}
	if f.requests, err = openRequests(ctx, c, ids); err != nil {
		return nil, err
	}
	return f, f.readLimits(ctx, c, acting)
}

func (f *facts) readDeals(ctx context.Context, c *db.Client, ids []ident.ID) error {
	delegates, err := c.DealDelegate.Query().Where(dealdelegate.DealIDIn(ids...)).All(ctx)
	if err != nil {
		return err
	}
	for _, one := range inPlace(delegates) {
		f.delegates[one.DealID] = append(f.delegates[one.DealID], one)
	}
	grants, err := c.ApprovalGrant.Query().Where(approvalgrant.DealIDIn(ids...)).Order(approvalgrant.ByID(sql.OrderDesc())).All(ctx)
	for _, row := range grants {
		f.grants[row.DealID] = append(f.grants[row.DealID], grantRow(row))
	}
	return err
}

func (f *facts) readLimits(ctx context.Context, c *db.Client, people []ident.ID) error {
	for part := range slices.Chunk(people, rowsAtOnce) {
		rows, err := c.LendingLimits.Query().Where(lendinglimits.UserIDIn(part...)).All(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			f.limits[row.UserID] = row
		}
	}
	return nil
}

// inPlace orders delegates, nearest to the owner first.
func inPlace(rows []*db.DealDelegate) []*db.DealDelegate {
	return slices.SortedFunc(slices.Values(rows), func(a, b *db.DealDelegate) int { return cmp.Compare(a.Position, b.Position) })
}

func grantRow(row *db.ApprovalGrant) *GrantRow {
	g := &GrantRow{ID: row.ID, At: row.CreatedAt, Grant: assign.Grant{Currency: row.Currency, Loan: row.Loan, Mortgage: row.Mortgage,
		NonMortgage: row.NonMortgage, Bridge: row.Bridge, Connection: row.Connection, DiscretionBps: row.DiscretionBps}}
	if row.ApproverID != nil {
		g.Approver = *row.ApproverID
	}
	if row.RequestID != nil {
		g.Request = *row.RequestID
	}
	return g
}
