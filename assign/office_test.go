package assign_test

import (
	"testing"
	"time"

	"mandate/assign"
	"mandate/ident"
)

// noon is the instant at which the tables play.
var noon = time.Date(2026, time.September, 1, 12, 0, 0, 0, time.UTC)

// id makes an id of a label, so that order by id is order by label.
func id(label string) ident.ID {
	var i ident.ID
	copy(i[:], label)
	return i
}

// label is the inverse of id; nobody is the empty label.
func label(i ident.ID) string {
	n := 0
	for n < len(i) && i[n] != 0 {
		n++
	}
	return string(i[:n])
}

// company has the defaults of section 2.
func company() assign.Settings {
	return assign.Settings{
		AutoAssign: true, CapacityRelease: assign.ReleaseAtConditionalApproval, LimitsView: assign.ViewCondensed,
		LeaverDeals: assign.LeaverKeep, Currency: "CAD", Language: "en", Zone: "America/Toronto", AutoRemoveDelegates: true,
	}
}

// cad reads an amount of the company's currency.
func cad(t testing.TB, text string) int64 {
	t.Helper()
	m, err := assign.ParseMoney(text, "CAD")
	if err != nil {
		t.Fatalf("amount %q: %v", text, err)
	}
	return m.Amount
}

// upTo reads a limit: an amount, UNLIMITED, or nothing for unset.
func upTo(t testing.TB, text string) assign.Limit {
	t.Helper()
	l, err := assign.ParseLimit(text, "CAD")
	if err != nil {
		t.Fatalf("limit %q: %v", text, err)
	}
	return l
}

// person is a candidate described in a line of a table.
type person struct{ assign.Candidate }

// lender may lend 500,000.00, takes up to 10 deals and has none, takes everything, and
// was never assigned a deal.
func lender(name string) person {
	return person{assign.Candidate{
		ID: id(name), Active: true, Preferences: assign.Preferences{AutoAssign: true},
		Limits: assign.Limits{MaxCapacity: assign.MaximumOf(10), MaxDiscretionBps: assign.MaximumOf(0), LoanAmount: assign.LimitOf(500_000_00)},
	}}
}

func (p person) inactive() person    { p.Active = false; return p }
func (p person) switchedOff() person { p.Preferences.AutoAssign = false; return p }
func (p person) owns(n int) person   { p.Owned = n; return p }
func (p person) awayAlone() person   { p.Absent = true; return p }

// away is absent, with somebody who would act, their load and their maximum.
func (p person) away(standIn string, load int, most assign.Maximum) person {
	p.Absent, p.StandIn, p.StandInLoad, p.StandInMax = true, id(standIn), load, most
	return p
}
func (p person) queue(n int) person      { p.Load = n; return p }
func (p person) atMost(deals int) person { p.Limits.MaxCapacity = assign.MaximumOf(deals); return p }
func (p person) noCapacitySet() person   { p.Limits.MaxCapacity = assign.Maximum{}; return p }
func (p person) lends(dollars int64) person {
	p.Limits.LoanAmount = assign.LimitOf(dollars * 100)
	return p
}
func (p person) lendsAnything() person { p.Limits.LoanAmount = assign.Unlimited(); return p }
func (p person) discounts(bps int) person {
	p.Limits.MaxDiscretionBps = assign.MaximumOf(bps)
	return p
}
func (p person) lastAssigned(h int) person {
	p.LastAssignedAt = noon.Add(time.Duration(-h) * time.Hour)
	return p
}
func (p person) locations(l ...string) person { p.Preferences.Locations = l; return p }
func (p person) languages(l ...string) person { p.Preferences.Languages = l; return p }
func (p person) products(l ...string) person  { p.Preferences.Products = labels(l); return p }
func (p person) brokers(l ...string) person   { p.Preferences.Brokers = labels(l); return p }
func (p person) properties(l ...assign.PropertyType) person {
	p.Preferences.PropertyTypes = l
	return p
}

func labels(names []string) []ident.ID {
	var all []ident.ID
	for _, n := range names {
		all = append(all, id(n))
	}
	return all
}

func candidates(people []person) []assign.Candidate {
	var all []assign.Candidate
	for _, p := range people {
		all = append(all, p.Candidate)
	}
	return all
}

// file is a deal described in a line of a table.
type file struct{ assign.Deal }

// mortgage is a new deal over 300,000.00 in English for a primary residence in Ontario,
// product P1, from the verified broker B1.
func mortgage(name string) file {
	return file{assign.Deal{
		ID: id(name), CreatedAt: noon, Status: assign.StatusNew, Location: "ON", PropertyType: assign.PropertyPrimaryResidence,
		Product: id("P1"), Broker: id("B1"), BrokerVerified: true, Language: "en",
		Figures: assign.Figures{Currency: "CAD", Loan: 300_000_00, Mortgage: 300_000_00, Retail: 300_000_00, Connection: 300_000_00},
	}}
}

func (f file) in(location string) file              { f.Location = location; return f }
func (f file) on(property assign.PropertyType) file { f.PropertyType = property; return f }
func (f file) product(name string) file             { f.Product = id(name); return f }
func (f file) broker(name string) file              { f.Broker = id(name); return f }
func (f file) brokerLostVerification() file         { f.BrokerVerified = false; return f }
func (f file) language(tag string) file             { f.Language = tag; return f }
func (f file) status(s assign.Status) file          { f.Status = s; return f }
func (f file) owner(name string) file               { f.Owner = id(name); return f }
func (f file) held() file                           { f.Held = true; return f }
func (f file) created(minutes int) file {
	f.CreatedAt = noon.Add(time.Duration(minutes) * time.Minute)
	return f
}
func (f file) discretion(bps int) file   { f.Figures.DiscretionBps = bps; return f }
func (f file) currency(code string) file { f.Figures.Currency = code; return f }
func (f file) over(dollars int64) file {
	cents := dollars * 100
	f.Figures.Loan, f.Figures.Mortgage, f.Figures.Retail, f.Figures.Connection = cents, cents, cents, cents
	return f
}
