package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/facility"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Submit takes a deal in and finds its owner (AS-1 to AS-9), or leaves it waiting
// (AS-8). A reference that is known with the same figures gives the present deal and
// writes nothing; with others it is DEAL_EXISTS. Permission is the door's.
func (d *Desk) Submit(ctx context.Context, in Submission) (id ident.ID, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return d.submit(ctx, tx, in) })
		return err
	})
	return id, err
}

func (d *Desk) submit(ctx context.Context, tx *store.Tx, in Submission) (ident.ID, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return ident.ID{}, err
	}
	a, err := s.read(in)
	if err != nil {
		return ident.ID{}, err
	}
	present, err := same(ctx, tx.Client, a)
	if err != nil || !present.IsZero() {
		return present, err
	}
	a.ID, a.CreatedAt = tx.NewID(), tx.Now
	tx.Record(store.Event{Action: "DEAL_CREATED", TargetKind: ident.Deal, Target: a.ID, Changes: []store.Change{
		{Field: "reference", After: a.reference}, {Field: "loanAmount", After: assign.Money{Amount: a.Figures.Loan, Currency: a.Figures.Currency}.Decimal()}}})
	decision := s.bench.Decide(a.Deal, s.settings)
	if decision.Chosen.IsZero() {
		s.nowWaits(a.Deal)
	} else {
		s.take(&a.Deal, decision.Chosen)
	}
	if err := s.insert(ctx, a); err != nil {
		return ident.ID{}, err
	}
	if !decision.Chosen.IsZero() {
		if err := s.recordAssigned(ctx, a.Deal, decision); err != nil {
			return ident.ID{}, err
		}
	}
	if err := keep(tx, a.Deal, true); err != nil {
		return ident.ID{}, err
	}
	return a.ID, s.rise()
}

// same finds the deal of a known reference.
func same(ctx context.Context, c *db.Client, a application) (ident.ID, error) {
	row, err := c.Deal.Query().Where(deal.Reference(a.reference)).
		WithFacilities(func(q *db.FacilityQuery) { q.Order(facility.ByPlace()) }).Only(ctx)
	if db.IsNotFound(err) {
		return ident.ID{}, nil
	}
	if err != nil {
		return ident.ID{}, fmt.Errorf("look for the reference: %w", err)
	}
	figures, err := FiguresOf(row)
	if err != nil {
		return ident.ID{}, err
	}
	if figures != a.Figures {
		return ident.ID{}, fault.New(fault.Conflict, fault.CodeDealExists, "A deal with this reference has other figures.").On("reference").
			With("reference", a.reference)
	}
	return row.ID, nil
}

func (s *sitting) insert(ctx context.Context, a application) error {
	c := s.tx.Client
	row := c.Deal.Create().SetID(a.ID).SetReference(a.reference).SetStatus(deal.Status(a.Status)).SetSubmittedAt(a.CreatedAt).
		SetLocation(a.Location).SetPropertyType(string(a.PropertyType)).SetLanguage(a.Language).SetCurrency(a.Figures.Currency).
		SetDiscretionBps(a.Figures.DiscretionBps).SetExistingRetail(a.existing.Retail).SetExistingBusiness(a.existing.Business).
		SetLoanAmount(a.Figures.Loan).SetSearchKey(a.search).SetNillableProductID(a.product_).SetNillableBrokerID(a.broker_)
	if !a.Owner.IsZero() {
		row.SetOwnerID(a.Owner).SetOwnerKey(s.names[a.Owner])
	}
	if err := row.Exec(ctx); err != nil {
		return fmt.Errorf("write deal: %w", err)
	}
	facilities := make([]*db.FacilityCreate, len(a.facilities))
	for i, f := range a.facilities {
		facilities[i] = c.Facility.Create().SetID(s.tx.NewID()).SetDealID(a.ID).SetPlace(i).
			SetCategory(facility.Category(f.Category)).SetBook(facility.Book(f.Book)).SetAmount(f.Amount)
	}
	if err := c.Facility.CreateBulk(facilities...).Exec(ctx); err != nil {
		return fmt.Errorf("write facilities: %w", err)
	}
	return nil
}
