package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/fault"
	"mandate/ident"
)

// matrixRow is one row of a file, compared with what is there.
type matrixRow struct {
	number  int
	user    string // as the file names them
	person  *matrixPerson
	changes []differs
	change  matrixChange
	err     error // why it is refused
}

// Outcomes of a row.
const (
	rowUnchanged = "UNCHANGED"
	rowChanged   = "CHANGED"
	rowWould     = "WOULD_CHANGE"
	rowRefused   = "REFUSED"
)

func (r *matrixRow) outcome(dry bool) string {
	switch {
	case r.err != nil:
		return rowRefused
	case len(r.changes) == 0:
		return rowUnchanged
	case dry:
		return rowWould
	}
	return rowChanged
}

// compare reads a file. Its columns are those of the export; those that it lacks stay
// as they are.
func (m *matrix) compare(in io.Reader) ([]*matrixRow, error) {
	s, err := newSheet(in, matrixColumns(), userColumn)
	if err != nil {
		return nil, err
	}
	var rows []*matrixRow
	seen := map[ident.ID]bool{}
	for {
		l, err := s.next()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case errors.As(err, &parse):
			rows = append(rows, &matrixRow{number: l.number, err: fault.New(fault.Invalid, fault.CodeInvalid, "The row is no CSV of this file: %v.", parse.Err)})
		case err != nil:
			return nil, err
		default:
			rows = append(rows, m.row(l, seen))
		}
	}
}

func (m *matrix) row(l line, seen map[ident.ID]bool) *matrixRow {
	r := &matrixRow{number: l.number, user: job.Bare(l.get(userColumn))}
	id, err := m.logins.find(r.user)
	if err != nil {
		r.err = err
		return r
	}
	if seen[id] {
		r.err = fault.New(fault.Invalid, fault.CodeInvalid, "%s has a row further up.", r.user)
		return r
	}
	seen[id], r.person = true, m.byID[id]
	r.user = r.person.userName
	if r.err = m.differences(l, r); r.err == nil {
		r.err = m.judge(l, r)
	}
	return r
}

// judge refuses what the operations would, so that a dry run says so.
func (m *matrix) judge(l line, r *matrixRow) error {
	if _, err := r.change.limits.Over(r.person.limits); err != nil {
		return err
	}
	if r.change.preferences.Brokers == nil {
		return nil
	}
	chosen := strings.Split(r.person.cells[brokersColumn], ";")
	for _, reference := range l.list(brokersColumn) {
		if m.brokers.unverified[reference] && !slices.Contains(chosen, reference) {
			return fault.New(fault.Invalid, fault.CodeBrokerNotVerified, "The broker %s is not verified.", reference).On(brokersColumn)
		}
	}
	return nil
}

// differences keeps of the change only what differs, so that an update touches no more.
func (m *matrix) differences(l line, r *matrixRow) error {
	for _, f := range matrixFields() {
		if !l.has(f.column) {
			continue
		}
		change := r.change
		after, err := f.read(m, l, &change)
		if err != nil {
			return err
		}
		if before := r.person.cells[f.column]; before != after {
			r.change = change
			r.changes = append(r.changes, differs{f.column, before, after})
		}
	}
	return nil
}

// applyMatrix makes the changes, several people at once. What is refused is kept with
// its row; an interrupt leaves the rest as it is.
func applyMatrix(ctx context.Context, h *house, rows []*matrixRow) {
	_ = inParallel(len(rows), func(i int) error {
		r := rows[i]
		if r.err != nil || len(r.changes) == 0 {
			return nil
		}
		if ctx.Err() != nil {
			r.err = fault.New(fault.Unavailable, fault.CodeUnavailable, "Not reached before the interrupt.")
			return nil
		}
		r.err = r.apply(ctx, h)
		return nil
	})
}

// apply changes one person, unless somebody else has done so since the comparison.
func (r *matrixRow) apply(ctx context.Context, h *house) error {
	expected := r.person.version
	if r.change.limits != (directory.LimitsUpdate{}) {
		if err := h.directory.SetLimits(ctx, r.person.id, expected, r.change.limits); err != nil {
			return err
		}
		expected++
	}
	if r.change.preferences != (directory.PreferencesUpdate{}) {
		return h.directory.SetPreferences(ctx, r.person.id, expected, r.change.preferences)
	}
	return nil
}

func (r *matrixRow) show(term terminal, asJSON, dry bool) error {
	told := struct {
		Line    int       `json:"line"`
		User    string    `json:"user"`
		Outcome string    `json:"outcome"`
		Changes []differs `json:"changes,omitempty"`
		Code    string    `json:"code,omitempty"`
		Message string    `json:"message,omitempty"`
	}{Line: r.number, User: r.user, Outcome: r.outcome(dry)}
	if r.err != nil {
		told.Code, told.Message = string(fault.As(r.err).Code), plain(r.err)
		return term.show(asJSON, told, "line %d, %s: refused: %s", r.number, r.user, told.Message)
	}
	told.Changes = r.changes
	texts := make([]string, len(r.changes))
	for i, c := range r.changes {
		texts[i] = c.String()
	}
	return term.show(asJSON, told, "%s  %s", r.user, strings.Join(texts, ", "))
}
