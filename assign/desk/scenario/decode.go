package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Decode reads a file. A key that the format does not have, a value of another type and
// a timeline that contradicts itself are errors that name the place.
func Decode(data []byte) (File, error) {
	var raw struct {
		File
		Users    []json.RawMessage `json:"users"`
		Deals    []json.RawMessage `json:"deals"`
		Requests []json.RawMessage `json:"requests"`
		Events   []json.RawMessage `json:"events"`
	}
	if err := strict(data, &raw, "file"); err != nil {
		return File{}, err
	}
	f := raw.File
	var err error
	if f.Users, err = readAll[User](raw.Users, "users"); err != nil {
		return f, err
	}
	if f.Deals, err = readAll[Deal](raw.Deals, "deals"); err != nil {
		return f, err
	}
	if f.Requests, err = readAll[Request](raw.Requests, "requests"); err != nil {
		return f, err
	}
	for i, data := range raw.Events {
		e, err := readEvent(data, fmt.Sprintf("events[%d]", i))
		if err != nil {
			return f, err
		}
		f.Events = append(f.Events, e)
	}
	return f, f.check()
}

func readAll[T any](raw []json.RawMessage, path string) ([]T, error) {
	out := make([]T, len(raw))
	for i, data := range raw {
		if err := strict(data, &out[i], fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// strict decodes one JSON value whole; errors begin with the path of the value.
func strict(data []byte, into any, path string) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the value")
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %s", path, plain(err))
	}
	return nil
}

// plain says what is wrong in words of the format.
func plain(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return strings.TrimSpace(fmt.Sprintf("%s: a %s can't stand here", kind.Field, kind.Value))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "there is no key " + name
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
