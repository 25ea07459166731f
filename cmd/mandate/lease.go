package main

import (
	"context"
	"time"

	"mandate/store"
)

// lease lets one replica at a time do some work. It is renewed while the work goes on, so
// that one call to a slow system loses it to nobody, and given back at the end, so that a
// server that is started again works at once.
type lease struct {
	store  *store.Store
	name   string
	holder string
	length time.Duration // until a holder that vanished is replaced
}

const endLeaseTime = 2 * time.Second

// while runs do where the lease is free or this holder's. The context of do ends when
// somebody else has the lease, or it could not be renewed in time.
func (l lease) while(ctx context.Context, do func(context.Context)) {
	since := time.Now()
	if held, err := l.store.Lease(ctx, l.name, l.holder, l.length); err != nil || !held {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		defer cancel()
		l.keep(ctx, since)
	}()
	do(ctx)
	cancel()
	<-kept
}

// keep renews the lease until ctx ends or it is lost; since is when it was last taken.
func (l lease) keep(ctx context.Context, since time.Time) {
	tick := time.NewTicker(l.length / 5)
	defer tick.Stop()
	for time.Since(since) < l.length {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		asked := time.Now()
		held, err := l.renew(ctx, since.Add(l.length))
		if err == nil && !held {
			return
		}
		if err == nil {
			since = asked
		}
	}
}

// renew asks for the lease until it is over: a database that does not answer must not keep
// the work going beside another replica's.
func (l lease) renew(ctx context.Context, until time.Time) (bool, error) {
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	return l.store.Lease(ctx, l.name, l.holder, l.length)
}

// end gives the lease back, after ctx too.
func (l lease) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endLeaseTime)
	defer cancel()
	return l.store.EndLease(ctx, l.name, l.holder)
}
