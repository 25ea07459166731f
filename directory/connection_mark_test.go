package directory_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
)

// TestTheMarkOutlivesAFailover: a row that was written anew after a database lost the last
// transactions may have the place and the number that a lost one had, and has another mark.
func TestTheMarkOutlivesAFailover(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		if h.d.Store.Kind() != "postgres" {
			return // nothing is marked there
		}
		row := func(place string, at string) string {
			return "(SELECT '7'::xid AS xmin, '" + place + "'::tid AS ctid, timestamptz '" + at + "' AS updated_at)"
		}
		mark := func(connection, settings string) (mark string) {
			h.read(func(ctx context.Context, c *db.Client) {
				rows, err := c.QueryContext(ctx, "SELECT "+directory.ConnectionMark("postgres", "c", "t", "s")+
					" FROM "+connection+" c, "+settings+" s, (SELECT 'alpha' AS slug, 'LENDER' AS kind, 'Alpha' AS name) t")
				h.no(err)
				defer rows.Close()
				if rows.Next() {
					h.no(rows.Scan(&mark))
				}
				h.no(rows.Err())
			})
			return mark
		}
		lost := row("(0,1)", "2026-03-03 12:00:00.000001Z")
		was := mark(lost, lost)
		if was == "" || was != mark(lost, lost) {
			t.Fatalf("mark %q", was)
		}
		for name, another := range map[string]string{"instant": row("(0,1)", "2026-03-03 12:00:00.000002Z"), "place": row("(0,2)", "2026-03-03 12:00:00.000001Z")} {
			if mark(another, lost) == was || mark(lost, another) == was {
				t.Errorf("another %s has the same mark", name)
			}
		}
	})
}
