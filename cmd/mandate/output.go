package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// terminal is where a command writes.
type terminal struct{ out, errs io.Writer }

// show prints a value as one line of JSON, or as words.
func (t terminal) show(asJSON bool, value any, format string, args ...any) error {
	if !asJSON {
		_, err := fmt.Fprintf(t.out, format+"\n", args...)
		return err
	}
	return json.NewEncoder(t.out).Encode(value)
}
