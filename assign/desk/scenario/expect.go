package scenario

import (
	"encoding/json"
	"fmt"
)

// Expectation is what a file expects after an event. An event without one is expected
// to succeed.
type Expectation struct {
	Error         string
	Warnings      []string
	Deals         map[string]Listed
	Users         map[string]Listed
	Requests      map[string]Listed
	Unassigned    *[]string // nil: not listed
	Notifications *[]Listed
	History       *[]Listed
}

// Listed is the keys that a file lists of one thing, with the values expected.
type Listed map[string]any

// expectation is the file's form of an Expectation.
type expectation struct {
	Error         *string                    `json:"error"`
	Warnings      []string                   `json:"warnings"`
	Deals         map[string]json.RawMessage `json:"deals"`
	Users         map[string]json.RawMessage `json:"users"`
	Requests      map[string]json.RawMessage `json:"requests"`
	Unassigned    *[]string                  `json:"unassigned"`
	Notifications *[]json.RawMessage         `json:"notifications"`
	History       *[]json.RawMessage         `json:"history"`
}

func readExpectation(data []byte, path string) (Expectation, error) {
	var raw expectation
	if err := strict(data, &raw, path); err != nil {
		return Expectation{}, err
	}
	e := Expectation{Warnings: raw.Warnings, Unassigned: raw.Unassigned}
	if raw.Error != nil {
		e.Error = *raw.Error
	}
	var err error
	if e.Deals, err = readListed[DealState](raw.Deals, path+".deals"); err != nil {
		return e, err
	}
	if e.Users, err = readListed[UserState](raw.Users, path+".users"); err != nil {
		return e, err
	}
	if e.Requests, err = readListed[RequestState](raw.Requests, path+".requests"); err != nil {
		return e, err
	}
	if e.Notifications, err = readList[Notice](raw.Notifications, path+".notifications"); err != nil {
		return e, err
	}
	e.History, err = readList[Entry](raw.History, path+".history")
	return e, err
}

func readListed[T any](raw map[string]json.RawMessage, path string) (map[string]Listed, error) {
	out := make(map[string]Listed, len(raw))
	for _, label := range sortedKeys(raw) {
		keys, err := listed[T](raw[label], path+"."+label)
		if err != nil {
			return nil, err
		}
		out[label] = keys
	}
	return out, nil
}

func readList[T any](raw *[]json.RawMessage, path string) (*[]Listed, error) {
	if raw == nil {
		return nil, nil
	}
	out := make([]Listed, 0, len(*raw))
	for i, data := range *raw {
		keys, err := listed[T](data, fmt.Sprintf("%s[%d]", path, i))
		if err != nil {
			return nil, err
		}
		out = append(out, keys)
	}
	return &out, nil
}

// listed reads the keys of one thing; what T does not have is refused.
func listed[T any](data []byte, path string) (Listed, error) {
	var known T
	if err := strict(data, &known, path); err != nil {
		return nil, err
	}
	var keys Listed
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return keys, nil
}
