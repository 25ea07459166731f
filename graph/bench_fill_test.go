package graph_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// fillAtOnce bounds what one transaction of a filling copies.
const fillAtOnce = 10_000

// firstNames and lastNames are multiplied with each other.
var (
	firstNames = strings.Fields(`Ada Bo Carla Dmitri Elena Felix Grace Hugo Ines Jonas Karin Liam Mona Nils Olga Pierre Quentin Rosa
		Sven Tara Ulla Viktor Wanda Xaver Yves Zoe Amelie Bruno Chantal Denis Emile Fiona Gaston Helga Igor Jeanne Kurt Lara Marcel Nadia`)
	lastNames = strings.Fields(`Bouchard Tremblay Gagnon Roy Cote Gauthier Morin Lavoie Fortin Gagne Smith Brown Wilson Martin Campbell Stewart
		Anderson Macdonald Thompson Mueller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schulz Koch Bauer Kowalski Nowak Novak Horvat Ivanov
		Petrov Rossi Bianchi Ferrari Silva Santos Costa Jensen Hansen Larsen Berg Lindqvist Virtanen Papadopoulos Yilmaz`)
)

// town is an office of many people, made by the database out of one template.
type town struct {
	*office
	address  string
	ada      ident.ID
	template ident.ID
}

// populated makes an office of so many people, each with a role, preferences, limits and
// a manager of ten.
func populated(b testing.TB, kind string, people int) town {
	b.Helper()
	t := town{address: storetest.Address(b, kind)}
	t.office = open(b, storetest.OpenAt(b, t.address, time.Now))
	t.ada = t.hire("Ada Admin", "administrator")
	t.template = t.hire("Template Person", "underwriter")
	t.limit(t.template, 5, 600_000)
	on := []string{"ON"}
	t.must(t.people.SetPreferences(t.ctx, t.template, 0, directory.PreferencesUpdate{Locations: &on}))
	for from := 0; from < people; from += fillAtOnce {
		t.filled(func(ctx context.Context, tx *store.Tx) error {
			return t.copyPeople(ctx, tx, from, min(from+fillAtOnce, people))
		})
	}
	return t
}

func (t town) filled(fn func(context.Context, *store.Tx) error) {
	t.t.Helper()
	t.must(t.store.Write(t.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "FILLED", TargetKind: ident.User, Target: t.template})
		return fn(ctx, tx)
	}))
}

// numbered is the id that copy n of a series has: in SQL, and here.
func (t town) numbered(series byte, n string) string {
	if t.store.Kind() == "sqlite" {
		return fmt.Sprintf("unhex('%02x900000000070008000' || printf('%%012x', %s))", series, n)
	}
	return fmt.Sprintf("('%02x900000-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid", series, n)
}

const (
	peopleSeries byte = iota + 1
	grantSeries
	likesSeries
	limitSeries
)

func (t town) copyPeople(ctx context.Context, tx *store.Tx, from, to int) error {
	who := t.numbered(peopleSeries, "g.n")
	email := "lower(f.column2 || '.' || l.column2) || g.n || '@lender.test'"
	people := map[string]string{
		"id": who, "manager_id": t.numbered(peopleSeries, "g.n / 10"),
		"first_name": "f.column2", "first_name_key": "lower(f.column2)", "last_name": "l.column2", "last_name_key": "lower(l.column2)",
		"email": email, "email_key": email, "user_name": email, "user_name_key": email,
		"search_key":  "' ' || lower(f.column2) || ' ' || lower(l.column2) || ' ' || " + email,
		"manager_key": "lower(f.column2)",
	}
	for _, c := range []struct {
		table  *schema.Table
		series byte
		whose  string
		values map[string]string
	}{
		{migrate.UsersTable, peopleSeries, "id", people},
		{migrate.RoleGrantsTable, grantSeries, "user_id", map[string]string{"user_id": who}},
		{migrate.PreferencesTable, likesSeries, "user_id", map[string]string{"user_id": who}},
		{migrate.LendingLimitsTable, limitSeries, "user_id", map[string]string{"user_id": who}},
	} {
		if c.whose != "id" {
			c.values["id"] = t.numbered(c.series, "g.n")
		}
		text := t.series(from, to) + copying(c.table, c.values) + fmt.Sprintf(", %s f, %s l WHERE t.%s = $1 AND f.column1 = g.n %% %d AND l.column1 = g.n / %d %% %d",
			values(firstNames), values(lastNames), c.whose, len(firstNames), len(firstNames), len(lastNames))
		if _, err := tx.Client.ExecContext(ctx, text, t.template); err != nil {
			return fmt.Errorf("copy %s: %w", c.table.Name, err)
		}
	}
	return nil
}

// series begins a statement with the numbers from one to before another, as g.n.
func (t town) series(from, to int) string {
	if t.store.Kind() == "sqlite" {
		return fmt.Sprintf("WITH RECURSIVE g(n) AS (SELECT %d UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %d) ", from, to)
	}
	return fmt.Sprintf("WITH g(n) AS (SELECT generate_series(%d, %d)) ", from, to-1)
}

// copying selects the template t once for each number, but for some columns.
func copying(table *schema.Table, but map[string]string) string {
	names, shown := make([]string, len(table.Columns)), make([]string, len(table.Columns))
	for i, c := range table.Columns {
		names[i] = `"` + c.Name + `"`
		shown[i] = "t." + names[i]
		if other := but[c.Name]; other != "" {
			shown[i] = other
		}
	}
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s t, g", table.Name, strings.Join(names, ", "), strings.Join(shown, ", "), table.Name)
}

// values is a table of words with their numbers.
func values(words []string) string {
	rows := make([]string, len(words))
	for i, w := range words {
		rows[i] = fmt.Sprintf("(%d, '%s')", i, w)
	}
	return "(VALUES " + strings.Join(rows, ", ") + ")"
}

// analyzed is the town when the database has statistics and its housekeeping has run, as
// both happen in production by themselves: only the owner of tables may.
func (t town) analyzed() town {
	t.t.Helper()
	if t.store.Kind() == "sqlite" {
		t.filled(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Client.ExecContext(ctx, "ANALYZE")
			return err
		})
	} else {
		owner, err := sql.Open("postgres", strings.Replace(t.address, cluster.Server, cluster.Owner, 1))
		t.must(err)
		defer owner.Close()
		_, err = owner.ExecContext(t.t.Context(), "VACUUM ANALYZE")
		t.must(err)
	}
	again := furnished(t.t, storetest.OpenAt(t.t, t.address, time.Now))
	again.tenant, again.ctx = t.tenant, t.ctx
	again.door.Now = fastClock()
	return town{again, t.address, t.ada, t.template}
}

// bare runs a statement of the company and reads all that it finds.
func (t town) bare(text string, args ...any) (n int) {
	t.t.Helper()
	t.must(t.store.Read(t.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(cells...); err != nil {
				return err
			}
			n++
		}
		return rows.Err()
	}))
	return n
}

// copied is the id of copy n of the template, as numbered writes it.
func (t town) copied(n int) ident.ID {
	id := ident.ID{peopleSeries, 0x90, 6: 0x70, 8: 0x80}
	binary.BigEndian.PutUint32(id[12:], uint32(n))
	return id
}
