package store

import (
	"encoding/json"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ident"
)

// Event is one entry of history (HI-1). Its actor, request and instant come from
// the transaction unless it says otherwise.
type Event struct {
	Action     string // section 20: USER_CREATED, DEAL_ASSIGNED, …
	TargetKind ident.Prefix
	Target     ident.ID
	User       ident.ID  // a person it is about besides the target; zero: none
	At         time.Time // zero: now; a boundary is stamped with its own instant
	System     bool      // an automatic consequence: the actor is the system
	Reason     string    // code
	Source     string    // ADMIN or DIRECTORY
	Mode       string    // AUTO, MANUAL, PICKUP
	Status     string
	Comment    string // why, in words; never a secret
	Changes    []Change
	PersonKey  []byte // wrapped key of the person whose personal values Changes hold
}

// Change is one field before and after. Personal values (names, addresses,
// phones) are encrypted under the person's own key, so that erasure destroys the
// key and not history.
type Change struct {
	Field         string
	Before, After any
	Personal      bool
}

// Record adds an event to the transaction's history, which nothing changes or removes (HI-2).
func (tx *Tx) Record(e Event) {
	if e.At.IsZero() {
		e.At = tx.Now
	}
	tx.events = append(tx.events, e)
}

// changeSet is the stored form of an event's changes.
type changeSet struct {
	Plain  map[string][2]any `json:"plain,omitempty"`
	Sealed []byte            `json:"sealed,omitempty"`
}

func (s *Store) encodeChanges(e Event) ([]byte, error) {
	if len(e.Changes) == 0 {
		return nil, nil
	}
	set := changeSet{Plain: map[string][2]any{}}
	personal := map[string][2]any{}
	for _, c := range e.Changes {
		if c.Personal {
			personal[c.Field] = [2]any{c.Before, c.After}
		} else {
			set.Plain[c.Field] = [2]any{c.Before, c.After}
		}
	}
	if len(personal) > 0 {
		sealed, err := s.sealPersonal(e.PersonKey, personal)
		if err != nil {
			return nil, fmt.Errorf("history of %s: %w", e.Action, err)
		}
		set.Sealed = sealed
	}
	return json.Marshal(set)
}

func (s *Store) sealPersonal(wrapped []byte, values map[string][2]any) ([]byte, error) {
	key, err := s.Secrets.unwrapPerson(wrapped)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	return sealWith(key, text, nil)
}

// Changes reads an entry's changes back. With the person's key gone (erasure) or
// not given, personal fields are left out.
func (s *Store) Changes(stored, personKey []byte) (map[string][2]any, error) {
	out := map[string][2]any{}
	if len(stored) == 0 {
		return out, nil
	}
	var set changeSet
	if err := json.Unmarshal(stored, &set); err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	for k, v := range set.Plain {
		out[k] = v
	}
	if len(set.Sealed) == 0 || len(personKey) == 0 {
		return out, nil
	}
	key, err := s.Secrets.unwrapPerson(personKey)
	if err != nil {
		return nil, err
	}
	text, err := openWith(key, set.Sealed, nil)
	if err != nil {
		return nil, fmt.Errorf("open personal values: %w", err)
	}
	personal := map[string][2]any{}
	err = json.Unmarshal(text, &personal)
	for k, v := range personal {
		out[k] = v
	}
	return out, err
}

// PlainChanges reads what of an entry's changes is no personal value, each field with its
// value before and after as JSON.
func PlainChanges(stored []byte) (map[string][2]json.RawMessage, error) {
	if len(stored) == 0 {
		return nil, nil
	}
	var set struct {
		Plain map[string][2]json.RawMessage `json:"plain"`
	}
	if err := json.Unmarshal(stored, &set); err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return set.Plain, nil
}

// HoldsPersonal reports whether an entry's changes have personal values among them,
// whether or not they can still be opened.
func HoldsPersonal(stored []byte) (bool, error) {
	if len(stored) == 0 {
		return false, nil
	}
	var set changeSet
	if err := json.Unmarshal(stored, &set); err != nil {
		return false, fmt.Errorf("read changes: %w", err)
	}
	return len(set.Sealed) > 0, nil
}

// who gives the actor columns of an event.
func (tx *Tx) who(e Event) (kind actor.Kind, id, behalf ident.ID) {
	if e.System {
		return actor.System, ident.ID{}, ident.ID{}
	}
	return tx.Actor.Kind, tx.Actor.ID, tx.Actor.OnBehalfOf
}
