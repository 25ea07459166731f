package assign

import (
	"slices"

	"mandate/ident"
)

// Waiting is the deals of one company that have no owner and are not held, in a form that
// tells fast which of them a person could take. The zero Waiting is empty. It belongs to
// one goroutine at a time.
type Waiting struct {
	places map[ident.ID]int
	deals  []*Deal // by place; never changed
	traits []traits

	languages  column[string] // as the deals name them
	locations  column[string]
	properties column[PropertyType]
	products   column[ident.ID]
	brokers    column[ident.ID] // verified ones; the zero ID is for the others (PF-2)
	accepts    acceptance
}

// traits are the numbers of a deal's values.
type traits struct{ language, location, property, product, broker int }

// acceptance says by number which values one person takes.
type acceptance struct{ languages, locations, properties, products, brokers []bool }

// Len is how many deals wait.
func (w *Waiting) Len() int { return len(w.deals) }

// Deal gives a deal that waits.
func (w *Waiting) Deal(id ident.ID) (Deal, bool) {
	i, ok := w.places[id]
	if !ok {
		return Deal{}, false
	}
	return *w.deals[i], true
}

// Put enters a deal, or replaces what is known of it.
func (w *Waiting) Put(d Deal) {
	w.Remove(d.ID)
	if w.places == nil {
		w.places = make(map[ident.ID]int)
	}
	w.places[d.ID] = len(w.deals)
	w.deals = append(w.deals, &d)
	w.traits = append(w.traits, traits{
		language: w.languages.enter(d.Language), location: w.locations.enter(d.Location), property: w.properties.enter(d.PropertyType),
		product: w.products.enter(d.Product), broker: w.brokers.enter(d.verifiedBroker()),
	})
}

// Remove takes a deal out and reports whether it waited.
func (w *Waiting) Remove(id ident.ID) bool {
	i, ok := w.places[id]
	if !ok {
		return false
	}
	t, last := w.traits[i], len(w.deals)-1
	w.languages.leave(t.language)
	w.locations.leave(t.location)
	w.properties.leave(t.property)
	w.products.leave(t.product)
	w.brokers.leave(t.broker)
	w.deals[i], w.traits[i] = w.deals[last], w.traits[last]
	w.places[w.deals[i].ID] = i
	w.deals[last] = nil
	w.deals, w.traits = w.deals[:last], w.traits[:last]
	delete(w.places, id)
	return true
}

// All lists the deals in the order of the sweep (AS-10).
func (w *Waiting) All() []Deal {
	all := make([]Deal, len(w.deals))
	for i, d := range w.deals {
		all[i] = *d
	}
	slices.SortFunc(all, func(d, e Deal) int { return d.before(&e) })
	return all
}

// passing marks the deals that pass every check for somebody, OVER_LIMIT only where the
// company has its fallback on (AS-6). Each check is made once a value, not once a deal.
func (w *Waiting) passing(c *Candidate, s Settings, marks []bool) {
	w.accept(&c.Preferences, s)
	a := &w.accepts
	for i := range w.traits {
		t := &w.traits[i]
		if a.languages[t.language] && a.locations[t.location] && a.properties[t.property] && a.products[t.product] && a.brokers[t.broker] &&
			(s.OverLimitFallback || covers(&w.deals[i].Figures, &c.Limits, &s)) {
			marks[i] = true
		}
	}
}

// accept asks a person's preferences about every value (AS-2, AS-3).
func (w *Waiting) accept(p *Preferences, s Settings) {
	a := &w.accepts
	a.languages = w.languages.ask(a.languages, func(l string) bool {
		d := Deal{Language: l}
		return p.allowsLanguage(d.language(&s))
	})
	a.locations = w.locations.ask(a.locations, func(l string) bool { return allows(p.Locations, l) })
	a.properties = w.properties.ask(a.properties, p.allowsProperty)
	a.products = w.products.ask(a.products, func(id ident.ID) bool { return allows(p.Products, id) })
	a.brokers = w.brokers.ask(a.brokers, func(id ident.ID) bool { return p.allowsBroker(id, true) })
}
