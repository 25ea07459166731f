package scim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"mandate/fault"
)

// maxDepth bounds how deeply objects and arrays of a body may be nested.
const maxDepth = 64

// decode reads one JSON object of at most limit bytes, strictly: UTF-8, no
// duplicate keys, nothing after it, no NUL, numbers that a float can hold.
// Values are map[string]any, []any, string, bool, json.Number and nil.
func decode(body io.Reader, limit int64) (map[string]any, error) {
	text, err := io.ReadAll(io.LimitReader(body, limit+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if int64(len(text)) > limit {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "The request body is larger than %d bytes.", limit)
	}
	if !utf8.Valid(text) {
		return nil, refuse(invalidSyntax, "The request body is not valid UTF-8.")
	}
	d := decoder{json.NewDecoder(bytes.NewReader(text))}
	d.UseNumber()
	value, err := d.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, refuse(invalidSyntax, "The request body goes on after its JSON object.")
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, refuse(invalidSyntax, "The request body must be a JSON object.")
	}
	return object, nil
}

func unreadable(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return fault.New(fault.TooLarge, fault.CodeTooLarge, "The request body is larger than %d bytes.", tooLarge.Limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fault.New(fault.Invalid, codeSlow, "The request body did not come in time.")
	}
	return refuse(invalidSyntax, "The request body could not be read to its end.").Because(err)
}

type decoder struct{ *json.Decoder }

func (d decoder) value(depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, malformed(err)
	}
	switch v := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			return nil, refuse(invalidSyntax, "The request body is nested more than %d levels deep.", maxDepth)
		}
		if v == '{' {
			return d.object(depth + 1)
		}
		return d.array(depth + 1)
	case string:
		return v, checkText(v)
	case json.Number:
		return v, checkNumber(v)
	}
	return token, nil
}

func (d decoder) object(depth int) (any, error) {
	object := map[string]any{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, malformed(err)
		}
		key, ok := token.(string)
		if !ok {
			return nil, malformed(nil)
		}
		if err := checkText(key); err != nil {
			return nil, err
		}
		if _, twice := object[key]; twice {
			return nil, refuse(invalidSyntax, "The key %q appears twice in one object.", short(key))
		}
		if object[key], err = d.value(depth); err != nil {
			return nil, err
		}
	}
	return object, d.end()
}

func (d decoder) array(depth int) (any, error) {
	array := []any{}
	for d.More() {
		value, err := d.value(depth)
		if err != nil {
			return nil, err
		}
		array = append(array, value)
	}
	return array, d.end()
}

func (d decoder) end() error {
	if _, err := d.Token(); err != nil {
		return malformed(err)
	}
	return nil
}

func malformed(cause error) error {
	return refuse(invalidSyntax, "The request body is not well-formed JSON.").Because(cause)
}

// checkText refuses NUL, which PostgreSQL can't store in a text.
func checkText(s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return refuse(invalidSyntax, "The request body contains a NUL character.")
	}
	return nil
}

func checkNumber(n json.Number) error {
	if _, err := strconv.ParseFloat(n.String(), 64); err != nil || len(n) > 64 {
		return refuse(invalidSyntax, "The request body contains a number out of range.")
	}
	return nil
}

// short cuts a text of the caller for a message.
func short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
