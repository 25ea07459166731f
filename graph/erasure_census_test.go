package graph_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/customer"
	"mandate/directory/view"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/migrate"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/store"
)

// TestErasureLeavesNothing looks through every column of every table for what three people
// were called, where they lived and what they used: one with a local account, one whom a
// directory made, one at a customer. Before the erasure each is found; after it none, and the
// chain of history is whole.
func TestErasureLeavesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.sealed()
		for name, id := range map[string]ident.ID{"local": o.canaryLocal(c), "provisioned": o.canaryProvisioned(), "contact": o.canaryContact()} {
			if found := o.canaries(name); len(found) < 3 {
				t.Errorf("%s stands in %v only: nothing is proven", name, found)
			}
			o.must(o.people.ErasePerson(o.ctx, id, "asked"))
			if found := o.canaries(name); len(found) > 0 {
				t.Errorf("%s is left in %v", name, found)
			}
		}
		if proof := o.sealed(); len(proof.Faults) != 0 {
			t.Errorf("the chain: %+v", proof)
		}
	})
}

// canaries names the tables and columns in which somebody's values stand.
func (o *office) canaries(name string) (places []string) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		places = nil
		for _, table := range migrate.Tables {
			rows, err := q.QueryContext(ctx, `SELECT * FROM "`+table.Name+`"`)
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			for err == nil && rows.Next() {
				values, into := make([]any, len(columns)), make([]any, len(columns))
				for i := range values {
					into[i] = &values[i]
				}
				err = rows.Scan(into...)
				for i, v := range values {
					if b, ok := v.([]byte); ok {
						v = string(b)
					}
					if strings.Contains(strings.ToLower(fmt.Sprint(v)), "canary-"+name) {
						places = append(places, table.Name+"."+columns[i])
					}
				}
			}
			if rows.Close(); err != nil {
				return fmt.Errorf("%s: %w", table.Name, err)
			}
		}
		return nil
	}))
	slices.Sort(places)
	return slices.Compact(places)
}

// canaryLocal is somebody with a local account who used all of it, deleted.
func (o *office) canaryLocal(c cast) ident.ID {
	o.t.Helper()
	role, err := o.people.RoleID(o.ctx, "underwriter")
	o.must(err)
	id, _, err := o.people.Create(o.ctx, directory.NewPerson{FirstName: "Canary-local", LastName: "Canary-local", Email: "canary-local@acme.test", Roles: []ident.ID{role}})
	o.must(err)
	o.signIn(id, "canary-local browser")
	me := withActor(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: id})
	_, err = o.people.CreateAPIKey(me, directory.NewAPIKey{Name: "canary-local laptop", Personal: true})
	o.must(err)
	_, err = view.Views{Store: o.store}.Save(me, view.View{Page: "users", Name: "canary-local view"})
	o.must(err)
	o.letter(id, mailrow.StateSENT)
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeMail, db.TypeNotification, db.TypePasskey)
		tx.Notify(store.Notice{Type: "EMAIL_CHANGED", Recipient: id, Subject: id, Address: "canary-local@acme.test"})
		tx.Notify(store.Notice{Type: "DELEGATE_LOST", Recipient: c.ada, Subject: id, Facts: map[string]string{"name": "canary-local"}})
		return tx.Client.Mail.Update().Where(mailrow.RecipientID(id)).SetAddress("canary-local@acme.test").Exec(ctx)
	}))
	for kind, text := range map[string]string{"usersExport": `{ format: CSV }`, "historyExport": `{}`} {
		o.ask(as(c.ada), fmt.Sprintf(`mutation { %s(input: %s) { userErrors { code } } }`, kind, text), nil).done(kind)
	}
	o.work()
	o.must(o.people.Delete(o.ctx, id, 0, ""))
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		if n, err := q.Notification.Query().Where(notification.RecipientID(id)).Count(ctx); err != nil || n == 0 {
			o.t.Errorf("%d notices, %v", n, err)
		}
		return nil
	}))
	return id
}

// canaryProvisioned is somebody whom a directory made, and deleted, with what its log says.
func (o *office) canaryProvisioned() ident.ID {
	o.t.Helper()
	made, err := o.people.CreateDirectory(o.ctx, "Canaries")
	o.must(err)
	token, err := o.people.AuthenticateToken(o.t.Context(), made.Text)
	o.must(err)
	ctx := withActor(o.t.Context(), token.Actor)
	p, err := o.people.CreatePerson(ctx, directory.Profile{UserName: "canary-provisioned@acme.test", Active: true, GivenName: "Canary-provisioned", FamilyName: "Canary-provisioned",
		DisplayName: "Canary-provisioned", ExternalID: "canary-provisioned", Emails: []directory.Email{{Value: "canary-provisioned@acme.test", Primary: true}}})
	o.must(err)
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.ProvisioningEvent.Create().SetID(tx.NewID()).SetDirectoryID(made.Directory).SetAt(time.Now()).SetMethod("POST").SetPath("/Users").
			SetResourceKind("User").SetResourceID(p.ID).SetSubject("canary-provisioned@acme.test").SetOutcome("CREATED").SetStatus(201).Exec(ctx)
	}))
	o.must(o.people.DeletePerson(ctx, p.ID, 0))
	return p.ID
}

// canaryContact is a contact of a customer with platform access, deleted.
func (o *office) canaryContact() ident.ID {
	o.t.Helper()
	room := customer.Room{Directory: o.people}
	account, err := room.CreateAccount(o.ctx, customer.Account{Name: "Client"})
	o.must(err)
	_, err = room.CreateContact(o.ctx, account, customer.Contact{FirstName: "Canary-contact", LastName: "Canary-contact", Email: "canary-contact@client.test", Commercial: true})
	o.must(err)
	var id ident.ID
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		row, err := q.Contact.Query().Only(ctx)
		if err == nil {
			id = *row.UserID
		}
		return err
	}))
	o.must(o.people.Delete(o.ctx, id, 0, ""))
	return id
}
