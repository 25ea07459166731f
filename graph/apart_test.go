package graph_test

import (
	"context"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/graph/gql"
	"mandate/ident"
)

// changing is what two answers to the same question differ in: what is left of the bucket,
// new ids, and instants.
var changing = regexp.MustCompile(`"remaining":\d+|\b[a-z]+_[0-9a-v]{26}\b|\d{4}-\d\d-\d\dT[0-9:.]+Z|"reference":"[0-9a-f]+"`)

// TestAnotherCompanysIDsAreAsAbsent: for every argument of every root field that takes an
// id, also of one that is added, the id of a thing of another company gives byte by byte
// the answer that an id gives which nothing ever had (I-13). node and nodes are asked for
// one of each kind, the others for what they are about, and for a person and a deal.
func TestAnotherCompanysIDsAreAsAbsent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.refusing = true
		c := o.cast()
		o.contact("Cora Contact")
		o.limit(c.uma, 3, 600_000)
		there := o.oneOfEach(c)
		theirs := systemOf(t, c.otherTenant)
		olga, peer := o.hireIn(theirs, "Olga Other", "administrator", "approver"), o.hireIn(theirs, "Otis Other", "underwriter")
		role, err := o.people.RoleID(theirs, "auditor")
		o.must(err)
		o.door.Now = fastClock()
		o.people.Replay = func(context.Context, directory.ReplayRequest) (int, error) {
			t.Error("another company's request was replayed")
			return http.StatusOK, nil
		}
		schema := gql.NewExecutableSchema(gql.Config{}).Schema()
		here := made{schema: schema, ids: map[string]string{"user": usr(peer), "role": role.Text(ident.Role)}, text: "Some Text", number: 1, version: 1,
			texts: map[string]string{"email": "nora.new@zenith.test", "name": "zenith.test"}}
		asked := 0
		for _, l := range leaves(schema) {
			if l.of.Name() != "ID" {
				continue
			}
			ids := []string{made{ids: there}.idOf(l.path[len(l.path)-1]), there["user"], there["ownedDeal"]}
			if strings.HasPrefix(l.root.Name, "node") {
				ids = slices.Sorted(maps.Values(there))
			}
			slices.Sort(ids)
			for _, id := range slices.Compact(ids) {
				prefix, _, _ := strings.Cut(id, "_")
				answers := [2]string{}
				for i, given := range []string{id, o.store.NewID().Text(ident.Prefix(prefix))} {
					var value any = given
					if l.of.Elem != nil {
						value = []any{given}
					}
					values := l.with(here, value)
					a := o.ask(asIn(c.otherTenant, olga), l.document(schema, values), values)
					answers[i] = changing.ReplaceAllString(a.Raw, "…")
					asked++
				}
				if answers[0] != answers[1] || strings.Contains(answers[0], `"INTERNAL"`) {
					t.Errorf("%s = %s: another company's\n%.500s\nabsent\n%.500s", l, id, answers[0], answers[1])
				}
			}
		}
		if asked < 500 {
			t.Errorf("only %d questions were asked", asked)
		}
	})
}
