package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/store/storetest"
)

// TestDemoCompany makes a small demo company and counts what is in it.
func TestDemoCompany(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		s := storetest.Open(t, kind)
		d := &desk.Desk{Store: s}
		h := &house{store: s, desk: d, log: logTo(io.Discard),
			directory: &directory.Directory{Store: s, OnChange: d.OnChange}}
		demo := demoCommand{People: 24, Deals: 100}
		tenant, made, err := demo.company(t.Context(), h)
		if err != nil || !made {
			t.Fatalf("made %t, %v", made, err)
		}
		if again, made, err := demo.company(t.Context(), h); err != nil || made || again != tenant {
			t.Errorf("a second start made it again: %t, %v", made, err)
		}
		ctx := actor.With(t.Context(), actor.ForSystem(tenant))
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

func countDemo(t *testing.T, ctx context.Context, h *house) {
	t.Helper()
	err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		people, err := c.User.Query().Count(ctx)
		if err != nil {
			return err
		}
		deals, err := c.Deal.Query().Count(ctx)
		if err != nil {
			return err
		}
		owned, err := c.Deal.Query().Where(deal.OwnerIDNotNil()).Count(ctx)
		if err != nil {
			return err
		}
		managed, err := c.User.Query().Where(user.HasManager()).Count(ctx)
		if err != nil {
			return err
		}
		if people != 24 || deals != 100 || owned < 50 || managed < 15 {
			t.Errorf("%d people, %d with a manager, %d deals, %d with an owner", people, managed, deals, owned)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDemoIsThereToBeTried starts the command itself and reads what it prints.
func TestDemoIsThereToBeTried(t *testing.T) {
	t.Parallel()
	i := install(t, "sqlite")
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
