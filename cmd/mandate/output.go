package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// terminal is where a command writes.
type terminal struct{ out, errs io.Writer }

// show prints a value as one line of JSON, or as words: those of others can neither move the
// cursor nor begin a line of their own.
func (t terminal) show(asJSON bool, value any, format string, args ...any) error {
	if !asJSON {
		for i, arg := range args {
			if text, ok := arg.(string); ok {
				args[i] = visible(text)
			}
		}
		_, err := fmt.Fprintf(t.out, format+"\n", args...)
		return err
	}
	return json.NewEncoder(t.out).Encode(value)
}

// visible writes what a terminal would obey, or would show in another order, as Go escapes.
func visible(text string) string {
	if !strings.ContainsFunc(text, unseen) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unseen(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unseen are control characters, those that turn the direction of writing, and broken text.
func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
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
