package scim

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Bounds of a page.
const (
	defaultCount = 100
	maxCount     = 200
)

// listing is a checked query for a list (RFC 7644 section 3.4.2).
type listing struct {
	filter     *filter // nil: all
	sortBy     *target // nil: by id
	descending bool
	start      int // 1-based
	count      int
	shown      projection
}

// checkQuery refuses what url.Values would drop or overlook: a filter that isn't
// understood must not become a list of everybody.
func checkQuery(r *http.Request) error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return refuse(invalidSyntax, "The query of the address is not well-formed.").Because(err)
	}
	for name, values := range query {
		if len(values) > 1 {
			return refuse(invalidSyntax, "The parameter %q appears twice.", short(name))
		}
	}
	return nil
}

func readListing(m *model, query url.Values) (listing, error) {
	l := listing{shown: readProjection(m, query.Get("attributes"), query.Get("excludedAttributes"))}
	var err error
	if l.start, err = readIndex(query, "startIndex", 1, 1, math.MaxInt32); err != nil {
		return l, err
	}
	if l.count, err = readIndex(query, "count", defaultCount, 0, maxCount); err != nil {
		return l, err
	}
	if text := query.Get("filter"); query.Has("filter") {
		if l.filter, err = parseFilter(text); err != nil {
			return l, err
		}
	}
	return l, l.readSort(m, query)
}

// readIndex clamps a whole number: RFC 7644 section 3.4.2.4 reads a startIndex
// below 1 as 1, a negative count as 0, and lets us give less than was asked for.
func readIndex(query url.Values, name string, missing, least, most int) (int, error) {
	text := query.Get(name)
	if text == "" {
		return missing, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, refuse(invalidValue, "The parameter %s must be a whole number.", name)
	}
	return int(min(max(n, int64(least)), int64(most))), nil
}

func (l *listing) readSort(m *model, query url.Values) error {
	switch order := query.Get("sortOrder"); strings.ToLower(order) {
	case "", "ascending":
	case "descending":
		l.descending = true
	default:
		return refuse(invalidValue, "The parameter sortOrder must be ascending or descending.")
	}
	by := query.Get("sortBy")
	if by == "" {
		return nil
	}
	path, ok := splitPath(by)
	t, known := m.resolve(path)
	if !ok || !known || t.attr == nil {
		return refuse(invalidPath, "The resource has no attribute %q to sort by.", short(by))
	}
	l.sortBy = &t
	return nil
}
