package scenario

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// rawEvent is the file's form of an event.
type rawEvent struct {
	At        time.Time       `json:"at"`
	Type      string          `json:"type"`
	Actor     string          `json:"actor"`
	User      json.RawMessage `json:"user"`
	Deal      json.RawMessage `json:"deal"`
	ID        string          `json:"id"`
	Set       json.RawMessage `json:"set"`
	Source    string          `json:"source"`
	StartDate string          `json:"startDate"`
	EndDate   string          `json:"endDate"`
	Delegate  *string         `json:"delegate"`
	Status    string          `json:"status"`
	Approver  Names           `json:"approver"`
	Decision  string          `json:"decision"`
	Expect    json.RawMessage `json:"expect"`
}

// keysOf lists what an event of a type has besides at, type, actor and expect, those
// that it must have first; a question mark follows the others.
func keysOf(kind string) ([]string, bool) {
	switch kind {
	case ClockTick:
		return nil, true
	case CompanyUpdate:
		return []string{"set"}, true
	case UserCreate, UserDelete, Login:
		return []string{"user"}, true
	case UserUpdate:
		return []string{"user", "set"}, true
	case UserDeactivate, UserActivate:
		return []string{"user", "source?"}, true
	case OOOSet:
		return []string{"user", "startDate", "endDate", "delegate?"}, true
	case OOODelegate, OOOOff:
		return []string{"user", "delegate?"}, true
	case DealCreate:
		return []string{"deal"}, true
	case DealUnassign, DealRelease, DealUndelegate:
		return []string{"deal", "user?"}, true
	case DealUpdate:
		return []string{"deal", "set"}, true
	case DealStatus:
		return []string{"deal", "status"}, true
	case DealAssign, DealPickup:
		return []string{"deal", "user"}, true
	case ApprovalRequest:
		return []string{"id", "deal", "approver"}, true
	case ApprovalReroute:
		return []string{"id", "approver", "deal?"}, true
	case ApprovalDecide:
		return []string{"id", "decision", "deal?"}, true
	}
	return nil, false
}

func checkKeys(data []byte, kind, path string) error {
	want, known := keysOf(kind)
	if !known {
		return fmt.Errorf("%s: there is no event %q", path, kind)
	}
	var have map[string]json.RawMessage
	if err := strict(data, &have, path); err != nil {
		return err
	}
	free := []string{"at", "type", "actor", "expect"}
	for _, key := range sortedKeys(have) {
		if !slices.Contains(free, key) && !slices.Contains(want, key) && !slices.Contains(want, key+"?") {
			return fmt.Errorf("%s: an event %s has no key %q", path, kind, key)
		}
	}
	for _, key := range want {
		if _, ok := have[key]; !ok && !strings.HasSuffix(key, "?") {
			return fmt.Errorf("%s: an event %s needs the key %q", path, kind, key)
		}
	}
	return nil
}

func readEvent(data []byte, path string) (Event, error) {
	var raw rawEvent
	if err := strict(data, &raw, path); err != nil {
		return Event{}, err
	}
	if err := checkKeys(data, raw.Type, path); err != nil {
		return Event{}, err
	}
	e := Event{At: raw.At.UTC(), Type: raw.Type, Actor: raw.Actor, Request: raw.ID, Source: raw.Source, StartDate: raw.StartDate,
		EndDate: raw.EndDate, Status: raw.Status, Approver: raw.Approver, Decision: raw.Decision}
	if raw.Delegate != nil {
		e.Delegate = *raw.Delegate
	}
	if err := e.readThings(raw, path); err != nil {
		return e, err
	}
	if err := e.readSet(raw.Set, path+".set"); err != nil || raw.Expect == nil {
		return e, err
	}
	var err error
	e.Expect, err = readExpectation(raw.Expect, path+".expect")
	return e, err
}

// readThings reads the person and the deal: labels, or the whole of one that is created.
func (e *Event) readThings(raw rawEvent, path string) error {
	user, deal := any(&e.User), any(&e.Deal)
	if e.Type == UserCreate {
		e.NewUser = &User{}
		user = e.NewUser
	}
	if e.Type == DealCreate {
		e.NewDeal = &Deal{}
		deal = e.NewDeal
	}
	if raw.User != nil {
		if err := strict(raw.User, user, path+".user"); err != nil {
			return err
		}
	}
	if raw.Deal != nil {
		if err := strict(raw.Deal, deal, path+".deal"); err != nil {
			return err
		}
	}
	if e.NewUser != nil {
		e.User = e.NewUser.ID
	}
	if e.NewDeal != nil {
		e.Deal = e.NewDeal.ID
	}
	return nil
}

func (e *Event) readSet(data json.RawMessage, path string) error {
	switch e.Type {
	case CompanyUpdate:
		return strict(data, &e.SetCompany, path)
	case UserUpdate:
		return strict(data, &e.SetUser, path)
	case DealUpdate:
		return strict(data, &e.SetDeal, path)
	}
	return nil
}
