package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	_ "time/tzdata" // TM-5: the binary carries its own zones

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/companysettings"
	"mandate/ent/db/lendinglimits"
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

// SettingsState is what a settings version keeps (HI-3): what the rules of assign
// read, and the rest.
type SettingsState struct {
	assign.Settings
	Zone                string `json:"zone"`
	LimitsDualControl   bool   `json:"limitsDualControl"`
	AutoRemoveDelegates bool   `json:"autoRemoveDelegates"`
	SSO                 bool   `json:"sso"`
	InactivityDays      *int   `json:"inactivityDays"`
	CompanyPhone        string `json:"companyPhone"`
	DualApprovalAbove   *int64 `json:"dualApprovalAbove"`
	SystemName          string `json:"systemName"`
}

// SettingsOf gives what the rules of assign read.
func SettingsOf(row *db.CompanySettings) assign.Settings {
	return assign.Settings{
		AutoAssign: row.AutoAssign, OverLimitFallback: row.OverLimitFallback, Currency: row.Currency, Language: row.Language,
		CapacityRelease: assign.CapacityRelease(row.CapacityRelease), LimitsView: assign.LimitsView(row.LimitsView),
		LeaverDeals: assign.LeaverDeals(row.LeaverDeals),
	}
}

func stateOf(row *db.CompanySettings) SettingsState {
	return SettingsState{
		Settings: SettingsOf(row), Zone: row.Zone, LimitsDualControl: row.LimitsDualControl, AutoRemoveDelegates: row.AutoRemoveDelegates,
		SSO: row.SSO, InactivityDays: row.InactivityDays, CompanyPhone: row.CompanyPhone, DualApprovalAbove: row.DualApprovalAbove,
		SystemName: row.SystemName,
	}
}

