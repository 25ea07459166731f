package main

import (
	"context"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ent/db/notification"
	"mandate/ent/db/user"
	"mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/store/storetest"
)

// TestDemoCompany makes a small demo company and counts what is in it.
func TestDemoCompany(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		address, clock := storetest.Address(t, kind), newDemoClock(time.Now())
		past := houseAt(t, address, clock.now)
		demo := demoCommand{People: 36, Deals: 300}
		tenant, err := demo.company(t.Context(), past, clock)
		if err != nil {
			t.Fatal(err)
		}
		h := houseAt(t, address, time.Now)
		if again, err := demoTenant(t.Context(), h); err != nil || again != tenant {
			t.Errorf("a second start would make it again: %v", err)
		}
		ctx := actor.With(t.Context(), actor.ForSystem(tenant))
		mailsOfThePast(t, ctx, h)
		if err := h.desk.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		countDemo(t, ctx, h)
		first, err := freshDoors(ctx, h)
		if err != nil {
			t.Fatal(err)
		}
		second, err := freshDoors(ctx, h)
		if err != nil || second.token == first.token || second.key == first.key {
			t.Errorf("no new credentials: %v", err)
		}
		if _, err := h.directory.AuthenticateToken(t.Context(), first.token); err == nil {
			t.Error("the token of the last start is still good")
		}
		if _, err := h.directory.AuthenticateKey(t.Context(), second.key); err != nil {
			t.Errorf("the new key: %v", err)
		}
	})
}

func houseAt(t *testing.T, address string, now func() time.Time) *house {
	t.Helper()
	s := storetest.OpenAt(t, address, now)
	d := &desk.Desk{Store: s}
	s.Boundaries = d
	return &house{store: s, desk: d, log: logTo(io.Discard), directory: &directory.Directory{Store: s, OnChange: d.OnChange, CatchUp: d.CatchUp}}
}

