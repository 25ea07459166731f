package directory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/preferences"
	"mandate/ent/db/product"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// held is preferences with the date that no rule reads.
type held struct {
	assign.Preferences
	financingDate string
}

func heldPreferences(row *db.Preferences) (held, error) {
	p, err := PreferencesOf(row)
	if err != nil || row == nil {
		return held{Preferences: p}, err
	}
	return held{p, row.FinancingDate}, nil
}

func (h held) with(c PreferencesUpdate) (held, error) {
	set(&h.AutoAssign, c.AutoAssign)
	setList(&h.Locations, c.Locations)
	setList(&h.PropertyTypes, c.PropertyTypes)
	setList(&h.Products, c.Products)
	setList(&h.Brokers, c.Brokers)
	setList(&h.Languages, c.Languages)
	set(&h.financingDate, c.FinancingDate)
	if h.financingDate != "" {
		if _, err := time.Parse(time.DateOnly, h.financingDate); err != nil {
			return h, invalid("A date is written as 2026-03-08.").On("financingDate")
		}
	}
	for _, t := range h.PropertyTypes {
		if !slices.Contains(t.Values(), string(t)) {
			return h, invalid("There is no property type %q.", string(t)).On("propertyTypes")
		}
	}
	return h, checkWords(h)
}

// setList takes a set as given, each value once.
func setList[T comparable](into *[]T, value *[]T) {
	if value == nil {
		return
	}
	list := make([]T, 0, len(*value))
	for _, v := range *value {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	*into = list
}

const maxSet = 1000

func checkWords(h held) error {
	for field, n := range map[string]int{"locations": len(h.Locations), "products": len(h.Products), "brokers": len(h.Brokers), "languages": len(h.Languages)} {
		if n > maxSet {
			return fault.New(fault.TooLarge, fault.CodeTooLarge, "A set holds at most %d values.", maxSet).On(field)
		}
	}
	if slices.Contains(h.Locations, "") {
		return invalid("A location may not be empty.").On("locations")
	}
	if slices.Contains(h.Languages, "") {
		return invalid("A language may not be empty.").On("languages")
	}
	return nil
}

func preferenceChanges(a, b held) []store.Change {
	var list []store.Change
	add := func(field string, same bool, before, after any) {
		if !same {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	add("autoAssign", a.AutoAssign == b.AutoAssign, a.AutoAssign, b.AutoAssign)
	add("locations", slices.Equal(a.Locations, b.Locations), a.Locations, b.Locations)
	add("propertyTypes", slices.Equal(a.PropertyTypes, b.PropertyTypes), a.PropertyTypes, b.PropertyTypes)
	add("products", slices.Equal(a.Products, b.Products), textsOf(ident.Product, a.Products), textsOf(ident.Product, b.Products))
	add("brokers", slices.Equal(a.Brokers, b.Brokers), textsOf(ident.Broker, a.Brokers), textsOf(ident.Broker, b.Brokers))
	add("languages", slices.Equal(a.Languages, b.Languages), a.Languages, b.Languages)
	add("financingDate", a.financingDate == b.financingDate, a.financingDate, b.financingDate)
	return list
}

// known loads what is newly chosen under the tenant; who was chosen before stays
// listed whatever became of them (PF-2).
func known(ctx context.Context, c *db.Client, before, after held) error {
	products, _ := difference(before.Products, after.Products)
	n, err := c.Product.Query().Where(product.IDIn(products...)).Count(ctx)
	if err != nil {
		return fmt.Errorf("look up products: %w", err)
	}
	if n != len(products) {
		return unknown("product").On("products")
	}
	brokers, _ := difference(before.Brokers, after.Brokers)
	rows, err := c.Broker.Query().Where(broker.IDIn(brokers...)).All(ctx)
	if err != nil {
		return fmt.Errorf("look up brokers: %w", err)
	}
	if len(rows) != len(brokers) {
		return unknown("broker").On("brokers")
	}
	for _, b := range rows {
		if !b.Verified {
			return fault.New(fault.Invalid, fault.CodeBrokerNotVerified, "The broker %s is not verified.", b.Name).On("brokers")
		}
	}
	return nil
}

func (h held) save(ctx context.Context, tx *store.Tx, id ident.ID) error {
	types := make([]string, len(h.PropertyTypes))
	for i, t := range h.PropertyTypes {
		types[i] = string(t)
	}
	err := tx.Client.Preferences.Create().SetID(tx.NewID()).SetUserID(id).SetAutoAssign(h.AutoAssign).
		SetLocations(notNil(h.Locations)).SetPropertyTypes(types).SetLanguages(notNil(h.Languages)).SetFinancingDate(h.financingDate).
		SetProducts(textsOf(ident.Product, h.Products)).SetBrokers(textsOf(ident.Broker, h.Brokers)).
		OnConflict(sql.ConflictColumns(preferences.FieldUserID)).
		Update(func(up *db.PreferencesUpsert) {
			up.UpdateAutoAssign().UpdateLocations().UpdatePropertyTypes().UpdateLanguages().UpdateFinancingDate().
				UpdateProducts().UpdateBrokers().UpdateUpdatedAt().AddVersion(1)
		}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save preferences: %w", err)
	}
	return nil
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
