package assign

import (
	"encoding/json"
	"fmt"
	"math"
)

// Limit is one field of somebody's authority: unset, an amount, or UNLIMITED (LL-6).
// The zero Limit is unset and grants nothing above zero. The currency is the company's.
//
// It is one number, because a decision tells the limits of twenty people: an amount is
// kept as its complement, which is below zero.
type Limit struct{ code int64 }

const (
	codeUnset     int64 = 0
	codeBelowZero int64 = 1 // any number below zero, which is given only to be refused
	codeUnlimited int64 = math.MaxInt64
)

// belowZero stands for every such number: -1 is how UNLIMITED is stored.
const belowZero int64 = -2

// unlimitedText is the literal value of the API; unlimitedColumn the stored one.
const (
	unlimitedText         = "UNLIMITED"
	unlimitedColumn int64 = -1
)

// LimitOf is a limit of so many minor units, which are not negative.
func LimitOf(minor int64) Limit {
	if minor < 0 {
		return Limit{codeBelowZero}
	}
	return Limit{^minor}
}

// Unlimited is authority without a bound.
func Unlimited() Limit { return Limit{codeUnlimited} }

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
	switch l.code {
	case codeUnset:
		return ""
	case codeUnlimited:
		return unlimitedText
	}
	return Money{Amount: l.reach(), Currency: currency}.Decimal()
}

// IsSet reports whether somebody has given a value, UNLIMITED included.
func (l Limit) IsSet() bool { return l.code != codeUnset }

// IsUnlimited reports whether the limit is UNLIMITED.
func (l Limit) IsUnlimited() bool { return l.code == codeUnlimited }

// Amount gives the minor units of a limit that is an amount.
func (l Limit) Amount() (minor int64, ok bool) {
	if l.code == codeUnset || l.code == codeUnlimited {
		return 0, false
	}
	return l.reach(), true
}

// Covers is LL-2 and LL-6: a limit is inclusive, and an unset one is zero.
func (l Limit) Covers(value int64) bool { return value <= l.reach() }

// reach is the largest value that the limit covers.
func (l Limit) reach() int64 {
	switch {
	case l.code < codeUnset:
		return ^l.code
	case l.code == codeBelowZero:
		return belowZero
	}
	return l.code // of an unset one 0, of UNLIMITED all that there is
}

// Column is the stored form: nil is unset, -1 is UNLIMITED, else minor units.
func (l Limit) Column() *int64 {
	if l.code == codeUnset {
		return nil
	}
	stored := l.reach()
	if l.IsUnlimited() {
		stored = unlimitedColumn
	}
	return &stored
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
