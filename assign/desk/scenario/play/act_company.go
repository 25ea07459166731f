package play

import (
	"context"

	"mandate/assign"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ident"
)

func (s *Stage) setCompany(ctx context.Context, c scenario.Company) error {
	change := directory.SettingsUpdate{Zone: c.Zone, Currency: c.Currency, Language: c.Language, AutoAssign: c.AutoAssign,
		LimitsDualControl: c.LimitsDualControl, OverLimitFallback: c.OverLimitFallback, AutoRemoveDelegates: c.AutoRemoveDelegates,
		SSO: c.SSO, CompanyPhone: c.CompanyPhone, LeaverDeals: as[assign.LeaverDeals](c.LeaverDeals),
		CapacityRelease: as[assign.CapacityRelease](c.CapacityRelease), LimitsView: as[assign.LimitsView](c.LimitsView)}
	if c.InactivityDays.Given {
		days := c.InactivityDays.Value
		if days != nil && *days == 0 {
			days = nil
		}
		change.InactivityDays = &days
	}
	if c.DualApprovalAbove.Given {
		var minor *int64
		if text := c.DualApprovalAbove.Value; text != nil {
			money, err := assign.ParseMoney(*text, s.currency)
			if err != nil {
				return err
			}
			minor = &money.Amount
		}
		change.DualApprovalAbove = &minor
	}
	if change == (directory.SettingsUpdate{}) {
		return s.Desk.Tick(ctx)
	}
	err := s.Directory.UpdateSettings(ctx, 0, change)
	if err == nil && c.Currency != nil {
		s.currency = *c.Currency
	}
	return err
}

// as reads a word of the rules.
func as[T ~string](text *string) *T {
	if text == nil {
		return nil
	}
	word := T(*text)
	return &word
}

// unlimited is a limit that covers every amount.
const unlimited = "UNLIMITED"

func (s *Stage) setLimits(ctx context.Context, person ident.ID, l scenario.Limits) error {
	change, err := s.limitsUpdate(l)
	if err != nil || change == (directory.LimitsUpdate{}) {
		return err
	}
	return s.Directory.SetLimits(ctx, person, 0, change)
}

func (s *Stage) limitsUpdate(l scenario.Limits) (directory.LimitsUpdate, error) {
	change := directory.LimitsUpdate{MaxCapacity: maximum(l.MaxCapacity), MaxDiscretionBps: maximum(l.MaxDiscretionBps)}
	for _, f := range []struct {
		into **assign.Limit
		text scenario.Maybe[string]
	}{{&change.LoanAmount, l.LoanAmount}, {&change.MortgageSecured, l.MortgageSecured}, {&change.NonMortgageSecured, l.NonMortgageSecured},
		{&change.BridgeSecured, l.BridgeSecured}, {&change.TotalConnection, l.TotalConnection}} {
		limit, err := s.limit(f.text)
		if err != nil {
			return change, err
		}
		*f.into = limit
	}
	return change, nil
}

func maximum(m scenario.Maybe[int]) *assign.Maximum {
	if !m.Given {
		return nil
	}
	var out assign.Maximum
	if m.Value != nil {
		out = assign.MaximumOf(*m.Value)
	}
	return &out
}

func (s *Stage) limit(text scenario.Maybe[string]) (*assign.Limit, error) {
	var out assign.Limit
	switch {
	case !text.Given:
		return nil, nil
	case text.Value == nil:
	case *text.Value == unlimited:
		out = assign.Unlimited()
	default:
		money, err := assign.ParseMoney(*text.Value, s.currency)
		if err != nil {
			return nil, err
		}
		out = assign.LimitOf(money.Amount)
	}
	return &out, nil
}
