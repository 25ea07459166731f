package graph_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
)

// TestProductionIsTheSum: drawn deals add up for each person as somebody with pencil and
// paper would have it, on the screen and in the file, which reads a name with a comma, quotes
// and a formula as what it is: text.
func TestProductionIsTheSum(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		draw := rand.New(rand.NewPCG(6, 19))
		for _, name := range []string{`=1+1 "Eve", Comma`, "Ann Able", "Ben Busy"} {
			o.limit(o.hire(name, "underwriter"), 3+draw.IntN(9), int64(300_000+draw.IntN(600_000)))
		}
		for i := range 40 {
			o.submit(fmt.Sprintf("P-%d", i), 1+draw.IntN(1_000_000))
		}
		deals, cents := map[string]int{}, map[string]int64{}
		o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
			clear(deals)
			clear(cents)
			for _, d := range q.Deal.Query().WithFacilities().AllX(ctx) {
				owner := ""
				if d.OwnerID != nil {
					owner = d.OwnerID.Text(ident.User)
				}
				deals[owner]++
				for _, f := range d.Edges.Facilities {
					cents[owner] += int64(f.Amount)
				}
			}
			return nil
		}))
		a := o.ask(as(c.ada), `query($r: DateRangeInput!) { productionReport(range: $r, by: PERSON) { rows { id deals amount { amount } } total { deals } csv } }`,
			vars{"r": vars{"from": day(-1), "to": day(1)}}).ok().want("productionReport.total.deals", 40)
		rows := a.list("productionReport.rows")
		if len(rows) != len(deals) || len(deals) < 3 {
			t.Fatalf("%d rows for %v", len(rows), deals)
		}
		for _, r := range rows {
			row := r.(map[string]any)
			who, _ := row["id"].(string)
			want := fmt.Sprintf("%d.%02d", cents[who]/100, cents[who]%100)
			if got := row["amount"].(map[string]any)["amount"]; got != want || fmt.Sprint(row["deals"]) != fmt.Sprint(deals[who]) {
				t.Errorf("%q: %v deals of %v, want %d of %s", who, row["deals"], got, deals[who], want)
			}
		}
		lines, err := csv.NewReader(strings.NewReader(a.at("productionReport.csv").(string))).ReadAll()
		o.must(err)
		if len(lines) != len(rows)+2 || !strings.Contains(fmt.Sprint(lines), `'=1+1 "Eve", Comma`) {
			t.Errorf("the file has %q", lines)
		}
	})
}
