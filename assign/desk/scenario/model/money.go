package model

import (
	"strconv"
	"strings"

	"mandate/assign/desk/scenario"
)

// amount is a limit: hundredths, without limit, or unset (LL-6).
type amount struct {
	set, unlimited bool
	cents          int64
}

func parseAmount(text scenario.Maybe[string]) amount {
	switch {
	case text.Value == nil:
		return amount{}
	case *text.Value == "UNLIMITED":
		return amount{set: true, unlimited: true}
	}
	return amount{set: true, cents: cents(*text.Value)}
}

func (a amount) covers(value int64) bool { return a.unlimited || value <= a.cents }

// cents reads decimal text with at most two places.
func cents(text string) int64 {
	whole, part, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return n
}

// limits are a person's; a nil maximum is not set.
type limits struct {
	maxCapacity, maxDiscretion                           *int
	loan, mortgage, nonMortgage, bridge, totalConnection amount
}

func (l *limits) change(c scenario.Limits) {
	if c.MaxCapacity.Given {
		l.maxCapacity = c.MaxCapacity.Value
	}
	if c.MaxDiscretionBps.Given {
		l.maxDiscretion = c.MaxDiscretionBps.Value
	}
	for _, f := range []struct {
		into *amount
		text scenario.Maybe[string]
	}{{&l.loan, c.LoanAmount}, {&l.mortgage, c.MortgageSecured}, {&l.nonMortgage, c.NonMortgageSecured},
		{&l.bridge, c.BridgeSecured}, {&l.totalConnection, c.TotalConnection}} {
		if f.text.Given {
			*f.into = parseAmount(f.text)
		}
	}
}

// figures are what limits are compared with (LL-2 to LL-4, LL-8) and grants store (AP-4).
type figures struct {
	loan, mortgage, nonMortgage, bridge, connection int64
	discretion                                      int
	currency                                        string
}

func (d *deal) figures() figures {
	f := figures{discretion: d.discretion, currency: d.currency}
	for _, part := range d.facilities {
		n := cents(part.Amount)
		f.loan += n
		switch part.Category {
		case "MORTGAGE", "LINE_SECURED":
			f.mortgage += n
		case "CASH_SECURED", "VEHICLE_SECURED", "UNSECURED":
			f.nonMortgage += n
		case "BRIDGE":
			f.bridge += n
		}
	}
	retail, business := d.aggregates()
	f.connection = retail + business
	return f
}

// aggregates are what a connection owes in each book (LL-4).
func (d *deal) aggregates() (retail, business int64) {
	retail, business = cents(d.retail), cents(d.business)
	for _, part := range d.facilities {
		if part.Book == "BUSINESS" {
			business += cents(part.Amount)
		} else {
			retail += cents(part.Amount)
		}
	}
	return retail, business
}

// sameFigures is when the LOS sends a deal that is there already (DEAL_EXISTS).
func (d *deal) sameFigures(o *deal) bool {
	dRetail, dBusiness := d.aggregates()
	oRetail, oBusiness := o.aggregates()
	return d.figures() == o.figures() && dRetail == oRetail && dBusiness == oBusiness
}

// breaches lists what of a deal somebody's limits do not cover.
func (w *World) breaches(u *user, d *deal) []string {
	f := d.figures()
	if f.currency != w.company.currency {
		return []string{"CURRENCY"}
	}
	out := []string{}
	add := func(covered bool, code string) {
		if !covered {
			out = append(out, code)
		}
	}
	if w.company.expanded {
		add(u.limits.mortgage.covers(f.mortgage), "MORTGAGE_SECURED")
		add(u.limits.nonMortgage.covers(f.nonMortgage), "NON_MORTGAGE_SECURED")
		add(u.limits.bridge.covers(f.bridge), "BRIDGE_SECURED")
		add(u.limits.totalConnection.covers(f.connection), "TOTAL_CONNECTION")
	} else {
		add(u.limits.loan.covers(f.loan), "LOAN_AMOUNT")
	}
	most := 0
	if u.limits.maxDiscretion != nil {
		most = *u.limits.maxDiscretion
	}
	add(f.discretion <= most, "DISCRETION")
	return out
}

func (w *World) covers(person string, d *deal) bool {
	u := w.users[person]
	return u != nil && len(w.breaches(u, d)) == 0
}

// granted is AP-4: a grant is valid while every present figure is at most the stored one.
func (d *deal) granted() bool {
	f := d.figures()
	for _, g := range d.grants {
		if f.currency == g.currency && f.loan <= g.loan && f.mortgage <= g.mortgage && f.nonMortgage <= g.nonMortgage &&
			f.bridge <= g.bridge && f.connection <= g.connection && f.discretion <= g.discretion {
			return true
		}
	}
	return false
}

// blocked is AP-1.
func (w *World) blocked(d *deal) bool {
	return d.acting() != "" && !w.covers(d.acting(), d) && !d.granted()
}

// needsTwo is AP-9.
func (w *World) needsTwo(d *deal) bool {
	f := d.figures()
	value := f.loan
	if w.company.expanded {
		value = f.connection
	}
	return w.company.dualAbove.set && f.currency == w.company.currency && !w.company.dualAbove.covers(value)
}
