package assign

// Facility is one part of what is lent on a deal.
type Facility struct {
	Category Category `json:"category"`
	Book     Book     `json:"book,omitempty"` // RETAIL unless stated (LL-4)
	Amount   int64    `json:"amount"`         // minor units of the deal's currency; of a line, the authorised limit (LL-3)
}

// Category says what secures a facility.
type Category string

// The values of Category.
const (
	CategoryMortgage       Category = "MORTGAGE"
	CategoryLineSecured    Category = "LINE_SECURED"
	CategoryCashSecured    Category = "CASH_SECURED"
	CategoryVehicleSecured Category = "VEHICLE_SECURED"
	CategoryUnsecured      Category = "UNSECURED"
	CategoryBridge         Category = "BRIDGE"
)

// Values lists the values for the schema.
func (Category) Values() []string {
	return []string{
		string(CategoryMortgage), string(CategoryLineSecured), string(CategoryCashSecured),
		string(CategoryVehicleSecured), string(CategoryUnsecured), string(CategoryBridge),
	}
}

// Book says which aggregate of the connection a facility belongs to (LL-4).
type Book string

// The values of Book.
const (
	BookRetail   Book = "RETAIL"
	BookBusiness Book = "BUSINESS"
)

// Values lists the values for the schema.
func (Book) Values() []string { return []string{string(BookRetail), string(BookBusiness)} }