// UpdateSettings changes the company's settings. expected is the settings' own
// version, or 0. Refused: CURRENCY_IN_USE while limits are set, zones, currencies
// and languages that do not exist.
func (d *Directory) UpdateSettings(ctx context.Context, expected int64, change SettingsUpdate) error {
	change, err := change.normal()
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
	if next.Currency != row.Currency {
		if err := currencyFree(ctx, tx.Client); err != nil {
			return err
		}
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

// currencyFree is CURRENCY_IN_USE: amounts of limits have no currency of their own.
func currencyFree(ctx context.Context, c *db.Client) error {
	used, err := c.LendingLimits.Query().Where(lendinglimits.Or(lendinglimits.LoanAmountNotNil(), lendinglimits.MortgageSecuredNotNil(),
		lendinglimits.NonMortgageSecuredNotNil(), lendinglimits.BridgeSecuredNotNil(), lendinglimits.TotalConnectionNotNil())).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for limits: %w", err)
	}
	if used {
		return fault.New(fault.Conflict, fault.CodeCurrencyInUse, "The currency can't change while somebody has limits in it.").On("currency")
	}
	return nil
}

// settingChanges compares two states by the names they have in the API.
func settingChanges(before, after SettingsState) ([]store.Change, error) {
	a, err := fields(before)
	if err != nil {
		return nil, err
	}
	b, err := fields(after)
	if err != nil {
		return nil, err
	}
	var list []store.Change
	for name, now := range b {
		if string(a[name]) != string(now) {
			list = append(list, store.Change{Field: name, Before: a[name], After: now})
		}
	}
	slices.SortFunc(list, func(x, y store.Change) int { return slices.Compare([]byte(x.Field), []byte(y.Field)) })
	return list, nil
}

func fields(s SettingsState) (map[string]json.RawMessage, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	var m map[string]json.RawMessage
	return m, json.Unmarshal(text, &m)
}

func keepSettings(tx *store.Tx, row *db.CompanySettings) error {
	state, err := json.Marshal(stateOf(row))
	if err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	tx.KeepSettings(row.Version, state)
	return nil
}

// normal checks the values and brings phone and language into the form stored.
func (u SettingsUpdate) normal() (SettingsUpdate, error) {
	if u.Zone != nil {
		if _, err := time.LoadLocation(*u.Zone); err != nil || *u.Zone == "" || *u.Zone == "Local" {
			return u, invalid("There is no time zone %q; they are named as America/Toronto.", *u.Zone).On("zone")
		}
	}
	if u.Currency != nil {
		if _, err := assign.MinorDigits(*u.Currency); err != nil {
			return u, fault.As(err).On("currency")
		}
	}
	if u.Language != nil {
		l := shownLanguage(*u.Language)
		if l == "" {
			return u, invalid("The languages are en, de and fr.").On("language")
		}
		u.Language = &l
	}
	if u.CompanyPhone != nil {
		phone, err := parsePhone(*u.CompanyPhone)
		if err != nil {
			return u, fault.As(err).On("companyPhone")
		}
		u.CompanyPhone = &phone
	}
	return u, u.checkChoices()
}

func (u SettingsUpdate) checkChoices() error {
	choice := func(field, value string, values []string) error {
		if slices.Contains(values, value) {
			return nil
		}
		return invalid("%q is not one of the choices.", value).On(field)
	}
	if u.LeaverDeals != nil {
		if err := choice("leaverDeals", string(*u.LeaverDeals), u.LeaverDeals.Values()); err != nil {
			return err
		}
	}
	if u.CapacityRelease != nil {
		if err := choice("capacityRelease", string(*u.CapacityRelease), u.CapacityRelease.Values()); err != nil {
			return err
		}
	}
	if u.LimitsView != nil {
		if err := choice("limitsView", string(*u.LimitsView), u.LimitsView.Values()); err != nil {
			return err
		}
	}
	if u.InactivityDays != nil && *u.InactivityDays != nil && **u.InactivityDays < 1 {
		return invalid("The days are 1 or more, or nothing to switch it off.").On("inactivityDays")
	}
	if u.DualApprovalAbove != nil && *u.DualApprovalAbove != nil && **u.DualApprovalAbove < 0 {
		return invalid("An amount is not negative.").On("dualApprovalAbove")
	}
	return nil
}

// over applies the change to a row in memory; columns does it to the one stored.
func (u SettingsUpdate) over(row *db.CompanySettings) {
	set(&row.Zone, u.Zone)
	set(&row.Currency, u.Currency)
	set(&row.Language, u.Language)
	set(&row.AutoAssign, u.AutoAssign)
	set(&row.LeaverDeals, (*companysettings.LeaverDeals)(u.LeaverDeals))
	set(&row.LimitsDualControl, u.LimitsDualControl)
	set(&row.OverLimitFallback, u.OverLimitFallback)
	set(&row.CapacityRelease, (*companysettings.CapacityRelease)(u.CapacityRelease))
	set(&row.LimitsView, (*companysettings.LimitsView)(u.LimitsView))
	set(&row.AutoRemoveDelegates, u.AutoRemoveDelegates)
	set(&row.SSO, u.SSO)
	set(&row.InactivityDays, u.InactivityDays)
	set(&row.CompanyPhone, u.CompanyPhone)
	set(&row.DualApprovalAbove, u.DualApprovalAbove)
	set(&row.SystemName, u.SystemName)
}

func (u SettingsUpdate) columns(m *db.CompanySettingsMutation) {
	put(m.SetZone, u.Zone)
	put(m.SetCurrency, u.Currency)
	put(m.SetLanguage, u.Language)
	put(m.SetAutoAssign, u.AutoAssign)
	put(m.SetLeaverDeals, (*companysettings.LeaverDeals)(u.LeaverDeals))
	put(m.SetLimitsDualControl, u.LimitsDualControl)
	put(m.SetOverLimitFallback, u.OverLimitFallback)
	put(m.SetCapacityRelease, (*companysettings.CapacityRelease)(u.CapacityRelease))
	put(m.SetLimitsView, (*companysettings.LimitsView)(u.LimitsView))
	put(m.SetAutoRemoveDelegates, u.AutoRemoveDelegates)
	put(m.SetSSO, u.SSO)
	put(m.SetCompanyPhone, u.CompanyPhone)
	put(m.SetSystemName, u.SystemName)
	putOrClear(m.SetInactivityDays, m.ClearInactivityDays, u.InactivityDays)
	putOrClear(m.SetDualApprovalAbove, m.ClearDualApprovalAbove, u.DualApprovalAbove)
}

func put[T any](column func(T), value *T) {
	if value != nil {
		column(*value)
	}
}

func putOrClear[T any](column func(T), empty func(), value **T) {
	switch {
	case value == nil:
	case *value == nil:
		empty()
	default:
		column(**value)
	}
}
