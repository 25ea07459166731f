package scim_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest/cluster"
)

// fillAtOnce bounds what one transaction copies.
const fillAtOnce = 10_000

// populate makes a directory of a size: two people over the door, and the others as
// copies of their rows, made by the database. Person n is "person-n@lender.test"; every
// second one is an Ada.
func populate(b testing.TB, d door, size int) []string {
	b.Helper()
	var templates [2]ident.ID
	for i, given := range []string{"Ada", "Bo"} {
		id, err := ident.Parse(ident.User, find(d.must(b, "POST", "/Users", benchPerson(token(i), given)), "id").(string))
		if err != nil {
			b.Fatal(err)
		}
		templates[i] = id
	}
	for from := 0; from < size; from += fillAtOnce {
		d.filled(b, func(ctx context.Context, tx *store.Tx) error {
			for i, template := range templates {
				if err := copyPeople(ctx, tx, d.directory.Store.Kind(), template, i, from, min(from+fillAtOnce, size)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, id := range templates {
		d.must(b, "DELETE", "/Users/"+id.Text(ident.User), nil)
	}
	ids := make([]string, size)
	for n := range ids {
		ids[n] = copied(n).Text(ident.User)
	}
	return ids
}

// analyzed tells the planner how many rows there are, as it learns in production by
// itself: only the owner of tables may.
func analyzed(b testing.TB, address string) {
	b.Helper()
	if strings.HasPrefix(address, "sqlite:") {
		return
	}
	owner, err := sql.Open("postgres", strings.Replace(address, cluster.Server, cluster.Owner, 1))
	if err == nil {
		defer owner.Close()
		_, err = owner.ExecContext(b.Context(), "ANALYZE")
	}
	if err != nil {
		b.Fatal(err)
	}
}

func (d door) filled(b testing.TB, fn func(context.Context, *store.Tx) error) {
	b.Helper()
	err := d.directory.Store.Write(d.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "FILLED", TargetKind: ident.Directory, Target: d.issued.Directory})
		return fn(ctx, tx)
	})
	if err != nil {
		b.Fatal(err)
	}
}

func token(i int) string { return fmt.Sprint("tmpl", i) }

func benchPerson(n any, given string) string {
	return fmt.Sprintf(`{"userName": "person-%[1]v@lender.test", "externalId": "x%[1]v", "active": true,
		"name": {"givenName": %[2]q, "familyName": "Family %[1]v"}, "emails": [{"value": "person-%[1]v@lender.test", "type": "work", "primary": true}]}`, n, given)
}

// copied is the id of person n.
func copied(n int) ident.ID {
	id := ident.ID{0x01, 0x90, 6: 0x70, 8: 0x80}
	var number [8]byte
	binary.BigEndian.PutUint64(number[:], uint64(n))
	copy(id[10:], number[2:])
	return id
}

// copyPeople copies every second person from one number to another.
func copyPeople(ctx context.Context, tx *store.Tx, kind string, template ident.ID, i, from, to int) error {
	for _, table := range []*schema.Table{migrate.UsersTable, migrate.UserEmailsTable, migrate.DirectoryLinksTable} {
		if _, err := tx.Client.ExecContext(ctx, copyStatement(kind, table, i, from, to), template); err != nil {
			return fmt.Errorf("copy %s: %w", table.Name, err)
		}
	}
	return nil
}

func copyStatement(kind string, table *schema.Table, i, from, to int) string {
	made := "('01900000-0000-7000-8000-' || lpad(to_hex(g.n), 12, '0'))::uuid"
	numbers := fmt.Sprintf("WITH g(n) AS (SELECT generate_series(%d, %d, 2))", from+i, to-1)
	if kind == "sqlite" {
		made = "unhex('01900000000070008000' || printf('%012x', g.n))"
		numbers = fmt.Sprintf("WITH RECURSIVE g(n) AS (SELECT %d UNION ALL SELECT n + 2 FROM g WHERE n + 2 < %d)", from+i, to)
	}
	names, values, owner := make([]string, len(table.Columns)), make([]string, len(table.Columns)), "user_id"
	for at, c := range table.Columns {
		names[at] = `"` + c.Name + `"`
		values[at] = "t." + names[at]
		switch {
		case c.Name == "id" || c.Name == owner:
			values[at] = made
		case c.Type == field.TypeString:
			values[at] = fmt.Sprintf("replace(%s, '%s', CAST(g.n AS text))", values[at], token(i))
		}
	}
	if table == migrate.UsersTable {
		owner = "id"
	}
	return fmt.Sprintf("%s INSERT INTO %s (%s) SELECT %s FROM %s t, g WHERE t.%s = $1",
		numbers, table.Name, strings.Join(names, ", "), strings.Join(values, ", "), table.Name, owner)
}

// groupOf makes a group that people are in.
func groupOf(b testing.TB, d door, name string, people int) string {
	b.Helper()
	text := d.createGroup(b, name)
	group, err := ident.Parse(ident.Group, text)
	if err != nil {
		b.Fatal(err)
	}
	d.filled(b, func(ctx context.Context, tx *store.Tx) error {
		made, numbers := "('%s' || lpad(to_hex(g.n), 12, '0'))::uuid", "WITH g(n) AS (SELECT generate_series(0, %d - 1))"
		of, person := group.String()[:24], copied(0).String()[:24]
		if d.directory.Store.Kind() == "sqlite" {
			made = "unhex(replace('%s', '-', '') || printf('%%012x', g.n))"
			numbers = "WITH RECURSIVE g(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d)"
		}
		if people == 0 {
			return nil
		}
		statement := fmt.Sprintf(numbers+" INSERT INTO group_members (id, tenant_id, created_at, group_id, user_id) SELECT "+made+", t.tenant_id, t.created_at, t.id, "+made+" FROM groups t, g WHERE t.id = $1", people, of, person)
		_, err := tx.Client.ExecContext(ctx, statement, group)
		return err
	})
	return "/Groups/" + text
}
