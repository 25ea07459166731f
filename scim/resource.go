package scim

import (
	"maps"
	"net/http"
	"reflect"
	"slices"

	"mandate/fault"
)

// What Users and Groups have in common.

// readResource reads and checks the body of POST and PUT.
func readResource(m *model, r *http.Request, limit int64) (map[string]any, error) {
	doc, err := readBody(m, r, limit)
	if err != nil {
		return nil, err
	}
	return m.canonical(doc)
}

// readBody reads the body of a change of m, and tells the log of it.
func readBody(m *model, r *http.Request, limit int64) (map[string]any, error) {
	doc, err := decode(r.Body, limit)
	if err != nil {
		return nil, err
	}
	traceOf(r.Context()).sent(m, doc)
	return doc, nil
}

// differing lists the attributes that two resources differ in; those of an extension
// with its URN.
func differing(m *model, before, after map[string]any) []string {
	names := map[string]bool{}
	for _, doc := range []map[string]any{before, after} {
		for key := range doc {
			if !reflect.DeepEqual(before[key], after[key]) {
				names[key] = true
			}
		}
	}
	for _, x := range m.extensions {
		if urn := x.schema.ID; names[urn] {
			delete(names, urn)
			was, _ := before[urn].(map[string]any)
			is, _ := after[urn].(map[string]any)
			for _, name := range differing(&model{}, was, is) {
				names[urn+":"+name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
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
