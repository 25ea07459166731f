package directory

import (
	"context"
	"fmt"
	"math"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ident"
	"mandate/store"
)

// LimitsUpdate is a change of section 9; nil leaves a field as it is, the zero
// Limit or Maximum unsets it (LL-6). Amounts are in the company's currency, and Currency
// says which that was when they were read: the change is refused where the company counts
// in another by the time that it is made; empty: not looked at.
type LimitsUpdate struct {
	Currency                                                            string
	MaxCapacity, MaxDiscretionBps                                       *assign.Maximum
	LoanAmount                                                          *assign.Limit
	MortgageSecured, NonMortgageSecured, BridgeSecured, TotalConnection *assign.Limit
}

// SetLimits changes somebody's authority and capacity. Refused: one's own
// (SELF_GRANT), negative figures.
func (d *Directory) SetLimits(ctx context.Context, id ident.ID, expected int64, change LimitsUpdate) error {
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
				return err
			}
			return d.setLimits(ctx, tx, id, expected, change)
		})
	})
}

func (d *Directory) setLimits(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change LimitsUpdate) error {
	u, err := loadStaff(ctx, tx.Client, id, 0)
	if err != nil {
		return err
	}
	if tx.Actor.Self(id) {
		return selfGrant()
	}
	if err := expect(expected, u.Version); err != nil { // the rule speaks first
		return err
	}
	row, err := tx.Client.LendingLimits.Query().Where(lendinglimits.UserID(id)).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load limits: %w", err)
	}
	before, err := LimitsOf(row)
	if err != nil {
		return err
	}
	after, err := change.Over(before)
	if err != nil {
		return err
	}
	changes := limitChanges(before, after)
	if len(changes) == 0 {
		return nil
	}
	if err := guarded(ctx, tx.Client.User.Update(), u); err != nil {
		return err
	}
	if err := saveLimits(ctx, tx, id, after); err != nil {
		return err
	}
	return d.authorityChanged(ctx, tx, u, store.Event{Action: "LIMITS_UPDATED", Changes: changes}, LimitsChanged)
}

// Over applies the change to somebody's limits. Refused: negative figures, a discount
// above 100 per cent.
func (c LimitsUpdate) Over(l assign.Limits) (assign.Limits, error) {
	set(&l.MaxCapacity, c.MaxCapacity)
	set(&l.MaxDiscretionBps, c.MaxDiscretionBps)
	set(&l.LoanAmount, c.LoanAmount)
	set(&l.MortgageSecured, c.MortgageSecured)
	set(&l.NonMortgageSecured, c.NonMortgageSecured)
	set(&l.BridgeSecured, c.BridgeSecured)
	set(&l.TotalConnection, c.TotalConnection)
	return l, plausible(l)
}

// amounts names the limits that are money, in the order of LL-2 and LL-3.
func amounts(l assign.Limits) []struct {
	field string
	limit assign.Limit
} {
	return []struct {
		field string
		limit assign.Limit
	}{
		{"loanAmount", l.LoanAmount}, {"mortgageSecured", l.MortgageSecured}, {"nonMortgageSecured", l.NonMortgageSecured},
		{"bridgeSecured", l.BridgeSecured}, {"totalConnection", l.TotalConnection},
	}
}

func maxima(l assign.Limits) []struct {
	field string
	max   assign.Maximum
} {
	return []struct {
		field string
		max   assign.Maximum
	}{{"maxCapacity", l.MaxCapacity}, {"maxDiscretionBps", l.MaxDiscretionBps}}
}

// wholeRate is 100 per cent in basis points.
const wholeRate = 10_000

func plausible(l assign.Limits) error {
	for _, m := range maxima(l) {
		if m.max.N < 0 || m.max.N > math.MaxInt32 {
			return invalid("This is a whole number of 0 or more.").On(m.field)
		}
	}
	if l.MaxDiscretionBps.N > wholeRate {
		return invalid("A discount lies between 0 and %d basis points.", wholeRate).On("maxDiscretionBps")
	}
	for _, a := range amounts(l) {
		if minor, ok := a.limit.Amount(); ok && minor < 0 {
			return invalid("A limit is not negative.").On(a.field)
		}
	}
	return nil
}

func limitChanges(before, after assign.Limits) []store.Change {
	var list []store.Change
	b := maxima(before)
	for i, m := range maxima(after) {
		if m.max != b[i].max {
			list = append(list, store.Change{Field: m.field, Before: b[i].max, After: m.max})
		}
	}
	c := amounts(before)
	for i, a := range amounts(after) {
		if a.limit != c[i].limit {
			list = append(list, store.Change{Field: a.field, Before: c[i].limit, After: a.limit})
		}
	}
	return list
}

func saveLimits(ctx context.Context, tx *store.Tx, id ident.ID, l assign.Limits) error {
	err := tx.Client.LendingLimits.Create().SetID(tx.NewID()).SetUserID(id).
		SetNillableMaxCapacity(l.MaxCapacity.Column()).SetNillableMaxDiscretionBps(l.MaxDiscretionBps.Column()).
		SetNillableLoanAmount(l.LoanAmount.Column()).SetNillableMortgageSecured(l.MortgageSecured.Column()).
		SetNillableNonMortgageSecured(l.NonMortgageSecured.Column()).SetNillableBridgeSecured(l.BridgeSecured.Column()).
		SetNillableTotalConnection(l.TotalConnection.Column()).
		OnConflict(sql.ConflictColumns(lendinglimits.FieldUserID)).
		Update(func(up *db.LendingLimitsUpsert) {
			up.UpdateMaxCapacity().UpdateMaxDiscretionBps().UpdateLoanAmount().UpdateMortgageSecured().UpdateNonMortgageSecured().
				UpdateBridgeSecured().UpdateTotalConnection().UpdateUpdatedAt().AddVersion(1)
		}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save limits: %w", err)
	}
	return nil
}
