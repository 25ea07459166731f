package assign_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

// The generators draw from few values, so that things match, tie and collide.

func drawID(t *rapid.T, kind string, n int) ident.ID {
	return numberedLabel(kind, rapid.IntRange(0, n-1).Draw(t, kind))
}

func numberedLabel(kind string, n int) ident.ID { return id(fmt.Sprintf("%s%02d", kind, n)) }

func drawInstant(t *rapid.T) time.Time {
	hours := rapid.IntRange(-1, 4).Draw(t, "hours")
	if hours < 0 {
		return time.Time{}
	}
	return noon.Add(time.Duration(hours) * time.Hour)
}

// drawLimit takes few values, as lenders do, or many, so that ladders run out of rungs.
func drawLimit(t *rapid.T) assign.Limit {
	switch rapid.IntRange(0, 6).Draw(t, "limit") {
	case 0:
		return assign.Limit{}
	case 1:
		return assign.Unlimited()
	case 2, 3, 4:
		return assign.LimitOf(int64(rapid.IntRange(0, 300).Draw(t, "minor")))
	}
	return assign.LimitOf(100 * int64(rapid.IntRange(0, 3).Draw(t, "hundreds")))
}

func drawMaximum(t *rapid.T, most int) assign.Maximum {
	n := rapid.IntRange(-1, most).Draw(t, "maximum")
	if n < 0 {
		return assign.Maximum{}
	}
	return assign.MaximumOf(n)
}

func drawLimits(t *rapid.T) assign.Limits {
	return assign.Limits{
		MaxCapacity: drawMaximum(t, 4), MaxDiscretionBps: drawMaximum(t, 2), LoanAmount: drawLimit(t),
		MortgageSecured: drawLimit(t), NonMortgageSecured: drawLimit(t), BridgeSecured: drawLimit(t), TotalConnection: drawLimit(t),
	}
}

func drawSet[T any](t *rapid.T, name string, values ...T) []T {
	if rapid.IntRange(0, 2).Draw(t, name+" restricts") > 0 {
		return nil
	}
	return rapid.SliceOfN(rapid.SampledFrom(values), 1, 3).Draw(t, name)
}

func drawCandidate(t *rapid.T) assign.Candidate {
	often := func(name string) bool { return rapid.IntRange(0, 7).Draw(t, name) > 0 }
	c := assign.Candidate{
		ID: drawID(t, "u", 99), Active: often("active"), Load: rapid.IntRange(0, 4).Draw(t, "load"), LastAssignedAt: drawInstant(t),
		Limits: drawLimits(t),
		Preferences: assign.Preferences{
			AutoAssign:    often("switch"),
			Locations:     drawSet(t, "locations", "ON", "QC", "BC", ""),
			PropertyTypes: drawSet(t, "properties", assign.PropertyAll, assign.PropertyCottage, assign.PropertyMultiUnit, ""),
			Products:      drawSet(t, "products", id("p00"), id("p01"), ident.ID{}),
			Brokers:       drawSet(t, "brokers", id("b00"), id("b01"), ident.ID{}),
			Languages:     drawSet(t, "languages", "en", "fr-CA", "FR", ""),
		},
		Owned: rapid.IntRange(0, 4).Draw(t, "owned"), Absent: rapid.IntRange(0, 3).Draw(t, "absent") == 0,
	}
	if c.Absent {
		c.StandIn, c.StandInLoad, c.StandInMax = drawStandIn(t)
	}
	return c
}

// drawStandIn draws among few, so that one stands in for several; some are on no bench.
func drawStandIn(t *rapid.T) (standIn ident.ID, load int, maximum assign.Maximum) {
	if rapid.IntRange(0, 3).Draw(t, "nobody") == 0 {
		return ident.ID{}, 0, assign.Maximum{}
	}
	return drawID(t, "u", 110), rapid.IntRange(0, 4).Draw(t, "stand-in load"), drawMaximum(t, 4)
}

func drawSettings(t *rapid.T) assign.Settings {
	s := company()
	s.AutoAssign = rapid.IntRange(0, 9).Draw(t, "autoAssign") > 0
	s.OverLimitFallback = rapid.Bool().Draw(t, "fallback")
	s.CapacityRelease = rapid.SampledFrom([]assign.CapacityRelease{assign.ReleaseAtConditionalApproval, assign.ReleaseAtTerminal}).Draw(t, "release")
	s.LimitsView = rapid.SampledFrom([]assign.LimitsView{assign.ViewCondensed, assign.ViewExpanded}).Draw(t, "view")
	s.Language = rapid.SampledFrom([]string{"en", "fr", ""}).Draw(t, "company language")
	return s
}

func drawDeal(t *rapid.T) assign.Deal {
	seldom := func(name string) bool { return rapid.IntRange(0, 15).Draw(t, name) == 0 }
	amount := func(name string) int64 { return int64(rapid.IntRange(0, 300).Draw(t, name)) }
	d := assign.Deal{
		ID: drawID(t, "d", 50), CreatedAt: drawInstant(t), Held: seldom("held"), Broker: drawID(t, "b", 2), BrokerVerified: !seldom("lost"),
		Status:       assign.Status(rapid.SampledFrom(assign.Status("").Values()[:4]).Draw(t, "status")),
		Location:     rapid.SampledFrom([]string{"ON", "QC", "NL", ""}).Draw(t, "location"),
		PropertyType: rapid.SampledFrom([]assign.PropertyType{assign.PropertyCottage, assign.PropertyAll, ""}).Draw(t, "property"),
		Language:     rapid.SampledFrom([]string{"en", "EN-ca", "fr", ""}).Draw(t, "language"),
		Figures: assign.Figures{
			Currency: "CAD", Loan: amount("loan"), Mortgage: amount("mortgage"), NonMortgage: amount("non-mortgage"),
			Bridge: amount("bridge"), Connection: amount("connection"), DiscretionBps: rapid.IntRange(0, 2).Draw(t, "bps"),
		},
	}
	if !seldom("no product") {
		d.Product = drawID(t, "p", 2)
	}
	if seldom("foreign") {
		d.Figures.Currency = "USD"
	}
	if seldom("owned") {
		d.Owner = id("u00")
	}
	return d
}
