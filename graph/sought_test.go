package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/webhook"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ident"
	"mandate/store"
)

// finds asks a list with a search and compares the ids that it shows, in any order, and
// their number.
func (o *office) finds(w who, list, search string, want ...string) {
	o.t.Helper()
	a := o.ask(w, fmt.Sprintf(`query($s: String) { list: %s { totalCount nodes { id } } }`, list), vars{"s": search}).ok()
	got := []string{}
	for _, row := range a.list("list.nodes") {
		got = append(got, row.(map[string]any)["id"].(string))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || a.at("list.totalCount") != float64(len(want)) {
		o.t.Errorf("%s %q finds %v of %v, want %v", list, search, got, a.at("list.totalCount"), want)
	}
}

// mailed puts a message to an address into the outbox, to a person or to nobody.
func (o *office) mailed(ctx context.Context, to *ident.ID, address, subject string, state mailrow.State, types ...string) string {
	o.t.Helper()
	var id ident.ID
	o.must(o.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeMail)
		id = tx.NewID()
		return tx.Client.Mail.Create().SetID(id).SetNillableRecipientID(to).SetAddress(address).SetSubject(subject).SetBodySealed([]byte{}).SetTypes(types).
			SetState(state).SetNextAttemptAt(tx.Now).Exec(ctx)
	}))
	return id.Text(ident.Mail)
}

