package main

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"

	"mandate/assign/desk"
	"mandate/directory"
	"mandate/directory/credential"
	"mandate/directory/job"
	"mandate/notify"
	"mandate/scim"
	"mandate/sso"
	"mandate/store"
)

const sealTime = 5 * time.Second

// house is the rooms that act, wired to one floor.
type house struct {
	store     *store.Store
	directory *directory.Directory
	desk      *desk.Desk
	jobs      *job.Queue
	accounts  accounts
	log       *slog.Logger

	provisioning *scim.Handler
	post         *notify.Post
	endStreams   func() // of the GraphQL door, once there is one
	hooks        *notify.Hooks
}

// hashersAtOnce bounds the memory of password hashing: 19 MiB each.
const hashersAtOnce = 3

func passwords() credential.Passwords {
	return credential.Passwords{Slots: make(chan struct{}, hashersAtOnce)}
}

// house opens the floor and puts the rooms on it.
func (c *Config) house(ctx context.Context) (*house, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	s, err := c.openReady(ctx)
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	s.Log = log
	d := &desk.Desk{Store: s}
	s.Boundaries = d
	people := &directory.Directory{Store: s, OnChange: d.OnChange, CatchUp: d.CatchUp, TXT: directory.Resolver(c.DNSServer), Log: log}
	provisioning := &scim.Handler{Store: s, Directory: people, Log: log, PublicURL: c.public(),
		Outbound: sso.Outbound{Private: c.OutboundPrivate == "allow"}.Client()}
	people.Replay = provisioning.Replay
	post, err := c.post(s, log)
	if err != nil {
		return nil, err
	}
	local, err := c.accounts(people, log)
	if err != nil {
		return nil, err
	}
	return &house{accounts: local, store: s, directory: people, desk: d, jobs: jobs(people, local.credentials.Temporary, log), provisioning: provisioning, post: post, hooks: c.hooks(people, log), log: log}, nil
}

// sealBeside seals history while a command writes much of it, until stop: where no server
// runs, nobody else does within the second of HI-1.
func (h *house) sealBeside(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var worker sync.WaitGroup
	worker.Go(func() { h.store.RunSealer(ctx) })
	return func() {
		cancel()
		worker.Wait()
	}
}

// close seals what was written and lets the database go.
func (h *house) close() {
	ctx, cancel := context.WithTimeout(context.Background(), sealTime)
	defer cancel()
	h.provisioning.Flush(ctx)
	h.store.SealWritten(ctx)
	if err := h.store.Close(); err != nil {
		h.log.Error("close the database", "error", err)
	}
}
