package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/fault"
	"mandate/ident"
)

// walk reads a whole list page by page, from its end if backward, and gives one
// field of each row in the list's order.
func (o *office) walk(w who, field, args string, size int, backward bool, show string) []string {
	o.t.Helper()
	var seen []string
	cursor := ""
	for range 100 {
		way := fmt.Sprintf("first: %d", size)
		if backward {
			way = fmt.Sprintf("last: %d", size)
		}
		if cursor != "" {
			way += map[bool]string{false: ", after: ", true: ", before: "}[backward] + fmt.Sprintf("%q", cursor)
		}
		a := o.ask(w, fmt.Sprintf("{ %s(%s %s) { nodes { %s } edges { cursor node { %s } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
			field, way, args, show, show), nil).ok()
		var page []string
		for _, n := range a.list(field + ".nodes") {
			page = append(page, fmt.Sprint(n.(map[string]any)[show]))
		}
		if backward {
			seen = append(page, seen...)
		} else {
			seen = append(seen, page...)
		}
		more, end := "hasNextPage", "endCursor"
		if backward {
			more, end = "hasPreviousPage", "startCursor"
		}
		if a.at(field+".pageInfo."+more) != true {
			return seen
		}
		cursor = a.at(field + ".pageInfo." + end).(string)
	}
	o.t.Fatal("the list has no end")
	return nil
}

// wantWalks walks a list both ways in both directions: the same rows, each once.
func (o *office) wantWalks(w who, field, order string, total int) {
	o.t.Helper()
	all := map[string][]string{}
	for _, direction := range []string{"ASC", "DESC"} {
		args := fmt.Sprintf(", orderBy: { field: %s, direction: %s }", order, direction)
		forth := o.walk(w, field, args, 3, false, "id")
		back := o.walk(w, field, args, 4, true, "id")
		if !slices.Equal(forth, back) {
			o.t.Errorf("%s by %s %s: forwards %v, backwards %v", field, order, direction, forth, back)
		}
		all[direction] = forth
	}
	slices.Reverse(all["DESC"])
	if !slices.Equal(all["ASC"], all["DESC"]) {
		o.t.Errorf("%s by %s: descending is not ascending reversed", field, order)
	}
	rows := slices.Clone(all["ASC"])
	slices.Sort(rows)
	if rows = slices.Compact(rows); len(rows) != total {
		o.t.Errorf("%s by %s: %d different rows, want %d", field, order, len(rows), total)
	}
}

// TestUsersByEveryOrder is VI-6.
func TestUsersByEveryOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := o.hire("Ada Lovelace", "administrator")
		var last ident.ID
		for i := range 10 { // names repeat, so that ties are decided by the id
			last = o.hire(fmt.Sprintf("%s Ö%d", []string{"Zoe", "Carl", "bob"}[i%3], i/4), "underwriter")
			if i%2 == 0 {
				_, err := o.people.SetManager(o.ctx, last, 0, ada)
				o.must(err)
			}
		}
		for _, order := range []string{"FIRST_NAME", "LAST_NAME", "EMAIL", "MANAGER", "CREATED_AT"} {
			o.wantWalks(as(ada), "users", order, 11)
		}
		if got := o.walk(as(ada), "users", "", 5, false, "firstName"); !strings.HasPrefix(strings.Join(got, " "), "Ada bob bob bob ") {
			t.Errorf("without an order: %v", got)
		}
	})
}

func TestDealsByEveryOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		boss := o.hire("Mia Manager", "team-manager")
		for i := range 4 {
			o.limit(o.hire(fmt.Sprintf("Uma %d", i%2), "underwriter"), 2, 1_000)
		}
		for i := range 12 {
			o.submit(fmt.Sprintf("R-%02d", 11-i), 500+i%3)
		}
		for _, order := range []string{"CREATED_AT", "LOAN_AMOUNT", "OWNER", "REFERENCE"} {
			o.wantWalks(as(boss), "deals", order, 12)
		}
		if got := o.walk(as(boss), "deals", "", 5, false, "reference"); got[0] != "R-00" || got[11] != "R-11" {
			t.Errorf("newest first: %v", got)
		}
		if got := o.walk(as(boss), "deals", ", pipeline: UNASSIGNED", 3, false, "reference"); strings.Join(got, " ") != "R-03 R-02 R-01 R-00" {
			t.Errorf("unassigned, oldest first: %v", got)
		}
	})
}

func TestOtherListsWalk(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := o.hire("Ada Lovelace", "administrator", "service-los", "auditor")
		brokers := []desk.BrokerUpsert{}
		products := []desk.ProductUpsert{}
		for i := range 7 {
			brokers = append(brokers, desk.BrokerUpsert{Reference: fmt.Sprint(i), Name: fmt.Sprintf("Broker %d", i/2)})
			products = append(products, desk.ProductUpsert{Reference: fmt.Sprint(i), Name: fmt.Sprintf("Product %d", i/2)})
			_, err := o.people.CreateDirectory(o.ctx, fmt.Sprintf("IdP %d", i))
			o.must(err)
		}
		_, err := o.desk.UpsertBrokers(o.ctx, brokers)
		o.must(err)
		_, err = o.desk.UpsertProducts(o.ctx, products)
		o.must(err)
		for field, total := range map[string]int{"brokers": 7, "products": 7, "directories": 7, "roles": 12, "history": -1} {
			forth, back := o.walk(as(ada), field, "", 2, false, "id"), o.walk(as(ada), field, "", 3, true, "id")
			if !slices.Equal(forth, back) {
				t.Errorf("%s: forwards %v, backwards %v", field, forth, back)
			}
			if total >= 0 && len(forth) != total {
				t.Errorf("%s: %d rows, want %d", field, len(forth), total)
			}
		}
	})
}

func TestPageArguments(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		for args, code := range map[string]fault.Code{
			"":                       fault.CodeRequired,
			"(first: 101)":           fault.CodeTooLarge,
			"(last: 5000)":           fault.CodeTooLarge,
			"(first: 0)":             fault.CodeInvalid,
			"(first: -1)":            fault.CodeInvalid,
			"(first: 1, last: 1)":    fault.CodeInvalid,
			`(first: 1, after: "x")`: fault.CodeInvalid,
			`(first: 1, before: "")`: fault.CodeInvalid,
			`(first: 1, search: "` + strings.Repeat("a", 300) + `")`: fault.CodeTooLarge,
			`(first: 1, search: "a b c d e f g h i j k")`:            fault.CodeTooLarge,
		} {
			o.ask(ada, "{ users"+args+" { nodes { id } } }", nil).refused(200, code)
		}
		o.ask(ada, "{ users(first: 100) { totalCount nodes { id } } }", nil).ok().want("users.totalCount", 1)
	})
}

func (o *office) limit(id ident.ID, capacity int, dollars int64) {
	o.t.Helper()
	most, loan := assign.MaximumOf(capacity), assign.LimitOf(dollars*100)
	o.must(o.people.SetLimits(o.ctx, id, 0, limits(most, loan)))
}

func (o *office) submit(reference string, dollars int) ident.ID {
	o.t.Helper()
	id, err := o.desk.Submit(o.ctx, desk.Submission{Reference: reference, Location: "ON", Facilities: []desk.FacilityText{
		{Category: assign.CategoryMortgage, Amount: fmt.Sprint(dollars)}}})
	o.must(err)
	return id
}
