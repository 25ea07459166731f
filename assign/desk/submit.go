package desk

import (
	"context"

	"mandate/assign"
	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

// Submit takes a deal in and finds its owner (AS-1 to AS-9), or leaves it waiting
// (AS-8). A reference that is known with the same figures gives the present deal and
// writes nothing; with others it is DEAL_EXISTS. Permission is the door's.
func (d *Desk) Submit(ctx context.Context, in Submission) (id ident.ID, err error) {
	if err := in.plausible(); err != nil {
		return ident.ID{}, err
	}
	defer d.announce(ctx, reference(in))()
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
	present, err := s.same(ctx, a)
	if err != nil || !present.IsZero() {
		return present, err
	}
	s.changes = true
	if a.CreatedAt = tx.Now; a.ID.IsZero() {
		a.ID = tx.NewID()
	}
	tx.Record(store.Event{Action: "DEAL_CREATED", TargetKind: ident.Deal, Target: a.ID, Changes: []store.Change{
		{Field: "reference", After: a.reference}, {Field: "loanAmount", After: assign.Money{Amount: a.Figures.Loan, Currency: a.Figures.Currency}.Decimal()}}})
	r, err := s.place(ctx, a.Deal)
	if err != nil {
		return ident.ID{}, err
	}
	trayOf(tx).submit(tx, a, r.after)
	s.took(a)
	if err := keep(tx, r.after, true); err != nil {
		return ident.ID{}, err
	}
	return a.ID, s.rise()
}

// place finds a new deal its owner, or lets it wait. It has neither delegates nor a
// request that the settling of TM-3 could concern, and takes room without giving any.
func (s *sitting) place(ctx context.Context, d assign.Deal) (refiled, error) {
	decision := s.choose(&d)
	if decision.Chosen.IsZero() {
		s.nowWaits(d)
		return refiled{after: file{Deal: d}}, nil
	}
	r := s.take(d, decision.Chosen)
	return r, s.recordAssigned(ctx, r, decision)
}
