package desk

import (
	"bytes"
	"cmp"
	"context"
	"sync"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// ApproverQuery asks who may approve (AP-5): a deal as it is, or figures, or a deal with
// other figures than it has. Answers go by id.
type ApproverQuery struct {
	Deal      ident.ID        // zero: figures alone, nobody is on the deal
	Figures   *assign.Figures // nil: the deal's
	At        time.Time       // zero: now
	First     int             // at most so many; 0: all
	After     ident.ID        // only ids behind this one
	Available bool            // only those who are available approvers
	All       bool            // also staff without approval.decide
}

// ApproverVerdict says whether one person is an available approver, with the numbers
// that were compared.
type ApproverVerdict struct {
	User        ident.ID
	Reason      assign.ApproverReason // empty: available
	Limits      assign.Limits
	Comparisons []assign.Comparison
	Breaches    []assign.Comparison
}

// Approvers judges everybody who holds approval.decide, or held it at the instant asked
// for, with the limits, absences, permissions and settings of then. UNKNOWN_DEAL where
// the deal was not there.
func (d *Desk) Approvers(ctx context.Context, c *db.Client, q ApproverQuery) ([]ApproverVerdict, error) {
	m, err := d.matter(ctx, c, q.Deal, q.Figures, q.At)
	if err != nil {
		return nil, err
	}
	if !d.now(q.At) {
		return d.judgedThen(ctx, c, m, q)
	}
	return d.judgedNow(ctx, c, m, q)
}

// judge is AP-5 for people in the order of their ids: those whom a query asks for. Whom it does
// not ask for is not compared, and the numbers of all others stand in one place.
func (m *matter) judge(people []assign.Approver, q ApproverQuery) []ApproverVerdict {
	out := make([]ApproverVerdict, 0, min(len(people), cmp.Or(q.First, len(people))))
	for _, a := range people {
		reason := a.Reason(m.figures, m.settings, m.on, m.requester)
		if bytes.Compare(a.ID[:], q.After[:]) <= 0 || q.Available && reason != assign.ApproverAvailable {
			continue
		}
		if out = append(out, ApproverVerdict{User: a.ID, Reason: reason, Limits: a.Limits}); len(out) == q.First {
			break
		}
	}
	numbers := assign.NewComparer(m.figures, m.settings, len(out))
	for i := range out {
		out[i].Comparisons, out[i].Breaches = numbers.Compare(out[i].Limits)
	}
	return out
}

// approverPlaces are lists that people were read into before: how many there will be, and so how
// long a list to make, is not known before all have been read.
var approverPlaces = sync.Pool{New: func() any { return new([]assign.Approver) }}
