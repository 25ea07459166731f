package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// matrix is what staff may decide and take, as the text of its cells.
type matrix struct {
	currency          string
	people            []*matrixPerson // by user name
	logins            logins
	byID              map[ident.ID]*matrixPerson
	products, brokers catalogue
}

type matrixPerson struct {
	id       ident.ID
	version  int64
	userName string
	name     string
	limits   assign.Limits
	cells    map[string]string // by column
}

// catalogue is references of the LOS and the ids they stand for.
type catalogue struct {
	ids        map[string]ident.ID
	references map[ident.ID]string
	unverified map[string]bool // brokers who can't be chosen (PF-2)
}

// The columns before those of matrixFields: who it is, and their name for the reader.
const (
	userColumn = "user"
	nameColumn = "name"

	brokersColumn = "brokers"
)

func matrixColumns() []string {
	columns := []string{userColumn, nameColumn}
	for _, f := range matrixFields() {
		columns = append(columns, f.column)
	}
	return columns
}

func loadMatrix(ctx context.Context, c *db.Client) (*matrix, error) {
	settings, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	m := &matrix{currency: settings.Currency, byID: map[ident.ID]*matrixPerson{}}
	if m.logins, err = loadLogins(ctx, c); err != nil {
		return nil, err
	}
	if err := m.loadCatalogue(ctx, c); err != nil {
		return nil, fmt.Errorf("load products and brokers: %w", err)
	}
	rows, err := c.User.Query().Where(user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).WithLimits().WithPreferences().
		Order(user.ByUserNameKey(), user.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	for _, u := range rows {
		if err := m.add(u); err != nil {
			return nil, fmt.Errorf("read authority of %s: %w", u.ID, err)
		}
	}
	return m, nil
}

func (m *matrix) loadCatalogue(ctx context.Context, c *db.Client) error {
	products, err := c.Product.Query().All(ctx)
	if err != nil {
		return err
	}
	brokers, err := c.Broker.Query().All(ctx)
	if err != nil {
		return err
	}
	m.products, m.brokers = newCatalogue(), newCatalogue()
	for _, p := range products {
		m.products.add(p.Reference, p.ID)
	}
	for _, b := range brokers {
		m.brokers.add(b.Reference, b.ID)
		m.brokers.unverified[b.Reference] = !b.Verified
	}
	return nil
}

func newCatalogue() catalogue {
	return catalogue{map[string]ident.ID{}, map[ident.ID]string{}, map[string]bool{}}
}

func (c catalogue) add(reference string, id ident.ID) {
	c.ids[reference], c.references[id] = id, reference
}

func (c catalogue) texts(ids []ident.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = c.references[id]
	}
	return out
}

func (m *matrix) add(u *db.User) error {
	limits, err := directory.LimitsOf(u.Edges.Limits)
	if err != nil {
		return err
	}
	preferences, err := directory.PreferencesOf(u.Edges.Preferences)
	if err != nil {
		return err
	}
	p := &matrixPerson{id: u.ID, version: u.Version, userName: u.UserName, name: directory.ShownName(u), limits: limits, cells: map[string]string{}}
	for _, f := range matrixFields() {
		p.cells[f.column] = f.show(m, limits, preferences)
	}
	m.people, m.byID[u.ID] = append(m.people, p), p
	return nil
}

func showMaximum(n assign.Maximum) string {
	if !n.Set {
		return ""
	}
	return strconv.Itoa(n.N)
}

func showSwitch(on bool) string { return map[bool]string{true: "on", false: "off"}[on] }

// showList writes a set: its order means nothing.
func showList(values []string) string {
	values = slices.Compact(slices.Sorted(slices.Values(values)))
	return strings.Join(values, ";")
}
