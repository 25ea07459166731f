package directory

import (
	"context"
	"fmt"
	_ "time/tzdata" // TM-5: the binary carries its own zones

	"mandate/assign"
	"mandate/ent/db/companysettings"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// SettingsUpdate is a change of section 2; nil leaves a setting as it is. Of the
// settings that can be off the outer pointer says "change" and the inner the value.
type SettingsUpdate struct {
	Zone, Currency, Language *string
	AutoAssign               *bool
	LeaverDeals              *assign.LeaverDeals
	LimitsDualControl        *bool
	OverLimitFallback        *bool
	CapacityRelease          *assign.CapacityRelease
	LimitsView               *assign.LimitsView
	AutoRemoveDelegates      *bool
	SSO                      *bool
	InactivityDays           **int
	CompanyPhone             *string
	DualApprovalAbove        **int64 // minor units
	SystemName               *string
}

// UpdateSettings changes the company's settings. expected is the settings' own
// version, or 0. Refused: CURRENCY_IN_USE while limits are set, or the amount of AP-9 that
// the change does not say anew, zones, currencies and languages that do not exist, and to
// switch dual control off other than by the operator (DUAL_CONTROL).
func (d *Directory) UpdateSettings(ctx context.Context, expected int64, change SettingsUpdate) error {
	change, err := change.Normal()
	if err != nil {
		return err
	}
	return d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, tx.Actor.Tenant, func() error { return d.updateSettings(ctx, tx, expected, change) })
	})
}

func (d *Directory) updateSettings(ctx context.Context, tx *store.Tx, expected int64, change SettingsUpdate) error {
	row, err := companySettings(ctx, tx.Client)
	if err != nil {
		return err
	}
	if err := expect(expected, row.Version); err != nil {
		return err
	}
	next := *row
	change.over(&next)
	changes, err := settingChanges(stateOf(row), stateOf(&next))
	if err != nil || len(changes) == 0 {
		return err
	}
	if row.LimitsDualControl && !next.LimitsDualControl {
		if err := together(ctx, tx); err != nil {
			return fault.As(err).On("limitsDualControl")
		}
	}
	if err := change.CurrencyFree(ctx, tx.Client, SettingsOf(row), nil); err != nil {
		return err
	}
	up := tx.Client.CompanySettings.Update().Where(companysettings.ID(row.ID), companysettings.Version(row.Version)).AddVersion(1)
	change.columns(up.Mutation())
	n, err := up.Save(ctx)
	if err != nil {
		return fmt.Errorf("update settings: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	next.Version++
	tx.Record(store.Event{Action: "COMPANY_UPDATED", TargetKind: ident.Tenant, Target: tx.Actor.Tenant, Changes: changes})
	if err := keepSettings(tx, &next); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: SettingsChanged, Source: sourceOf(tx.Actor)})
}
