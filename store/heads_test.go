package store_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// TestHeadsLeaveTheHouse: the first seal and every thousandth tell the log the signed head.
func TestHeadsLeaveTheHouse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "a")
		ctx := storetest.System(t, id)
		var log bytes.Buffer
		s.Log = slog.New(slog.NewTextHandler(&log, nil))
		for i := range 3 {
			if err := s.Write(ctx, addBroker(fmt.Sprint(i))); err != nil {
				t.Fatal(err)
			}
			sealNow(t, s, id)
		}
		if got := strings.Count(log.String(), "head of history"); got != 1 {
			t.Errorf("told %d times, not once: %s", got, log.String())
		}
		if !strings.Contains(log.String(), "signature=") {
			t.Errorf("without a signature: %s", log.String())
		}
	})
}
