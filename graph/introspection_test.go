package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"mandate/fault"
)

// TestToolsReadTheSchema: what graphql-js, and so most tools, sends to learn a schema. It
// walks nine wrappings of a type, deeper than a document about rows may be.
func TestToolsReadTheSchema(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.cast()
		o.ask(with(o.key("service-los")), introspection, nil).ok().want("__schema.queryType.name", "Query")
		o.ask(with(o.key("administrator")), introspection, nil).ok()
		o.ask(with(o.key("auditor")), introspection, nil).refused(http.StatusForbidden, fault.CodeForbidden)
	})
}

var introspection = `query IntrospectionQuery {
  __schema {
    description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL
  fields(includeDeprecated: true) {
    name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ` + strings.Repeat("ofType { name kind ", 9) + strings.Repeat("}", 9) + ` }`
