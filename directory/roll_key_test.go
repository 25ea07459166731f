package directory

import (
	"testing"
	"time"

	"mandate/ident"
)

// TestKeyOfRollIsOfValues: what a pointer points to makes the key, never where it lies.
func TestKeyOfRollIsOfValues(t *testing.T) {
	t.Parallel()
	text := func(s string) *string { return &s }
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	id, other := ident.ID{1}, ident.ID{2}
	for name, c := range map[string]struct {
		a, b any
		same bool
	}{
		"equal text behind pointers": {text("a"), text("a"), true},
		"other text behind pointers": {text("a"), text("b"), false},
		"equal ids behind pointers":  {&id, &ident.ID{1}, true},
		"ids":                        {id, other, false},
		"a number and its text":      {1, "1", false},
		"instants":                   {at, at.Add(time.Nanosecond), false},
		"nothing and an empty text":  {nil, "", false},
	} {
		one, ok := keyOfRoll("SELECT", []any{c.a})
		two, good := keyOfRoll("SELECT", []any{c.b})
		if !ok || !good || (one == two) != c.same {
			t.Errorf("%s: %v %v, the same key: %v", name, ok, good, one == two)
		}
	}
	for name, arg := range map[string]any{"a list": []string{"a"}, "a structure": struct{ A *int }{new(int)}, "a channel": make(chan int)} {
		if _, ok := keyOfRoll("SELECT", []any{arg}); ok {
			t.Errorf("%s makes a key", name)
		}
	}
}
