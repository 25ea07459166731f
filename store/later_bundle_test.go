package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ent/db/assertionseen"
	"mandate/ident"
	"mandate/store/storetest/cluster"
	"mandate/store/storetest/relay"
)

// TestLaterIsOneRoundTrip has several changes make their way together with history.
func TestLaterIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	made := cluster.Fresh(t)
	if err := MigrateUp(t.Context(), made.ServerURL, made.OwnerURL); err != nil {
		t.Fatal(err)
	}
	r := relay.New(t, made.ServerURL)
	s, err := Open(t.Context(), Options{Address: r.Address, Secret: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx := actor.With(t.Context(), actor.ForSystem(ident.New(time.Now(), s.ids.random)))
	change := func() int64 {
		before := r.Sent.Load()
		err := s.Write(ctx, func(ctx context.Context, tx *Tx) error {
			tx.Record(Event{Action: "BROKER_UPDATED", TargetKind: ident.Broker, Target: tx.NewID()})
			tx.Notify(Notice{Type: "T", Recipient: tx.NewID()})
			row := tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetAssertionID("a").SetExpiresAt(tx.Now)
			tx.Hold("brokers", "id = $1", []any{tx.Actor.Tenant}, func(context.Context) error { return nil })
			return errors.Join(tx.Claim(ctx, assertionseen.Table, row.Mutation(), errors.New("taken")),
				tx.Client.Broker.Update().SetName("later").Exec(tx.Later(ctx, nil)))
		})
		if err != nil {
			t.Fatal(err)
		}
		return r.Sent.Load() - before
	}
	change() // the connection prepares
	if got := change(); got != 3 {
		t.Errorf("%d round trips, want 3: begin, change, commit", got)
	}
}

// TestAsOne: the places of every change are its own, and only what is judged is counted.
func TestAsOne(t *testing.T) {
	t.Parallel()
	judge := func(context.Context, int64) error { return nil }
	text, args := asOne([]*change{{text: "UPDATE a SET x = $2 WHERE y = $1", args: []any{1, 2}, judge: judge}, {text: "INSERT INTO b VALUES ($1)", args: []any{3}},
		{text: "SELECT 1 FROM d WHERE id = $1 FOR SHARE", args: []any{4}, judge: judge, holds: true}})
	want := "WITH c0 AS (UPDATE a SET x = $2 WHERE y = $1 RETURNING 1), c1 AS (INSERT INTO b VALUES ($3)), c2 AS (SELECT 1 FROM d WHERE id = $4 FOR SHARE) " +
		"SELECT (SELECT count(*) FROM c0), 0, (SELECT count(*) FROM c2)"
	if text != want || len(args) != 4 || args[3] != 4 {
		t.Errorf("%s\n%v", text, args)
	}
}

// TestPlacesAreCounted: a place is a number behind $, and nothing else is one.
func TestPlacesAreCounted(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                       "",
		"SELECT 1":               "SELECT 1",
		"$1":                     "$41",
		"x = $9 AND y = $10":     "x = $49 AND y = $50",
		"a = '$' || $2 || '$a$'": "a = '$' || $42 || '$a$'",
		"$":                      "$",
	} {
		var b strings.Builder
		if writePlaces(&b, text, 40); b.String() != want {
			t.Errorf("%q became %q, want %q", text, b.String(), want)
		}
	}
}

func BenchmarkAsOne(b *testing.B) {
	judge := func(context.Context, int64) error { return nil }
	part := &change{text: insertText("sessions", []string{"tenant_id", "created_at", "hash", "connection_id", "idp_session", "methods", "user_agent"}, 1),
		args: make([]any, 8), judge: judge}
	b.ReportAllocs()
	for b.Loop() {
		asOne([]*change{part, part, part, part, part, part})
	}
}
