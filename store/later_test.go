package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/assertionseen"
	"mandate/ent/db/broker"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// grow makes every broker's name longer at the end of the transaction, and remembers how
// many rows the judge was told of.
func grow(ctx context.Context, tx *store.Tx, told *int64) error {
	tx.Record(store.Event{Action: "BROKER_UPDATED", TargetKind: ident.Broker, Target: tx.NewID()})
	return tx.Client.Broker.Update().SetName("later").Exec(tx.Later(ctx, func(_ context.Context, rows int64) error {
		*told = rows
		return nil
	}))
}

func TestLater(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		must(t, s.Write(ctx, addBroker("two")))
		told := int64(-1)
		must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			err := grow(ctx, tx, &told)
			if told != -1 {
				t.Error("made at once")
			}
			return errors.Join(err, tx.Claim(ctx, assertionseen.Table, seen(tx, "a"), errors.New("taken")))
		}))
		if told != 2 || !slices.Equal(names(t, s, ctx), []string{"later", "later"}) {
			t.Errorf("%d rows told, names %v", told, names(t, s, ctx))
		}
	})
}

func seen(tx *store.Tx, id string) store.Row {
	return tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(ident.ID{1}).SetAssertionID(id).SetExpiresAt(tx.Now).Mutation()
}

func names(t *testing.T, s *store.Store, ctx context.Context) (list []string) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		list, err = c.Broker.Query().Order(broker.ByName()).Select(broker.FieldName).Strings(ctx)
		return err
	}))
	return list
}

// TestLaterIsSeenByWhoLooks: a query of the same kind of rows in the transaction has the
// change made before, and what comes after the change as well.
func TestLaterIsSeenByWhoLooks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			told := int64(-1)
			must(t, grow(ctx, tx, &told))
			if _, err := tx.Client.Tenant.Query().Count(ctx); err != nil || told != -1 {
				t.Errorf("a look at other rows: %d, %v", told, err)
			}
			names, err := tx.Client.Broker.Query().Select(broker.FieldName).Strings(ctx)
			if told != 1 || !slices.Equal(names, []string{"later"}) {
				t.Errorf("%d rows told, names %v", told, names)
			}
			return errors.Join(err, tx.Client.Broker.Update().SetName("last").Exec(ctx))
		}))
		if got := names(t, s, ctx); !slices.Equal(got, []string{"last"}) {
			t.Errorf("names %v", got)
		}
	})
}

// TestJudgeUndoesTheTransaction: what it says is the error of the Write, and nothing stays.
func TestJudgeUndoesTheTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		refusal := errors.New("no such row")
		for name, swallow := range map[string]bool{"at the end": false, "before, unheard": true} {
			err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				told := int64(0)
				must(t, grow(ctx, tx, &told))
				must(t, tx.Client.SignInRequest.Update().SetReturnTo("x").Exec(tx.Later(ctx, func(ctx context.Context, rows int64) error {
					if n, err := tx.Client.Broker.Query().Where(broker.Name("later")).Count(ctx); err != nil || n != 1 || rows != 0 {
						t.Errorf("the judge sees %d brokers, %d rows, %v", n, rows, err)
					}
					return refusal
				})))
				if swallow {
					_ = tx.CatchUp(ctx)
				}
				return nil
			})
			if !errors.Is(err, refusal) {
				t.Errorf("%s: %v", name, err)
			}
			if got := names(t, s, ctx); !slices.Equal(got, []string{"one"}) {
				t.Errorf("%s: names %v", name, got)
			}
		}
	})
}

// TestClaim: of many at once who claim the same, one has it, and the others leave nothing.
func TestClaim(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		taken, errs := errors.New("taken"), make([]error, 12)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				errs[i] = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					return errors.Join(addBroker(fmt.Sprint(i))(ctx, tx), tx.Claim(ctx, assertionseen.Table, seen(tx, "one"), taken))
				})
			})
		}
		all.Wait()
		had := 0
		for i, err := range errs {
			if err == nil {
				had++
			} else if !errors.Is(err, taken) {
				t.Errorf("%d: %v", i, err)
			}
		}
		if made := names(t, s, ctx); had != 1 || len(made) != 1 {
			t.Errorf("%d have it, %v made", had, made)
		}
	})
}

// TestLaterOfABatch: the refusal of one judge leaves the others of a batch as they are.
func TestLaterOfABatch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		taken, errs := errors.New("taken"), make([]error, 20)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				errs[i] = s.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
					return errors.Join(addBroker(fmt.Sprint(i))(ctx, tx), tx.Claim(ctx, assertionseen.Table, seen(tx, fmt.Sprint(i/2)), taken))
				})
			})
		}
		all.Wait()
		had := 0
		for _, err := range errs {
			if err == nil {
				had++
			} else if !errors.Is(err, taken) {
				t.Error(err)
			}
		}
		if made := names(t, s, ctx); had != len(errs)/2 || len(made) != had {
			t.Errorf("%d of %d have it, %d made", had, len(errs), len(made))
		}
	})
}
