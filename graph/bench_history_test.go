package graph_test

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"mandate/ent/db/historyentry"
	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// historySize is how many entries the history has that is searched: 10,000,000 with
// `go test -bench History ./graph -history 10000000`.
var historySize = flag.Int("history", 2_000_000, "entries of history in BenchmarkHistory")

const (
	apart   = 15 * time.Second // from one entry to the next
	actors  = 1000             // people who act and on whom is acted
	comment = 50               // every so manieth entry has words of a person
	belated = 997              // and is written three days after what it tells of
)

var filledActions = strings.Fields(`USER_UPDATED DEAL_ASSIGNED DEAL_STATUS LIMITS_UPDATED OOO_SET DELEGATE_ADDED DELEGATE_REMOVED DEAL_CREATED
	DEAL_UPDATED USER_DEACTIVATED USER_ACTIVATED APPROVAL_REQUESTED APPROVAL_GRANTED DEAL_UNASSIGNED COMPANY_UPDATED OOO_STARTED OOO_ENDED MANAGER_CLEARED USER_CREATED USER_DELETED`)

// BenchmarkHistory is a page of 50 out of 2,000,000 entries, with each way to search.
func BenchmarkHistory(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			t := populated(b, kind, actors)
			began := time.Now().Add(-apart * time.Duration(*historySize)).Truncate(time.Second).UTC()
			for from := 0; from < *historySize; from += fillAtOnce {
				t.filled(func(ctx context.Context, tx *store.Tx) error {
					return t.copyEntries(ctx, tx, began, from, min(from+fillAtOnce, *historySize))
				})
			}
			t = t.analyzed()
			for _, s := range t.historySearches(began) {
				b.Run(s.name, func(b *testing.B) {
					timed(b, func() {
						if found := len(t.ask(as(t.ada), pageOfHistory, vars{"where": s.where}).ok().list("history.nodes")); (found > 0) != s.finds {
							b.Fatalf("found %d", found)
						}
					})
				})
			}
		})
	}
}

const pageOfHistory = `query($where: HistoryWhere) { history(first: 50, where: $where) { nodes { id at action actorName targetId targetName user { name } reason comment changes { field before after } } pageInfo { hasNextPage endCursor } } }`

type historySearch struct {
	name  string
	where vars
	finds bool
}

func (t town) historySearches(began time.Time) []historySearch {
	all := time.Duration(*historySize) * apart
	at := func(part float64) string { return began.Add(time.Duration(float64(all) * part)).Format(time.RFC3339) }
	id := func(n int) string { return t.copied(n).Text(ident.User) }
	long, brief := vars{"from": at(0.2), "to": at(0.3)}, vars{"from": at(0.5), "to": began.Add(all/2 + 3*apart).Format(time.RFC3339)}
	with := func(where vars, more vars) vars {
		both := vars{}
		for _, of := range []vars{where, more} {
			for k, v := range of {
				both[k] = v
			}
		}
		return both
	}
	return []historySearch{
		{"all", vars{}, true},
		{"actor", vars{"actorId": id(77)}, true},
		{"person", vars{"personId": id(78)}, true},
		{"target", vars{"targetId": id(79)}, true},
		{"action", vars{"actions": []string{"OOO_SET"}}, true},
		{"actions that are rare", vars{"actions": []string{"BREAK_GLASS_USED", "EMAIL_RELEASED"}}, false},
		{"words that many have", vars{"text": "branch"}, true},
		{"words of one", vars{"text": fmt.Sprintf("asked%d", *historySize/3/comment*comment)}, true},
		{"words of nobody", vars{"text": "xyzzy"}, false},
		{"code", vars{"text": "expired"}, true},
		{"code of none", vars{"text": "leaver"}, false},
		{"period", long, true},
		{"brief period", brief, true},
		{"person in a period", with(long, vars{"personId": id(78)}), true},
		{"action in a period", with(long, vars{"actions": []string{"OOO_SET"}}), true},
		{"words in a period", with(long, vars{"text": "branch"}), true},
	}
}

// copyEntries writes entries in the order of their ids, which tell when they were made.
func (t town) copyEntries(ctx context.Context, tx *store.Tx, began time.Time, from, to int) error {
	ms := fmt.Sprintf("(%d + CAST(g.n AS bigint) * %d)", began.UnixMilli(), apart.Milliseconds())
	id := fmt.Sprintf("(lpad(to_hex(%s), 12, '0') || '70008000' || lpad(to_hex(g.n), 12, '0'))::uuid", ms)
	at := fmt.Sprintf("to_timestamp(%s / 1000.0)", ms)
	if t.store.Kind() == "sqlite" {
		id = fmt.Sprintf("unhex(printf('%%012x', %s) || '70008000' || printf('%%012x', g.n))", ms)
		at = fmt.Sprintf("strftime('%%Y-%%m-%%d %%H:%%M:%%S.000000+00:00', %s / 1000, 'unixepoch')", ms)
	}
	happened := strings.ReplaceAll(at, ms, fmt.Sprintf("(%s - CASE WHEN g.n %% %d = 0 THEN %d ELSE 0 END)", ms, belated, 3*24*time.Hour.Milliseconds()))
	columns := map[string]string{
		"id": id, "at": happened, "created_at": at, "actor_kind": "'USER'", "action": "f.column2", "changes": "NULL",
		"reason":    "CASE WHEN g.n % 31 = 0 THEN 'EXPIRED' ELSE '' END",
		"actor_id":  t.numbered(peopleSeries, fmt.Sprintf("g.n %% %d", actors)),
		"target_id": t.numbered(peopleSeries, fmt.Sprintf("g.n * 7 %% %d", actors)),
		"user_id":   fmt.Sprintf("CASE WHEN g.n %% 10 = 0 THEN %s END", t.numbered(peopleSeries, fmt.Sprintf("g.n * 3 %% %d", actors))),
		"comment":   fmt.Sprintf("CASE WHEN g.n %% %d = 0 THEN 'The branch asked' || g.n || ' for it' ELSE '' END", comment),
	}
	text := t.series(from, to) + copying(migrate.HistoryEntriesTable, columns) +
		fmt.Sprintf(", %s f WHERE t.action = 'USER_CREATED' AND t.target_id = $1 AND f.column1 = g.n %% %d", values(filledActions), len(filledActions))
	if _, err := tx.Client.ExecContext(ctx, text, t.template); err != nil {
		return fmt.Errorf("copy %s: %w", historyentry.Table, err)
	}
	return nil
}
