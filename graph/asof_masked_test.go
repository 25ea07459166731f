package graph_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// masking is a company of which somebody has been deleted since an instant, who had a phone,
// a title and a manager and had signed in: bob. Tom may not see history; ada may.
type masking struct {
	*office
	ada, bob, tom ident.ID
	then          string
}

func (o *office) masking() masking {
	o.t.Helper()
	ada, bob, uma := o.hire("Ada Lovelace", "administrator"), o.hire("Bob Barker", "underwriter"), o.hire("Uma Underwood", "underwriter")
	m := masking{office: o, ada: ada, bob: bob, tom: o.hire("Tom Team", "team-manager")}
	for i, id := range []ident.ID{bob, uma} {
		o.signIn(id, "browser")
		_, err := o.people.SetManager(o.ctx, id, 0, ada)
		o.must(err)
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.UpdateOneID(id).SetTitle("Bobsleigh").SetTitleKey("bobsleigh").SetPhone(fmt.Sprintf("+1416555012%d", i)).SetMfaRequired(true).Exec(ctx)
		}))
	}
	m.then = instantBetween()
	o.must(o.people.Delete(o.ctx, bob, 0, ""))
	return m
}

var userOrderFields = []string{"FIRST_NAME", "LAST_NAME", "EMAIL", "MANAGER", "CREATED_AT", "TITLE", "PHONE", "STATUS", "SOURCE", "LAST_LOGIN_AT", "LAST_ASSIGNED_AT"}

// TestCursorsOfTheMasked: in no order of people of the past does the cursor of somebody
// masked say more than their node: the key is that of the least.
func TestCursorsOfTheMasked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		m := o.masking()
		key := func(w who, list, path string) string {
			t.Helper()
			for _, e := range o.ask(w, strings.Replace(list, "$at", `"`+m.then+`"`, 1), nil).ok().list(path) {
				edge := e.(map[string]any)
				var cursor struct{ K, I string }
				raw, err := base64.RawURLEncoding.DecodeString(edge["cursor"].(string))
				o.must(err)
				o.must(json.Unmarshal(raw, &cursor))
				if cursor.I == usr(m.bob) {
					return cursor.K
				}
			}
			t.Fatalf("%s names nobody who was deleted", list)
			return ""
		}
		const edges = ` { edges { cursor node { __typename } } }`
		const matrix, review = `{ authorityMatrix(asOf: $at) { rows(first: 9)` + edges + ` } }`, `{ accessReview(first: 9, asOf: $at)` + edges + ` }`
		for _, field := range userOrderFields {
			list := `{ users(first: 9, asOf: $at, orderBy: { field: ` + field + ` })` + edges + ` }`
			got, open := key(as(m.tom), list, "users.edges"), key(as(m.ada), list, "users.edges")
			want := map[string]string{"STATUS": "false", "LAST_LOGIN_AT": "0001-01-01T00:00:00Z", "LAST_ASSIGNED_AT": "0001-01-01T00:00:00Z", "CREATED_AT": open, "SOURCE": open}[field]
			if got != want {
				t.Errorf("%s: the cursor says %q, want %q", field, got, want)
			}
			if slices.Contains([]string{"FIRST_NAME", "LAST_NAME", "EMAIL", "PHONE", "TITLE"}, field) && open == "" {
				t.Errorf("%s: nothing is proven", field)
			}
		}
		for path, list := range map[string]string{"authorityMatrix.rows.edges": matrix, "accessReview.edges": review} {
			if got, open := key(as(m.tom), list, path), key(as(m.ada), list, path); got != "" || open == "" {
				t.Errorf("%s: the cursor says %q; of who sees history %q", path, got, open)
			}
		}
	})
}

