package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mandate/store"
)

const probeTime = 3 * time.Second

// health answers /livez (the process runs) and /readyz (database and migrations).
func health(mux *http.ServeMux, s *store.Store) {
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), probeTime)
		defer cancel()
		state := map[string]string{"database": "ok", "migrations": "ok"}
		status := http.StatusOK
		schema, err := s.SchemaStatus(ctx)
		switch {
		case err != nil:
			state["database"], state["migrations"], status = "unreachable", "unknown", http.StatusServiceUnavailable
		case len(schema.Pending) > 0:
			state["migrations"], status = "pending", http.StatusServiceUnavailable
		}
		answer(w, status, state)
	})
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the client may have gone
}

// serveMetrics opens /metrics on a listener of its own, so that it is never on the
// public address.
func (c *Config) serveMetrics(ctx context.Context, workers *sync.WaitGroup, log *slog.Logger) error {
	if c.MetricsAddr == "" {
		return nil
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(requests, durations, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	listener, err := listen(c.MetricsAddr, "MANDATE_METRICS_ADDR")
	if err != nil {
		return err
	}
	server := newServer(mux, log)
	workers.Go(func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics", "error", err)
		}
	})
	workers.Go(func() {
		<-ctx.Done()
		_ = server.Close()
	})
	return nil
}
