package scim

import (
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"

	"mandate/fault"
)

const (
	maxBody      = 1 << 20
	maxGroupBody = 5 << 20 // a PUT of 10,000 members and more, and Bulk
)

// searchPath is the last step of the address of a search by POST.
const searchPath = ".search"

// answer is one endpoint: it writes the response or gives the refusal.
type answer func(w http.ResponseWriter, r *http.Request, id string) error

type route struct {
	id      string
	limit   int64  // of the body
	inBulk  bool   // can be an operation of a Bulk request
	changes bool   // what is stored
	model   *model // of the resource in the body; nil without one
	answer  answer
}

// route finds the endpoint of a request; an unsupported method is answered with
// Allow (RFC 9110 section 15.5.6).
func (h *Handler) route(w http.ResponseWriter, r *http.Request) (route, error) {
	if !strings.HasPrefix(r.URL.Path, Base) {
		return route{}, h.besideBase()
	}
	path := strings.Trim(strings.TrimPrefix(r.URL.Path, Base), "/")
	kind, id, nested := strings.Cut(path, "/")
	methods := h.methods(kind, id, nested)
	if methods == nil || kind != "Schemas" && strings.Contains(id, "/") {
		return route{}, notFound(r.URL.Path)
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet // net/http sends no body then
	}
	found, ok := methods[method]
	if !ok {
		w.Header().Set("Allow", allowed(methods))
		return route{}, fault.New(fault.Invalid, codeMethod, "The method %s is not supported here.", short(r.Method))
	}
	limit := int64(maxBody)
	if kind == "Groups" && method == http.MethodPut || kind == "Bulk" {
		limit = maxGroupBody
	}
	inBulk := (kind == "Users" || kind == "Groups") && id != searchPath
	changes := (inBulk || kind == "Bulk") && method != http.MethodGet
	return route{id: id, limit: limit, inBulk: inBulk, changes: changes, model: bodyOf(kind, method, inBulk), answer: found}, nil
}

// besideBase answers a directory that was given an address without the version: the
// console's page, with a 200, would tell its administrator nothing.
func (h *Handler) besideBase() error {
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is nothing here. The base address of SCIM is %s%s; give that to your identity provider.", h.PublicURL, Base)
}

func bodyOf(kind, method string, inBulk bool) *model {
	switch {
	case !inBulk || !replayable(method):
		return nil
	case kind == "Groups":
		return groupModel()
	}
	return userModel()
}

func allowed(methods map[string]answer) string {
	names := slices.Collect(maps.Keys(methods))
	if methods[http.MethodGet] != nil {
		names = append(names, http.MethodHead)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// methods lists what an endpoint can do; nil: there is no such endpoint.
func (h *Handler) methods(kind, id string, nested bool) map[string]answer {
	switch {
	case kind == "" && !nested:
		return map[string]answer{http.MethodGet: h.listAll}
	case kind == searchPath && !nested:
		return map[string]answer{http.MethodPost: searching(h.listAll)}
	case kind == "Users" && id == searchPath:
		return map[string]answer{http.MethodPost: searching(h.listUsers)}
	case kind == "Groups" && id == searchPath:
		return map[string]answer{http.MethodPost: searching(h.listGroups)}
	case kind == "Bulk" && !nested:
		return map[string]answer{http.MethodPost: h.bulk}
	case kind == "Users" && !nested:
		return map[string]answer{http.MethodGet: h.listUsers, http.MethodPost: h.createUser}
	case kind == "Users":
		return map[string]answer{http.MethodGet: h.getUser, http.MethodPut: h.replaceUser, http.MethodPatch: h.patchUser, http.MethodDelete: h.deleteUser}
	case kind == "Groups" && !nested:
		return map[string]answer{http.MethodGet: h.listGroups, http.MethodPost: h.createGroup}
	case kind == "Groups":
		return map[string]answer{http.MethodGet: h.getGroup, http.MethodPut: h.replaceGroup, http.MethodPatch: h.patchGroup, http.MethodDelete: h.deleteGroup}
	case kind == "Me" && !nested:
		return map[string]answer{http.MethodGet: noPerson, http.MethodPost: noPerson, http.MethodPut: noPerson, http.MethodPatch: noPerson, http.MethodDelete: noPerson}
	case kind == "ServiceProviderConfig" && !nested:
		return map[string]answer{http.MethodGet: h.config}
	case kind == "ResourceTypes":
		return map[string]answer{http.MethodGet: h.resourceTypes}
	case kind == "Schemas":
		return map[string]answer{http.MethodGet: h.schemaList}
	}
	return nil
}

// noPerson answers /Me: a directory's token stands for no person (RFC 7644 section 3.11).
func noPerson(http.ResponseWriter, *http.Request, string) error {
	return fault.New(fault.Invalid, codeUnsupported, "A directory's token stands for no person, so there is no /Me.")
}

// admit judges size and content type before anything is read.
func admit(w http.ResponseWriter, r *http.Request, limit int64) error {
	switch r.Method {
	case http.MethodPost, http.MethodPut, http.MethodPatch:
	default:
		return nil
	}
	if r.ContentLength > limit {
		return fault.New(fault.TooLarge, fault.CodeTooLarge, "The request body is larger than %d bytes.", limit)
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/scim+json" && kind != "application/json" || r.Header.Get("Content-Encoding") != "" {
		return fault.New(fault.Invalid, codeMediaType, "The request body must be application/scim+json or application/json, not encoded.")
	}
	return nil
}
