package graph_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/directory/customer"
)

// walked are the names that a list shows, page by page, two at a time. show is the path of the
// name in a node.
func (o *office) walked(w who, list, where, show string) (got []string) {
	o.t.Helper()
	fields := strings.Split(show, ".")
	selection := strings.Join(fields, " { ") + strings.Repeat(" }", len(fields)-1)
	for after := any(nil); len(got) < 40; {
		a := o.ask(w, `query($after: String) { `+list+`(first: 2, after: $after`+where+`) { nodes { `+selection+` } pageInfo { hasNextPage endCursor } } }`, vars{"after": after}).ok()
		for i := range a.list(list + ".nodes") {
			got = append(got, a.at(fmt.Sprintf("%s.nodes.%d.%s", list, i, show)).(string))
		}
		if after = a.at(list + ".pageInfo.endCursor"); a.at(list+".pageInfo.hasNextPage") != true {
			break
		}
	}
	return got
}

// TestNamesStandBesideTheirPlainLetters: in the list of people and of customers É stands by E
// and ä by a, page by page in both directions, and with a search.
func TestNamesStandBesideTheirPlainLetters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		for _, name := range []string{"Zoé Test", "Émile Test", "Emma Test", "Eder Test", "Änne Test", "Anton Test"} {
			o.hire(name, "underwriter")
		}
		want := []string{"Ada Lovelace", "Änne Test", "Anton Test", "Eder Test", "Émile Test", "Emma Test", "Zoé Test"}
		walk := func(list, where string, want []string) {
			t.Helper()
			if got := o.walked(ada, list, where, "name"); !slices.Equal(got, want) {
				t.Errorf("%s%s: %q, want %q", list, where, got, want)
			}
		}
		walk("users", "", want)
		falling := slices.Clone(want)
		slices.Reverse(falling)
		walk("users", ", orderBy: { field: FIRST_NAME, direction: DESC }", falling)
		walk("users", `, search: "test"`, want)
		walk("users", `, search: "em"`, []string{"Émile Test", "Emma Test"})
		for _, name := range []string{"Zebra", "Äpfel", "Apfel", "Birne"} {
			o.twice(ada, `mutation($n: String!) { customerAccountCreate(input: { name: $n }) { userErrors { code } } }`, vars{"n": name}).done("customerAccountCreate")
		}
		walk("customerAccounts", "", []string{"Apfel", "Äpfel", "Birne", "Zebra"})
	})
}

// TestOthersNamesStandBesideTheirPlainLetters: people by their manager and by their title, deals
// by their owner, and groups, brokers and products by name; and what is searched by such a name
// is found with its accents and without.
func TestOthersNamesStandBesideTheirPlainLetters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		admin := o.hire("Ada Lovelace", "administrator")
		ada, names := as(admin), []string{"Zoé Test", "Émile Test", "Emma Test", "Eder Test"}
		want := []string{"Eder Test", "Émile Test", "Emma Test", "Zoé Test"}
		falling := slices.Clone(want)
		slices.Reverse(falling)
		o.owned(names)
		walk := func(list, where, show string, want ...string) {
			t.Helper()
			if got := o.walked(ada, list, where, show); !slices.Equal(got, want) {
				t.Errorf("%s%s: %q, want %q", list, where, got, want)
			}
		}
		managed := ", where: { noDirectManager: false }, orderBy: { field: MANAGER, direction: "
		walk("users", managed+"ASC }", "manager.name", want...)
		walk("users", managed+"DESC }", "manager.name", falling...)
		walk("users", `, search: "report", orderBy: { field: MANAGER, direction: ASC }`, "manager.name", want...)
		walk("users", `, search: "titled", orderBy: { field: TITLE, direction: ASC }`, "title", want...)
		owned := ", orderBy: { field: OWNER, direction: "
		walk("deals", owned+"ASC }", "owner.name", want...)
		walk("deals", owned+"DESC }", "owner.name", falling...)
		walk("deals", `, search: "émile"`, "owner.name", "Émile Test")
		walk("deals", `, search: "emile"`, "owner.name", "Émile Test")
		walk("deals", `, search: "TEST"`+owned+"ASC }", "owner.name", want...)
		for _, list := range []string{"brokers", "products"} {
			walk(list, "", "name", want...)
			walk(list, `, search: "zoe"`, "name", "Zoé Test")
			walk(list, `, search: "zoé"`, "name", "Zoé Test")
		}
		walk("groups", "", "displayName", want...)
		shown := o.ask(ada, `{ customerAccounts(first: 1) { nodes { portfolios { name } } } }`, nil).ok().names("customerAccounts.nodes.0.portfolios", "name")
		if shown != strings.Join(want, " ") {
			t.Errorf("portfolios: %q", shown)
		}
	})
}

// owned makes a person, a deal, a report, a broker, a product and a group of each name.
func (o *office) owned(names []string) {
	o.t.Helper()
	rooms := customer.Room{Directory: o.people}
	account, err := rooms.CreateAccount(o.ctx, customer.Account{Name: "Client"})
	o.must(err)
	room, err := o.people.CreateDirectory(o.ctx, "Okta")
	o.must(err)
	token, err := o.people.AuthenticateToken(o.t.Context(), room.Text)
	o.must(err)
	for i, name := range names {
		boss, reference := o.hire(name, "underwriter"), fmt.Sprint("n", i)
		report := o.hire("Report "+strconv.Itoa(i), "auditor")
		_, err = o.people.Update(o.ctx, report, 0, directory.PersonUpdate{Manager: &boss})
		o.must(err)
		at := withActor(o.t.Context(), token.Actor)
		_, err = o.people.CreatePerson(at, directory.Profile{UserName: reference + "@acme.test", Active: true, GivenName: "Titled", FamilyName: reference, Title: name})
		o.must(err)
		o.limit(boss, 1, 5_000_000)
		o.submit(reference, 1000)
		_, err = o.people.CreateGroup(at, directory.GroupProfile{DisplayName: name}, nil)
		o.must(err)
		_, err = o.desk.UpsertBrokers(o.ctx, []desk.BrokerUpsert{{Reference: reference, Name: name}})
		o.must(err)
		_, err = o.desk.UpsertProducts(o.ctx, []desk.ProductUpsert{{Reference: reference, Name: name}})
		o.must(err)
		_, err = rooms.CreatePortfolio(o.ctx, account, name, "")
		o.must(err)
	}
}
