package assign_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/fault"
)

// LL-1: integers of minor units, and nothing is rounded.
func TestParseMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, currency string
		minor          int64
		shown          string
	}{
		{"500000.00", "CAD", 500_000_00, "500000.00 CAD"},
		{"500000", "CAD", 500_000_00, "500000.00 CAD"},
		{"500000.1", "EUR", 500_000_10, "500000.10 EUR"},
		{"0.01", "USD", 1, "0.01 USD"},
		{"0", "CAD", 0, "0.00 CAD"},
		{"1500", "JPY", 1500, "1500 JPY"},
		{"1.234", "BHD", 1234, "1.234 BHD"},
		{"0.005", "KWD", 5, "0.005 KWD"},
		{"1.2345", "CLF", 12345, "1.2345 CLF"},
		{"92233720368547758.07", "CAD", math.MaxInt64, "92233720368547758.07 CAD"},
	} {
		m, err := assign.ParseMoney(c.text, c.currency)
		if err != nil || m.Amount != c.minor || m.Currency != c.currency || m.String() != c.shown {
			t.Errorf("ParseMoney(%q, %s) = %d, %q, %v; want %d, %q", c.text, c.currency, m.Amount, m, err, c.minor, c.shown)
		}
	}
}

func TestParseMoneyRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, text, currency string }{
		{"one decimal too many is not rounded", "500000.001", "CAD"},
		{"nor is a zero too many", "500000.000", "CAD"},
		{"yen have no decimals", "1500.0", "JPY"},
		{"dinars have three", "1.2345", "BHD"},
		{"nothing", "", "CAD"},
		{"a sign", "-1.00", "CAD"},
		{"a plus sign", "+1.00", "CAD"},
		{"thousands separators", "500,000.00", "CAD"},
		{"a space", " 1.00", "CAD"},
		{"an exponent", "5e5", "CAD"},
		{"no whole part", ".50", "CAD"},
		{"no decimals after the point", "5.", "CAD"},
		{"two points", "5.0.0", "CAD"},
		{"digits of another script", "٥٠٠", "CAD"},
		{"not a number", "NaN", "CAD"},
		{"a cent beyond int64", "92233720368547758.08", "CAD"},
		{"far beyond int64", strings.Repeat("9", 30), "CAD"},
		{"a very long text", strings.Repeat("0", 1<<20), "CAD"},
		{"currency in small letters", "1.00", "cad"},
		{"no currency", "1.00", ""},
		{"four letters", "1.00", "CADD"},
	} {
		if m, err := assign.ParseMoney(c.text, c.currency); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%s: got %v, %v; want INVALID", c.why, m, err)
		}
	}
}

func TestMoneyTextIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := assign.Money{
			Amount:   rapid.Int64Min(0).Draw(t, "amount"),
			Currency: rapid.SampledFrom([]string{"CAD", "JPY", "KWD", "CLF", "EUR"}).Draw(t, "currency"),
		}
		got, err := assign.ParseMoney(want.Decimal(), want.Currency)
		if err != nil || got != want {
			t.Fatalf("%q read as %v, %v; want %v", want.Decimal(), got, err, want)
		}
	})
}

// A difference between two amounts may be shown, though none is ever read.
func TestNegativeMoneyIsShown(t *testing.T) {
	t.Parallel()
	for amount, want := range map[int64]string{-5: "-0.05 CAD", -100: "-1.00 CAD", math.MinInt64: "-92233720368547758.08 CAD"} {
		if got := (assign.Money{Amount: amount, Currency: "CAD"}).String(); got != want {
			t.Errorf("%d shown as %q, want %q", amount, got, want)
		}
	}
}
