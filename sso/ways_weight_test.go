package sso

import (
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/connection"
)

// TestWhatIsLargeIsNotKept gives each field of a connection more than may be kept of all.
func TestWhatIsLargeIsNotKept(t *testing.T) {
	t.Parallel()
	usual := func() *db.Connection {
		return &db.Connection{State: connection.StateACTIVE, Kind: connection.KindSAML, Certificates: slices.Repeat([]string{pemOf(ourIdP())}, keptCertificates)}
	}
	lasts := func(row *db.Connection) bool {
		_, ok := way{mark: "m", row: row}.lasting()
		return ok
	}
	if !lasts(usual()) {
		t.Fatal("as many certificates as may be are not kept")
	}
	more := usual()
	if more.Certificates = append(more.Certificates, "-"); lasts(more) {
		t.Error("kept with one certificate more")
	}
	large := strings.Repeat("a", keptWeight+1)
	values := map[reflect.Type]any{reflect.TypeFor[string](): large, reflect.TypeFor[[]string](): []string{large},
		reflect.TypeFor[[]byte](): []byte(large), reflect.TypeFor[map[string]string](): map[string]string{large: "-"}}
	seen := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[db.Connection]()) {
		value, weighs := values[f.Type]
		if !weighs || !f.IsExported() {
			continue
		}
		row := usual()
		reflect.ValueOf(row).Elem().FieldByIndex(f.Index).Set(reflect.ValueOf(value))
		dropped := f.Name == "Metadata" || f.Name == "PendingMetadata"
		if seen[f.Name] = true; lasts(row) != dropped {
			t.Errorf("%s of %d bytes: kept %v", f.Name, len(large), !dropped)
		}
	}
	for _, name := range []string{"Certificates", "Mapping", "SpKeySealed", "Metadata"} {
		if !seen[name] {
			t.Errorf("%s was not tried: %v", name, slices.Sorted(maps.Keys(seen)))
		}
	}
}

// TestPagesReadNoCertificates: what shows a connection to strangers has no certificate of
// its IdP read, not even one that nobody can read.
func TestPagesReadNoCertificates(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		d.elsewhere(t, `UPDATE connections SET certificates = $2 WHERE id = $1`, d.id, `["unreadable"]`)
		if p := d.still(t).get("/sso/saml/" + d.name + "/metadata"); p.status != http.StatusOK {
			t.Fatalf("metadata: %d", p.status)
		}
		x, ok := d.kept(t)
		if d.store.Kind() == "sqlite" {
			return
		}
		if !ok {
			t.Fatal("its certificates were looked at")
		}
		if _, err := x.certificates(); err == nil {
			t.Error("what is unreadable was read")
		}
	})
}
