package store_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/store"
	"mandate/store/storetest"
)

// TestOrdersOfPeopleHaveIndexes asks both databases for the plan of a page in each order of
// the list: none sorts but the one that says so. On PostgreSQL, whose plan depends on how
// much there is, sorting is made so dear that it is chosen where nothing else is possible.
func TestOrdersOfPeopleHaveIndexes(t *testing.T) {
	t.Parallel()
	orders := map[string]bool{"first_name_key": false, "last_name_key": false, "email_key": false, "manager_key": false, "created_at": false,
		"title_key": false, "phone": false, "active": false, "source": false, "coalesce(last_login_at, NEVER)": false, "coalesce(last_assigned_at, NEVER)": true}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme := tenant(t, s, "acme")
		for order, sorts := range orders {
			for _, direction := range []string{"ASC", "DESC"} {
				text := fmt.Sprintf("SELECT id FROM users WHERE tenant_id = $1 AND deleted_at IS NULL AND kind = 'STAFF' ORDER BY %[1]s %[2]s, id %[2]s LIMIT 51", order, direction)
				must(t, s.Read(storetest.System(t, acme), func(ctx context.Context, c *db.Client) error {
					plan, err := planOf(ctx, c, s.Kind(), text, acme)
					if found := strings.Contains(plan, "Sort") || strings.Contains(plan, "TEMP B-TREE"); found != sorts {
						t.Errorf("%s %s: sorts %t\n%s", order, direction, found, plan)
					}
					return err
				}))
			}
		}
	})
}

// TestListsHaveIndexes asks both databases for the plan of a page of each list of what leaves the
// house, works by itself or came from a directory: an index gives its order, also where a filter
// leaves few rows. By is what it finds them by; which of two indexes PostgreSQL takes depends on
// how much there is.
func TestListsHaveIndexes(t *testing.T) {
	t.Parallel()
	pages := []struct{ table, where, by string }{
		{"mails", "1 = 1", ""}, {"mails", "state = 'DEAD'", "state"}, {"mails", "recipient_id = $1", "recipient_id"}, {"mails", "recipient_id IS NULL", "recipient_id"},
		{"jobs", "1 = 1", ""}, {"jobs", "kind = 'USERS_EXPORT'", "kind"}, {"jobs", "state = 'FAILED'", "state"}, {"jobs", "started_by = $1", "started_by"},
		{"webhook_deliveries", "webhook_id = $1", "webhook_id"}, {"webhook_deliveries", "webhook_id = $1 AND state = 'DEAD'", `webhook_id\W.*state`}, {"event_deliveries", "state = 'DEAD'", "state"},
		{"provisioning_events", "1 = 1", ""}, {"provisioning_events", "outcome = 'REFUSED'", "outcome"}, {"provisioning_events", "method = 'DELETE'", "method"},
		{"provisioning_events", "status >= 400 AND scim_type = 'mutability'", "scim_type"}, {"provisioning_events", "resource_id = $1", "resource_id"},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme := tenant(t, s, "acme")
		for _, page := range pages {
			text := "SELECT id FROM " + page.table + " WHERE tenant_id = $1 AND " + page.where + " ORDER BY id DESC LIMIT 51"
			must(t, s.Read(storetest.System(t, acme), func(ctx context.Context, c *db.Client) error {
				plan, err := planOf(ctx, c, s.Kind(), text, acme)
				asked := map[string]string{"sqlite": `\(tenant_id=\? AND ` + page.by, "postgres": `Index Cond: .*tenant_id`}[s.Kind()]
				if page.by == "" {
					asked = strings.TrimSuffix(asked, " AND ")
				}
				if strings.Contains(plan, "Sort") || strings.Contains(plan, "TEMP B-TREE") || !regexp.MustCompile(asked).MatchString(plan) {
					t.Errorf("%s\n%s", text, plan)
				}
				return err
			}))
		}
	})
}

// planOf is how a database would run a statement.
func planOf(ctx context.Context, c *db.Client, kind, text string, args ...any) (string, error) {
	begin, never := "EXPLAIN QUERY PLAN ", "'0001-01-01 00:00:00.000000+00:00'"
	if kind == "postgres" {
		begin, never = "EXPLAIN ", "'0001-01-01T00:00:00Z'::timestamptz"
		for _, off := range []string{"sort", "incremental_sort", "seqscan", "bitmapscan"} {
			if _, err := c.ExecContext(ctx, "SET LOCAL enable_"+off+" = off"); err != nil {
				return "", err
			}
		}
	}
	return explained(ctx, c, begin+strings.ReplaceAll(text, "NEVER", never), args...)
}

// explained gives what an EXPLAIN says.
func explained(ctx context.Context, c *db.Client, text string, args ...any) (string, error) {
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	var plan strings.Builder
	for rows.Next() && err == nil {
		line := make([]any, len(columns))
		for i := range line {
			line[i] = new(any)
		}
		err = rows.Scan(line...)
		fmt.Fprintln(&plan, *line[len(line)-1].(*any))
	}
	return plan.String(), err
}
