package job

import (
	"encoding/csv"
	"io"
	"strings"
)

// Sheet writes CSV (RFC 4180) that a spreadsheet may open: a cell that it would take
// for a formula is led by an apostrophe, which Bare takes away again.
type Sheet struct{ csv *csv.Writer }

// NewSheet begins a sheet with its heading; none: it goes on with one.
func NewSheet(to io.Writer, heading ...string) Sheet {
	s := Sheet{csv.NewWriter(to)}
	if len(heading) > 0 {
		s.Row(heading...)
	}
	return s
}

// Row adds a row. An error comes with Flush.
func (s Sheet) Row(cells ...string) {
	guarded := make([]string, len(cells))
	for i, c := range cells {
		guarded[i] = guard(c)
	}
	_ = s.csv.Write(guarded) // the writer keeps its first error
}

// Flush gives what was written, and the first error.
func (s Sheet) Flush() error {
	s.csv.Flush()
	return s.csv.Error()
}

// formulas are the characters by which spreadsheets know a formula.
const formulas = "=+-@\t\r"

func guard(cell string) string {
	if cell != "" && strings.ContainsRune(formulas, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// Bare is a cell without the apostrophe that a Sheet led it by.
func Bare(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formulas, rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
