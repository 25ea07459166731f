package desk

import (
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/facility"
	"mandate/ident"
)

// submitted is a new deal and the ids of its facilities.
type submitted struct {
	application
	owner, acting ident.ID
	stalled       bool
	facilityIDs   []ident.ID
}

// columns tells which of the columns that may be left out are set.
func (d submitted) columns() (set int) {
	for i, id := range []ident.ID{d.owner, d.acting, d.Product, d.Broker} {
		if !id.IsZero() {
			set |= 1 << i
		}
	}
	return set
}

func (d submitted) row(c *db.Client, names map[ident.ID]string) *db.DealCreate {
	row := c.Deal.Create().SetID(d.ID).SetCreatedAt(d.CreatedAt).SetUpdatedAt(d.CreatedAt).SetSubmittedAt(d.CreatedAt).
		SetReference(d.reference).SetStatus(deal.Status(d.Status)).SetOpen(d.Status.Open()).SetStalled(d.stalled).
		SetLocation(d.Location).SetPropertyType(string(d.PropertyType)).SetLanguage(d.Language).SetCurrency(d.Figures.Currency).
		SetDiscretionBps(d.Figures.DiscretionBps).SetExistingRetail(d.existing.Retail).SetExistingBusiness(d.existing.Business).
		SetLoanAmount(d.Figures.Loan).SetSearchKey(d.search)
	for _, edge := range []struct {
		id  ident.ID
		set func(ident.ID) *db.DealCreate
	}{{d.owner, row.SetOwnerID}, {d.acting, row.SetActingID}, {d.Product, row.SetProductID}, {d.Broker, row.SetBrokerID}} {
		if !edge.id.IsZero() {
			edge.set(edge.id)
		}
	}
	return row.SetOwnerKey(names[d.owner])
}

func (d submitted) facilityRows(c *db.Client) []*db.FacilityCreate {
	rows := make([]*db.FacilityCreate, len(d.facilities))
	for i, f := range d.facilities {
		rows[i] = c.Facility.Create().SetID(d.facilityIDs[i]).SetCreatedAt(d.CreatedAt).SetDealID(d.ID).SetPlace(i).
			SetCategory(facility.Category(f.Category)).SetBook(facility.Book(f.Book)).SetAmount(f.Amount)
	}
	return rows
}
