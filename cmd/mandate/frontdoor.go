package main

import (
	"context"
	"net/http"
	"sync"
	"time"

	apps "mandate/directory/application"
	"mandate/sso"
	"mandate/sso/provider"
)

func (c *Config) frontDoor(h *house, signIn *sso.Handler) *provider.Handler {
	p := &provider.Handler{Applications: apps.Applications{Directory: h.directory}, Store: h.store, Log: h.log, PublicURL: c.public(),
		Client: sso.Outbound{Private: c.OutboundPrivate == "allow"}.Client()}
	if signIn != nil {
		p.Address, p.Page = signIn.Address, signIn.ShowApplicationRefused
		p.Session = func(r *http.Request) (provider.Session, bool) {
			row, ok := signIn.SignedIn(r)
			return provider.Session{Tenant: row.Tenant, ID: row.ID, User: row.User, Proven: row.SteppedUp}, ok
		}
	}
	return p
}

// watchFrontDoor passes logouts on to applications, publishes the next key in time and
// removes what nobody finished.
func (c *Config) watchFrontDoor(ctx context.Context, workers *sync.WaitGroup, h *house) {
	p := c.frontDoor(h, nil)
	workers.Go(func() { h.outward(ctx, "logouts", 5*time.Second, p.PassOn) })
	workers.Go(func() { h.regularly(ctx, "authorizations", 10*time.Minute, p.Applications.Prune) })
	workers.Go(func() { h.regularly(ctx, "signing-keys", time.Hour, p.Applications.RotateKeys) })
}
