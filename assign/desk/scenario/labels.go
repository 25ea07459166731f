package scenario

import "slices"

// Labels are what a file calls its people, deals and requests: those of the start, and
// all that events name besides.
type Labels struct{ Users, Deals, Requests []string }

func (f File) starting() Labels {
	var l Labels
	for _, u := range f.Users {
		l.Users = append(l.Users, u.ID)
	}
	for _, d := range f.Deals {
		l.Deals = append(l.Deals, d.ID)
	}
	for _, r := range f.Requests {
		l.Requests = append(l.Requests, r.ID)
	}
	return l
}

// Labels lists every label once, in order.
func (f File) Labels() Labels {
	l := f.starting()
	for _, e := range f.Events {
		l.Users = append(l.Users, e.User, e.Actor, e.Delegate, e.SetUser.Manager.Or(""))
		l.Users = append(l.Users, e.Approver...)
		l.Deals = append(l.Deals, e.Deal)
		l.Requests = append(l.Requests, e.Request)
	}
	return Labels{tidy(l.Users), tidy(l.Deals), tidy(l.Requests)}
}

// tidy sorts texts, and keeps each once and the empty one not at all.
func tidy(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" })
}

// References lists the products and brokers that a file names anywhere, each once.
func (f File) References() (products, brokers []string) {
	see := func(ps, bs []string) { products, brokers = append(products, ps...), append(brokers, bs...) }
	deal := func(product, broker Maybe[string]) { see([]string{product.Or("")}, []string{broker.Or("")}) }
	for _, u := range f.Users {
		see(u.Prefs.Products, u.Prefs.Brokers)
	}
	for _, d := range f.Deals {
		deal(d.Product, d.Broker)
	}
	for _, e := range f.Events {
		deal(e.SetDeal.Product, e.SetDeal.Broker)
		if u := e.NewUser; u != nil {
			see(u.Prefs.Products, u.Prefs.Brokers)
		}
		if d := e.NewDeal; d != nil {
			deal(d.Product, d.Broker)
		}
		if p := e.SetUser.Prefs; p != nil && p.Products != nil {
			see(*p.Products, nil)
		}
		if p := e.SetUser.Prefs; p != nil && p.Brokers != nil {
			see(nil, *p.Brokers)
		}
	}
	return tidy(products), tidy(brokers)
}
