package graph

import (
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
)

const (
	longestName    = 200  // bytes of a reference, name or location
	longestAddress = 2000 // bytes of an address or a header
)

// plain refuses what a reference or name must not hold: what is not directory.Showable.
func plain(text string, field ...string) error {
	return bounded(given{text: text}, longestName, field...)
}

// bounded is plain for a text of another length.
func bounded(g given, most int, field ...string) error {
	if len(field) == 0 {
		field = []string{g.field}
	}
	if len(g.text) > most {
		return fault.New(fault.Invalid, fault.CodeInvalid, "The text is longer than %d bytes.", most).On(field...)
	}
	if !directory.Showable(g.text) {
		return fault.New(fault.Invalid, fault.CodeInvalid, "Line breaks, control characters, direction marks and marks that nobody sees have no place here.").On(field...)
	}
	return nil
}

// given is a text of an input with the name of its field.
type given struct{ field, text string }

func allPlain(list ...given) error {
	for _, g := range list {
		if err := plain(g.text, g.field); err != nil {
			return err
		}
	}
	return nil
}

// said is the text of an optional field.
func said(field string, o graphql.Omittable[*string]) given {
	text, _ := value(o)
	return given{field, text}
}

func plainSubmission(in desk.Submission) error {
	return allPlain(given{"reference", in.Reference}, given{"location", in.Location}, given{"language", in.Language},
		given{"product", in.Product}, given{"broker", in.Broker})
}

func plainBrokers(list []*gql.BrokerInput) error {
	for i, b := range list {
		if err := allPlain(given{"reference", b.Reference}, given{"name", b.Name}); err != nil {
			return itemFault(err, "brokers", i)
		}
	}
	return nil
}

func plainProducts(list []*gql.ProductInput) error {
	for i, p := range list {
		if err := allPlain(given{"reference", p.Reference}, given{"name", p.Name}); err != nil {
			return itemFault(err, "products", i)
		}
		for _, location := range p.Locations {
			if err := plain(location, "locations"); err != nil {
				return itemFault(err, "products", i)
			}
		}
	}
	return nil
}

// itemFault says in which item of a list a field is.
func itemFault(err error, list string, i int) error {
	f := fault.As(err)
	return f.On(append([]string{list, strconv.Itoa(i)}, f.Field...)...)
}

func plainTexts(field string, o graphql.Omittable[[]string]) error {
	list, _ := o.ValueOK()
	for _, text := range list {
		if err := plain(text, field); err != nil {
			return err
		}
	}
	return nil
}
