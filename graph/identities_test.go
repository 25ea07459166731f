package graph_test

import (
	"context"
	"fmt"
	"testing"

	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

const identitiesList = `query($u: ID!) { user(id: $u) { linkedIdentities { connectionId connectionName kind subject linkedAt } } }`

// link is what a first sign-in through a connection leaves.
func (o *office) link(ctx context.Context, person, connection ident.ID, subject string) {
	o.t.Helper()
	o.must(o.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "USER_LINKED", TargetKind: ident.User, Target: person})
		return tx.Client.ConnectionSubject.Create().SetID(tx.NewID()).SetConnectionID(connection).SetUserID(person).SetSubject(subject).Exec(ctx)
	}))
}

func (o *office) connection(ctx context.Context, kind, name string) ident.ID {
	o.t.Helper()
	id, err := o.people.CreateConnection(ctx, kind, directory.ConnectionUpdate{Name: &name})
	o.must(err)
	return id
}

func TestLinkedIdentities(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		saml, oidc := o.connection(o.ctx, "SAML", "Old IdP"), o.connection(o.ctx, "OIDC", "New IdP")
		o.link(o.ctx, c.uma, saml, "UMA@acme.test")
		o.link(o.ctx, c.uma, oidc, "00u1|x")
		contact := o.contact("Cora Contact")
		o.link(o.ctx, contact, oidc, "00u2")
		there := systemOf(t, c.otherTenant)
		o.link(there, c.other, o.connection(there, "OIDC", "Theirs"), "otto")
		ask := func(w who, u ident.ID) *answer { return o.ask(w, identitiesList, vars{"u": usr(u)}).ok() }

		keeper, err := ident.Parse(ident.Role, o.role("keeper", []string{"connection.manage"}, nil))
		o.must(err)
		people, err := ident.Parse(ident.Role, o.role("people", []string{"user.manage"}, nil))
		o.must(err)
		kim, pam := o.hire("Kim Keeper"), o.hire("Pam People")
		o.must(o.people.SetRoles(o.ctx, kim, 0, []ident.ID{keeper}))
		o.must(o.people.SetRoles(o.ctx, pam, 0, []ident.ID{people}))
		for name, w := range map[string]who{"administrator": as(c.ada), "keeper": as(kim), "people": as(pam), "oneself": as(c.uma)} {
			a := ask(w, c.uma)
			if n := len(a.list("user.linkedIdentities")); n != 2 {
				t.Fatalf("%s sees %d", name, n)
			}
			a.want("user.linkedIdentities.0.connectionId", oidc.Text(ident.Connection)).want("user.linkedIdentities.0.connectionName", "New IdP").
				want("user.linkedIdentities.0.kind", "OIDC").want("user.linkedIdentities.0.subject", "00u1|x").want("user.linkedIdentities.1.subject", "UMA@acme.test").want("user.linkedIdentities.1.kind", "SAML")
		}
		ask(as(c.ada), c.bob).want("user.linkedIdentities", "[]")
		ask(as(contact), contact).want("user.linkedIdentities.0.subject", "00u2")
		for name, w := range map[string]who{"peer": as(o.hire("Pia Peer", "underwriter")), "auditor": as(o.hire("Aude Auditor", "auditor")), "service": with(o.key("service-los"))} {
			if a := ask(w, c.uma); a.at("user") == nil || a.at("user.linkedIdentities") != nil {
				t.Errorf("%s sees %s", name, a.Raw)
			}
		}
		ask(as(contact), c.uma).want("user", nil)
		ask(asIn(c.otherTenant, c.other), c.uma).want("user", nil)
		ask(asIn(c.otherTenant, c.other), c.other).want("user.linkedIdentities.0.subject", "otto")
	})
}

// TestLinkedIdentitiesOfMany: the same statements for one person and for many.
func TestLinkedIdentitiesOfMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		n := counting(o)
		by := o.connection(o.ctx, "OIDC", "IdP")
		used := func() int64 {
			n.Store(0)
			o.ask(as(c.ada), `{ users(first: 50) { nodes { linkedIdentities { subject connectionName } } } }`, nil).ok()
			return n.Load()
		}
		o.link(o.ctx, c.uma, by, "first")
		few := used()
		for i := range 12 {
			o.link(o.ctx, o.hire(fmt.Sprintf("Person %d", i)), by, fmt.Sprint("s", i))
		}
		if many := used(); many != few {
			t.Errorf("%d statements for one, %d for thirteen", few, many)
		}
	})
}
