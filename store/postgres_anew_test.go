package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
)

// TestPlansAreMadeAnewOnlyThere: what comes behind the function keeps its plans, also where
// the function refused and the transaction goes on.
func TestPlansAreMadeAnewOnlyThere(t *testing.T) {
	t.Parallel()
	s := storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now)
	acme := tenant(t, s, "acme")
	refused := errors.New("refused")
	must(t, s.Write(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
		mode := func() (mode string) {
			t.Helper()
			rows, err := tx.Client.QueryContext(ctx, "SHOW plan_cache_mode")
			must(t, err)
			defer rows.Close()
			for rows.Next() {
				must(t, rows.Scan(&mode))
			}
			must(t, rows.Err())
			return mode
		}
		before := mode()
		for _, want := range []error{nil, refused} {
			within := ""
			if err := tx.PlanAnew(ctx, func() error { within = mode(); return want }); !errors.Is(err, want) {
				t.Errorf("the function's %v became %v", want, err)
			}
			if after := mode(); within != "force_custom_plan" || after != before {
				t.Errorf("%v: %s, then %s, then %s", want, before, within, after)
			}
		}
		return nil
	}))
}
