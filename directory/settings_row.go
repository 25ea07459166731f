package directory

import (
	"mandate/ent/db"
	"mandate/ent/db/companysettings"
)

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
