package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// matrixField is one column of the matrix: how a value is shown, and what a cell changes.
type matrixField struct {
	column string
	show   func(m *matrix, l assign.Limits, p assign.Preferences) string
	read   func(m *matrix, cell line, into *matrixChange) (shown string, err error)
}

// matrixChange is what a row changes of one person.
type matrixChange struct {
	limits      directory.LimitsUpdate
	preferences directory.PreferencesUpdate
}

func matrixFields() []matrixField {
	type limits = directory.LimitsUpdate
	return []matrixField{
		maximum("maxCapacity", func(l assign.Limits) assign.Maximum { return l.MaxCapacity }, func(u *limits, n assign.Maximum) { u.MaxCapacity = &n }),
		maximum("maxDiscretionBps", func(l assign.Limits) assign.Maximum { return l.MaxDiscretionBps }, func(u *limits, n assign.Maximum) { u.MaxDiscretionBps = &n }),
		amount("loanAmount", func(l assign.Limits) assign.Limit { return l.LoanAmount }, func(u *limits, a assign.Limit) { u.LoanAmount = &a }),
		amount("mortgageSecured", func(l assign.Limits) assign.Limit { return l.MortgageSecured }, func(u *limits, a assign.Limit) { u.MortgageSecured = &a }),
		amount("nonMortgageSecured", func(l assign.Limits) assign.Limit { return l.NonMortgageSecured }, func(u *limits, a assign.Limit) { u.NonMortgageSecured = &a }),
		amount("bridgeSecured", func(l assign.Limits) assign.Limit { return l.BridgeSecured }, func(u *limits, a assign.Limit) { u.BridgeSecured = &a }),
		amount("totalConnection", func(l assign.Limits) assign.Limit { return l.TotalConnection }, func(u *limits, a assign.Limit) { u.TotalConnection = &a }),
		autoAssign(),
		words("locations", func(p assign.Preferences) []string { return p.Locations }, func(c *matrixChange, v []string) { c.preferences.Locations = &v }),
		words("languages", func(p assign.Preferences) []string { return p.Languages }, func(c *matrixChange, v []string) { c.preferences.Languages = &v }),
		propertyTypes(),
		references("products", func(m *matrix) catalogue { return m.products }, func(p assign.Preferences) []ident.ID { return p.Products },
			func(c *matrixChange, v []ident.ID) { c.preferences.Products = &v }),
		references(brokersColumn, func(m *matrix) catalogue { return m.brokers }, func(p assign.Preferences) []ident.ID { return p.Brokers },
			func(c *matrixChange, v []ident.ID) { c.preferences.Brokers = &v }),
	}
}

func wrong(column, format string, args ...any) error {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...).On(column)
}

func maximum(column string, of func(assign.Limits) assign.Maximum, set func(*directory.LimitsUpdate, assign.Maximum)) matrixField {
	return matrixField{column,
		func(_ *matrix, l assign.Limits, _ assign.Preferences) string { return showMaximum(of(l)) },
		func(_ *matrix, cell line, into *matrixChange) (string, error) {
			var n assign.Maximum
			if text := cell.get(column); text != "" {
				number, err := strconv.Atoi(text)
				if err != nil {
					return "", wrong(column, "%q is no whole number.", text)
				}
				n = assign.MaximumOf(number)
			}
			set(&into.limits, n)
			return showMaximum(n), nil
		}}
}

func amount(column string, of func(assign.Limits) assign.Limit, set func(*directory.LimitsUpdate, assign.Limit)) matrixField {
	return matrixField{column,
		func(m *matrix, l assign.Limits, _ assign.Preferences) string { return of(l).Text(m.currency) },
		func(m *matrix, cell line, into *matrixChange) (string, error) {
			limit, err := assign.ParseLimit(cell.get(column), m.currency)
			if err != nil {
				return "", fault.As(err).On(column)
			}
			set(&into.limits, limit)
			return limit.Text(m.currency), nil
		}}
}

func autoAssign() matrixField {
	const column = "autoAssign"
	return matrixField{column,
		func(_ *matrix, _ assign.Limits, p assign.Preferences) string { return showSwitch(p.AutoAssign) },
		func(_ *matrix, cell line, into *matrixChange) (string, error) {
			text := cell.get(column)
			on := strings.EqualFold(text, "on")
			if !on && !strings.EqualFold(text, "off") {
				return "", wrong(column, "%q is neither on nor off.", text)
			}
			into.preferences.AutoAssign = &on
			return showSwitch(on), nil
		}}
}

func words(column string, of func(assign.Preferences) []string, set func(*matrixChange, []string)) matrixField {
	return matrixField{column,
		func(_ *matrix, _ assign.Limits, p assign.Preferences) string { return showList(of(p)) },
		func(_ *matrix, cell line, into *matrixChange) (string, error) {
			values := cell.list(column)
			set(into, values)
			return showList(values), nil
		}}
}

func propertyTypes() matrixField {
	const column = "propertyTypes"
	texts := func(types []assign.PropertyType) (out []string) {
		for _, t := range types {
			out = append(out, string(t))
		}
		return out
	}
	return matrixField{column,
		func(_ *matrix, _ assign.Limits, p assign.Preferences) string { return showList(texts(p.PropertyTypes)) },
		func(_ *matrix, cell line, into *matrixChange) (string, error) {
			types := []assign.PropertyType{}
			for _, text := range cell.list(column) {
				t := assign.PropertyType(text)
				if !slices.Contains(t.Values(), text) {
					return "", wrong(column, "There is no property type %q.", text)
				}
				types = append(types, t)
			}
			into.preferences.PropertyTypes = &types
			return showList(texts(types)), nil
		}}
}

func references(column string, of func(*matrix) catalogue, chosen func(assign.Preferences) []ident.ID, set func(*matrixChange, []ident.ID)) matrixField {
	return matrixField{column,
		func(m *matrix, _ assign.Limits, p assign.Preferences) string { return showList(of(m).texts(chosen(p))) },
		func(m *matrix, cell line, into *matrixChange) (string, error) {
			texts, ids := cell.list(column), []ident.ID{}
			for _, text := range texts {
				id, ok := of(m).ids[text]
				if !ok {
					return "", wrong(column, "%q is none of the company's %s.", text, column)
				}
				ids = append(ids, id)
			}
			set(into, ids)
			return showList(texts), nil
		}}
}

// differs says that a cell is not what is there.
type differs struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func (d differs) String() string {
	return fmt.Sprintf("%s: %s → %s", d.Field, orNone(d.Before), orNone(d.After))
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
