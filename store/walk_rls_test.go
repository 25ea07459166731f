package store_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/lib/pq"

	"mandate/ident"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// raw opens a PostgreSQL address without the floor.
func raw(t *testing.T, address string) *sql.DB {
	t.Helper()
	p, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// as is the same database by another role; the empty one is the superuser.
func as(t *testing.T, address, role string) string {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	admin, err := url.Parse(cluster.Address(t))
	if err != nil {
		t.Fatal(err)
	}
	at.User = admin.User
	return withRole(t, at.String(), role)
}

// rolePassword is that of the cluster's roles; a server of the tests' own asks for none.
const rolePassword = "mandate-test"

// withRole is an address with another role in it.
func withRole(t *testing.T, address, role string) string {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if role != "" {
		at.User = url.UserPassword(role, rolePassword)
	}
	return at.String()
}

// rawTx begins a transaction of a tenant, or of none, that is rolled back.
func rawTx(t *testing.T, p *sql.DB, tenant ident.ID) *sql.Tx {
	t.Helper()
	tx, err := p.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	if !tenant.IsZero() {
		if _, err := tx.ExecContext(t.Context(), "SET LOCAL mandate.tenant = '"+tenant.String()+"'"); err != nil {
			t.Fatal(err)
		}
	}
	return tx
}

// rows runs a statement by itself and says how many rows it touched, and how it was refused.
func rows(t *testing.T, tx *sql.Tx, statement string, args ...any) (n int64, refused bool) {
	t.Helper()
	if _, err := tx.ExecContext(t.Context(), "SAVEPOINT one"); err != nil {
		t.Fatal(err)
	}
	result, err := tx.ExecContext(t.Context(), statement, args...)
	if err == nil {
		n, err = result.RowsAffected()
	}
	if err != nil {
		const insufficientPrivilege = "42501" // the role's rights, the policies and the triggers
		var e *pq.Error
		if e, refused = err.(*pq.Error); !refused || e.Code != insufficientPrivilege {
			t.Fatalf("%s: %v", statement, err)
		}
		if _, err := tx.ExecContext(t.Context(), "ROLLBACK TO SAVEPOINT one"); err != nil {
			t.Fatal(err)
		}
	}
	return n, refused
}

// TestRowLevelSecurityOfEveryKind goes past ent, as the role that serves and as
// the role that owns the tables.
func TestRowLevelSecurityOfEveryKind(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s, all := storetest.OpenAt(t, address, time.Now), kinds(t)
	pools := map[string]*sql.DB{cluster.Server: raw(t, address), cluster.Owner: raw(t, as(t, address, cluster.Owner))}
	for _, k := range all {
		if tenantless[k.name] {
			continue
		}
		a, row := makeOne(t, s, all, k)
		for role, p := range pools {
			t.Run(k.name+"/"+role, func(t *testing.T) {
				own := rawTx(t, p, a)
				if n, _ := rows(t, own, "SELECT FROM "+k.table.Name); n == 0 {
					t.Error("the tenant does not see its own row")
				}
				if _, refused := rows(t, own, "UPDATE "+k.table.Name+" SET tenant_id = $1 WHERE id = $2", s.NewID(), row); !refused {
					t.Error("a row can be given to another tenant")
				}
				for name, tenant := range map[string]ident.ID{"another": s.NewID(), "none": {}} {
					tx := rawTx(t, p, tenant)
					for _, statement := range []string{"SELECT FROM %s", "UPDATE %s SET id = id", "DELETE FROM %s"} {
						statement = fmt.Sprintf(statement, k.table.Name)
						if n, _ := rows(t, tx, statement); n != 0 {
							t.Errorf("tenant %s: %s touches %d rows", name, statement, n)
						}
					}
					copied := "INSERT INTO " + k.table.Name + " (id, tenant_id) VALUES ($1, $2)"
					if _, refused := rows(t, tx, copied, s.NewID(), a); !refused {
						t.Errorf("tenant %s: may insert for the other", name)
					}
				}
				_ = own.Rollback()
			})
		}
	}
}

// TestEveryTenantTableForcesRowLevelSecurity reads the catalogue, so that tables
// that ent does not know are walked too.
func TestEveryTenantTableForcesRowLevelSecurity(t *testing.T) {
	t.Parallel()
	p := raw(t, storetest.Address(t, "postgres"))
	found, err := p.QueryContext(t.Context(), `SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
			coalesce((SELECT p.qual = p.with_check AND p.qual LIKE '%tenant_id = %mandate.tenant%' AND p.cmd = 'ALL' AND p.roles = '{public}'
				FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'tenant'), false),
			(SELECT count(*) FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname <> 'tenant')
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
		WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var tables []string
	for found.Next() {
		var table string
		var enabled, forced, policy bool
		var others int
		if err := found.Scan(&table, &enabled, &forced, &policy, &others); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
		lookup := table == "connections" || table == "domains"                                         // found before the tenant is known
		ownersIndex := table == "users_search" || table == "deals_search" || table == "history_search" // TestWordsOfPeopleHaveOneReader says what guards it instead
		if !enabled || forced == ownersIndex || !policy || (others == 1) != lookup || others > 1 {
			t.Errorf("%s: enabled %t, forced %t, policy %t, %d other policies", table, enabled, forced, policy, others)
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds(t) {
		if !tenantless[k.name] && !slices.Contains(tables, k.table.Name) {
			t.Errorf("%s is not among the tables of a tenant", k.table.Name)
		}
	}
}
