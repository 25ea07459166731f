package desk

import (
	"context"

	"mandate/assign"
	"mandate/ident"
)

// reach says which waiting deals an event could have helped (AS-10): the deals that it
// changed, and those that pass for the people whose checks, room or load it changed.
type reach struct {
	everything bool
	deals      map[ident.ID]bool
	people     map[ident.ID]bool
}

func (r reach) of() assign.Reach {
	return assign.Reach{Everything: r.everything, Deals: ordered(r.deals), People: ordered(r.people)}
}

// sweep gives the waiting deals within reach to those who can take them, each with the
// loads left by the one before.
func (s *sitting) sweep(ctx context.Context) error {
	if s.waiting.Len() == 0 {
		return nil
	}
	for d := range s.waiting.Sweep(s.bench, s.reach.of(), s.settings) {
		if err := s.assignWaiting(ctx, d, s.choose(&d)); err != nil {
			return err
		}
	}
	return nil
}
