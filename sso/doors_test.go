package sso

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mandate/ent/db/migrate"
	"mandate/sso/idptest"
	"mandate/store"
)

// statement changes a firm's rows or tables by no operation.
func (w *world) statement(t *testing.T, f firm, text string, args ...any) {
	t.Helper()
	err := w.store.Write(w.system(t, f), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence("statement")
		_, err := tx.Client.ExecContext(ctx, text, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// doorsAdded adds connections like a firm's first, named by a letter and a number.
func (w *world) doorsAdded(t *testing.T, f firm, n int) {
	t.Helper()
	var columns []string
	for _, c := range migrate.ConnectionsColumns {
		if c.Name != "id" && c.Name != "name" {
			columns = append(columns, c.Name)
		}
	}
	same := strings.Join(columns, ", ")
	w.statement(t, f, `WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < $1)
		INSERT INTO connections (id, name, `+same+`) SELECT randomblob(16), printf('b%05d', n), `+same+` FROM (SELECT * FROM connections LIMIT 1) c, g`, n)
}

// TestDoorsReadNoMoreThanTheyShow: anybody may ask for a company's page. Of its connections no certificate
// and no metadata is read, but what the page shows: here there are no other columns. And of many, the
// first thousand are read.
func TestDoorsReadNoMoreThanTheyShow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f, idp := w.firm(t, "alpha", "Alpha Bank"), idptest.SAML(t)
	w.samlConnection(t, f, idp, nil)
	w.statement(t, f, "UPDATE connections SET name = $1", "Äa")
	w.doorsAdded(t, f, 1000)
	w.statement(t, f, "UPDATE connections SET state = 'DISABLED' WHERE name = 'b01000'")
	shown := []string{"id", "tenant_id", "kind", "name", "state"}
	for _, c := range migrate.ConnectionsColumns {
		if !slices.Contains(shown, c.Name) {
			w.statement(t, f, "ALTER TABLE connections RENAME COLUMN "+c.Name+" TO unread_"+c.Name)
		}
	}
	b := w.browser(t)
	body := b.get("/login/alpha").body
	if n := strings.Count(body, "Continue with "); n != maxDoors {
		t.Errorf("%d doors of 1,000 are shown", n)
	}
	if at, next := strings.Index(body, "Continue with Äa"), strings.Index(body, "Continue with b00001"); at < 0 || at > next {
		t.Errorf("Äa stands at %d, b00001 at %d", at, next)
	}
	w.statement(t, f, "UPDATE connections SET state = 'ACTIVE'")
	if body = b.get("/login/alpha").body; strings.Contains(body, "Äa") || strings.Count(body, "Continue with ") != maxDoors {
		t.Errorf("more than %d connections are read", readDoors)
	}
}
