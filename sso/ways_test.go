package sso

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// elsewhere changes a row as another process would, by no operation of this one.
func (d *samlDoor) elsewhere(t *testing.T, text string, args ...any) {
	t.Helper()
	err := d.store.Write(d.system(t, d.firm), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence("statement")
		_, err := tx.Client.ExecContext(ctx, text, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *samlDoor) kept(t *testing.T) (way, bool) {
	t.Helper()
	d.handler.ways.mu.RLock()
	defer d.handler.ways.mu.RUnlock()
	x, ok := d.handler.ways.known[d.id]
	if d.store.Kind() == "sqlite" && ok {
		t.Fatal("kept without a mark")
	}
	return x, ok
}

// isFresh holds what is kept to what there is.
func (d *samlDoor) isFresh(t *testing.T, after string) {
	t.Helper()
	got, ok := d.kept(t)
	if d.store.Kind() == "sqlite" {
		return
	}
	x, err := d.handler.way(t.Context(), d.id, connection.KindSAML)
	if err != nil {
		t.Fatal(err)
	}
	want, lasts := x.lasting()
	if !lasts && ok {
		t.Errorf("%s: nobody can sign in by it, and it is kept", after)
	}
	if !lasts || !ok {
		return
	}
	if got.mark != want.mark || got.company != want.company {
		t.Errorf("%s: kept %+v at %q, there is %+v at %q", after, got.company, got.mark, want.company, want.mark)
	}
	a, b := reflect.ValueOf(*got.row), reflect.ValueOf(*want.row)
	for i := range a.NumField() {
		if f := a.Type().Field(i); f.IsExported() && !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			t.Errorf("%s: kept %s %v, there is %v", after, f.Name, a.Field(i), b.Field(i))
		}
	}
}

// changed says how a column is changed, with its value as $2 where there is one.
func changed(c *schema.Column) (text string, args []any) {
	name := `"` + c.Name + `"`
	with := func(value any) (string, []any) { return name + " = $2", []any{value} }
	switch c.Type {
	case field.TypeBool:
		return name + " = NOT " + name, nil
	case field.TypeInt, field.TypeInt64:
		return name + " = " + name + " + 1", nil
	case field.TypeEnum:
		return with(c.Enums[len(c.Enums)-1])
	case field.TypeBytes:
		return with([]byte{1})
	case field.TypeUUID:
		return with(ident.ID{1})
	case field.TypeTime:
		return with(noon.Add(time.Second))
	case field.TypeJSON:
		if c.Name == "mapping" {
			return with(`{"groups": "changed"}`)
		}
		return with(`["changed"]`)
	}
	return with("changed")
}

// unsaid are the columns that say nothing that could change, or nothing of a connection.
var unsaid = map[string]bool{"id": true, "tenant_id": true, "created_at": true, "kind": true, "slug": true, "due_at": true}

// TestAChangeElsewhereIsSeenAtOnce changes each column that says something of a connection or
// of its company, as another replica would. Whoever begins next, and whoever comes back next,
// is dealt with by what there is then.
func TestAChangeElsewhereIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		for _, c := range migrate.ConnectionsColumns {
			d.changesElsewhere(t, c, "connections", "id", func() ident.ID { return d.id })
		}
		company := func() ident.ID { return d.firm.id }
		for _, c := range migrate.CompanySettingsColumns {
			d.changesElsewhere(t, c, "company_settings", "tenant_id", company)
		}
		for _, c := range migrate.TenantsColumns {
			d.changesElsewhere(t, c, "tenants", "id", company)
		}
	})
}

func (d *samlDoor) changesElsewhere(t *testing.T, c *schema.Column, table, key string, id func() ident.ID) {
	t.Helper()
	if unsaid[c.Name] {
		return
	}
	set, args := changed(c)
	change := func() {
		t.Helper()
		d.elsewhere(t, "UPDATE "+table+" SET "+set+" WHERE "+key+" = $1", append([]any{id()}, args...)...)
	}
	d.connect(t, nil)
	b, p := d.enter(t, forged{})
	d.wantIn(t, b, p)
	d.still(t).get("/sso/saml/" + d.name + "/start")
	if _, ok := d.kept(t); !ok && d.store.Kind() == "postgres" {
		t.Fatal("nothing is kept")
	}
	change()
	d.still(t).get("/sso/saml/" + d.name + "/start")
	d.isFresh(t, table+"."+c.Name+" for who begins")
	d.connect(t, nil)
	b, p = d.enter(t, forged{})
	d.wantIn(t, b, p)
	waits, _ := d.begin(t, b, "")
	change()
	d.post(b, d.forge(t, forged{}, waits))
	d.isFresh(t, table+"."+c.Name+" for who comes back")
}

