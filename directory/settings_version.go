package directory

import (
	"encoding/json"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/store"
)

// SettingsState is what a settings version keeps (HI-3): what the rules of assign
// read, and the rest.
type SettingsState struct {
	assign.Settings
	LimitsDualControl bool   `json:"limitsDualControl"`
	SSO               bool   `json:"sso"`
	InactivityDays    *int   `json:"inactivityDays"`
	CompanyPhone      string `json:"companyPhone"`
	SystemName        string `json:"systemName"`
}

// SettingsOf gives what the rules of assign read.
func SettingsOf(row *db.CompanySettings) assign.Settings {
	s := assign.Settings{
		AutoAssign: row.AutoAssign, OverLimitFallback: row.OverLimitFallback, Currency: row.Currency, Language: row.Language,
		CapacityRelease: assign.CapacityRelease(row.CapacityRelease), LimitsView: assign.LimitsView(row.LimitsView),
		LeaverDeals: assign.LeaverDeals(row.LeaverDeals), Zone: row.Zone, AutoRemoveDelegates: row.AutoRemoveDelegates,
	}
	if row.DualApprovalAbove != nil {
		s.DualApprovalAbove = assign.LimitOf(*row.DualApprovalAbove)
	}
	return s
}

func stateOf(row *db.CompanySettings) SettingsState {
	return SettingsState{
		Settings: SettingsOf(row), LimitsDualControl: row.LimitsDualControl, SSO: row.SSO, InactivityDays: row.InactivityDays,
		CompanyPhone: row.CompanyPhone, SystemName: row.SystemName,
	}
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
