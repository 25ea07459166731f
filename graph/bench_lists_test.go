package graph_test

import (
	"context"
	"flag"
	"fmt"
	"testing"

	"entgo.io/ent/dialect/sql/schema"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/webhook"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// listSize is how many rows each administrative list has in BenchmarkLists; there are half as
// many people.
var listSize = flag.Int("lists", 200_000, "rows of each list in BenchmarkLists")

const (
	rare       = 1000 // one row of so many has a state, kind, outcome or method that the others have not
	addressed  = 100  // one message of so many is to nobody
	listSeries = limitSeries + 1
)

// searchesOfLists are what is typed: what half of all rows have, many or few, new ones or old
// ones, and what none has.
var searchesOfLists = []string{"lender", "bo bouchard1@", "bouchard", "er2", "a", "99", "karin novak", "pierre.silva488", "m199800", "m500@", "xyzzy", "qx", "users_export", "three words together"}

// BenchmarkLists is a page of 50 of each list of what leaves the house, works by itself or came
// from a directory, out of 200,000 rows: plain, filtered for what is rare, and searched. Half
// of all rows are about one person.
func BenchmarkLists(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			t := populated(b, kind, *listSize/2)
			for _, l := range t.busyLists() {
				b.Run(l.name, func(b *testing.B) {
					t.fillList(l)
					t := t.analyzed()
					for _, asked := range l.asked() {
						b.Run(asked, func(b *testing.B) {
							text := fmt.Sprintf("{ "+l.text+" }", asked)
							timed(b, func() { t.ask(as(t.ada), text, nil).ok() })
						})
					}
				})
			}
		})
	}
}

// busyList is a list with its table, what rows are in it, and what is asked of it.
type busyList struct {
	name, text string
	table      *schema.Table
	values     map[string]string
	filters    []string
	searched   bool
}

func (l busyList) asked() []string {
	asked := []string{""}
	for _, filter := range l.filters {
		asked = append(asked, ", "+filter)
	}
	for _, words := range searchesOfLists {
		if l.searched {
			asked = append(asked, fmt.Sprintf(", search: %q", words))
		}
	}
	return asked
}

// busyLists are the lists, each with one row that is copied.
func (t town) busyLists() []busyList {
	t.t.Helper()
	hook, dir, one := t.templates()
	person := "CASE WHEN g.n % 2 = 0 THEN " + t.numbered(peopleSeries, "1") + " ELSE " + t.numbered(peopleSeries, "g.n / 2") + " END"
	seldom := func(often, one string) string {
		return fmt.Sprintf("CASE WHEN g.n %% %d = 7 THEN %s ELSE %s END", rare, one, often)
	}
	return []busyList{
		{"mails", "mails(first: 50%s) { nodes { id subject recipient { name } } }", migrate.MailsTable, map[string]string{
			"state": seldom("'SENT'", "'DEAD'"), "address": "'m' || g.n || '@agency.test'", "recipient_id": fmt.Sprintf("CASE WHEN g.n %% %d <> 0 THEN %s END", addressed, person),
		}, []string{"state: DEAD", "state: QUEUED"}, true},
		{"jobs", "jobs(first: 50%s) { nodes { id kind state startedBy { name } } }", migrate.JobsTable, map[string]string{
			"started_by": person, "kind": seldom("'USERS_EXPORT'", "'DEALS_SUBMIT'"), "state": seldom("'DONE'", "'FAILED'"),
		}, []string{"where: { states: [FAILED] }", "where: { kinds: [DEALS_SUBMIT] }", "where: { kinds: [DEALS_SUBMIT, USERS_IMPORT] }", "where: { mine: true }"}, true},
		{"deliveries", fmt.Sprintf(`webhookDeliveries(webhookId: %q, first: 50%%s) { nodes { id action state } }`, hook.Text(ident.Webhook)), migrate.WebhookDeliveriesTable, map[string]string{
			"target_id": person, "seq": "g.n", "state": seldom("'DELIVERED'", "'DEAD'"), "action": "'USER_UPDATED'",
		}, []string{"state: DEAD", "state: QUEUED"}, true},
		{"events", "provisioningEvents(first: 50%s) { nodes { id subject user { name } } }", migrate.ProvisioningEventsTable, map[string]string{
			"resource_id": person, "resource_kind": "'User'", "subject": "'s' || g.n", "subject_key": "'s' || g.n",
			"outcome": seldom("'CHANGED'", "'REFUSED'"), "status": seldom("200", "409"), "method": seldom("'PATCH'", "'DELETE'"),
		}, []string{
			"where: { outcomes: [REFUSED] }", "where: { outcomes: [FAILED, REFUSED] }", `where: { methods: ["DELETE"] }`, `where: { methods: ["PUT"] }`, `where: { cause: "409" }`, `where: { cause: "mutability" }`,
			`where: { text: "s7" }`, `where: { text: "ada.bouchard0@" }`, `where: { text: "xyzzy" }`, `where: { to: "2001-01-01T00:00:00Z" }`, `where: { from: "2101-01-01T00:00:00Z" }`,
			fmt.Sprintf(`directoryId: %q, where: { outcomes: [REFUSED] }`, dir.Text(ident.Directory)), fmt.Sprintf(`where: { userId: %q }`, one),
		}, false},
		{"sessions", fmt.Sprintf("sessions(userId: %q, first: 50%%s) { nodes { id } }", one), migrate.SessionsTable, map[string]string{
			"user_id": person, "hash": "'h' || g.n", "revoked_at": fmt.Sprintf("CASE WHEN g.n %% %d <> 8 THEN t.created_at END", rare),
		}, nil, false},
	}
}

// templates makes one row of each list, and names the person whom half of the rows are about.
func (t town) templates() (hook, dir ident.ID, person string) {
	t.t.Helper()
	t.works()
	t.mailed(t.ctx, &t.ada, "ada@lender.test", "A deal is yours", mailrow.StateSENT, "DEAL_ASSIGNED")
	_, err := t.jobs.Start(t.ctx, job.New{Kind: job.UsersExport})
	t.must(err)
	hooks := &webhook.Room{Directory: t.people}
	hook, _, err = hooks.Create(t.ctx, webhook.Subscription{Name: "Core", URL: "https://hooks.lender.test/core", Events: []string{"WEBHOOK_TESTED"}})
	t.must(err)
	t.must(hooks.Test(t.ctx, hook))
	made, err := t.people.CreateDirectory(t.ctx, "Okta")
	t.must(err)
	t.must(t.people.LogProvisioning(t.ctx, []directory.ProvisioningEvent{{ID: t.store.NewID(), Directory: made.Directory, Dialect: "OKTA",
		At: t.store.Now(), Method: "PATCH", Path: "/Users", Outcome: "CHANGED", Status: 200}}))
	t.signIn(t.ada, "Firefox")
	return hook, made.Directory, t.copied(1).Text(ident.User)
}

// fillList copies the one row of a list.
func (t town) fillList(l busyList) {
	t.t.Helper()
	l.values["id"] = t.numbered(listSeries, "g.n")
	for from := 0; from < *listSize; from += fillAtOnce {
		t.filled(func(ctx context.Context, tx *store.Tx) error {
			text := t.series(from, min(from+fillAtOnce, *listSize)) + copying(l.table, l.values) + " WHERE t.id < " + t.numbered(listSeries, "0")
			_, err := tx.Client.ExecContext(ctx, text)
			return err
		})
	}
}
