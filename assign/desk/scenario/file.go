package scenario

import "time"

// File is one timeline.
type File struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Rules    []string  `json:"rules"`    // numbers of the rules that it exercises
	Company  Company   `json:"company"`  // settings that differ from the defaults
	Start    time.Time `json:"start"`    // boundaries up to it have happened and are not reported
	Users    []User    `json:"users"`    // at the start
	Deals    []Deal    `json:"deals"`    // at the start; those that wait are swept once
	Requests []Request `json:"requests"` // at the start
	Events   []Event   `json:"events"`   // in order of time
}

// Company is settings of section 2; what is not given keeps its value.
type Company struct {
	Kind                *string       `json:"kind,omitempty"`
	Zone                *string       `json:"zone,omitempty"`
	Currency            *string       `json:"currency,omitempty"`
	Language            *string       `json:"language,omitempty"`
	AutoAssign          *bool         `json:"autoAssign,omitempty"`
	LeaverDeals         *string       `json:"leaverDeals,omitempty"`
	LimitsDualControl   *bool         `json:"limitsDualControl,omitempty"`
	OverLimitFallback   *bool         `json:"overLimitFallback,omitempty"`
	CapacityRelease     *string       `json:"capacityRelease,omitempty"`
	LimitsView          *string       `json:"limitsView,omitempty"`
	AutoRemoveDelegates *bool         `json:"autoRemoveDelegates,omitempty"`
	SSO                 *bool         `json:"sso,omitempty"`
	InactivityDays      Maybe[int]    `json:"inactivityDays,omitzero"`    // null: off
	DualApprovalAbove   Maybe[string] `json:"dualApprovalAbove,omitzero"` // null: off
	CompanyPhone        *string       `json:"companyPhone,omitempty"`
}

// User is a person at the start, or one that an event creates.
type User struct {
	ID             string     `json:"id"`
	Name           string     `json:"name,omitempty"`
	Email          string     `json:"email,omitempty"` // id@example.test when empty
	Manager        string     `json:"manager,omitempty"`
	Permissions    []string   `json:"permissions,omitempty"`
	AutoAssign     *bool      `json:"autoAssign,omitempty"` // nil: on
	Prefs          Prefs      `json:"prefs,omitzero"`
	Limits         Limits     `json:"limits,omitzero"`
	Inactive       []string   `json:"inactive,omitempty"` // ADMIN, DIRECTORY, INACTIVITY
	LastAssignedAt *time.Time `json:"lastAssignedAt,omitempty"`
	LastLoginAt    *time.Time `json:"lastLoginAt,omitempty"` // nil: the start
	OOO            *OOO       `json:"ooo,omitempty"`
}

// Prefs are preference sets; nil is not given.
type Prefs struct {
	Locations     []string      `json:"locations,omitempty"`
	PropertyTypes []string      `json:"propertyTypes,omitempty"`
	Products      []string      `json:"products,omitempty"`
	Brokers       []string      `json:"brokers,omitempty"`
	Languages     []string      `json:"languages,omitempty"`
	FinancingDate Maybe[string] `json:"financingDate,omitzero"`
}

// Limits are lending limits: money as decimal text or UNLIMITED, null unsets.
type Limits struct {
	MaxCapacity        Maybe[int]    `json:"maxCapacity,omitzero"`
	MaxDiscretionBps   Maybe[int]    `json:"maxDiscretionBps,omitzero"`
	LoanAmount         Maybe[string] `json:"loanAmount,omitzero"`
	MortgageSecured    Maybe[string] `json:"mortgageSecured,omitzero"`
	NonMortgageSecured Maybe[string] `json:"nonMortgageSecured,omitzero"`
	BridgeSecured      Maybe[string] `json:"bridgeSecured,omitzero"`
	TotalConnection    Maybe[string] `json:"totalConnection,omitzero"`
}

// OOO is a saved absence: local dates and who stands in.
type OOO struct {
	StartDate string `json:"startDate"`
	EndDate   string `json:"endDate"`
	Delegate  string `json:"delegate"`
}

// Deal is a deal at the start, or one that an event creates.
type Deal struct {
	ID            string        `json:"id"`
	Owner         Maybe[string] `json:"owner,omitzero"`
	Status        string        `json:"status,omitempty"` // NEW when empty
	Held          bool          `json:"held,omitempty"`
	CreatedAt     *time.Time    `json:"createdAt,omitempty"` // nil: the start
	Facilities    []Facility    `json:"facilities,omitzero"`
	Existing      Existing      `json:"existing,omitzero"`
	DiscretionBps int           `json:"discretionBps,omitempty"`
	Currency      string        `json:"currency,omitempty"` // the company's when empty
	Language      string        `json:"language,omitempty"` // the company's when empty
	Location      Maybe[string] `json:"location,omitzero"`
	PropertyType  Maybe[string] `json:"propertyType,omitzero"`
	Product       Maybe[string] `json:"product,omitzero"`
	Broker        Maybe[string] `json:"broker,omitzero"`
}

// Facility is one part of what is lent; a book not given is RETAIL.
type Facility struct {
	Category string `json:"category"`
	Book     string `json:"book,omitempty"`
	Amount   string `json:"amount"`
}

// Existing is the connection's exposure besides the deal; nil is not given.
type Existing struct {
	Retail   *string `json:"retail,omitempty"`
	Business *string `json:"business,omitempty"`
}

// Request is an approval request at the start.
type Request struct {
	ID          string `json:"id"`
	Deal        string `json:"deal"`
	RequestedBy string `json:"requestedBy"`
	Approver    Names  `json:"approver"`
	State       string `json:"state,omitempty"` // PENDING when empty
}