// TestMadeUpCursorsOfTheMasked: no place in an order divides what somebody masked was called:
// they stand before every key there is.
func TestMadeUpCursorsOfTheMasked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		m := o.masking()
		behind := func(w who, field, direction, key string) bool {
			t.Helper()
			name := "users." + field + map[string]string{"DESC": "-"}[direction]
			raw, err := json.Marshal(map[string]string{"l": name, "k": key, "i": usr(ident.ID{})})
			o.must(err)
			a := o.ask(w, fmt.Sprintf(`query($c: String) { users(first: 9, after: $c, asOf: %q, orderBy: { field: %s, direction: %s }) { nodes { id } } }`, m.then, field, direction),
				vars{"c": base64.RawURLEncoding.EncodeToString(raw)}).ok()
			return slices.ContainsFunc(a.list("users.nodes"), func(n any) bool { return n.(map[string]any)["id"] == usr(m.bob) })
		}
		for field, key := range map[string]string{"FIRST_NAME": "!", "LAST_NAME": "!", "EMAIL": "!", "PHONE": "!", "TITLE": "!", "MANAGER": "!", "LAST_LOGIN_AT": "2001-01-01T00:00:00Z", "LAST_ASSIGNED_AT": "2001-01-01T00:00:00Z"} {
			if behind(as(m.tom), field, "ASC", key) || !behind(as(m.tom), field, "DESC", key) {
				t.Errorf("%s: somebody masked stands behind %q", field, key)
			}
		}
		for _, field := range []string{"FIRST_NAME", "EMAIL", "PHONE"} {
			if !behind(as(m.ada), field, "ASC", "!") {
				t.Errorf("%s: who sees history has no order of their own", field)
			}
		}
	})
}

// TestPagesOfTheMasked: every order names everybody once, page by page from both ends, with
// somebody masked first or last.
func TestPagesOfTheMasked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		m := o.masking()
		for _, field := range userOrderFields {
			for _, direction := range []string{"ASC", "DESC"} {
				args := fmt.Sprintf(", asOf: %q, orderBy: { field: %s, direction: %s }", m.then, field, direction)
				all := o.walk(as(m.tom), "users", args, 100, false, "id")
				if len(all) != 4 || !slices.Contains(all, usr(m.bob)) {
					t.Errorf("%s %s: %v", field, direction, all)
				}
				for _, backward := range []bool{false, true} {
					if got := o.walk(as(m.tom), "users", args, 1, backward, "id"); !slices.Equal(got, all) {
						t.Errorf("%s %s, backward %t: %v, want %v", field, direction, backward, got, all)
					}
				}
			}
		}
	})
}

// TestSearchOfTheMasked: words and the state of an account find nobody who is masked; an id
// does, and who sees history finds them by all.
func TestSearchOfTheMasked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		m := o.masking()
		at := fmt.Sprintf("asOf: %q, ", m.then)
		count := func(w who, want int, lists ...string) {
			t.Helper()
			for _, list := range lists {
				field, _, _ := strings.Cut(list, "(")
				a := o.ask(w, "{ "+list+" }", nil).ok()
				path := map[string]string{"authorityMatrix": "authorityMatrix.rows.totalCount"}[field]
				if path == "" {
					path = field + ".totalCount"
				}
				a.want(path, want)
			}
		}
		find := func(text string) []string {
			return []string{"users(first: 9, " + at + `search: "` + text + `") { totalCount }`, "accessReview(first: 9, " + at + `search: "` + text + `") { totalCount }`,
				"authorityMatrix(" + at + `where: { search: "` + text + `" }) { rows(first: 9) { totalCount } }`}
		}
		for _, words := range []string{"bob", "BARKER", "bob.", usr(m.bob) + " bob"} {
			count(as(m.tom), 0, find(words)...)
			count(as(m.ada), 1, find(words)...)
		}
		for _, text := range []string{usr(m.bob), "uma", " uma  under "} {
			count(as(m.tom), 1, find(text)...)
		}
		count(as(m.tom), 4, find(" ")...)
		for where, living := range map[string]int{"signedIn: true": 1, "signedIn: false": 2, "mfaRequired: true": 1} {
			list := "users(first: 9, " + at + "where: { " + where + " }) { totalCount }"
			count(as(m.tom), living, list)
			if where != "signedIn: false" {
				count(as(m.ada), living+1, list)
			}
		}
	})
}