// TestMailsAreSought: by the recipient's name, address and user name, by an address that
// nobody has, by what the message says of itself, and by id; of one's own company.
func TestMailsAreSought(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		zoe := o.hire("Zoë Müller-Łuk", "underwriter")
		toZoe := o.mailed(o.ctx, &zoe, "former@acme.test", "Ein Antrag gehört Ihnen", mailrow.StateSENT, "DEAL_ASSIGNED")
		toUma := o.mailed(o.ctx, &c.uma, "uma.3@acme.test", "A deal is yours", mailrow.StateDEAD, "DEAL_ASSIGNED", "WELCOME")
		toNobody := o.mailed(o.ctx, nil, "Client@Agency.test", "100% [of] it_is * yours?", mailrow.StateQUEUED, "INVITATION")
		theirs := systemOf(t, c.otherTenant)
		o.mailed(theirs, &c.other, "uma@zenith.test", "A deal is yours", mailrow.StateDEAD, "DEAL_ASSIGNED")
		o.mailed(theirs, nil, "client@agency.test", "A deal", mailrow.StateSENT)
		mails, dead := `mails(first: 9, search: $s)`, `deadMails(first: 9, search: $s)`
		all := []string{toZoe, toUma, toNobody}
		for search, want := range map[string][]string{
			"": all, "  ": all, "zoë": {toZoe}, "MÜLLER luk": nil, "müller-łuk Zoë": {toZoe}, "former@": {toZoe}, "uma": {toUma}, "uma zoë": nil,
			"agency.TEST": {toNobody}, "client agency": {toNobody}, "100%": {toNobody}, "[of]": {toNobody}, "it_is": {toNobody}, "itxis": nil, "yours?": {toNobody}, "*": {toNobody},
			"GEHÖRT": {toZoe}, "deal_assigned": {toZoe, toUma}, "welcome": {toUma}, "dead": {toUma}, "deal dead": {toUma}, "deal sent": {toZoe},
			toUma: {toUma}, " " + toZoe + " ": {toZoe}, usr(zoe): {toZoe}, usr(c.other): nil, "zenith": nil, "otto": nil, "'": nil, `\`: nil, "--": nil,
		} {
			o.finds(as(c.ada), mails, search, want...)
		}
		o.finds(as(c.ada), dead, "", toUma)
		o.finds(as(c.ada), dead, "uma", toUma)
		o.finds(as(c.ada), dead, "zoë")
		o.finds(as(c.ada), dead, toZoe)
		o.finds(as(c.ada), `mails(first: 9, search: $s, state: SENT)`, "deal", toZoe)
		o.finds(asIn(c.otherTenant, c.other), mails, toUma)
		o.ask(as(c.ada), `query($s: String) { mails(first: 9, search: $s) { totalCount } }`, vars{"s": longText(2000)}).refused(200, "TOO_LARGE")
	})
}

// TestOldMailsToNobody: an address that nobody has is compared with words in the newest
// 10,000 messages to nobody, those to people do not count, and in no more.
func TestOldMailsToNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		oldest := o.mailed(o.ctx, nil, "oldest@agency.test", "x", mailrow.StateSENT)
		const mails, newer = `mails(first: 9, search: $s)`, 9_999
		for part := range slices.Chunk(make([]struct{}, newer), 500) {
			o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
				tx.Silence(db.TypeMail)
				rows := make([]*db.MailCreate, len(part))
				for i := range rows {
					rows[i] = tx.Client.Mail.Create().SetID(tx.NewID()).SetAddress("x").SetSubject("x").SetBodySealed([]byte{}).SetTypes([]string{}).SetState(mailrow.StateSENT).SetNextAttemptAt(tx.Now)
				}
				return tx.Client.Mail.CreateBulk(rows...).Exec(ctx)
			}))
		}
		o.mailed(o.ctx, &c.uma, "uma@acme.test", "x", mailrow.StateSENT)
		o.finds(as(c.ada), mails, "oldest", oldest)
		o.mailed(o.ctx, nil, "newest@agency.test", "x", mailrow.StateSENT)
		o.finds(as(c.ada), mails, "oldest")
		o.finds(as(c.ada), mails, oldest, oldest)
	})
}

// TestJobsAreSought: by who started them, what they do and how they stand; another's only by
// who may see them.
func TestJobsAreSought(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.door.Now = fastClock()
		o.works()
		start := func(by ident.ID, kind string) string {
			id, err := o.jobs.Start(withActor(t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: by}), job.New{Kind: kind})
			o.must(err)
			return id.Text(ident.Job)
		}
		export, history := start(c.ada, job.UsersExport), start(c.bob, job.HistoryExport)
		own := start(c.uma, job.UsersExport)
		_, err := o.jobs.Start(systemOf(t, c.otherTenant), job.New{Kind: job.UsersExport})
		o.must(err)
		jobs := `jobs(first: 9, search: $s)`
		for search, want := range map[string][]string{
			"": {export, history, own}, "ada": {export}, "LOVELACE ada": {export}, "bob": {history}, "users_export": {export, own}, "history": {history}, "queued": {export, history, own},
			"done": nil, "history queued": {history}, "ada history": nil, history: {history}, usr(c.uma): {own}, "otto": nil,
		} {
			o.finds(as(c.ada), jobs, search, want...)
		}
		o.finds(as(c.uma), jobs, "export", own)
		o.finds(as(c.uma), jobs, "ada")
		o.finds(as(c.uma), jobs, export)
		o.finds(as(c.ada), `jobs(first: 9, search: $s, where: { kinds: [HISTORY_EXPORT] })`, "export", history)
	})
}

// TestDeliveriesAreSought: by the person or the deal, by what happened and what came of it,
// and by each id that a receiver may have; of one webhook. Who sees no deals finds none.
func TestDeliveriesAreSought(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		room := &webhook.Room{Directory: o.people}
		hook, _, err := room.Create(o.ctx, webhook.Subscription{Name: "All", URL: "https://hooks.lender.test/all", Events: []string{"DEAL_CREATED", "LIMITS_UPDATED"}})
		o.must(err)
		other, _, err := room.Create(o.ctx, webhook.Subscription{Name: "Other", URL: "https://hooks.lender.test/other"})
		o.must(err)
		o.limit(c.uma, 3, 600_000)
		deal := o.submit("LOS-2041", 500_000)
		o.sealed()
		for more := true; more; {
			more, err = room.Queue(o.ctx)
			o.must(err)
		}
		told := map[string]map[string]any{}
		list := o.ask(as(c.ada), `query($h: ID!) { webhookDeliveries(first: 9, webhookId: $h) { nodes { id eventId action } } }`, vars{"h": hook.Text(ident.Webhook)}).ok()
		for _, row := range list.list("webhookDeliveries.nodes") {
			told[row.(map[string]any)["action"].(string)] = row.(map[string]any)
		}
		created, limits := told["DEAL_CREATED"]["id"].(string), told["LIMITS_UPDATED"]["id"].(string)
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeWebhookDelivery)
			id, err := ident.Parse(ident.WebhookDelivery, limits)
			if err != nil {
				return err
			}
			return tx.Client.WebhookDelivery.UpdateOneID(id).SetState("DEAD").SetStatus(503).SetError("the receiver answered 503").Exec(ctx)
		}))
		deliveries := fmt.Sprintf(`webhookDeliveries(first: 9, webhookId: %q, search: $s)`, hook.Text(ident.Webhook))
		for search, want := range map[string][]string{
			"": {created, limits}, "uma underwood": {created, limits}, "los-2041": {created}, "deal_created": {created}, "limits": {limits}, "503": {limits}, "dead": {limits},
			"receiver ANSWERED": {limits}, created: {created}, told["DEAL_CREATED"]["eventId"].(string): {created}, deal.Text(ident.Deal): {created}, usr(c.uma): {limits}, "nobody": nil,
		} {
			o.finds(as(c.ada), deliveries, search, want...)
		}
		o.finds(as(c.ada), fmt.Sprintf(`webhookDeliveries(first: 9, webhookId: %q, search: $s)`, other.Text(ident.Webhook)), created)
		o.finds(as(c.ada), fmt.Sprintf(`webhookDeliveries(first: 9, webhookId: %q, search: $s, state: DEAD)`, hook.Text(ident.Webhook)), "uma", limits)
		o.role("webhooks-only", []string{"webhook.manage"}, nil)
		pia := o.hire("Pia Peer", "webhooks-only")
		o.finds(as(pia), deliveries, "los-2041")
		o.finds(as(pia), deliveries, "deal_created", created)
	})
}

// TestPagesOfSought: a search that many rows hold and one that few do give each row once, in the
// order of the list, from both ends; so do events that are found by several outcomes.
func TestPagesOfSought(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		for i := range 12 {
			to := &c.uma
			if i%3 == 0 {
				to = nil
			}
			o.mailed(o.ctx, to, fmt.Sprintf("%s%d@agency.test", []string{"uma", "other"}[i%2], i), "A deal is yours", mailrow.StateSENT, "DEAL_ASSIGNED")
		}
		pages := func(list, args string, total int) {
			t.Helper()
			all := o.walk(as(c.ada), list, args, 100, false, "id")
			for _, backward := range []bool{false, true} {
				if got := o.walk(as(c.ada), list, args, 2, backward, "id"); !slices.Equal(got, all) || len(got) != total {
					t.Errorf("%s%s, backward %t: %d rows %v, want %d %v", list, args, backward, len(got), got, total, all)
				}
			}
		}
		pages("mails", `, search: "deal"`, 12)
		pages("mails", `, search: "uma"`, 10)
		pages("mails", `, search: "other3@"`, 1)
		b := o.bridgeOf(c)
		for i := range 9 {
			b.logs(directory.ProvisioningEvent{Method: []string{"PUT", "PATCH", "GET"}[i%3], Path: "/Users", Outcome: []string{"CHANGED", "REFUSED", "READ"}[i%3], Status: 200, Subject: fmt.Sprint("Ünal", i)})
		}
		pages("provisioningEvents", "", 9)
		pages("provisioningEvents", ", where: { outcomes: [CHANGED, REFUSED] }", 6)
		pages("provisioningEvents", `, where: { methods: ["PUT", "GET", "DELETE"] }`, 6)
		pages("provisioningEvents", `, where: { outcomes: [CHANGED, REFUSED], methods: ["PUT"] }`, 3)
		pages("provisioningEvents", `, where: { text: "ÜNAL", outcomes: [CHANGED, REFUSED] }`, 6)
		pages("provisioningEvents", `, where: { text: "ünal4" }`, 1)
	})
}
