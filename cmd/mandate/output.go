package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
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

// into writes to a file, or to standard output where its name is "-". A file that can't
// be closed is an error: it may lack its end.
func (t terminal) into(name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(t.out)
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}
