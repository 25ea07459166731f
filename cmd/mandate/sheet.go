package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// sheet reads a CSV file (RFC 4180) whose first line names the columns. Commas,
// semicolons and tabs between the cells are told by that line.
type sheet struct {
	csv     *csv.Reader
	columns map[string]int
}

// line is one row of a sheet.
type line struct {
	number  int // in the file
	cells   []string
	columns map[string]int
}

const headerBytes = 64 << 10

// newSheet reads the header. A column that is unknown or named twice, and a required
// one that is missing, is refused.
func newSheet(in io.Reader, known []string, required ...string) (*sheet, error) {
	buffered := bufio.NewReaderSize(in, headerBytes)
	head, err := firstLine(buffered)
	if err != nil {
		return nil, fmt.Errorf("read the header: %w", err)
	}
	if mark := []byte("\ufeff"); bytes.HasPrefix(head, mark) {
		_, _ = buffered.Discard(len(mark))
		head = head[len(mark):]
	}
	s := &sheet{csv: csv.NewReader(buffered), columns: map[string]int{}}
	s.csv.Comma, s.csv.ReuseRecord = separator(head), true
	names, err := s.csv.Read()
	if err != nil {
		return nil, fmt.Errorf("read the header: %w", err)
	}
	return s, s.name(names, known, required)
}

// firstLine looks at what has come by the end of the first line, without waiting for more
// of a pipe than that.
func firstLine(in *bufio.Reader) ([]byte, error) {
	for n := 1; n <= headerBytes; n = in.Buffered() + 1 {
		if _, err := in.Peek(n); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		} else if head, _ := in.Peek(in.Buffered()); err != nil || bytes.IndexByte(head, '\n') >= 0 {
			return head, nil
		}
	}
	return in.Peek(headerBytes)
}

// separator is the one that the first line has most of.
func separator(head []byte) rune {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	best := ','
	for _, mark := range ";\t" {
		if bytes.Count(first, []byte(string(mark))) > bytes.Count(first, []byte(string(best))) {
			best = mark
		}
	}
	return best
}

func (s *sheet) name(names, known, required []string) error {
	for i, name := range names {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return fmt.Errorf("there is no column %q; the columns are %s", name, strings.Join(known, ", "))
		}
		if _, twice := s.columns[name]; twice {
			return fmt.Errorf("the column %s is there twice", name)
		}
		s.columns[name] = i
	}
	for _, name := range required {
		if _, ok := s.columns[name]; !ok {
			return fmt.Errorf("the column %s is missing", name)
		}
	}
	return nil
}

// next gives the next row; io.EOF ends the file. After a *csv.ParseError, which
// concerns one row, there may be more.
func (s *sheet) next() (line, error) {
	cells, err := s.csv.Read()
	l := line{cells: cells, columns: s.columns}
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		l.number = parse.StartLine
	case err == nil:
		l.number, _ = s.csv.FieldPos(0)
	}
	return l, err
}

func (l line) has(column string) bool {
	_, ok := l.columns[column]
	return ok
}

// get gives a cell without spaces at its ends; empty where there is no such column.
func (l line) get(column string) string {
	i, ok := l.columns[column]
	if !ok || i >= len(l.cells) {
		return ""
	}
	return strings.TrimSpace(l.cells[i])
}

// list gives the values of a cell that holds several, apart by semicolons, commas or spaces.
func (l line) list(column string) []string {
	return strings.FieldsFunc(l.get(column), func(r rune) bool { return r == ';' || r == ',' || r == ' ' })
}
