package directory

import (
	"slices"
	"time"

	"mandate/assign"
	"mandate/fault"
)

// Normal checks the values and brings phone and language into the form stored.
func (u SettingsUpdate) Normal() (SettingsUpdate, error) {
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
	if u.InactivityDays != nil && *u.InactivityDays != nil && (**u.InactivityDays < 1 || **u.InactivityDays > mostDays) {
		return invalid("The days are 1 to %d, or nothing to switch it off.", mostDays).On("inactivityDays")
	}
	if u.DualApprovalAbove != nil && *u.DualApprovalAbove != nil && **u.DualApprovalAbove < 0 {
		return invalid("An amount is not negative.").On("dualApprovalAbove")
	}
	return nil
}

// mostDays bounds a number of days: a hundred years.
const mostDays = 36_500
