package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

type serveCommand struct{}

// Run serves until the process is told to end, then lets requests finish.
func (serveCommand) Run(ctx context.Context, c *Config, t terminal) error {
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	return c.serve(ctx, h, func() error { return nil })
}

const (
	headerTime = 10 * time.Second
	readTime   = 60 * time.Second
	writeTime  = 120 * time.Second
	idleTime   = 120 * time.Second
	drainTime  = 20 * time.Second
	headerMost = 1 << 20 // a filter of SCIM that is far too long still gets SCIM's answer
)

// serve runs the doors, the metrics and the workers; listening is called once the
// addresses are bound, before anybody is answered.
func (c *Config) serve(ctx context.Context, h *house, listening func() error) error {
	handler, err := c.doors(h)
	if err != nil {
		return err
	}
	listener, err := listen(c.Addr, "MANDATE_ADDR")
	if err != nil {
		return err
	}
	var workers sync.WaitGroup
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer workers.Wait()
	defer stop()
	h.watchSignIn(work, &workers)
	c.watchFrontDoor(work, &workers, h)
	workers.Go(func() { h.store.RunSealer(work) })
	h.runJobs(work, &workers)
	workers.Go(func() { h.store.RunRetention(work) })
	workers.Go(func() { h.desk.RunClock(work) })
	workers.Go(func() { h.outward(work, "scim-events", eventsEvery, h.provisioning.PushEvents) })
	workers.Go(func() { h.regularly(work, "provisioning-log", time.Hour, h.directory.PruneProvisioning) })
	workers.Go(func() { h.regularly(work, "inactivity-warnings", 30*time.Minute, h.directory.WarnInactive) })
	workers.Go(func() { h.outward(work, "idp-metadata", 5*time.Minute, c.metadataWorker(h).RefreshMetadata) })
	workers.Go(func() { h.outward(work, "webhooks", hooksEvery, h.hooks.Work) })
	workers.Go(func() { h.regularly(work, "mail", mailEvery, h.post.Work) })
	if err := c.serveMetrics(work, &workers, h.log); err != nil {
		return err
	}
	h.log.Info("serving", "addr", listener.Addr().String(), "public_url", c.public(), "mode", c.Mode)
	if err := listening(); err != nil {
		return err
	}
	server := newServer(handler, h.log)
	server.RegisterOnShutdown(h.endStreams) // a stream ends only when it is told to
	ended := make(chan error, 1)
	go func() { ended <- c.accept(server, listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return drain(ctx, server, h.log)
}

func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerMost, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
}

func (c *Config) accept(server *http.Server, listener net.Listener) error {
	if c.TLSCert != "" {
		return server.ServeTLS(listener, c.TLSCert, c.TLSKey)
	}
	return server.Serve(listener)
}

// drain stops listening and waits for what is under way.
func drain(ctx context.Context, server *http.Server, log *slog.Logger) error {
	log.Info("draining")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("some requests did not end in time")
		return server.Close()
	}
	return err
}
