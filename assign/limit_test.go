package assign_test

import (
	"encoding/json"
	"math"
	"testing"

	"mandate/assign"
	"mandate/fault"
)

// LL-2 and LL-6: inclusive; unset is zero; UNLIMITED is a value.
func TestLimitCovers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit, value string
		want         bool
	}{
		{"500000.00", "500000.00", true},
		{"500000.00", "500000.01", false},
		{"0.00", "0.00", true},
		{"0.00", "0.01", false},
		{"", "0.00", true},
		{"", "0.01", false},
		{"UNLIMITED", "92233720368547758.07", true},
	} {
		if got := upTo(t, c.limit).Covers(cad(t, c.value)); got != c.want {
			t.Errorf("limit %q covers %s: %t, want %t", c.limit, c.value, got, c.want)
		}
	}
}

func TestLimitForms(t *testing.T) {
	t.Parallel()
	stored := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		text      string
		column    *int64
		json      string
		set, free bool
	}{
		{"", nil, "null", false, false},
		{"0.00", stored(0), "0", true, false},
		{"500000.00", stored(500_000_00), "50000000", true, false},
		{"92233720368547758.07", stored(math.MaxInt64), "9223372036854775807", true, false},
		{"UNLIMITED", stored(-1), `"UNLIMITED"`, true, true},
	} {
		l := upTo(t, c.text)
		if l.Text("CAD") != c.text || l.IsSet() != c.set || l.IsUnlimited() != c.free {
			t.Errorf("%q: text %q, set %t, unlimited %t", c.text, l.Text("CAD"), l.IsSet(), l.IsUnlimited())
		}
		if minor, ok := l.Amount(); ok != (c.set && !c.free) || ok && minor != *c.column {
			t.Errorf("%q: amount %d, %t", c.text, minor, ok)
		}
		if back, err := assign.LimitColumn(l.Column()); err != nil || back != l {
			t.Errorf("%q: stored and read as %v, %v", c.text, back, err)
		}
		if got := l.Column(); (got == nil) != (c.column == nil) || got != nil && *got != *c.column {
			t.Errorf("%q: column %v", c.text, got)
		}
		b, err := json.Marshal(l)
		if err != nil || string(b) != c.json {
			t.Errorf("%q: JSON %s, %v; want %s", c.text, b, err, c.json)
		}
		var back assign.Limit
		if err := json.Unmarshal(b, &back); err != nil || back != l {
			t.Errorf("%q: JSON read as %v, %v", c.text, back, err)
		}
	}
}

func TestLimitRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"unlimited", "-1", "500000.001", "none"} {
		if _, err := assign.ParseLimit(text, "CAD"); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q: %v, want INVALID", text, err)
		}
	}
	minus := int64(-2)
	if _, err := assign.LimitColumn(&minus); err == nil {
		t.Error("a stored -2 is no limit")
	}
	for _, text := range []string{"-1", "1.5", "1e3", "9223372036854775808", "18446744073709551617", `"MANY"`, `""`, `{}`} {
		if err := json.Unmarshal([]byte(text), new(assign.Limit)); err == nil {
			t.Errorf("JSON %s is no limit", text)
		}
	}
}

// CA-3: 0 is a valid maximum, and not the same as none.
func TestMaximumForms(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]assign.Maximum{"null": {}, "0": assign.MaximumOf(0), "12": assign.MaximumOf(12)} {
		b, err := json.Marshal(m)
		if err != nil || string(b) != want {
			t.Errorf("JSON %s, %v; want %s", b, err, want)
		}
		var back assign.Maximum
		if err := json.Unmarshal(b, &back); err != nil || back != m || assign.MaximumColumn(m.Column()) != m {
			t.Errorf("%s read as %v, %v; column %v", want, back, err, assign.MaximumColumn(m.Column()))
		}
	}
	for _, text := range []string{`"many"`, "1.5", "99999999999999999999"} {
		if err := json.Unmarshal([]byte(text), new(assign.Maximum)); err == nil {
			t.Errorf("%s is no maximum", text)
		}
	}
}

// A number below zero, which no store holds, covers nothing, and is never taken for UNLIMITED
// or for no limit, so that who gives it can be refused.
func TestLimitBelowZero(t *testing.T) {
	t.Parallel()
	for _, given := range []int64{-1, -2, math.MinInt64, math.MinInt64 + 1} {
		l := assign.LimitOf(given)
		if minor, ok := l.Amount(); !ok || minor >= 0 || l.IsUnlimited() || !l.IsSet() || l.Covers(0) {
			t.Errorf("%d: amount %d, %t, unlimited %t, set %t", given, minor, ok, l.IsUnlimited(), l.IsSet())
		}
		if back, err := assign.LimitColumn(l.Column()); err == nil {
			t.Errorf("%d: stored and read as %v", given, back)
		}
	}
}
