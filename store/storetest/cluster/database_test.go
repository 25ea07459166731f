package cluster_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lib/pq"

	"mandate/store/storetest/cluster"
)

func TestRolesPassNoWall(t *testing.T) {
	t.Parallel()
	d := cluster.Fresh(t)
	for address, want := range map[string]string{d.OwnerURL: cluster.Owner, d.ServerURL: cluster.Server} {
		var name string
		var super, bypass, createDB, createRole bool
		err := open(t, address).QueryRowContext(t.Context(),
			"SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user").
			Scan(&name, &super, &bypass, &createDB, &createRole)
		if err != nil {
			t.Fatal(err)
		}
		if name != want || super || bypass || createDB || createRole {
			t.Errorf("%s: superuser %t, bypasses row security %t, makes databases %t, roles %t; want %s with none of it",
				name, super, bypass, createDB, createRole, want)
		}
	}
}

func TestServerUsesWhatOwnerMakes(t *testing.T) {
	t.Parallel()
	d := cluster.Fresh(t)
	owner, server := open(t, d.OwnerURL), open(t, d.ServerURL)
	mustExec(t, owner, "CREATE TABLE deal (id serial PRIMARY KEY, name text)")
	mustExec(t, server, "INSERT INTO deal (name) VALUES ('first')")
	mustExec(t, server, "UPDATE deal SET name = 'renamed'")
	mustExec(t, server, "DELETE FROM deal")
	for _, refused := range []string{"CREATE TABLE other (id int)", "DROP TABLE deal", "TRUNCATE deal"} {
		if code := codeOf(server.ExecContext(t.Context(), refused)); code != "42501" {
			t.Errorf("%s as %s: code %q, want 42501 (insufficient privilege)", refused, cluster.Server, code)
		}
	}
}

func TestServerURLIsTheOwnersWithTheOtherRole(t *testing.T) {
	t.Parallel()
	d := cluster.Fresh(t)
	got, err := cluster.ServerURL(d.OwnerURL)
	if err != nil || got != d.ServerURL {
		t.Errorf("got %q (%v), want %q", got, err, d.ServerURL)
	}
}

func TestFreshGoesWithTheTest(t *testing.T) {
	t.Parallel()
	var d cluster.Database
	t.Run("inner", func(t *testing.T) {
		d = cluster.Fresh(t)
		mustExec(t, open(t, d.OwnerURL), "CREATE TABLE deal (id int)")
	})
	if got := count(t, d.Name); got != 0 {
		t.Errorf("%d databases named %s are left, want 0", got, d.Name)
	}
}

func TestTemplateIsPreparedOnce(t *testing.T) {
	t.Parallel()
	name := "template_" + strings.ToLower(rand.Text())
	var prepared atomic.Int32
	prepare := func(ctx context.Context, ownerURL string) error {
		prepared.Add(1)
		db, err := sql.Open("postgres", ownerURL)
		if err != nil {
			return err
		}
		defer db.Close()
		_, err = db.ExecContext(ctx, "CREATE TABLE deal (id int); INSERT INTO deal VALUES (7)")
		return err
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			d := cluster.FromTemplate(t, name, prepare)
			server := open(t, d.ServerURL)
			var id int
			if err := server.QueryRowContext(t.Context(), "SELECT id FROM deal").Scan(&id); err != nil || id != 7 {
				t.Errorf("the copy holds %d (%v), want 7", id, err)
			}
			if _, err := server.ExecContext(t.Context(), "INSERT INTO deal VALUES (8)"); err != nil {
				t.Errorf("insert into the copy: %v", err)
			}
		})
	}
	group.Wait()
	if got := prepared.Load(); got != 1 {
		t.Errorf("prepared %d times, want once", got)
	}
}

func mustExec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func codeOf(_ sql.Result, err error) string {
	var refused *pq.Error
	if errors.As(err, &refused) {
		return string(refused.Code)
	}
	return ""
}

// count says how many databases of a name the server has.
func count(t *testing.T, name string) int {
	t.Helper()
	var n int
	err := open(t, cluster.Address(t)).QueryRowContext(t.Context(),
		"SELECT count(*) FROM pg_database WHERE datname = $1", name).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
