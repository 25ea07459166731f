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
	room, bounded := c.Headroom()
	switch c.Code {
	case assign.BreachCurrency:
		shown.DealCurrency, shown.CompanyCurrency = &c.DealCurrency, &c.CompanyCurrency
	case assign.BreachDiscretion:
		limit, _ := c.Limit.Amount() // an unset one is zero (LL-6)
		value, most, left := int(c.Value), int(limit), int(room)
		shown.ValueBps, shown.LimitBps, shown.HeadroomBps = &value, &most, &left
	default:
		shown.Value, shown.Limit = &assign.Money{Amount: c.Value, Currency: currency}, LimitOf(c.Limit, currency)
		if bounded {
			shown.Headroom = &assign.Money{Amount: room, Currency: currency}
		}
	}
	return shown
}