// TestAnotherCertificateCountsAtOnce has another replica change what an answer is held to
// between the request and its answer: the new one lets in, and the former one does not.
func TestAnotherCertificateCountsAtOnce(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		b, p := d.enter(t, forged{})
		d.wantIn(t, b, p)
		another := anotherIdP()
		theirs, ours := []string{pemOf(another)}, []string{pemOf(ourIdP())}
		former, _ := d.begin(t, b, "")
		fresh, _ := d.begin(t, b, "")
		d.change(t, directory.ConnectionUpdate{Certificates: &theirs})
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{}, former)), badSignature)
		d.wantIn(t, b, d.post(b, d.forge(t, forged{By: &another}, fresh)))
		former, _ = d.begin(t, b, "")
		fresh, _ = d.begin(t, b, "")
		d.change(t, directory.ConnectionUpdate{Certificates: &ours})
		d.wantIn(t, b, d.post(b, d.forge(t, forged{}, fresh))) // the first to come finds the change itself
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{By: &another}, former)), badSignature)
		waits, _ := d.begin(t, b, "")
		off := true
		d.change(t, directory.ConnectionUpdate{Disabled: &off})
		refusedPage(t, d.world, d.firm, d.post(b, d.forge(t, forged{}, waits)), draftConnection)
		refusedPage(t, d.world, d.firm, d.still(t).get("/sso/saml/"+d.name+"/start"), draftConnection)
	})
}

// TestWhatIsKeptIsNotReadAgain: a start goes where the kept connection says, as long as the
// database knows it by its mark, and else where the database says.
func TestWhatIsKeptIsNotReadAgain(t *testing.T) {
	t.Parallel()
	d := newDoor(t, storetest.Address(t, "postgres"), nil)
	leaves := func() string {
		t.Helper()
		return originOf(d.still(t).get("/sso/saml/" + d.name + "/start").header.Get("Location"))
	}
	leaves()
	x, _ := d.kept(t)
	x.row.SSORedirectURL = "https://kept.test/sso"
	if got := leaves(); got != "https://kept.test" {
		t.Errorf("went to %s", got)
	}
	x.mark += "?"
	d.handler.ways.keep(d.id, x, nil)
	if got := leaves(); got != "https://idp.alpha.test" {
		t.Errorf("went to %s by what is outdated", got)
	}
}

// TestWaysAreBounded: what is kept begins anew, and what is gone is forgotten.
func TestWaysAreBounded(t *testing.T) {
	t.Parallel()
	var k ways
	x := way{mark: "m", row: &db.Connection{State: connection.StateACTIVE, Kind: connection.KindOIDC}}
	for i := range waysMost + 2 {
		k.keep(ident.ID{byte(i), byte(i >> 8)}, x, nil)
		k.keep(ident.ID{byte(i), byte(i >> 8)}, x, nil)
	}
	if len(k.known) != 2 {
		t.Errorf("%d kept", len(k.known))
	}
	last := ident.ID{byte((waysMost + 1) & 0xff), byte((waysMost + 1) >> 8)}
	if k.keep(last, x, http.ErrNoCookie); len(k.known) != 1 {
		t.Error("kept what could not be read")
	}
}

// TestAProviderChangedElsewhere is the same for OpenID Connect.
func TestAProviderChangedElsewhere(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, _, at := oidcWorld(t, w)
		id, err := ident.Parse(ident.Connection, at[strings.LastIndexByte(at, '/')+1:])
		if err != nil {
			t.Fatal(err)
		}
		w.browser(t).upTo(at, "/")
		b := w.browser(t)
		to := b.upTo(at, "/")
		if p := b.get(to.String()); p.status != http.StatusOK {
			t.Fatalf("not signed in: %d", p.status)
		}
		waits := b.upTo(at, "/")
		name, off := "another client", true
		if err := w.directory.UpdateConnection(w.system(t, f), id, 0, directory.ConnectionUpdate{ClientID: &name}); err != nil {
			t.Fatal(err)
		}
		refusedPage(t, w, f, b.get(waits.String()), badCode)
		b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		to, err = url.Parse(b.get(at + "/start").header.Get("Location"))
		if err != nil || to.Query().Get("client_id") != name {
			t.Errorf("asks as %s", to)
		}
		if err := w.directory.UpdateConnection(w.system(t, f), id, 0, directory.ConnectionUpdate{Disabled: &off}); err != nil {
			t.Fatal(err)
		}
		refusedPage(t, w, f, b.get(waits.String()), draftConnection)
		refusedPage(t, w, f, b.get(at+"/start"), draftConnection)
	})
}
