package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// applications submits the deals as an LOS does, three weeks long.
func (s *seeder) applications(ctx context.Context) error {
	return inParallel(s.deals, func(i int) error {
		s.clock.reach(27-21*float64(i)/float64(s.deals), 0)
		_, err := s.desk.Submit(ctx, application(i))
		if err != nil {
			return fmt.Errorf("deal %d: %w", i, err)
		}
		return nil
	})
}

func application(i int) desk.Submission {
	r := rand.New(rand.NewPCG(uint64(i), 23))
	where := pickProvince(r)
	in := desk.Submission{Reference: fmt.Sprintf("NL-%05d", 10_000+i), Location: where.code, DiscretionBps: []int{0, 0, 0, 5, 10}[r.IntN(5)],
		PropertyType: []assign.PropertyType{assign.PropertyPrimaryResidence, assign.PropertyPrimaryResidence, assign.PropertyPrimaryResidence,
			assign.PropertySecondHome, assign.PropertyCottage, assign.PropertyMultiUnit}[r.IntN(6)],
		Product: demoProducts[r.IntN(len(demoProducts)-2)].reference, Language: "en"}
	if where.french && r.IntN(4) > 0 {
		in.Language = "fr"
	}
	if r.IntN(3) > 0 {
		in.Broker = demoBrokers[r.IntN(len(demoBrokers))].reference
	}
	in.Facilities = facilities(r)
	if r.IntN(3) == 0 {
		in.ExistingRetail = fmt.Sprintf("%d.00", r.IntN(80)*1000)
	}
	return in
}

// facilities are mostly one mortgage of a usual size, sometimes with a line beside it.
func facilities(r *rand.Rand) []desk.FacilityText {
	dollars := 120_000 + r.IntN(380_000)
	if r.IntN(25) == 0 {
		dollars += 900_000
	}
	list := []desk.FacilityText{{Category: assign.CategoryMortgage, Amount: fmt.Sprintf("%d.00", dollars)}}
	if r.IntN(6) == 0 {
		list = append(list, desk.FacilityText{Category: assign.CategoryUnsecured, Book: assign.BookRetail, Amount: fmt.Sprintf("%d.00", 5_000+r.IntN(40)*1000)})
	}
	return list
}

// progress moves deals on, as a month of work would have: some in review, some
// pending, some funded or declined.
func (s *seeder) progress(ctx context.Context) error {
	var ids []ident.ID
	err := s.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		ids, err = c.Deal.Query().Where(deal.OwnerIDNotNil()).Order(deal.ByReference()).IDs(ctx)
		return err
	})
	if err != nil {
		return err
	}
	steps := []assign.Status{"", assign.StatusInReview, assign.StatusInReview, assign.StatusPending, assign.StatusConditionallyApproved,
		assign.StatusFunded, assign.StatusDeclined, ""}
	return inParallel(len(ids), func(i int) error {
		s.clock.reach(6-4*float64(i)/float64(len(ids)), 0)
		to := steps[(i*5)%len(steps)]
		if to == "" {
			return nil
		}
		return s.desk.SetStatus(ctx, desk.StatusStep{Deal: ids[i], To: to})
	})
}
