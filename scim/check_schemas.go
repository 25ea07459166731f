package scim

import "strings"

// Where the norm's own resource types and messages have their schemas.
const (
	coreURN    = "urn:ietf:params:scim:schemas:core:2.0:"
	messageURN = "urn:ietf:params:scim:api:messages:2.0:"
)

// checkSchemas refuses a body that says it is something else: a User sent to the groups
// would become a group of that name. "schemas" has the type's own schema (RFC 7643
// section 3); that it is missing, or stands beside others, is forgiven, and an extension
// that nobody knows is kept as sent.
func (m *model) checkSchemas(value any) error {
	list, _ := value.([]any)
	other := ""
	for _, entry := range list {
		urn, _ := entry.(string)
		lower := strings.ToLower(urn)
		switch {
		case strings.EqualFold(urn, m.schema.ID):
			return nil
		case strings.HasPrefix(lower, coreURN), strings.HasPrefix(lower, messageURN):
			other = urn
		}
	}
	if other == "" {
		return nil
	}
	return refuse(invalidSyntax, "The body says in schemas that it is %q; %s takes %q.", short(other), m.endpoint, m.schema.ID)
}
