package scenario

import (
	"bytes"
	"encoding/json"
)

// Maybe is a value that a file may leave out, and may give as null.
type Maybe[T any] struct {
	Given bool
	Value *T // nil: null
}

// Some is a value that is given.
func Some[T any](value T) Maybe[T] { return Maybe[T]{Given: true, Value: &value} }

// Null is null, given.
func Null[T any]() Maybe[T] { return Maybe[T]{Given: true} }

// Or is the value, or another where there is none.
func (m Maybe[T]) Or(other T) T {
	if m.Value == nil {
		return other
	}
	return *m.Value
}

// IsZero reports whether nothing was given; the encoder leaves it out then.
func (m Maybe[T]) IsZero() bool { return !m.Given }

// UnmarshalJSON reads a value or null.
func (m *Maybe[T]) UnmarshalJSON(data []byte) error {
	m.Given, m.Value = true, nil
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	m.Value = new(T)
	return json.Unmarshal(data, m.Value)
}

// MarshalJSON writes the value or null.
func (m Maybe[T]) MarshalJSON() ([]byte, error) { return json.Marshal(m.Value) }

// Names is one label, or a list of them where a rule asks for two (AP-9).
type Names []string

// UnmarshalJSON reads a text or a list of texts.
func (n *Names) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, (*[]string)(n))
	}
	var one string
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	*n = Names{one}
	return nil
}

// MarshalJSON writes one label as a text.
func (n Names) MarshalJSON() ([]byte, error) {
	if len(n) == 1 {
		return json.Marshal(n[0])
	}
	return json.Marshal([]string(n))
}
