package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestBranchesOfALargeCompany: more people below one manager than a tree shows are walked
// page by page, each page with the same statements.
func TestBranchesOfALargeCompany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const crowd = 505
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.MapCreateBulk(make([]struct{}, crowd), func(row *db.UserCreate, i int) {
				name := fmt.Sprintf("p%03d", i/2) // two of each name: the id decides
				row.SetID(tx.NewID()).SetUserName(fmt.Sprint(name, i)).SetUserNameKey(fmt.Sprint(name, i)).SetFirstName(name).SetFirstNameKey(name).
					SetManagerID(c.ada).SetActivatedAt(tx.Now)
			}).Exec(ctx)
		}))
		o.ask(as(c.uma), `query($r: ID) { orgTree(rootId: $r, depth: 1) { depth } }`, vars{"r": usr(c.ada)}).refused(http.StatusOK, fault.CodeTooLarge)
		n := counting(o)
		seen, used := map[string]bool{}, map[int64]int{}
		for after, more := any(nil), true; more; {
			n.Store(0)
			a := o.ask(as(c.uma), `query($m: ID, $a: String) { directReports(managerId: $m, first: 100, after: $a) { totalCount pageInfo { hasNextPage endCursor } nodes { depth managerId reportCount user { id } } } }`,
				vars{"m": usr(c.ada), "a": after}).ok().want("directReports.totalCount", crowd).want("directReports.nodes.0.depth", 1).want("directReports.nodes.0.managerId", usr(c.ada))
			used[n.Load()]++
			for _, node := range a.list("directReports.nodes") {
				seen[node.(map[string]any)["user"].(map[string]any)["id"].(string)] = true
			}
			after, more = a.at("directReports.pageInfo.endCursor"), a.at("directReports.pageInfo.hasNextPage") == true
		}
		if len(seen) != crowd || len(used) != 1 {
			t.Errorf("%d of %d were met; pages by their statements: %v", len(seen), crowd, used)
		}
	})
}

func TestDirectReportsByPage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		contact := o.contact("Cora Contact")
		mia := o.hire("Mia Mid", "underwriter")
		for report, manager := range map[ident.ID]ident.ID{c.uma: mia, mia: c.ada} {
			_, err := o.people.SetManager(o.ctx, report, 0, manager)
			o.must(err)
		}
		branch := func(w who, manager any) *answer {
			return o.ask(w, `query($m: ID) { directReports(managerId: $m, first: 5) { totalCount nodes { depth managerId reportCount user { firstName } } } }`, vars{"m": manager})
		}
		branch(as(c.uma), nil).ok().want("directReports.totalCount", 2).want("directReports.nodes.0.user.firstName", "Ada").want("directReports.nodes.0.depth", 0).
			want("directReports.nodes.0.managerId", nil).want("directReports.nodes.0.reportCount", 1).want("directReports.nodes.1.user.firstName", "Bob")
		branch(as(c.uma), usr(c.ada)).ok().want("directReports.totalCount", 1).want("directReports.nodes.0.user.firstName", "Mia").
			want("directReports.nodes.0.depth", 1).want("directReports.nodes.0.managerId", usr(c.ada))
		branch(as(c.uma), usr(c.other)).ok().want("directReports.totalCount", 0)
		branch(asIn(c.otherTenant, c.other), usr(c.ada)).ok().want("directReports.totalCount", 0)
		branch(asIn(c.otherTenant, c.other), nil).ok().want("directReports.totalCount", 1).want("directReports.nodes.0.user.firstName", "Otto")
		for _, manager := range []any{nil, usr(c.ada)} {
			branch(as(contact), manager).ok().want("directReports.totalCount", 0)
		}
		branch(as(c.uma), "nonsense").refused(http.StatusOK, fault.CodeUnknownUser)
		branch(nobody, nil).refused(http.StatusUnauthorized, fault.CodeUnauthenticated)
		o.ask(as(c.uma), `{ directReports(first: 101) { totalCount } }`, nil).refused(http.StatusOK, fault.CodeTooLarge)
	})
}
