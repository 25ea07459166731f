package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/facility"
	"mandate/ident"
	"mandate/store"
)

// DealUpdate is what the LOS says anew of a deal; nil leaves a field as it is, and an
// empty text is "missing" (AS-3), or the company's language. Amounts are decimal text in
// the deal's currency; of another currency they are the same text, less the decimals that
// it has not, where these are zeros.
type DealUpdate struct {
	Deal     ident.ID
	Expected int64 // version that the caller saw; 0: not asked

	Facilities                       *[]FacilityText
	ExistingRetail, ExistingBusiness *string
	Currency, Location, Language     *string
	Product, Broker                  *string // the LOS's references
	PropertyType                     *assign.PropertyType
	DiscretionBps                    *int
	Comment                          string
}

// Update changes figures and particulars of a deal. A deal that waits is tried again; one
// that has an owner keeps them (AS-9), and requests about it are looked at (AP-7 to AP-9).
// An update that changes nothing writes nothing.
func (d *Desk) Update(ctx context.Context, u DealUpdate) error {
	_, err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) (ident.ID, error) { return u.Deal, d.update(ctx, tx, u) })
	return err
}

func (d *Desk) update(ctx context.Context, tx *store.Tx, u DealUpdate) error {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	row, f, err := s.dealFile(ctx, u.Deal)
	if err != nil {
		return err
	}
	before := s.submissionOf(row)
	in := u.onto(before, s.settings.Currency)
	if err := in.plausible(); err != nil {
		return err
	}
	a, err := s.read(in)
	if err != nil {
		return err
	}
	if u.Expected != 0 && row.Version != u.Expected {
		return stale()
	}
	changes := before.changesTo(in, a)
	if len(changes) == 0 {
		return nil
	}
	s.changes = true
	tx.Record(store.Event{Action: "DEAL_UPDATED", TargetKind: ident.Deal, Target: f.ID, Comment: u.Comment, Changes: changes})
	if err := s.rewrite(ctx, row, &f, a); err != nil {
		return err
	}
	return s.settle(ctx)
}

// rewrite brings rows, memory and versions up to what was read of a deal.
func (s *sitting) rewrite(ctx context.Context, row *db.Deal, f *file, a application) error {
	if err := s.writeTerms(ctx, row, a); err != nil {
		return fmt.Errorf("write deal %s: %w", f.ID, err)
	}
	f.Location, f.PropertyType, f.Language, f.Figures = a.Location, a.PropertyType, a.Language, a.Figures
	f.Product, f.Broker, f.BrokerVerified = a.Product, a.Broker, a.BrokerVerified
	s.asked[f.ID], s.raised[f.ID] = true, true
	if f.Owner.IsZero() && f.Status.Open() && !f.Held {
		s.nowWaits(f.Deal)
		s.reach.deals[f.ID] = true
	}
	if s.references.tx == s.tx.Client {
		a.ID = f.ID
		s.took(a)
	}
	return keep(s.tx, *f, false)
}

func (s *sitting) writeTerms(ctx context.Context, row *db.Deal, a application) error {
	update := s.tx.Client.Deal.UpdateOneID(row.ID).SetLocation(a.Location).SetPropertyType(string(a.PropertyType)).SetLanguage(a.Language).
		SetCurrency(a.Figures.Currency).SetDiscretionBps(a.Figures.DiscretionBps).SetLoanAmount(a.Figures.Loan).
		SetExistingRetail(a.existing.Retail).SetExistingBusiness(a.existing.Business).
		SetSearchKey(a.search).ClearProductID().ClearBrokerID().AddVersion(1)
	if !a.Product.IsZero() {
		update.SetProductID(a.Product)
	}
	if !a.Broker.IsZero() {
		update.SetBrokerID(a.Broker)
	}
	if err := update.Exec(ctx); err != nil || sameFacilities(row, a) {
		return err
	}
	if _, err := s.tx.Client.Facility.Delete().Where(facility.HasDealWith(deal.ID(row.ID))).Exec(ctx); err != nil {
		return err
	}
	ids := make([]ident.ID, len(a.facilities))
	for i := range ids {
		ids[i] = s.tx.NewID()
	}
	a.ID, a.CreatedAt = row.ID, s.tx.Now
	return s.tx.Client.Facility.CreateBulk(submitted{application: a, facilityIDs: ids}.facilityRows(s.tx.Client)...).Exec(ctx)
}
