package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"mandate/assign"
	"mandate/ident"
)

// reach says which waiting deals an event could have helped (AS-10): the deals that it
// changed, and those that pass for the people whose checks, room or load it changed.
// Before the event no waiting deal had a passing candidate (I-10), so nobody else can
// have become one.
type reach struct {
	everything bool
	deals      map[ident.ID]bool
	people     map[ident.ID]bool
}

// sweep visits the waiting deals within reach by creation time, then id, each with the
// loads left by the one before.
func (s *sitting) sweep(ctx context.Context) error {
	if !s.settings.AutoAssign || len(s.waiting) == 0 {
		return nil
	}
	for _, d := range s.within(s.reach) {
		if _, fits := s.bench.Choose(d, s.settings); !fits {
			continue
		}
		if err := s.assignWaiting(ctx, d, s.bench.Decide(d, s.settings)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sitting) within(r reach) []assign.Deal {
	var affected []assign.Candidate
	for id := range r.people {
		if c, ok := s.bench.Candidate(id); ok {
			affected = append(affected, c)
		}
	}
	var out []assign.Deal
	for _, d := range s.waiting {
		if r.everything || r.deals[d.ID] || s.passesFor(affected, d) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b assign.Deal) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out
}

func (s *sitting) passesFor(people []assign.Candidate, d assign.Deal) bool {
	for _, c := range people {
		if assign.Judge(c, d, s.settings).Group != "" {
			return true
		}
	}
	return false
}
