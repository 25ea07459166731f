package model

import (
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"mandate/fault"
)

// MarshalTime writes an instant as RFC 3339 in UTC.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(t.UTC().Format(time.RFC3339Nano)))
	})
}

// UnmarshalTime reads RFC 3339 with any offset. In UTC the instant has a year from 1 to
// 9999: an offset can lead beyond, where neither RFC 3339 nor a database can write it.
func UnmarshalTime(v any) (time.Time, error) {
	text, _ := v.(string)
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || !written(t.UTC()) {
		return time.Time{}, fault.New(fault.Invalid, fault.CodeInvalid, "A time is text such as 2026-03-03T17:00:00Z.")
	}
	return t.UTC(), nil
}

func written(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

// MarshalDate writes a local date as YYYY-MM-DD.
func MarshalDate(text string) graphql.Marshaler { return graphql.MarshalString(text) }

// UnmarshalDate reads a local date that the calendar has.
func UnmarshalDate(v any) (string, error) {
	text, _ := v.(string)
	if day, err := time.Parse(time.DateOnly, text); err != nil || !written(day) {
		return "", fault.New(fault.Invalid, fault.CodeInvalid, "A date is text such as 2026-09-01.")
	}
	return text, nil
}

// MarshalDecimal writes a decimal number as text.
func MarshalDecimal(text string) graphql.Marshaler { return graphql.MarshalString(text) }

// UnmarshalDecimal takes text only: a JSON number may have passed through a binary
// fraction on its way here (LL-1). What it says is read where its currency is known.
func UnmarshalDecimal(v any) (string, error) {
	text, ok := v.(string)
	if !ok {
		return "", fault.New(fault.Invalid, fault.CodeInvalid, `A decimal is text such as "500000.00".`)
	}
	return text, nil
}