// countDemo sees to it that every page of the console has something to show.
func countDemo(t *testing.T, ctx context.Context, h *house) {
	t.Helper()
	count := func(what string, atLeast int, n int, err error) {
		t.Helper()
		if err != nil || n < atLeast {
			t.Errorf("%s: %d, want %d or more (%v)", what, n, atLeast, err)
		}
	}
	err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		for _, q := range []struct {
			what    string
			atLeast int
			count   func(context.Context) (int, error)
		}{
			{"people", 36, c.User.Query().Count}, {"people with a manager", 25, c.User.Query().Where(user.HasManager()).Count},
			{"deals", 300, c.Deal.Query().Count}, {"deals with an owner", 200, c.Deal.Query().Where(deal.OwnerIDNotNil()).Count},
			{"waiting deals", 1, c.Deal.Query().Where(deal.OwnerIDIsNil(), deal.Held(false)).Count}, {"held deals", 5, c.Deal.Query().Where(deal.Held(true)).Count},
			{"stalled deals", 1, c.Deal.Query().Where(deal.Stalled(true)).Count}, {"delegated deals", 3, c.Deal.Query().Where(deal.HasDelegates()).Count},
			{"delegates who linger", 1, c.LingeringLink.Query().Count},
			{"people away", 6, c.Absence.Query().Where(absence.StateEQ(absence.StateACTIVE)).Count},
			{"people back", 3, c.Absence.Query().Where(absence.StateEQ(absence.StateENDED)).Count},
			{"absences to come", 3, c.Absence.Query().Where(absence.StateEQ(absence.StateSCHEDULED)).Count},
			{"approvals to decide", 1, c.ApprovalRequest.Query().Where(approvalrequest.StateEQ(approvalrequest.StatePENDING)).Count},
			{"approvals given", 1, c.ApprovalGrant.Query().Count},
			{"customers", 4, c.CustomerAccount.Query().Count}, {"contacts", 9, c.Contact.Query().Count}, {"portfolios", 6, c.Portfolio.Query().Count},
			{"a paused webhook", 1, c.Webhook.Query().Where(webhook.StateEQ(webhook.StatePAUSED)).Count},
			{"a webhook whose receiver has gone", 1, c.Webhook.Query().Where(webhook.StateEQ(webhook.StateDISABLED), webhook.Reason("GONE")).Count},
			{"deliveries", 3, c.WebhookDelivery.Query().Where(webhookdelivery.AttemptsGT(0)).Count}, {"jobs", 2, c.Job.Query().Count},
		} {
			n, err := q.count(ctx)
			count(q.what, q.atLeast, n, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDemoIsThereToBeTried starts the command itself and reads what it prints.
// mailsOfThePast: the four weeks before are in the console, and in nobody's mail: what
// the first start prints would be lost among it.
func mailsOfThePast(t *testing.T, ctx context.Context, h *house) {
	t.Helper()
	err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		all, err := c.Notification.Query().Count(ctx)
		if err != nil {
			return err
		}
		waiting, err := c.Notification.Query().Where(notification.StateEQ(notification.StatePENDING)).Count(ctx)
		if all < 100 || waiting != 0 {
			t.Errorf("%d of %d notices wait to be mailed", waiting, all)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDemoIsThereToBeTried(t *testing.T) {
	t.Parallel()
	metrics, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	i := install(t, "sqlite", "MANDATE_METRICS_ADDR="+metrics)
	p := i.serve("demo", "--people", "12", "--deals", "10")
	waitUntil(t, func() bool { return strings.Contains(p.log.String(), "Ctrl-C ends the server") })
	for _, want := range []string{"Made a demo company with 12 people and 10 deals", i.url + "/login/demo", demoAdmin, demoPassword, i.url + "/scim/v2",
		"curl -s " + i.url + "/graphql"} {
		if !strings.Contains(p.log.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, p.log)
		}
	}
	if n := strings.Count(p.log.String(), "\n  curl "); n != 3 {
		t.Errorf("%d lines to try, want 3", n)
	}
	if status, body := get(t, i.url+"/login/demo"); status != 200 || !strings.Contains(body, "Northlake Trust") {
		t.Errorf("%d %s", status, body)
	}
	token := regexp.MustCompile(`mscim_\w+`).FindString(p.log.String())
	i.secondDemo(token)
	i.secondDemo(token, "--addr", "127.0.0.1:0") // the metrics are left, where both would be
}

// secondDemo starts a demo where one runs: it is refused, and the token that the first
// has printed goes on.
func (i installed) secondDemo(token string, flags ...string) {
	i.t.Helper()
	command := exec.CommandContext(i.t.Context(), "mandate", append([]string{"demo"}, flags...)...)
	command.Env = append(command.Environ(), i.env...)
	if out, err := command.CombinedOutput(); err == nil || !strings.Contains(string(out), "in use") {
		i.t.Errorf("%v: %s", err, out)
	}
	request, err := http.NewRequestWithContext(i.t.Context(), http.MethodGet, i.url+"/scim/v2/Users?count=1", nil)
	if err != nil {
		i.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		i.t.Fatal(err)
	}
	if answer.Body.Close(); answer.StatusCode != http.StatusOK {
		i.t.Errorf("the token of the demo that runs: %d", answer.StatusCode)
	}
}

// TestDemoPeopleAreToldApart: everybody has an address of their own, however many they are.
func TestDemoPeopleAreToldApart(t *testing.T) {
	t.Parallel()
	for _, people := range []int{12, 120, 133, 1000, 50_000} {
		leaders, seen := max(people/12, 1), map[string]bool{}
		for i := range leaders {
			seen[(&seeder{}).person(firstLeader+i, "team-manager").Email] = true
		}
		for i := range people - leaders - 1 {
			p := (&seeder{}).person(staffNumber(i, leaders), "underwriter")
			if seen[p.Email] = true; len(p.Phone) != len("+14165551000") {
				t.Fatalf("%d has the number %s", i, p.Phone)
			}
		}
		if len(seen) != people-1 {
			t.Errorf("%d people: %d addresses", people, len(seen)+1)
		}
	}
}

func TestDemoRefusesSizes(t *testing.T) {
	t.Parallel()
	for size, good := range map[demoCommand]bool{{People: 12}: true, {People: 50_000, Deals: 1_000_000}: true,
		{People: 11}: false, {People: -5}: false, {People: 50_001}: false, {People: 12, Deals: -1}: false, {People: 12, Deals: 1_000_001}: false} {
		if err := size.Validate(); (err == nil) != good {
			t.Errorf("%+v: %v", size, err)
		}
	}
}

// TestDemoEndsWithItsPasswords: whoever interrupts the last step does so before anybody has
// one, or too late.
func TestDemoEndsWithItsPasswords(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		h := houseAt(t, storetest.Address(t, kind), time.Now)
		tenant, err := h.directory.CreateTenant(t.Context(), directory.NewTenant{Slug: demoSlug, Name: "Northlake Trust", Kind: "LENDER",
			Zone: "America/Toronto", Currency: "CAD", Language: "en", Phone: "+14165550100"})
		if err != nil {
			t.Fatal(err)
		}
		ctx := actor.With(t.Context(), actor.ForSystem(tenant))
		for _, email := range []string{demoAdmin, demoUnderwriter, demoApprover} {
			if _, _, err := h.directory.Create(ctx, directory.NewPerson{FirstName: "Ann", LastName: "Lee", Email: email}); err != nil {
				t.Fatal(err)
			}
		}
		s := seeder{house: h}
		stopped, stop := context.WithCancel(ctx)
		stop()
		if err := s.signIns(stopped); err == nil {
			t.Error("it went on after an interrupt")
		}
		if err := (&Config{}).wholeDemo(ctx, h); err == nil {
			t.Error("a company without passwords is whole")
		}
		if err := s.signIns(ctx); err != nil {
			t.Fatal(err)
		}
		if err := (&Config{}).wholeDemo(ctx, h); err != nil {
			t.Error(err)
		}
	})
}

// TestHalfDemo: a company whose making was interrupted has nobody who can sign in. The
// next start says so, and how to begin anew.
func TestHalfDemo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := install(t, kind)
		i.json("tenant", "create", "--slug", demoSlug, "--name", "Northlake Trust", "--json")
		command := exec.CommandContext(t.Context(), "mandate", "demo")
		command.Env = append(command.Environ(), i.env...)
		out, err := command.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "not whole") || !strings.Contains(string(out), "begins anew") {
			t.Errorf("%v: %s", err, out)
		}
	})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (&Config{}).halfDemo(ctx, context.Canceled); !strings.Contains(err.Error(), "interrupted") {
		t.Error(err)
	}
}

