package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"

	"mandate/actor"
	"mandate/directory/customer"
	"mandate/directory/job"
	"mandate/directory/mail"
	"mandate/fault"
	"mandate/graph"
	"mandate/scim"
	"mandate/sso"
	"mandate/web"
)

// doors puts the protocols and the console on their routes.
func (c *Config) doors(h *house) (http.Handler, error) {
	trusted, err := c.proxies()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	signIn := &sso.Handler{Store: h.store, Directory: h.directory, Log: h.log, PublicURL: c.public(),
		Client: sso.Outbound{Private: c.OutboundPrivate == "allow"}.Client(), Address: clientAddress(trusted), Random: rand.Reader,
		Credentials: h.accounts.credentials, Factors: h.accounts.factors, Attempts: h.accounts.attempts}
	if err := signIn.Register(mux); err != nil {
		return nil, fmt.Errorf("sign-in: %w", err)
	}
	if err := c.frontDoor(h, signIn).Register(mux); err != nil {
		return nil, err
	}
	mux.Handle(scim.Root, h.provisioning)
	if err := c.graphDoor(mux, h, signIn); err != nil {
		return nil, err
	}
	files, err := web.Dist()
	if err != nil {
		return nil, err
	}
	console, err := web.New(files, rand.Reader)
	if err != nil {
		return nil, err
	}
	mux.Handle("/", console)
	health(mux, h.store)
	return c.outside(mux, h, trusted), nil
}

func (c *Config) graphDoor(mux *http.ServeMux, h *house, signIn *sso.Handler) error {
	documents, err := web.Documents()
	if err != nil {
		return err
	}
	door := &graph.Server{Store: h.store, Directory: h.directory, Desk: h.desk, Jobs: h.jobs, Documents: documents, Log: h.log, Now: h.store.Now,
		PublicURL: c.public(), Authenticate: session(signIn), Block: h.directory.BlockSignIn, Reissue: h.accounts.credentials.Reissue,
		Temporary: h.accounts.credentials.Temporary, Metadata: signIn.MetadataChange, Refresh: signIn.RefreshConnection}
	door.Customers, door.Mail = &customer.Room{Directory: h.directory, Invite: h.accounts.credentials.Invite}, &mail.Room{Directory: h.directory}
	door.Webhooks, door.Demo = h.hooks.Room, c.Mode == "demo"
	door.Credentials, door.Factors, door.Attempts = h.accounts.credentials, h.accounts.factors, h.accounts.attempts
	h.jobs.Works[job.AccessReviewExport], h.jobs.Works[job.DealsSubmit] = door.ExportReview, door.SubmitDeals
	h.endStreams = door.EndStreams
	mux.Handle("/graphql", door)
	mux.Handle("/graphql/", door)
	return nil
}

// session gives the actor of a request's session cookie.
func session(signIn *sso.Handler) func(context.Context, *http.Request) (actor.Actor, error) {
	return func(ctx context.Context, r *http.Request) (actor.Actor, error) {
		cookie, err := r.Cookie(sso.SessionCookie)
		if errors.Is(err, http.ErrNoCookie) {
			return actor.Actor{}, fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "Sign in first.")
		}
		return signIn.Authenticate(ctx, cookie.Value)
	}
}
