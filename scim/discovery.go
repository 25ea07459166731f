package scim

import (
	"net/http"
	"net/url"
	"strings"

	"mandate/fault"
)

const (
	configURN       = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	resourceTypeURN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	listURN         = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
)

// supported is the shape of a feature in the ServiceProviderConfig.
type supported map[string]any

// config answers GET /ServiceProviderConfig (RFC 7643 section 5); it promises
// nothing that the door does not do.
func (h *Handler) config(w http.ResponseWriter, r *http.Request, _ string) error {
	if err := noFilter(r.URL.Query()); err != nil {
		return err
	}
	write(w, http.StatusOK, map[string]any{
		"schemas":        []string{configURN},
		"patch":          supported{"supported": true},
		"bulk":           supported{"supported": true, "maxOperations": maxBulkOperations, "maxPayloadSize": maxGroupBody},
		"filter":         supported{"supported": true, "maxResults": maxCount},
		"changePassword": supported{"supported": false},
		"sort":           supported{"supported": true},
		"etag":           supported{"supported": true},
		"securityEvents": map[string]any{"asyncRequest": "none", "eventUris": eventURIs()},
		"pagination": supported{
			"cursor": true, "index": true, "defaultPaginationMethod": "index",
			"defaultPageSize": defaultCount, "maxPageSize": maxCount, "cursorTimeout": int(cursorTime.Seconds()),
		},
		"authenticationSchemes": []any{map[string]any{
			"type":        "oauthbearertoken",
			"name":        "Bearer token",
			"description": "A token that an administrator makes for this directory, sent in the Authorization header.",
			"specUri":     "https://www.rfc-editor.org/info/rfc6750",
			"primary":     true,
		}, map[string]any{
			"type":        "oauth2",
			"name":        "OAuth 2.0 client credentials",
			"description": "A client of this directory buys tokens of an hour at " + h.PublicURL + TokenPath + ".",
			"specUri":     "https://www.rfc-editor.org/info/rfc6749",
			"primary":     false,
		}},
		"meta": h.discoveryMeta("ServiceProviderConfig", "/ServiceProviderConfig"),
	})
	return nil
}

// resourceTypes answers GET /ResourceTypes and /ResourceTypes/{name} (RFC 7643 section 6).
func (h *Handler) resourceTypes(w http.ResponseWriter, r *http.Request, name string) error {
	var all []map[string]any
	for _, m := range h.models() {
		extensions := []any{}
		for _, x := range m.extensions {
			extensions = append(extensions, map[string]any{"schema": x.schema.ID, "required": false})
		}
		all = append(all, map[string]any{
			"schemas":          []string{resourceTypeURN},
			"id":               m.name,
			"name":             m.name,
			"description":      m.schema.Description.Value(),
			"endpoint":         m.endpoint,
			"schema":           m.schema.ID,
			"schemaExtensions": extensions,
			"meta":             h.discoveryMeta("ResourceType", "/ResourceTypes/"+m.name),
		})
	}
	return discover(w, r, all, name)
}

// schemaList answers GET /Schemas and /Schemas/{urn} (RFC 7643 section 7).
func (h *Handler) schemaList(w http.ResponseWriter, r *http.Request, urn string) error {
	var all []map[string]any
	for _, m := range h.models() {
		all = append(all, h.schemaOf(m.schema.ToMap()))
		for _, x := range m.extensions {
			all = append(all, h.schemaOf(x.schema.ToMap()))
		}
	}
	return discover(w, r, all, urn)
}

func (h *Handler) schemaOf(doc map[string]any) map[string]any {
	doc["meta"] = h.discoveryMeta("Schema", "/Schemas/"+doc["id"].(string))
	return doc
}

func (h *Handler) models() []*model { return []*model{userModel(), groupModel()} }

func (h *Handler) discoveryMeta(kind, path string) map[string]any {
	return map[string]any{"resourceType": kind, "location": h.location(path)}
}

// discover answers with all, or with the one that has this id.
func discover(w http.ResponseWriter, r *http.Request, all []map[string]any, id string) error {
	if err := noFilter(r.URL.Query()); err != nil {
		return err
	}
	if id == "" {
		write(w, http.StatusOK, listOf(all, len(all), 1))
		return nil
	}
	for _, one := range all {
		if strings.EqualFold(one["id"].(string), id) {
			write(w, http.StatusOK, one)
			return nil
		}
	}
	return notFound(id)
}

// noFilter holds RFC 7644 section 4: a filter on discovery is forbidden, not ignored.
func noFilter(query url.Values) error {
	if query.Has("filter") {
		return fault.New(fault.Denied, fault.CodeForbidden, "This endpoint can't be filtered.")
	}
	return nil
}

// listOf is the ListResponse message of RFC 7644 section 3.4.2.
func listOf(resources []map[string]any, total, start int) map[string]any {
	if resources == nil {
		resources = []map[string]any{}
	}
	return map[string]any{
		"schemas":      []string{listURN},
		"totalResults": total,
		"startIndex":   start,
		"itemsPerPage": len(resources),
		"Resources":    resources,
	}
}

func notFound(id string) error {
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is no resource %q here.", short(id))
}