func TestDemoServesLoopbackOnly(t *testing.T) {
	t.Parallel()
	for addr, good := range map[string]bool{"127.0.0.1:8080": true, "localhost:8080": true, "[::1]:8080": true, "0.0.0.0:8080": false, ":8080": false, "192.0.2.1:80": false, "x": false} {
		if err := onLoopback(addr); (err == nil) != good {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestStartIsFast measures from the start of the process to the first answer.
func TestStartIsFast(t *testing.T) {
	i := install(t, "sqlite")
	i.serve().kill() // the key is made, the file is warm
	best := time.Hour
	for range 3 {
		began := time.Now()
		p := i.serve()
		best = min(best, time.Since(began))
		p.kill()
	}
	if best > time.Second {
		t.Errorf("%s from start to first answer, want 1 s", best)
	}
}

// TestWelcomeKeepsSecrets: the address of a database has a password in it.
func TestWelcomeKeepsSecrets(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"postgres://mandate:sesame@db.test:5432/mandate": "The data lies in the database of MANDATE_DATABASE_URL; an empty one begins anew. Ctrl-C ends the server.",
		"sqlite:data/mandate.db":                         "The data lies in data/mandate.db; `rm data/mandate.db*` begins anew. Ctrl-C ends the server.",
	} {
		said := (&Config{DatabaseURL: address}).welcome(demoDoors{})
		if !strings.Contains(said, want) || strings.Contains(said, "sesame") || strings.Contains(said, "%!") {
			t.Errorf("%s: %s", address, said)
		}
	}
}
