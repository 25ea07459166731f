package scim

import "strings"

// Where the norm's own resource types and messages have their schemas.
const (
	coreURN    = "urn:ietf:params:scim:schemas:core:2.0:"
	messageURN = "urn:ietf:params:scim:api:messages:2.0:"
)

// checkSchemas refuses a body that says it is something else: a User sent to the groups
// would become a group of that name. "schemas" has the type's own schema (RFC 7643
// section 3); that it is missing, is no list, or stands beside others, is forgiven, and an
// extension that nobody knows is kept as sent.
func (m *model) checkSchemas(value any) error {
	own, other := false, ""
	eachURN(value, func(urn string) {
		switch {
		case strings.EqualFold(urn, m.schema.ID):
			own = true
		case m.elsewhere(urn) && (other == "" || urn < other):
			other = urn
		}
	})
	if own || other == "" {
		return nil
	}
	return refuse(invalidSyntax, "The body says in schemas that it is %q; %s takes %q.", short(other), m.endpoint, m.schema.ID)
}

// elsewhere reports whether a schema is of another type, extends only another, or is a
// message's.
func (m *model) elsewhere(urn string) bool {
	lower := strings.ToLower(urn)
	if strings.HasPrefix(lower, coreURN) || strings.HasPrefix(lower, messageURN) {
		return true
	}
	return m.extension(urn) == nil && (userModel().extension(urn) != nil || groupModel().extension(urn) != nil)
}

// eachURN gives every name in a value, however home-made clients wrap it; decode bounds
// how deep and how large that is.
func eachURN(value any, give func(string)) {
	switch v := value.(type) {
	case string:
		for _, urn := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;[]\"'", r) }) {
			give(urn)
		}
	case []any:
		for _, entry := range v {
			eachURN(entry, give)
		}
	case map[string]any:
		for key, entry := range v {
			eachURN(key, give)
			eachURN(entry, give)
		}
	}
}
