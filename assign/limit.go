package assign

import (
	"encoding/json"
	"fmt"
	"math"
)

// Limit is one field of somebody's authority: unset, an amount, or UNLIMITED (LL-6).
// The zero Limit is unset and grants nothing above zero. The currency is the company's.
type Limit struct {
	state  limitState
	amount int64
}

type limitState uint8

const (
	limitUnset limitState = iota
	limitAmount
	limitUnlimited
)

// unlimitedText is the literal value of the API; unlimitedColumn the stored one.
const (
	unlimitedText         = "UNLIMITED"
	unlimitedColumn int64 = -1
)

// LimitOf is a limit of so many minor units, which are not negative.
func LimitOf(minor int64) Limit { return Limit{state: limitAmount, amount: minor} }

// Unlimited is authority without a bound.
func Unlimited() Limit { return Limit{state: limitUnlimited} }

// ParseLimit reads "" (unset), "UNLIMITED" or an amount as ParseMoney does.
func ParseLimit(text, currency string) (Limit, error) {
	switch text {
	case "":
		return Limit{}, nil
	case unlimitedText:
		return Unlimited(), nil
	}
	m, err := ParseMoney(text, currency)
	if err != nil {
		return Limit{}, err
	}
	return LimitOf(m.Amount), nil
}

// Text is what ParseLimit reads.
func (l Limit) Text(currency string) string {
	switch l.state {
	case limitUnset:
		return ""
	case limitUnlimited:
		return unlimitedText
	}
	return Money{Amount: l.amount, Currency: currency}.Decimal()
}

// IsSet reports whether somebody has given a value, UNLIMITED included.
func (l Limit) IsSet() bool { return l.state != limitUnset }

// IsUnlimited reports whether the limit is UNLIMITED.
func (l Limit) IsUnlimited() bool { return l.state == limitUnlimited }

// Amount gives the minor units of a limit that is an amount.
func (l Limit) Amount() (minor int64, ok bool) { return l.amount, l.state == limitAmount }

// Covers is LL-2 and LL-6: a limit is inclusive, and an unset one is zero.
func (l Limit) Covers(value int64) bool { return value <= l.reach() }

// reach is the largest value that the limit covers.
func (l Limit) reach() int64 {
	if l.state == limitUnlimited {
		return math.MaxInt64
	}
	return l.amount
}

// Column is the stored form: nil is unset, -1 is UNLIMITED, else minor units.
func (l Limit) Column() *int64 {
	switch l.state {
	case limitUnset:
		return nil
	case limitUnlimited:
		v := unlimitedColumn
		return &v
	}
	return &l.amount
}

// LimitColumn reads the stored form.
func LimitColumn(stored *int64) (Limit, error) {
	switch {
	case stored == nil:
		return Limit{}, nil
	case *stored == unlimitedColumn:
		return Unlimited(), nil
	case *stored < 0:
		return Limit{}, fmt.Errorf("read limit: negative amount %d", *stored)
	}
	return LimitOf(*stored), nil
}

// MarshalJSON writes null, "UNLIMITED" or minor units, for versions and decisions.
func (l Limit) MarshalJSON() ([]byte, error) {
	if l.IsUnlimited() {
		return json.Marshal(unlimitedText)
	}
	return json.Marshal(l.Column())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Limit) UnmarshalJSON(b []byte) error {
	if string(b) == `"`+unlimitedText+`"` {
		*l = Unlimited()
		return nil
	}
	if n, ok := plainNumber(b); ok { // as nearly all are, thousands of them at a time
		*l = LimitOf(n)
		return nil
	}
	var minor *int64
	if err := json.Unmarshal(b, &minor); err != nil {
		return fmt.Errorf("read limit: %w", err)
	}
	if minor != nil && *minor < 0 {
		return fmt.Errorf("read limit: negative amount %d", *minor)
	}
	read, err := LimitColumn(minor)
	*l = read
	return err
}

// plainNumber reads digits that are no more than a number holds for certain.
func plainNumber(text []byte) (n int64, ok bool) {
	for _, digit := range text {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = 10*n + int64(digit-'0')
	}
	return n, len(text) > 0 && len(text) < 19
}
