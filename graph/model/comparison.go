package model

import "mandate/assign"

// Comparison is one figure of a deal beside the limit that it is compared with.
type Comparison struct {
	Code                          string
	Covered                       bool
	Value                         *assign.Money
	Limit                         *Limit
	Headroom                      *assign.Money
	ValueBps, LimitBps            *int
	HeadroomBps                   *int
	DealCurrency, CompanyCurrency *string
}

// ComparisonsOf shows every comparison, in the company's currency.
func ComparisonsOf(list []assign.Comparison, currency string) []*Comparison {
	shown := make([]*Comparison, 0, len(list))
	for _, c := range list {
		shown = append(shown, comparisonOf(c, currency))
	}
	return shown
}

func comparisonOf(c assign.Comparison, currency string) *Comparison {
	shown := &Comparison{Code: string(c.Code), Covered: c.Covered()}
	limit, bounded := c.Limit.Amount()
	switch c.Code {
	case assign.BreachCurrency:
		shown.DealCurrency, shown.CompanyCurrency = &c.DealCurrency, &c.CompanyCurrency
	case assign.BreachDiscretion:
		value, most, room := int(c.Value), int(limit), int(limit-c.Value)
		shown.ValueBps, shown.LimitBps, shown.HeadroomBps = &value, &most, &room
	default:
		shown.Value, shown.Limit = &assign.Money{Amount: c.Value, Currency: currency}, LimitOf(c.Limit, currency)
		if bounded || !c.Limit.IsSet() { // an unset limit is zero (LL-6)
			shown.Headroom = &assign.Money{Amount: limit - c.Value, Currency: currency}
		}
	}
	return shown
}
