package assign

import (
	"encoding/json"
	"fmt"
)

// Maximum is a whole number that may not be configured; the zero Maximum is unset,
// and 0 is a value (CA-3).
type Maximum struct {
	N   int
	Set bool
}

// MaximumOf is a configured maximum.
func MaximumOf(n int) Maximum { return Maximum{N: n, Set: true} }

// MaximumColumn reads the stored form: nil is unset.
func MaximumColumn(stored *int) Maximum {
	if stored == nil {
		return Maximum{}
	}
	return MaximumOf(*stored)
}

// Column is the stored form.
func (m Maximum) Column() *int {
	if !m.Set {
		return nil
	}
	return &m.N
}

// limit is the same number in the form that comparisons are told in.
func (m Maximum) limit() Limit {
	if !m.Set {
		return Limit{}
	}
	return LimitOf(int64(m.N))
}

// MarshalJSON writes null or the number.
func (m Maximum) MarshalJSON() ([]byte, error) { return json.Marshal(m.Column()) }

// UnmarshalJSON reads null or a number.
func (m *Maximum) UnmarshalJSON(b []byte) error {
	if n, ok := plainNumber(b); ok {
		*m = MaximumOf(int(n))
		return nil
	}
	var n *int
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("read maximum: %w", err)
	}
	*m = MaximumColumn(n)
	return nil
}
