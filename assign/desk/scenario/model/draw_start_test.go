package model

import (
	"fmt"
	"math/bits"
	"time"

	"pgregory.net/rapid"

	"mandate/assign/desk/scenario"
)

// draw makes random choices for one timeline.
type draw struct{ *rapid.T }

// below is a number under n, each as likely as another: the library's own ranges favour
// small numbers, and would seldom reach the end of a list.
func (d draw) below(n int, what string) (number int) {
	for range bits.Len(uint(n-1)) + 2 {
		number <<= 1
		if rapid.Bool().Draw(d.T, what) {
			number++
		}
	}
	return number % n
}

func pick[T any](d draw, what string, list ...T) T { return list[d.below(len(list), what)] }

// between is a number of a range, both ends included.
func (d draw) between(low, high int, what string) int { return low + d.below(high-low+1, what) }

// rarely is true once in n.
func (d draw) rarely(n int, what string) bool { return d.below(n, what) == n-1 }

func ptr[T any](value T) *T { return &value }

// eve is a place and a time near which its clocks do something.
type eve struct{ zone, start string }

// eves are days before clocks change: at two in the morning, at midnight, by half an
// hour, by a whole day; and a zone whose clocks never do.
func eves() []eve {
	return []eve{
		{"America/Toronto", "2026-10-30T12:00:00Z"}, {"America/Toronto", "2026-03-06T12:00:00Z"},
		{"America/Havana", "2026-10-30T12:00:00Z"}, {"America/Havana", "2026-03-06T12:00:00Z"},
		{"Africa/Cairo", "2026-10-28T12:00:00Z"}, {"Africa/Cairo", "2026-04-22T12:00:00Z"},
		{"Asia/Beirut", "2026-03-27T12:00:00Z"}, {"Europe/Berlin", "2026-10-23T12:00:00Z"},
		{"Australia/Lord_Howe", "2026-10-02T12:00:00Z"}, {"Pacific/Apia", "2011-12-28T12:00:00Z"},
		{"Asia/Kathmandu", "2026-09-01T12:00:00Z"},
	}
}

// start draws a starting state.
func (d draw) start() scenario.File {
	e := pick(d, "eve", eves()...)
	at, err := time.Parse(time.RFC3339, e.start)
	if err != nil {
		d.Fatal(err)
	}
	f := scenario.File{ID: "R", Title: "drawn", Start: at, Company: d.company()}
	f.Company.Zone = &e.zone
	people := []string{"ann", "bob", "cat", "dee", "eve", "fay"}[:d.between(2, 6, "people")]
	for _, id := range people {
		f.Users = append(f.Users, d.user(id, people, at))
	}
	for i := range d.between(0, 5, "deals") {
		f.Deals = append(f.Deals, d.startingDeal(fmt.Sprintf("d%d", i), people, at))
	}
	return f
}

func (d draw) company() scenario.Company {
	c := scenario.Company{}
	if d.rarely(2, "settings") {
		return c
	}
	c.AutoAssign = ptr(!d.rarely(5, "switched off"))
	c.OverLimitFallback = ptr(d.rarely(3, "fallback"))
	c.AutoRemoveDelegates = ptr(d.rarely(2, "remove delegates"))
	c.CapacityRelease = ptr(pick(d, "release", "CONDITIONAL_APPROVAL", "TERMINAL"))
	c.LimitsView = ptr(pick(d, "view", "CONDENSED", "EXPANDED"))
	c.LeaverDeals = ptr(pick(d, "leavers", "KEEP", "RELEASE"))
	c.SSO = ptr(d.rarely(5, "sso"))
	if d.rarely(4, "inactivity") {
		c.InactivityDays = scenario.Some(pick(d, "days", 2, 5, 30))
	}
	if d.rarely(4, "dual") {
		c.DualApprovalAbove = scenario.Some(pick(d, "dual above", "300000.00", "600000.00"))
	}
	return c
}

func (d draw) user(id string, people []string, at time.Time) scenario.User {
	u := scenario.User{ID: id, Name: id, Permissions: d.permissions(), Prefs: d.prefs(), Limits: d.limits()}
	if d.rarely(8, "auto off") {
		u.AutoAssign = ptr(false)
	}
	if manager := pick(d, "manager", append(people, "", "")...); manager != id {
		u.Manager = manager
	}
	if d.rarely(12, "starts inactive") {
		u.Inactive = []string{pick(d, "reason", "ADMIN", "DIRECTORY", "INACTIVITY")}
	}
	if d.rarely(3, "assigned before") {
		u.LastAssignedAt = ptr(at.Add(-time.Duration(d.between(1, 5, "hours")) * time.Hour))
	}
	if d.rarely(4, "signed in before") {
		u.LastLoginAt = ptr(at.Add(-time.Duration(d.between(1, 50, "hours ago")) * time.Hour))
	}
	if delegate := pick(d, "starts away", append([]string{"", "", ""}, people...)...); delegate != "" && delegate != id {
		first := at.AddDate(0, 0, d.between(-2, 2, "from"))
		last := at.AddDate(0, 0, d.between(1, 4, "to"))
		if last.Before(first) {
			last = first
		}
		if first.Equal(last) && first.Year() == 2011 { // the day that Apia left out
			last = last.AddDate(0, 0, 1)
		}
		u.OOO = &scenario.OOO{StartDate: first.Format(time.DateOnly), EndDate: last.Format(time.DateOnly), Delegate: delegate}
	}
	return u
}

