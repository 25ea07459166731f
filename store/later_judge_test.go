package store_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/product"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// ends are what makes changes that wait, and rows that a batch gathers and that look at them.
var ends = map[string]func(ctx context.Context, tx *store.Tx) error{
	"commit": func(context.Context, *store.Tx) error { return nil },
	"asked":  func(ctx context.Context, tx *store.Tx) error { return tx.CatchUp(ctx) },
	"look": func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.Product.Query().Count(ctx)
		return err
	},
}

// judgedBy has all brokers changed later, with rows behind the change that look at brokers, if
// gathered; the end is how it comes to be made. It tells how often the judge was asked.
func judgedBy(t *testing.T, s *store.Store, ctx context.Context, gathered bool, end func(context.Context, *store.Tx) error, judge func(context.Context, *store.Tx) error) (asked int) {
	t.Helper()
	must(t, s.Write(ctx, addBroker("one")))
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		asked = 0
		must(t, tx.Client.Broker.Update().SetName("later").AddVersion(1).Exec(tx.Later(ctx, func(ctx context.Context, rows int64) error {
			asked++
			if rows != 1 {
				t.Errorf("%d rows told", rows)
			}
			return judge(ctx, tx)
		})))
		if gathered {
			gather(tx)
		}
		return end(ctx, tx)
	}))
	return asked
}

func gather(tx *store.Tx) {
	rows := tx.Behind(func() store.Behind { return &reader{shelf{flush: &atomic.Int64{}}, &[]string{}} }).(*reader)
	rows.ids = append(rows.ids, tx.NewID())
}

// TestAJudgeMayLook: a change is made and judged once, though its judge looks at rows of its
// kind while those are written that the batch has gathered.
func TestAJudgeMayLook(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, end := range ends {
			ctx := storetest.System(t, tenant(t, s, name))
			asked := judgedBy(t, s, ctx, true, end, func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Client.Broker.Query().Count(ctx)
				return err
			})
			must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) error {
				b, err := c.Broker.Query().Only(ctx)
				if err == nil && (asked != 1 || b.Version != 2) {
					t.Errorf("%s: judged %d times, version %d", name, asked, b.Version)
				}
				return err
			}))
		}
	})
}

// TestWhatAJudgeAsksForIsMade: a change that a judge has wait is made and judged, and rows that
// it gathers are written, whatever makes the change that it judges.
func TestWhatAJudgeAsksForIsMade(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, end := range ends {
			for kind, gathered := range map[string]bool{"-alone": false, "-behind": true} {
				ctx := storetest.System(t, tenant(t, s, name+kind))
				told := int64(-1)
				judgedBy(t, s, ctx, gathered, end, func(ctx context.Context, tx *store.Tx) error {
					gather(tx)
					return tx.Client.Broker.Update().SetName("again").Exec(tx.Later(ctx, func(_ context.Context, rows int64) error {
						told = rows
						return nil
					}))
				})
				products := 0
				must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
					products, err = c.Product.Query().Count(ctx)
					return err
				}))
				want := 1
				if gathered {
					want++
				}
				if got := names(t, s, ctx); !slices.Equal(got, []string{"again"}) || told != 1 || products != want {
					t.Errorf("%s%s: names %v, %d rows told, %d products, want %d", name, kind, got, told, products, want)
				}
			}
		}
	})
}

// looksLast is rows of a batch that look at others once they are written.
type looksLast struct{ shelf }

func (l *looksLast) Flush(ctx context.Context, tx *store.Tx) error {
	if err := l.shelf.Flush(ctx, tx); err != nil {
		return err
	}
	_, err := tx.Client.Broker.Query().Count(ctx)
	return err
}

// TestWhatAJudgeAsksForIsSeen: a look at rows of a kind sees what a judge has had wait for them
// while those were written that the look needs.
func TestWhatAJudgeAsksForIsSeen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var seen []string
		judgedBy(t, s, ctx, false, func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Behind(func() store.Behind {
				return &looksLast{shelf{ids: []ident.ID{tx.NewID()}, flush: &atomic.Int64{}}}
			})
			seen, err = tx.Client.Product.Query().Select(product.FieldName).Strings(ctx)
			return err
		}, func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Product.Update().SetName("judged").Exec(tx.Later(ctx, nil))
		})
		if !slices.Equal(seen, []string{"judged"}) {
			t.Errorf("seen %v", seen)
		}
	})
}
