package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ent/db/assertionseen"
	"mandate/ident"
	"mandate/store/storetest/cluster"
	"mandate/store/storetest/relay"
)

// TestBrieflyIsOneRoundTripMore than there are looks, whatever is changed; where somebody
// needs a transaction there is one.
func TestBrieflyIsOneRoundTripMore(t *testing.T) {
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
	look := func(ctx context.Context, tx *Tx) error {
		_, err := tx.Client.Broker.Query().Count(ctx)
		return err
	}
	change := func(ctx context.Context, tx *Tx) error {
		tx.Record(Event{Action: "BROKER_UPDATED", TargetKind: ident.Broker, Target: tx.NewID()})
		row := tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetAssertionID(tx.NewID().String()).SetExpiresAt(tx.Now)
		return errors.Join(tx.Claim(ctx, assertionseen.Table, row.Mutation(), errors.New("taken")), tx.Client.Product.Update().SetName("later").Exec(tx.Later(ctx, nil)))
	}
	both := func(ctx context.Context, tx *Tx) error {
		return errors.Join(look(ctx, tx), look(ctx, tx), change(ctx, tx))
	}
	atOnce := func(ctx context.Context, tx *Tx) error {
		return errors.Join(look(ctx, tx), tx.Client.Broker.Update().SetName("now").Exec(ctx), change(ctx, tx))
	}
	for name, step := range map[string]struct {
		fn   func(context.Context, *Tx) error
		want int64
	}{"look": {look, 1}, "change": {change, 1}, "two looks and a change": {both, 3}, "begins between": {atOnce, 5}} {
		var got int64
		for range 2 { // the first time the connection prepares
			before := r.Sent.Load()
			if err := s.WriteBriefly(ctx, step.fn); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = r.Sent.Load() - before
		}
		if got != step.want {
			t.Errorf("%s: %d round trips, want %d", name, got, step.want)
		}
	}
}

// TestAsWhole: places are counted as in asOne, and judges are asked in their order.
func TestAsWhole(t *testing.T) {
	t.Parallel()
	some := unless(func(context.Context) error { return errors.New("none") })
	list := []*change{{text: "UPDATE a SET x = $2 WHERE y = $1", args: []any{1, 2}, judge: some, some: true}, {text: "INSERT INTO b VALUES ($1)", args: []any{3}},
		{text: "SELECT 1 FROM d WHERE id = $1 FOR SHARE", args: []any{4}, judge: some, some: true, holds: true}}
	text, args := asWhole(list)
	want := "WITH c0 AS (UPDATE a SET x = $2 WHERE y = $1 RETURNING 1), c1 AS (INSERT INTO b VALUES ($3)), c2 AS (SELECT 1 FROM d WHERE id = $4 FOR SHARE) " +
		"SELECT 1 / CASE WHEN (SELECT count(*) FROM c0) = 0 THEN 0 WHEN (SELECT count(*) FROM c2) = 0 THEN 0 ELSE 1 END"
	if text != want || len(args) != 4 || args[3] != 4 {
		t.Errorf("%s\n%v", text, args)
	}
	if text, _ := asWhole(list[1:2]); text != "WITH c0 AS (INSERT INTO b VALUES ($1)) SELECT 1" {
		t.Error(text)
	}
	if counts := append(list, &change{text: "UPDATE e SET x = 1", judge: some}); isWhole(counts) || isWhole(nil) || !isWhole(list) {
		t.Error("whole are changes of which each judge wants a row, and nothing else")
	}
}
