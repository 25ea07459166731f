package desk

import (
	"cmp"
	"slices"
	"strings"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// submissionOf is a deal in the form in which it is submitted.
func (m *memory) submissionOf(row *db.Deal) Submission {
	amount := func(minor int64) string { return assign.Money{Amount: minor, Currency: row.Currency}.Decimal() }
	in := Submission{Reference: row.Reference, Currency: row.Currency, ExistingRetail: amount(row.ExistingRetail),
		ExistingBusiness: amount(row.ExistingBusiness), DiscretionBps: row.DiscretionBps, Location: row.Location,
		PropertyType: assign.PropertyType(row.PropertyType), Language: row.Language,
		Product: referenceOf(m.products, row.ProductID), Broker: referenceOf(m.brokers, row.BrokerID)}
	in.Facilities = make([]FacilityText, 0, len(row.Edges.Facilities)) // none are an empty list in history
	for _, f := range inOrder(row.Edges.Facilities) {
		in.Facilities = append(in.Facilities, FacilityText{Category: assign.Category(f.Category), Book: assign.Book(f.Book), Amount: amount(f.Amount)})
	}
	return in
}

// inOrder gives facilities as they were submitted.
func inOrder(rows []*db.Facility) []*db.Facility {
	return slices.SortedFunc(slices.Values(rows), func(a, b *db.Facility) int { return cmp.Compare(a.Place, b.Place) })
}

func referenceOf(catalogue map[string]named, id *ident.ID) string {
	if id == nil {
		return ""
	}
	for reference, one := range catalogue {
		if one.id == *id {
			return reference
		}
	}
	return ""
}

// onto gives what the deal becomes; an empty currency is the company's.
func (u DealUpdate) onto(in Submission, company string) Submission {
	if u.Currency != nil {
		in = in.countedIn(cmp.Or(*u.Currency, company))
	}
	for _, f := range []struct{ into, from *string }{
		{&in.ExistingRetail, u.ExistingRetail}, {&in.ExistingBusiness, u.ExistingBusiness}, {&in.Currency, u.Currency}, {&in.Location, u.Location},
		{&in.Language, u.Language}, {&in.Product, u.Product}, {&in.Broker, u.Broker},
	} {
		if f.from != nil {
			*f.into = *f.from
		}
	}
	if u.Facilities != nil {
		in.Facilities = *u.Facilities
	}
	if u.PropertyType != nil {
		in.PropertyType = *u.PropertyType
	}
	if u.DiscretionBps != nil {
		in.DiscretionBps = *u.DiscretionBps
	}
	return in
}

// countedIn gives the amounts of a deal as a currency with fewer decimals writes them: a
// debt of 0.00 dollars is one of 0 yen. Decimals that say something stay and are refused.
func (in Submission) countedIn(currency string) Submission {
	digits, err := assign.MinorDigits(currency)
	if err != nil {
		return in // it is refused for its currency
	}
	in.ExistingRetail, in.ExistingBusiness = shortened(in.ExistingRetail, digits), shortened(in.ExistingBusiness, digits)
	in.Facilities = slices.Clone(in.Facilities)
	for i := range in.Facilities {
		in.Facilities[i].Amount = shortened(in.Facilities[i].Amount, digits)
	}
	return in
}

// shortened leaves out zeros behind as many decimals.
func shortened(amount string, digits int) string {
	whole, decimals, _ := strings.Cut(amount, ".")
	if len(decimals) <= digits || strings.Trim(decimals[digits:], "0") != "" {
		return amount
	}
	return strings.TrimSuffix(whole+"."+decimals[:digits], ".")
}

// changesTo tells history what an update changes; a is after as it was read.
func (in Submission) changesTo(after Submission, a application) []store.Change {
	amount := func(minor int64) string { return assign.Money{Amount: minor, Currency: a.Figures.Currency}.Decimal() }
	list := changed(
		store.Change{Field: "currency", Before: in.Currency, After: a.Figures.Currency},
		store.Change{Field: "existingRetail", Before: in.ExistingRetail, After: amount(a.existing.Retail)},
		store.Change{Field: "existingBusiness", Before: in.ExistingBusiness, After: amount(a.existing.Business)},
		store.Change{Field: "discretionBps", Before: in.DiscretionBps, After: a.Figures.DiscretionBps},
		store.Change{Field: "location", Before: in.Location, After: a.Location},
		store.Change{Field: "propertyType", Before: string(in.PropertyType), After: string(a.PropertyType)},
		store.Change{Field: "language", Before: in.Language, After: a.Language},
		store.Change{Field: "product", Before: in.Product, After: after.Product},
		store.Change{Field: "broker", Before: in.Broker, After: after.Broker})
	facilities := make([]FacilityText, len(a.facilities))
	for i, f := range a.facilities {
		facilities[i] = FacilityText{Category: f.Category, Book: f.Book, Amount: amount(f.Amount)}
	}
	if !slices.Equal(in.Facilities, facilities) {
		list = append(list, store.Change{Field: "facilities", Before: in.Facilities, After: facilities})
	}
	return list
}

// sameFacilities reports whether the rows are what was read.
func sameFacilities(row *db.Deal, a application) bool {
	return slices.EqualFunc(inOrder(row.Edges.Facilities), a.facilities, func(f *db.Facility, g assign.Facility) bool {
		return f.Category.String() == string(g.Category) && f.Book.String() == string(g.Book) && f.Amount == g.Amount
	})
}
