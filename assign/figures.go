package assign

import (
	"strconv"

	"mandate/fault"
)

// Figures are the numbers of a deal that authority is compared with (section 9), in
// minor units of the deal's currency.
type Figures struct {
	Currency      string `json:"currency"`
	Loan          int64  `json:"loan"`        // all facilities (LL-2)
	Mortgage      int64  `json:"mortgage"`    // mortgages and secured lines (LL-3)
	NonMortgage   int64  `json:"nonMortgage"` // cash secured, vehicle secured, unsecured
	Bridge        int64  `json:"bridge"`
	Retail        int64  `json:"retail"`        // aggregate: existing exposure and facilities of the book (LL-4)
	Business      int64  `json:"business"`      // aggregate
	Connection    int64  `json:"connection"`    // both aggregates
	DiscretionBps int    `json:"discretionBps"` // basis points below the posted rate (LL-8)
}

// Exposure is what the connection owes already, in minor units, by book (LL-4).
type Exposure struct {
	Retail   int64 `json:"retail"`
	Business int64 `json:"business"`
}

// FiguresOf computes the figures in one pass over the facilities. A text that is no
// currency code, an unknown category or book, a negative number and a sum beyond int64
// are INVALID and name the field; without facilities the sums are those of the existing
// exposure.
func FiguresOf(currency string, facilities []Facility, existing Exposure, discretionBps int) (Figures, error) {
	if !isCode(currency) { // no more, so that a deal outlives its currency
		return Figures{}, fault.New(fault.Invalid, fault.CodeInvalid, "A currency is three capital letters, such as CAD.").On("currency")
	}
	if existing.Retail < 0 || existing.Business < 0 {
		return Figures{}, errNegative().On("existing")
	}
	if discretionBps < 0 {
		return Figures{}, errNegative().On("discretionBps")
	}
	f := Figures{Currency: currency, Retail: existing.Retail, Business: existing.Business, DiscretionBps: discretionBps}
	for i, facility := range facilities {
		if err := f.include(facility); err != nil {
			return Figures{}, err.On("facilities", strconv.Itoa(i))
		}
	}
	connection, ok := add(f.Retail, f.Business)
	if !ok {
		return Figures{}, errTooLarge().On("existing")
	}
	f.Connection = connection
	return f, nil
}

// include adds one facility to every sum that it belongs to.
func (f *Figures) include(facility Facility) *fault.Fault {
	bucket, aggregate := f.bucket(facility.Category), f.aggregate(facility.Book)
	if bucket == nil || aggregate == nil {
		return fault.New(fault.Invalid, fault.CodeInvalid, "The facility has no known category or book.")
	}
	if facility.Amount < 0 {
		return errNegative()
	}
	for _, sum := range []*int64{&f.Loan, bucket, aggregate} {
		total, ok := add(*sum, facility.Amount)
		if !ok {
			return errTooLarge()
		}
		*sum = total
	}
	return nil
}

func (f *Figures) bucket(c Category) *int64 {
	switch c {
	case CategoryMortgage, CategoryLineSecured:
		return &f.Mortgage
	case CategoryCashSecured, CategoryVehicleSecured, CategoryUnsecured:
		return &f.NonMortgage
	case CategoryBridge:
		return &f.Bridge
	}
	return nil
}

func (f *Figures) aggregate(b Book) *int64 {
	switch b {
	case BookRetail, "":
		return &f.Retail
	case BookBusiness:
		return &f.Business
	}
	return nil
}

func errNegative() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "The number may not be negative.")
}
