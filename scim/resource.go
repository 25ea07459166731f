package scim

import (
	"net/http"

	"entgo.io/ent/dialect/sql"

	"mandate/fault"
)

// What Users and Groups have in common.

// readResource reads and checks the body of POST and PUT.
func readResource(m *model, r *http.Request, limit int64) (map[string]any, error) {
	doc, err := decode(r.Body, limit)
	if err != nil {
		return nil, err
	}
	return m.canonical(doc)
}

func shownOf(m *model, r *http.Request) projection {
	query := r.URL.Query()
	return readProjection(m, query.Get("attributes"), query.Get("excludedAttributes"))
}

// compile turns a listing into what ent adds to its SELECT; nil where nothing was asked.
func compile(m *model, src source, l listing) (where, sort func(*sql.Selector), err error) {
	if l.filter != nil {
		condition, err := translate(m, src, l.filter)
		if err != nil {
			return nil, nil, err
		}
		where = func(s *sql.Selector) { s.Where(condition(s)) }
	}
	if l.sortBy != nil {
		if sort, err = order(src, l); err != nil {
			return nil, nil, err
		}
	}
	return where, sort, nil
}

// absent gives every id that the directory may not see the same answer, whether it
// exists elsewhere or nowhere. A person named in the body is another matter.
func absent(err error, id string) error {
	if f := fault.As(err); err != nil && f.Kind == fault.NotFound {
		return notFound(id)
	}
	return err
}
