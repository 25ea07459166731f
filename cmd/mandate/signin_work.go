package main

import (
	"context"
	"sync"
	"time"
)

// watchSignIn runs what looks after sign-in: domains' records, certificates' ends.
func (h *house) watchSignIn(ctx context.Context, workers *sync.WaitGroup) {
	workers.Go(func() { h.regularly(ctx, "domains", 10*time.Minute, h.directory.RecheckDomains) })
	workers.Go(func() { h.regularly(ctx, "certificates", time.Hour, h.directory.WarnExpiry) })
}
