package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func is[T any](v T) *T { return &v }

func mortgage(amount string) *[]desk.FacilityText {
	return &[]desk.FacilityText{{Category: assign.CategoryMortgage, Amount: amount}}
}

// wantChanges compares what the last entry about a deal says, field by field.
func (o *office) wantChanges(id ident.ID, want map[string][2]any) {
	o.t.Helper()
	got, err := o.store.Changes(o.entry(id).Changes, nil)
	o.must(err)
	for field, pair := range want {
		if got[field] != pair {
			o.t.Errorf("%s: %v, want %v", field, got[field], pair)
		}
	}
	if len(got) < len(want) {
		o.t.Errorf("changes %v, want %v", got, want)
	}
}

// TestUpdateOfAWaitingDeal tries it again (AS-10); an owner stays (AS-9).
func TestUpdateOfAWaitingDeal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		id := o.submit("a", 900_000)
		o.wantOwner(id, ident.ID{})
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Expected: 1, Facilities: mortgage("500000"), Comment: "new offer"}))
		o.wantOwner(id, ann)
		o.wantEnd(id, "DEAL_CREATED", "DEAL_UPDATED", "DEAL_ASSIGNED")
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("900000.00"), Location: is("BC"), DiscretionBps: is(25)}))
		o.wantOwner(id, ann)
		o.wantChanges(id, map[string][2]any{"location": {"ON", "BC"}, "discretionBps": {0.0, 25.0}})
		row := o.deal(id)
		if row.LoanAmount != 90_000_000 || row.Location != "BC" || row.DiscretionBps != 25 || row.SearchKey != store.SearchKey("a", "BC") {
			t.Errorf("the deal is %+v", row)
		}
		o.agree()
	})
}

// TestUpdateOfEveryTerm writes each field, and nothing where nothing changes.
func TestUpdateOfEveryTerm(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		_, err := o.desk.UpsertProducts(o.ctx, []desk.ProductUpsert{{Reference: "p1", Name: "Prime"}})
		o.must(err)
		_, err = o.desk.UpsertBrokers(o.ctx, []desk.BrokerUpsert{{Reference: "b1", Name: "Best", Verified: true}})
		o.must(err)
		id := o.submit("a", 1000)
		all := desk.DealUpdate{Deal: id, Facilities: &[]desk.FacilityText{
			{Category: assign.CategoryBridge, Book: assign.BookBusiness, Amount: "10.01"}, {Category: assign.CategoryMortgage, Amount: "20"}},
			ExistingRetail: is("5"), ExistingBusiness: is("6"), Currency: is("USD"), Language: is("fr"), Product: is("p1"), Broker: is("b1"),
			PropertyType: is(assign.PropertyCottage)}
		o.must(o.desk.Update(o.ctx, all))
		o.wantChanges(id, map[string][2]any{"existingRetail": {"0.00", "5.00"}, "existingBusiness": {"0.00", "6.00"}, "currency": {"CAD", "USD"},
			"language": {"en", "fr"}, "product": {"", "p1"}, "broker": {"", "b1"}, "propertyType": {"", "COTTAGE"}})
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
			row, err := c.Deal.Query().Where(deal.ID(id)).WithFacilities().Only(ctx)
			if err != nil {
				return err
			}
			f, err := desk.FiguresOf(row)
			want := assign.Figures{Currency: "USD", Loan: 3001, Mortgage: 2000, Bridge: 1001, Retail: 2500, Business: 1601, Connection: 4101}
			if f != want || row.ProductID == nil || row.BrokerID == nil || row.SearchKey != store.SearchKey("Prime", "Best", "a", "ON") {
				t.Errorf("figures %+v, want %+v; row %+v", f, want, row)
			}
			return err
		}))
		o.agree()
		version := o.deal(id).Version
		o.must(o.desk.Update(o.ctx, all))
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id}))
		if got := o.deal(id).Version; got != version {
			t.Errorf("an update that changes nothing made version %d of %d", got, version)
		}
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Product: is(""), Broker: is(""), PropertyType: is(assign.PropertyType("")), Language: is("")}))
		if row := o.deal(id); row.ProductID != nil || row.BrokerID != nil || row.PropertyType != "" || row.Language != "en" {
			t.Errorf("what was taken away is there: %+v", row)
		}
		o.agree()
	})
}

