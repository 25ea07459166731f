package desk

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"mandate/assign"
	"mandate/fault"
	"mandate/ident"
)

// Submission is a deal as the LOS submits it; amounts are decimal text in the deal's
// currency. Empty text is left out, but a facility has an amount.
type Submission struct {
	ID                               ident.ID // zero: a new one
	Reference                        string
	Facilities                       []FacilityText // none: no figure is known yet, and zero is covered (LL-6)
	Currency                         string         // the company's when empty
	ExistingRetail, ExistingBusiness string
	DiscretionBps                    int
	Location                         string
	PropertyType                     assign.PropertyType
	Language                         string // the company's when empty
	Product, Broker                  string // the LOS's references
}

// FacilityText is a facility with its amount as text.
type FacilityText struct {
	Category assign.Category `json:"category"`
	Book     assign.Book     `json:"book"`
	Amount   string          `json:"amount"`
}

const (
	mostFacilities = 50
	longestText    = 200
)

// application is a submission that has been read.
type application struct {
	assign.Deal
	reference  string
	facilities []assign.Facility
	existing   assign.Exposure
	search     string
}

// read checks a plausible submission against the company's settings and catalogue;
// faults name the input field.
func (m *memory) read(in Submission) (application, error) {
	a := application{reference: reference(in)}
	a.ID, a.Status, a.Location, a.PropertyType, a.Language = in.ID, assign.StatusNew, strings.TrimSpace(in.Location), in.PropertyType, in.Language
	if a.Language == "" {
		a.Language = m.settings.Language
	}
	for _, check := range []func(*application, Submission) error{m.readMoney, m.readCatalogue} {
		if err := check(&a, in); err != nil {
			return a, err
		}
	}
	return a, nil
}

func invalid(format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...)
}

// plausible checks what needs no company: before a reference is shared with other
// submissions, it is one that a database takes.
func (in Submission) plausible() error {
	if reference(in) == "" {
		return fault.New(fault.Invalid, fault.CodeRequired, "A deal needs a reference.").On("reference")
	}
	for _, f := range []struct{ field, text string }{{"reference", in.Reference}, {"location", in.Location}, {"language", in.Language}} {
		if len(f.text) > longestText {
			return invalid("The text is longer than %d bytes.", longestText).On(f.field)
		}
		if !utf8.ValidString(f.text) || strings.ContainsRune(f.text, 0) {
			return invalid("The text is not UTF-8 without NUL.").On(f.field)
		}
	}
	if in.PropertyType == assign.PropertyAll {
		return invalid("A deal has one kind of property; ALL is for preferences.").On("propertyType")
	}
	if in.DiscretionBps < 0 || in.DiscretionBps > 10_000 {
		return invalid("The discretion lies between 0 and 10000 basis points.").On("discretionBps")
	}
	if len(in.Facilities) > mostFacilities {
		return invalid("A deal has at most %d facilities.", mostFacilities).On("facilities")
	}
	return nil
}

func (m *memory) readMoney(a *application, in Submission) error {
	currency := in.Currency
	if currency == "" {
		currency = m.settings.Currency
	}
	if _, err := assign.MinorDigits(currency); err != nil {
		return fault.As(err).On("currency")
	}
	amount := func(text string, field ...string) (int64, error) {
		money, err := assign.ParseMoney(text, currency)
		if err != nil {
			return 0, fault.As(err).On(field...)
		}
		return money.Amount, nil
	}
	exposure := func(text, field string) (int64, error) {
		if text == "" {
			return 0, nil
		}
		return amount(text, field)
	}
	var err error
	if a.existing.Retail, err = exposure(in.ExistingRetail, "existingRetail"); err != nil {
		return err
	}
	if a.existing.Business, err = exposure(in.ExistingBusiness, "existingBusiness"); err != nil {
		return err
	}
	for i, f := range in.Facilities {
		minor, err := amount(f.Amount, "facilities", strconv.Itoa(i), "amount")
		if err != nil {
			return err
		}
		if f.Book == "" {
			f.Book = assign.BookRetail
		}
		a.facilities = append(a.facilities, assign.Facility{Category: f.Category, Book: f.Book, Amount: minor})
	}
	a.Figures, err = assign.FiguresOf(currency, a.facilities, a.existing, in.DiscretionBps)
	if err != nil {
		return fault.As(err).On("facilities")
	}
	return nil
}

func (m *memory) readCatalogue(a *application, in Submission) error {
	var product, broker string
	if in.Product != "" {
		p, ok := m.products[in.Product]
		if !ok {
			return invalid("There is no product with the reference %s.", clip(in.Product)).On("product")
		}
		a.Product = p.id
		product = p.name
	}
	if in.Broker != "" {
		b, ok := m.brokers[in.Broker]
		if !ok {
			return invalid("There is no broker with the reference %s.", clip(in.Broker)).On("broker")
		}
		a.Broker, a.BrokerVerified = b.id, m.known[b.id]
		broker = b.name
	}
	a.search = searchKey(product, broker, a.reference, a.Location)
	return nil
}

func clip(text string) string {
	if len(text) > 40 {
		text = strings.ToValidUTF8(text[:40], "") + "…"
	}
	return fmt.Sprintf("%q", text)
}
