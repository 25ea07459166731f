package graph_test

import (
	"context"
	"testing"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestServiceKeysAreOfOneCompany: the roles of a service key and who answers for it are of the
// company that makes it; those of another are as if they were not.
func TestServiceKeysAreOfOneCompany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		theirs, err := o.people.RoleID(systemOf(t, c.otherTenant), "auditor")
		o.must(err)
		key := func(role string, responsible ident.ID) vars {
			return vars{"name": "los", "kind": "SERVICE", "roleIds": []string{role}, "responsibleId": usr(responsible)}
		}
		own := o.roleID("service-los")
		o.steps("apiKeyCreate", "key apiKey { kind user { name } roles { name } }", []step{
			{name: "another company's role", by: as(c.ada), input: key(theirs.Text(ident.Role), c.bob), code: "NOT_FOUND", field: "roleIds", check: map[string]any{"key": nil, "apiKey": nil}},
			{name: "another company's person", by: as(c.ada), input: key(own, c.other), code: "UNKNOWN_USER", field: "responsibleId", check: map[string]any{"key": nil}},
			{name: "by another company", by: asIn(c.otherTenant, c.other), input: key(own, c.other), code: "NOT_FOUND", field: "roleIds"},
			{name: "by who may not", by: as(c.uma), input: key(own, c.uma), code: string(fault.CodeForbidden)},
			{name: "success", by: as(c.ada), input: key(own, c.bob), entry: "API_KEY_CREATED",
				check: map[string]any{"apiKey.kind": "SERVICE", "apiKey.user.name": "Bob Barker", "apiKey.roles.0.name": "service-los"}},
		})
		o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
			if n := q.APIKey.Query().CountX(ctx); n != 1 {
				t.Errorf("%d keys were made", n)
			}
			return nil
		}))
	})
}
