package scim

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// Search by POST (RFC 7644 section 3.4.3), and of all resource types at once
// (section 3.4.2.1): people come before groups, each in the order asked for.

const searchURN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"

// maxSearchBody leaves room for a filter of full length and long lists of attributes.
const maxSearchBody = 64 << 10

// searching answers POST …/.search as the list it stands for answers GET.
func searching(list answer) answer {
	return func(w http.ResponseWriter, r *http.Request, id string) error {
		body, err := decode(r.Body, maxSearchBody)
		if err != nil {
			return err
		}
		query, err := readSearch(body)
		if err != nil {
			return err
		}
		asked := r.Clone(r.Context())
		asked.URL.RawQuery = query.Encode()
		return list(w, asked, id)
	}
}

// readSearch reads a SearchRequest as the query that says the same.
func readSearch(body map[string]any) (url.Values, error) {
	if err := demands(body, searchURN); err != nil {
		return nil, err
	}
	query := url.Values{}
	for name, read := range map[string]func(any) (string, bool){
		"attributes": names, "excludedAttributes": names, "filter": text, "sortBy": text, "sortOrder": text, "cursor": text,
		"startIndex": whole, "count": whole,
	} {
		value, found, err := member(body, name)
		if err != nil {
			return nil, err
		}
		if !found || value == nil {
			continue
		}
		said, ok := read(value)
		if !ok {
			return nil, refuse(invalidSyntax, "The value of %s has the wrong type.", name)
		}
		query.Set(name, said)
	}
	return query, nil
}

// demands refuses a message that names other schemas than the one it must be of;
// one that names none is taken at its word.
func demands(body map[string]any, urn string) error {
	value, _, err := member(body, "schemas")
	if err != nil || value == nil {
		return err
	}
	list, ok := value.([]any)
	for _, entry := range list {
		if name, isText := entry.(string); isText && strings.EqualFold(name, urn) {
			return nil
		}
	}
	if ok && len(list) == 0 {
		return nil
	}
	return refuse(invalidSyntax, "The message must have the schema %s.", urn)
}

func text(value any) (string, bool) {
	s, ok := value.(string)
	return s, ok
}

func whole(value any) (string, bool) {
	n, ok := value.(json.Number)
	return n.String(), ok
}

func names(value any) (string, bool) {
	list, ok := value.([]any)
	if !ok {
		return text(value)
	}
	parts := make([]string, len(list))
	for i, entry := range list {
		if parts[i], ok = entry.(string); !ok {
			return "", false
		}
	}
	return strings.Join(parts, ","), true
}

// listAll lists people and groups together.
func (h *Handler) listAll(w http.ResponseWriter, r *http.Request, _ string) error {
	l, err := readListing(r.URL.Query(), userModel(), groupModel())
	if err != nil {
		return err
	}
	p, err := h.pageOfAll(r.Context(), l)
	if err != nil {
		return err
	}
	return h.showPage(w, r, "", l, p)
}

func (h *Handler) pageOfAll(ctx context.Context, l listing) (page, error) {
	begin, err := h.openCursor(ctx, "", l)
	if err != nil {
		return page{}, err
	}
	var all page
	if begin != nil {
		all.total = begin.Total
	}
	offset, room := l.start-1, l.count
	for _, k := range []kind{h.userKind(), h.groupKind()} {
		if begin != nil && begin.Kind == groupModel().name && k.model != groupModel() {
			continue // the cursor stands behind all of these
		}
		s, err := k.compile(ctx, l, userModel(), groupModel())
		if err != nil {
			return page{}, err
		}
		s.offset, s.limit = offset, room
		if begin != nil {
			s.count, s.offset = false, 0
		}
		if begin != nil && begin.Kind == k.model.name {
			if err := s.from(*begin); err != nil {
				return page{}, err
			}
		}
		part, err := k.read(ctx, s, l.shown)
		if err != nil {
			return page{}, err
		}
		all.parts = append(all.parts, part.parts...)
		all.size += part.size
		all.more = all.more || part.more
		room -= part.size
		if part.end != nil {
			all.end = part.end
		}
		if begin == nil {
			all.total += part.total
			offset = max(0, offset-part.total)
		}
	}
	return all, nil
}
