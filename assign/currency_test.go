package assign_test

import (
	"testing"

	"mandate/assign"
	"mandate/fault"
)

// LL-1 with ISO 4217, list one.
func TestMinorDigits(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string]int{
		"CAD": 2, "USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "JPY": 0, "KRW": 0, "CLP": 0, "XOF": 0, "XPF": 0, "ISK": 0, "VND": 0,
		"BHD": 3, "KWD": 3, "TND": 3, "CLF": 4, "UYW": 4, "XCD": 2, "XCG": 2, "ZWG": 2, "AED": 2, "ZMW": 2, "UYI": 0, "HUF": 2, "MGA": 2,
	} {
		if got, err := assign.MinorDigits(currency); err != nil || got != want {
			t.Errorf("%s: %d decimals, %v; want %d", currency, got, err, want)
		}
	}
	for _, text := range []string{
		"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC", "XBD", // no minor unit
		"HRK", "BGN", "ANG", "SLL", "ZWL", "CUC", "DEM", // withdrawn
		"AAA", "QQQ", "", "C", "CA", "CADD", "cad", "CAD ", " CAD", "D E", "EUR USD", "ÄÖÜ", "124",
	} {
		if got, err := assign.MinorDigits(text); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q: %d decimals, %v; want INVALID", text, got, err)
		}
	}
}

// A deal in a currency that has left the list since keeps its figures.
func TestFiguresOutliveTheCurrency(t *testing.T) {
	t.Parallel()
	f, err := assign.FiguresOf("HRK", []assign.Facility{facility(assign.CategoryMortgage, 100_50)}, assign.Exposure{}, 0)
	if shown := (assign.Money{Amount: f.Loan, Currency: f.Currency}).String(); err != nil || shown != "100.50 HRK" {
		t.Errorf("shown as %s, %v", shown, err)
	}
}
