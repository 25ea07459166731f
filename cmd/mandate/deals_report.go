package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strconv"

	"mandate/assign/desk"
	"mandate/directory/job"
	"mandate/fault"
	"mandate/ident"
)

// report writes what became of each row: to a CSV file, or to JSON Lines by its name.
// Without a file it writes nothing.
type report struct {
	file  *os.File
	out   *bufio.Writer
	csv   *job.Sheet
	lines *json.Encoder
}

// reportRow is one line of a report.
type reportRow struct {
	Line      int                `json:"line"`
	Reference string             `json:"reference"`
	Outcome   desk.ImportOutcome `json:"outcome"`
	Deal      string             `json:"deal,omitempty"`
	Owner     string             `json:"owner,omitempty"`
	Code      fault.Code         `json:"code,omitempty"`
	Message   string             `json:"message,omitempty"`
}

func newReport(name string) (*report, error) {
	r := &report{}
	if name == "" {
		return r, nil
	}
	var err error
	if r.file, err = os.Create(name); err != nil {
		return nil, err
	}
	r.out = bufio.NewWriter(r.file)
	if isLines(name) {
		r.lines = json.NewEncoder(r.out)
		return r, nil
	}
	sheet := job.NewSheet(r.out, "line", "reference", "outcome", "deal", "owner", "code", "message")
	r.csv = &sheet
	return r, nil
}

func (r *report) tell(row dealRow, result desk.ImportResult) error {
	if r.file == nil {
		return nil
	}
	told := reportRow{Line: row.line, Reference: row.deal.Reference, Outcome: result.Outcome}
	if !result.Deal.IsZero() {
		told.Deal = result.Deal.Text(ident.Deal)
	}
	if !result.Owner.IsZero() {
		told.Owner = result.Owner.Text(ident.User)
	}
	if result.Fault != nil {
		told.Code, told.Message = result.Fault.Code, plain(result.Fault)
	}
	if r.lines != nil {
		return r.lines.Encode(told)
	}
	r.csv.Row(strconv.Itoa(told.Line), told.Reference, string(told.Outcome), told.Deal, told.Owner, string(told.Code), told.Message)
	return nil
}

func (r *report) close() error {
	if r.file == nil {
		return nil
	}
	var err error
	if r.csv != nil {
		err = r.csv.Flush()
	}
	return errors.Join(err, r.out.Flush(), r.file.Close())
}
