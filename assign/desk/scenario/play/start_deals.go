package play

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
)

// applications brings in the deals, each at its instant, with owner and status.
func (s *Stage) applications(ctx context.Context, f scenario.File) error {
	deals := slices.Clone(f.Deals)
	created := func(d scenario.Deal) time.Time {
		if d.CreatedAt == nil {
			return f.Start
		}
		return *d.CreatedAt
	}
	slices.SortStableFunc(deals, func(a, b scenario.Deal) int { return created(a).Compare(created(b)) })
	for len(deals) > 0 {
		n := 1
		for n < len(deals) && created(deals[n]).Equal(created(deals[0])) {
			n++
		}
		s.Clock.Set(created(deals[0]))
		if err := together(deals[:n], func(d scenario.Deal) error { return s.application(ctx, f, d) }); err != nil {
			return err
		}
		deals = deals[n:]
	}
	s.Clock.Set(f.Start)
	return nil
}

func (s *Stage) application(ctx context.Context, f scenario.File, d scenario.Deal) error {
	id := s.deals.id[d.ID]
	if _, err := s.Desk.Submit(ctx, s.submission(d)); err != nil {
		return fmt.Errorf("deal %s: %w", d.ID, err)
	}
	if owner := d.Owner.Or(""); owner != "" {
		if err := s.Desk.Assign(ctx, desk.Move{Deal: id, To: s.users.id[owner]}); err != nil {
			return fmt.Errorf("owner of deal %s: %w", d.ID, err)
		}
	} else if d.Held {
		if err := s.hold(ctx, f, d.ID); err != nil {
			return fmt.Errorf("hold deal %s: %w", d.ID, err)
		}
	}
	if d.Status == "" || d.Status == string(assign.StatusNew) {
		return nil
	}
	if err := s.Desk.SetStatus(ctx, desk.StatusStep{Deal: id, To: assign.Status(d.Status)}); err != nil {
		return fmt.Errorf("status of deal %s: %w", d.ID, err)
	}
	return nil
}

// hold unassigns a deal by hand (AS-13), which somebody must have had.
func (s *Stage) hold(ctx context.Context, f scenario.File, label string) error {
	if len(f.Users) == 0 {
		return fmt.Errorf("nobody is there from whom it was taken")
	}
	id := s.deals.id[label]
	if err := s.Desk.Assign(ctx, desk.Move{Deal: id, To: s.users.id[f.Users[0].ID]}); err != nil {
		return err
	}
	return s.Desk.Unassign(ctx, desk.Move{Deal: id})
}

func (s *Stage) submission(d scenario.Deal) desk.Submission {
	return desk.Submission{ID: s.deals.id[d.ID], Reference: d.ID, Facilities: facilities(d.Facilities), Currency: d.Currency,
		ExistingRetail: valueOf(d.Existing.Retail), ExistingBusiness: valueOf(d.Existing.Business), DiscretionBps: d.DiscretionBps,
		Location: d.Location.Or(""), PropertyType: assign.PropertyType(d.PropertyType.Or("")), Language: d.Language,
		Product: d.Product.Or(""), Broker: d.Broker.Or("")}
}

func facilities(list []scenario.Facility) []desk.FacilityText {
	out := make([]desk.FacilityText, len(list))
	for i, f := range list {
		out[i] = desk.FacilityText{Category: assign.Category(f.Category), Book: assign.Book(f.Book), Amount: f.Amount}
	}
	return out
}
