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
	filter     *filter   // nil: all
	sortBy     *attrPath // nil: by id
	descending bool
	start      int // 1-based
	count      int
	shown      projection

	cursor string // RFC 9865
	paged  bool   // by cursor; an empty one asks for the first page
	digest string // of what was asked, which a cursor is bound to
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

func readListing(query url.Values, models ...*model) (listing, error) {
	l := listing{
		shown: readProjection(query.Get("attributes"), query.Get("excludedAttributes"), models...),
		paged: query.Has("cursor"), cursor: query.Get("cursor"), digest: digestOf(query),
	}
	if l.paged && query.Has("startIndex") {
		return l, refuse(invalidValue, "A page is asked for by cursor or by startIndex, not by both.")
	}
	var err error
	if l.start, err = readIndex(query, "startIndex", 1, 1, math.MaxInt32); err != nil {
		return l, err
	}
	if l.count, err = readCount(query); err != nil {
		return l, err
	}
	if text := query.Get("filter"); query.Has("filter") {
		if l.filter, err = parseFilter(text); err != nil {
			return l, err
		}
	}
	return l, l.readSort(query, models)
}

// readCount takes any whole number for a page by index, and one of 1 or more for a
// page by cursor (RFC 9865 section 2.1).
func readCount(query url.Values) (int, error) {
	count, err := readIndex(query, "count", defaultCount, 0, maxCount)
	if query.Has("cursor") && (err != nil || count == 0) {
		return 0, refuse(invalidCount, "The parameter count must be a whole number from 1 to %d.", maxCount)
	}
	return count, err
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

func (l *listing) readSort(query url.Values, models []*model) error {
	switch order := query.Get("sortOrder"); strings.ToLower(order) {
	case "", "ascending":
	case "descending":
		l.descending = true
	default:
		return refuse(invalidValue, "The parameter sortOrder must be ascending or descending.")
	}
	by := query.Get("sortBy")
	if by == "" {
		l.descending = false // RFC 7644 section 3.4.2.3: without sortBy there is no order to turn
		return nil
	}
	path, ok := splitPath(by)
	for _, m := range models {
		if t, known := m.resolve(path); ok && known && t.attr != nil {
			l.sortBy = &path
			return nil
		}
	}
	return refuse(invalidPath, "The resource has no attribute %q to sort by.", short(by))
}