// TestUpdatedDealsAreKnownByTheirFigures sends a reference again after an update.
func TestUpdatedDealsAreKnownByTheirFigures(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.submit("a", 1000)
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("2000")}))
		if again := o.submit("a", 2000); again != id {
			t.Errorf("the same deal is %s, not %s", again, id)
		}
		_, err := o.desk.Submit(o.ctx, submission("a", 1000))
		o.refused(err, fault.CodeDealExists)
	})
}

// TestUpdateToACurrencyWithFewerDecimals carries over what nobody names: no debt is no debt
// in any currency. Only decimals that say something are in the way.
func TestUpdateToACurrencyWithFewerDecimals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.submit("a", 1000)
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Currency: is("JPY")}))
		o.wantChanges(id, map[string][2]any{"currency": {"CAD", "JPY"}, "existingRetail": {"0.00", "0"}, "existingBusiness": {"0.00", "0"}})
		if row := o.deal(id); row.LoanAmount != 1000 || row.Currency != "JPY" {
			t.Errorf("%d %s", row.LoanAmount, row.Currency)
		}
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Currency: is("KWD"), ExistingRetail: is("1.500")}))
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Currency: is("CAD")}))
		if row := o.deal(id); row.LoanAmount != 1000_00 || row.ExistingRetail != 1_50 {
			t.Errorf("%d with %d", row.LoanAmount, row.ExistingRetail)
		}
		err := o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Currency: is("JPY")})
		if f := fault.As(err); err == nil || f.Code != fault.CodeInvalid || !slices.Equal(f.Field, []string{"existingRetail"}) {
			t.Errorf("1.50 became yen: %v", err)
		}
		o.agree()
	})
}

// TestUpdateToTheCompanysCurrency says it by an empty text: it is written as by its name.
func TestUpdateToTheCompanysCurrency(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		in := submission("a", 1000)
		in.Currency = "CAD"
		id, err := o.desk.Submit(o.ctx, in)
		o.must(err)
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Currency: is("JPY")}))
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Currency: is("")}))
		if row := o.deal(id); row.LoanAmount != 1000 || row.Currency != "JPY" {
			t.Errorf("%d %s", row.LoanAmount, row.Currency)
		}
		o.agree()
	})
}

// TestBadUpdates are refused with the field, and leave the deal alone.
func TestBadUpdates(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.submit("a", 1000)
		for field, u := range map[string]desk.DealUpdate{
			"facilities":     {Facilities: &[]desk.FacilityText{{Category: assign.CategoryMortgage, Amount: "1.001"}}},
			"currency":       {Currency: is("XX")},
			"discretionBps":  {DiscretionBps: is(10_001)},
			"propertyType":   {PropertyType: is(assign.PropertyAll)},
			"product":        {Product: is("none")},
			"broker":         {Broker: is("none")},
			"existingRetail": {ExistingRetail: is("1.001")},
			"location":       {Location: is("\x00")},
		} {
			u.Deal = id
			err := o.desk.Update(o.ctx, u)
			if f := fault.As(err); err == nil || f.Code != fault.CodeInvalid || !slices.Contains(f.Field, field) {
				t.Errorf("%s: %v", field, err)
			}
		}
		o.refused(o.desk.Update(o.ctx, desk.DealUpdate{Deal: ident.ID{1}}), fault.CodeUnknownDeal)
		o.refused(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Expected: 2, Location: is("BC")}), fault.CodeStale)
		if row := o.deal(id); row.Version != 1 {
			t.Errorf("version %d after refusals", row.Version)
		}
		o.agree()
	})
}
