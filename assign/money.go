package assign

import (
	"math"
	"strconv"
	"strings"

	"mandate/fault"
)

// Money is an amount in minor units of a currency (LL-1): 50000001 CAD is 500,000.01.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// maxDecimalText bounds what ParseMoney looks at: no int64 needs more.
const maxDecimalText = 32

// ParseMoney reads a decimal amount such as "500000.00": digits, then at most as many
// decimals as the currency has. A sign, a separator, an exponent, one decimal too many
// (nothing is rounded) and an amount beyond int64 are INVALID.
func ParseMoney(text, currency string) (Money, error) {
	digits, err := MinorDigits(currency)
	if err != nil {
		return Money{}, err
	}
	whole, decimals, point := strings.Cut(text, ".")
	if len(text) > maxDecimalText || whole == "" || point && decimals == "" || !allDigits(whole) || !allDigits(decimals) {
		return Money{}, fault.New(fault.Invalid, fault.CodeInvalid, "An amount is written in digits with a point, such as 500000.00.")
	}
	if len(decimals) > digits {
		return Money{}, fault.New(fault.Invalid, fault.CodeInvalid, "An amount in %s has at most %d decimals.", currency, digits)
	}
	amount, err := strconv.ParseInt(whole+decimals+strings.Repeat("0", digits-len(decimals)), 10, 64)
	if err != nil {
		return Money{}, errTooLarge()
	}
	return Money{Amount: amount, Currency: currency}, nil
}

// Decimal is the text that ParseMoney reads, with all decimals of the currency.
func (m Money) Decimal() string { return decimal(m.Amount, minorDigits(m.Currency)) }

// String is the amount with its currency, for people: "500000.00 CAD".
func (m Money) String() string { return m.Decimal() + " " + m.Currency }

func decimal(amount int64, digits int) string {
	sign, magnitude := "", uint64(amount)
	if amount < 0 {
		sign, magnitude = "-", -magnitude
	}
	text := strconv.FormatUint(magnitude, 10)
	if digits == 0 {
		return sign + text
	}
	if short := digits + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	return sign + text[:len(text)-digits] + "." + text[len(text)-digits:]
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// add sums two amounts that are not negative; ok is false where int64 ends.
func add(a, b int64) (sum int64, ok bool) {
	if a > math.MaxInt64-b {
		return 0, false
	}
	return a + b, true
}

func errTooLarge() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "The amount is larger than the system can hold.")
}
