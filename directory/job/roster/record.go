package roster

import (
	"slices"
	"strconv"
	"strings"

	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
)

// columns are what an import reads; passed are what only an export says.
var (
	columns = []string{"userName", "email", "firstName", "lastName", "phone", "locale", "manager", "roles", "mfaRequired", "active",
		"autoAssign", "locations", "propertyTypes", "languages", "maxCapacity", "maxDiscretionBps",
		"loanAmount", "mortgageSecured", "nonMortgageSecured", "bridgeSecured", "totalConnection"}
	passed = []string{"id", "name", "status", "source", "lastLoginAt", "createdAt"}
)

// Columns are what a file for an import may name, for whoever is told so.
func Columns() []string { return slices.Clone(columns) }

// nothing is a cell that takes away what is there.
const nothing = "-"

// record is one row of a file, by column; a column that is missing or empty says nothing.
type record map[string]string

func (r record) text(column string) *string {
	v := r[column]
	if v == "" {
		return nil
	}
	return &v
}

func (r record) yes(column string) (*bool, error) {
	if r[column] == "" {
		return nil, nil
	}
	v, err := strconv.ParseBool(strings.ToLower(r[column]))
	if err != nil {
		return nil, wrong("This is true or false.", column)
	}
	return &v, nil
}

func (r record) list(column string) *[]string {
	switch r[column] {
	case "":
		return nil
	case nothing:
		return &[]string{}
	}
	list := []string{}
	for part := range strings.SplitSeq(r[column], ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return &list
}

func (r record) maximum(column string) (*assign.Maximum, error) {
	switch r[column] {
	case "":
		return nil, nil
	case nothing:
		return &assign.Maximum{}, nil
	}
	n, err := strconv.Atoi(r[column])
	if err != nil {
		return nil, wrong("This is a whole number.", column)
	}
	m := assign.MaximumOf(n)
	return &m, nil
}

func (r record) limit(column, currency string) (*assign.Limit, error) {
	switch r[column] {
	case "":
		return nil, nil
	case nothing:
		return &assign.Limit{}, nil
	case unlimited:
		l := assign.Unlimited()
		return &l, nil
	}
	money, err := assign.ParseMoney(r[column], currency)
	if err != nil {
		return nil, fault.As(err).On(column)
	}
	l := assign.LimitOf(money.Amount)
	return &l, nil
}

const unlimited = "UNLIMITED"

func wrong(text, column string) error {
	return fault.New(fault.Invalid, fault.CodeInvalid, "%s", text).On(column)
}

// limits reads the columns of section 9.
func (r record) limits(currency string) (u directory.LimitsUpdate, err error) {
	if u.MaxCapacity, err = r.maximum("maxCapacity"); err != nil {
		return u, err
	}
	if u.MaxDiscretionBps, err = r.maximum("maxDiscretionBps"); err != nil {
		return u, err
	}
	for _, f := range []struct {
		column string
		into   **assign.Limit
	}{{"loanAmount", &u.LoanAmount}, {"mortgageSecured", &u.MortgageSecured}, {"nonMortgageSecured", &u.NonMortgageSecured},
		{"bridgeSecured", &u.BridgeSecured}, {"totalConnection", &u.TotalConnection}} {
		if *f.into, err = r.limit(f.column, currency); err != nil {
			return u, err
		}
	}
	return u, nil
}

// preferences reads the columns of PF-1.
func (r record) preferences() (u directory.PreferencesUpdate, err error) {
	if u.AutoAssign, err = r.yes("autoAssign"); err != nil {
		return u, err
	}
	u.Locations, u.Languages = r.list("locations"), r.list("languages")
	if types := r.list("propertyTypes"); types != nil {
		list := make([]assign.PropertyType, len(*types))
		for i, t := range *types {
			list[i] = assign.PropertyType(t)
		}
		u.PropertyTypes = &list
	}
	return u, nil
}

// knownColumns refuses a heading that names what nobody reads, so that a misspelt column
// is not passed over in silence.
func knownColumns(heading []string) error {
	for i, c := range heading {
		if !slices.Contains(columns, c) && !slices.Contains(passed, c) {
			return fault.New(fault.Invalid, fault.CodeInvalid, "There is no column %q.", c).On(c)
		}
		if slices.Contains(heading[:i], c) {
			return fault.New(fault.Invalid, fault.CodeInvalid, "The column %q is there twice.", c).On(c)
		}
	}
	if !slices.Contains(heading, "userName") && !slices.Contains(heading, "email") {
		return fault.New(fault.Invalid, fault.CodeRequired, "A file needs the column userName or email.").On("email")
	}
	return nil
}
