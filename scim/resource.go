package scim

import (
	"net/http"

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
	return readProjection(query.Get("attributes"), query.Get("excludedAttributes"), m)
}

// absent gives every id that the directory may not see the same answer, whether it
// exists elsewhere or nowhere. A person named in the body is another matter.
func absent(err error, id string) error {
	if f := fault.As(err); err != nil && f.Kind == fault.NotFound {
		return notFound(id)
	}
	return err
}
