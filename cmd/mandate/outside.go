package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mandate/actor"
	"mandate/ident"
)

// outside is what every request passes first: a request id, a log line, a count, and
// a net under panics.
func (c *Config) outside(next http.Handler, h *house, trusted []netip.Prefix) http.Handler {
	address := clientAddress(trusted)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := h.store.NewID().Text(ident.Request)
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if strings.HasPrefix(c.public(), "https://") {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		seen := &witness{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				h.log.Error("panic", "request", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				http.Error(seen, "Something went wrong on our side. Reference: "+id, http.StatusInternalServerError)
			}
			took := time.Since(began)
			door := doorOf(r.URL.Path)
			requests.WithLabelValues(door, methodOf(r.Method), strconv.Itoa(seen.status)).Inc()
			durations.WithLabelValues(door).Observe(took.Seconds())
			h.log.Debug("request", "request", id, "door", door, "method", r.Method, "status", seen.status, "ms", took.Milliseconds(), "from", address(r))
		}()
		next.ServeHTTP(seen, r.WithContext(actor.WithRequest(r.Context(), id)))
	})
}

// witness remembers the status of an answer.
type witness struct {
	http.ResponseWriter
	status int
}

func (w *witness) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }

var (
	requests = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mandate_requests_total", Help: "Requests by door, method and status."},
		[]string{"door", "method", "status"})
	durations = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "mandate_request_seconds", Help: "Duration of requests by door.",
		Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}, []string{"door"})
)

// doorOf names the door of a path, so that metrics have few labels and no ids.
func doorOf(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "scim", "graphql", "sso", "login", "logout", "session", "livez", "readyz":
		return first
	}
	return "console"
}

// methodOf is a method as a label of metrics: a caller may invent any, and each new
// label is kept for good.
func methodOf(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// clientAddress gives the address of the client: the connection's, or what the
// nearest trusted proxy says.
func clientAddress(trusted []netip.Prefix) func(*http.Request) string {
	return func(r *http.Request) string {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			return r.RemoteAddr
		}
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0 && within(trusted, host); i-- {
			hop := strings.TrimSpace(hops[i])
			if _, err := netip.ParseAddr(hop); err != nil {
				break
			}
			host = hop
		}
		return host
	}
}

func within(networks []netip.Prefix, host string) bool {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, n := range networks {
		if n.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}