func (d draw) permissions() []string {
	out := []string{}
	for _, p := range []string{"pipeline.all", "pipeline.unassigned", "deal.assign"} {
		if d.rarely(5, p) {
			out = append(out, p)
		}
	}
	if d.rarely(2, "approver") {
		out = append(out, "approval.decide")
	}
	return out
}

func (d draw) prefs() scenario.Prefs {
	return scenario.Prefs{
		Locations:     pick(d, "locations", nil, nil, nil, []string{"ON"}, []string{"BC", "ON"}, []string{"QC"}),
		PropertyTypes: pick(d, "properties", nil, nil, nil, nil, []string{"ALL"}, []string{"COTTAGE"}),
		Products:      pick(d, "products", nil, nil, nil, nil, []string{"P1"}, []string{"P2", "P1"}),
		Brokers:       pick(d, "brokers", nil, nil, nil, nil, nil, []string{"B1"}),
		Languages:     pick(d, "languages", nil, nil, nil, []string{"en"}, []string{"fr", "en"}),
	}
}

func (d draw) limits() scenario.Limits {
	money := func(what string) scenario.Maybe[string] {
		return pick(d, what, scenario.Some("UNLIMITED"), scenario.Some("1000000.00"), scenario.Some("500000.00"), scenario.Some("200000.00"), scenario.Null[string]())
	}
	return scenario.Limits{
		MaxCapacity:      pick(d, "capacity", scenario.Some(10), scenario.Some(3), scenario.Some(2), scenario.Some(1), scenario.Some(0), scenario.Null[int]()),
		MaxDiscretionBps: pick(d, "discretion", scenario.Some(50), scenario.Some(10), scenario.Null[int]()),
		LoanAmount:       money("loan"), MortgageSecured: money("mortgage"), NonMortgageSecured: money("non-mortgage"),
		BridgeSecured: money("bridge"), TotalConnection: money("connection"),
	}
}

func (d draw) deal(id string) scenario.Deal {
	text := func(what string, list ...string) scenario.Maybe[string] {
		return scenario.Some(pick(d, what, list...))
	}
	deal := scenario.Deal{ID: id, Facilities: d.facilities(), DiscretionBps: pick(d, "bps", 0, 0, 0, 10, 40), Language: pick(d, "language", "", "", "en", "fr", "de"),
		Location: text("location", "ON", "ON", "BC", "QC"), PropertyType: text("property", "PRIMARY_RESIDENCE", "COTTAGE"),
		Product: text("product", "P1", "P1", "P2"), Broker: text("broker", "B1", "B1", "B2")}
	if d.rarely(10, "no location") {
		deal.Location = scenario.Maybe[string]{}
	}
	if d.rarely(12, "foreign") {
		deal.Currency = "USD"
	}
	if d.rarely(4, "exposed") {
		deal.Existing = scenario.Existing{Retail: ptr(pick(d, "existing", "100000.00", "300000.00")), Business: ptr("50000.00")}
	}
	return deal
}

func (d draw) facilities() []scenario.Facility {
	one := func() scenario.Facility {
		return scenario.Facility{
			Category: pick(d, "category", "MORTGAGE", "MORTGAGE", "MORTGAGE", "LINE_SECURED", "CASH_SECURED", "VEHICLE_SECURED", "UNSECURED", "BRIDGE"),
			Book:     pick(d, "book", "RETAIL", "RETAIL", "BUSINESS"),
			Amount:   pick(d, "amount", "150000.00", "200000.00", "200000.01", "400000.00", "500000.00", "800000.00"),
		}
	}
	if d.rarely(8, "no facility") {
		return nil
	}
	if d.rarely(4, "two facilities") {
		return []scenario.Facility{one(), one()}
	}
	return []scenario.Facility{one()}
}

func (d draw) startingDeal(id string, people []string, at time.Time) scenario.Deal {
	deal := d.deal(id)
	owner := pick(d, "owner", append([]string{""}, people...)...)
	if owner != "" {
		deal.Owner = scenario.Some(owner)
	} else {
		deal.Held = d.rarely(5, "held")
	}
	deal.Status = pick(d, "status", "NEW", "NEW", "IN_REVIEW", "PENDING", "CONDITIONALLY_APPROVED", "FUNDED")
	if d.rarely(3, "older") {
		deal.CreatedAt = ptr(at.Add(-time.Duration(d.between(1, 9, "age")) * time.Hour))
	}
	return deal
}
