package assign_test

import (
	"math"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/fault"
)

func figures(t testing.TB, existing assign.Exposure, facilities ...assign.Facility) assign.Figures {
	t.Helper()
	f, err := assign.FiguresOf("CAD", facilities, existing, 0)
	if err != nil {
		t.Fatalf("figures: %v", err)
	}
	return f
}

// LL-2 to LL-4: every facility is in the loan, in one bucket and in one aggregate.
func TestFiguresOf(t *testing.T) {
	t.Parallel()
	got, err := assign.FiguresOf("CAD", []assign.Facility{
		{Category: assign.CategoryMortgage, Book: assign.BookRetail, Amount: 1},
		{Category: assign.CategoryLineSecured, Amount: 10}, // retail unless stated
		{Category: assign.CategoryCashSecured, Book: assign.BookBusiness, Amount: 100},
		{Category: assign.CategoryVehicleSecured, Book: assign.BookRetail, Amount: 1_000},
		{Category: assign.CategoryUnsecured, Book: assign.BookBusiness, Amount: 10_000},
		{Category: assign.CategoryBridge, Book: assign.BookRetail, Amount: 100_000},
	}, assign.Exposure{Retail: 2_000_000, Business: 30_000_000}, 25)
	want := assign.Figures{
		Currency: "CAD", Loan: 111_111, Mortgage: 11, NonMortgage: 11_100, Bridge: 100_000,
		Retail: 2_101_011, Business: 30_010_100, Connection: 32_111_111, DiscretionBps: 25,
	}
	if err != nil || got != want {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestFiguresOfRefuses(t *testing.T) {
	t.Parallel()
	most := assign.Facility{Category: assign.CategoryMortgage, Amount: math.MaxInt64}
	cent := assign.Facility{Category: assign.CategoryBridge, Book: assign.BookBusiness, Amount: 1}
	for _, c := range []struct {
		why        string
		currency   string
		facilities []assign.Facility
		existing   assign.Exposure
		bps        int
		field      []string
	}{
		{"loan beyond int64", "CAD", []assign.Facility{most, cent}, assign.Exposure{}, 0, []string{"facilities", "1"}},
		{"aggregate beyond int64", "CAD", []assign.Facility{most}, assign.Exposure{Retail: 1}, 0, []string{"facilities", "0"}},
		{"connection beyond int64", "CAD", []assign.Facility{most}, assign.Exposure{Business: 1}, 0, []string{"existing"}},
		{"negative facility", "CAD", []assign.Facility{{Category: assign.CategoryMortgage, Amount: -1}}, assign.Exposure{}, 0, []string{"facilities", "0"}},
		{"unknown category", "CAD", []assign.Facility{cent, {Category: "GOLD", Amount: 1}}, assign.Exposure{}, 0, []string{"facilities", "1"}},
		{"no category", "CAD", []assign.Facility{{Amount: 1}}, assign.Exposure{}, 0, []string{"facilities", "0"}},
		{"unknown book", "CAD", []assign.Facility{{Category: assign.CategoryMortgage, Book: "POKER"}}, assign.Exposure{}, 0, []string{"facilities", "0"}},
		{"negative exposure", "CAD", nil, assign.Exposure{Business: -1}, 0, []string{"existing"}},
		{"negative discretion", "CAD", nil, assign.Exposure{}, -1, []string{"discretionBps"}},
		{"no currency", "", nil, assign.Exposure{}, 0, []string{"currency"}},
	} {
		_, err := assign.FiguresOf(c.currency, c.facilities, c.existing, c.bps)
		if !fault.Is(err, fault.CodeInvalid) || !slices.Equal(fault.As(err).Field, c.field) {
			t.Errorf("%s: %v on %v; want INVALID on %v", c.why, err, fault.As(err).Field, c.field)
		}
	}
}
