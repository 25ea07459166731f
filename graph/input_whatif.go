package graph

import (
	"context"
	"strconv"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// supposedOf reads changes to try; faults say which of them. Amounts are in the currency
// that the changes before have left.
func supposedOf(ctx context.Context, list []*gql.WhatIfChangeInput) ([]desk.Supposed, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	currency := company.settings.Currency
	changes := make([]desk.Supposed, len(list))
	for i, in := range list {
		if changes[i], err = supposedChange(in, currency); err != nil {
			f := fault.As(err)
			return nil, f.On(append([]string{"changes", strconv.Itoa(i)}, f.Field...)...)
		}
		if s := changes[i].Settings; s != nil && s.Currency != nil {
			currency = *s.Currency
		}
	}
	return changes, nil
}

func supposedChange(in *gql.WhatIfChangeInput, currency string) (c desk.Supposed, err error) {
	given := 0
	if v, ok := value(in.Settings); ok {
		given++
		if c.Settings, err = supposedSettings(v, currency); err != nil {
			return c, err
		}
	}
	if v, ok := value(in.Limits); ok {
		given++
		if c.Limits, err = supposedLimits(v, currency); err != nil {
			return c, err
		}
	}
	if v, ok := value(in.Preferences); ok {
		given++
		if c.Preferences, err = supposedPreferences(v); err != nil {
			return c, err
		}
	}
	if v, ok := value(in.Absence); ok {
		given++
		if err := supposedAbsence(v, &c); err != nil {
			return c, err
		}
	}
	if given != 1 {
		return c, fault.New(fault.Invalid, fault.CodeInvalid, "Give exactly one of settings, limits, preferences and absence.")
	}
	return c, nil
}

func supposedSettings(in gql.WhatIfSettingsInput, currency string) (*directory.SettingsUpdate, error) {
	u, err := settingsIn(gql.CompanySettingsUpdateInput{AutoAssign: in.AutoAssign, OverLimitFallback: in.OverLimitFallback,
		CapacityRelease: in.CapacityRelease, LimitsView: in.LimitsView, DualApprovalAbove: in.DualApprovalAbove, Zone: in.Zone,
		AutoRemoveDelegates: in.AutoRemoveDelegates, Currency: in.Currency, InactivityDays: in.InactivityDays}, currency)
	return &u, err
}

func supposedLimits(in gql.WhatIfLimitsInput, currency string) (*desk.SupposedLimits, error) {
	id, err := parseID(ident.User, in.UserID, "userId")
	if err != nil {
		return nil, err
	}
	u, err := limitsUpdate(gql.LendingLimitsSetInput{MaxCapacity: in.MaxCapacity, MaxDiscretionBps: in.MaxDiscretionBps, LoanAmount: in.LoanAmount,
		MortgageSecured: in.MortgageSecured, NonMortgageSecured: in.NonMortgageSecured, BridgeSecured: in.BridgeSecured, TotalConnection: in.TotalConnection}, currency)
	return &desk.SupposedLimits{User: id, LimitsUpdate: u}, err
}

func supposedPreferences(in gql.WhatIfPreferencesInput) (*desk.SupposedPreferences, error) {
	id, err := parseID(ident.User, in.UserID, "userId")
	if err != nil {
		return nil, err
	}
	u, err := preferencesUpdate(gql.PreferencesUpdateInput{AutoAssign: in.AutoAssign, Locations: in.Locations, PropertyTypes: in.PropertyTypes,
		ProductIds: in.ProductIds, BrokerIds: in.BrokerIds, Languages: in.Languages})
	return &desk.SupposedPreferences{User: id, PreferencesUpdate: u}, err
}

func supposedAbsence(in gql.WhatIfAbsenceInput, c *desk.Supposed) error {
	id, err := parseID(ident.User, in.UserID, "userId")
	if err != nil {
		return err
	}
	if !in.Absent {
		c.Back = &id
		return nil
	}
	delegate, err := optionalID(ident.User, in.DelegateID, "delegateId")
	c.Away = &desk.SupposedAway{User: id, Delegate: delegate}
	return err
}
