package store

import (
	"encoding/hex"
	"log/slog"
	"sync"
	"time"

	"mandate/ident"
)

// A head leaves the house every so many seals and at least so often while history
// grows: whoever keeps the log sees a chain that was cut back to an older head.
const (
	headEverySeals = 1000
	headEvery      = time.Hour
)

// heads remembers when each tenant's head was last told.
type heads struct {
	mu   sync.Mutex
	told map[ident.ID]time.Time
}

func (t *heads) tell(log *slog.Logger, tenant ident.ID, before int64, h head, mac []byte, now time.Time) {
	if !t.due(tenant, before, h.seq, now) {
		return
	}
	log.Info("head of history", "tenant", tenant.Text(ident.Tenant), "seq", h.seq,
		"hash", hex.EncodeToString(h.hash), "signature", hex.EncodeToString(mac))
}

func (t *heads) due(tenant ident.ID, before, seq int64, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if before/headEverySeals == seq/headEverySeals && now.Sub(t.told[tenant]) < headEvery {
		return false
	}
	if t.told == nil {
		t.told = map[ident.ID]time.Time{}
	}
	t.told[tenant] = now
	return true
}
