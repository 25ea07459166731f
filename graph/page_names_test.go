package graph_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// TestNamesThatAnAdministratorGives: what few rows have names of stands in the order of plain letters
// too, whatever its case, page by page in both directions; names that differ in case alone stand by their ids. A page goes
// on where the one before ended, also when that row has gone.
func TestNamesThatAnAdministratorGives(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		given := []string{"Zürich", "éole", "Emma", "EDER", "Äpfel", "apfel", "Éole", "zulu", "Straße"}
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "ROLE_CREATED", TargetKind: ident.User, Target: tx.NewID()})
			for _, name := range given {
				if err := eachNamed(ctx, tx, name); err != nil {
					return err
				}
			}
			return nil
		}))
		want := []string{"apfel", "Äpfel", "EDER", "Emma", "éole", "Éole", "Straße", "zulu", "Zürich"}
		for _, list := range []string{"roles", "directories", "ssoConnections", "applications", "webhooks"} {
			got := o.walked(ada, list, "", "name")
			got = slices.DeleteFunc(got, func(name string) bool { return !slices.Contains(given, name) }) // roles have presets
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", list, got, want)
			}
			last := o.ask(ada, `{ `+list+`(last: 3) { nodes { id name } pageInfo { hasPreviousPage hasNextPage startCursor } } }`, nil).ok()
			before := o.ask(ada, `query($c: String) { `+list+`(last: 2, before: $c) { nodes { id name } pageInfo { hasPreviousPage hasNextPage } } }`, vars{"c": last.at(list + ".pageInfo.startCursor")}).ok()
			if got := last.names(list+".nodes", "name"); list != "roles" && got != "Straße zulu Zürich" {
				t.Errorf("%s ends with %s", list, got)
			}
			if got := before.names(list+".nodes", "name"); list != "roles" && got != "éole Éole" {
				t.Errorf("%s: before the end are %s", list, got)
			}
			if info := fmt.Sprint(last.at(list+".pageInfo.hasPreviousPage"), before.at(list+".pageInfo.hasNextPage"), before.at(list+".pageInfo.hasPreviousPage")); info != "true true true" {
				t.Errorf("%s: %s", list, info)
			}
		}
		o.goneBetween(ada)
	})
}

// goneBetween removes the connection at which a page ended.
func (o *office) goneBetween(ada who) {
	o.t.Helper()
	page := o.ask(ada, `{ ssoConnections(first: 3) { nodes { id name } pageInfo { endCursor } } }`, nil).ok()
	id, err := ident.Parse(ident.Connection, page.at("ssoConnections.nodes.2.id").(string))
	o.must(err)
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "CONNECTION_DELETED", TargetKind: ident.Connection, Target: id})
		_, err := tx.Client.Connection.Delete().Where(connection.ID(id)).Exec(ctx)
		return err
	}))
	next := o.ask(ada, `query($c: String) { ssoConnections(first: 2, after: $c) { nodes { id name } } }`, vars{"c": page.at("ssoConnections.pageInfo.endCursor")}).ok()
	if got := next.names("ssoConnections.nodes", "name"); got != "Emma éole" {
		o.t.Errorf("behind the one that has gone are %s", got)
	}
}

// eachNamed makes one of each kind.
func eachNamed(ctx context.Context, tx *store.Tx, name string) error {
	for _, make := range []func(ident.ID) error{
		func(id ident.ID) error {
			return tx.Client.Role.Create().SetID(id).SetName(name).SetPermissions([]string{"deal.view"}).Exec(ctx)
		},
		func(id ident.ID) error { return tx.Client.Directory.Create().SetID(id).SetName(name).Exec(ctx) },
		func(id ident.ID) error {
			return tx.Client.Connection.Create().SetID(id).SetKind(connection.KindSAML).SetName(name).Exec(ctx)
		},
		func(id ident.ID) error {
			return tx.Client.Application.Create().SetID(id).SetName(name).SetClientID(strings.ToLower(id.String())).Exec(ctx)
		},
		func(id ident.ID) error {
			return tx.Client.Webhook.Create().SetID(id).SetName(name).SetURL("https://acme.test/hook").SetSecretSealed([]byte("s")).Exec(ctx)
		},
	} {
		if err := make(tx.NewID()); err != nil {
			return err
		}
	}
	return nil
}
