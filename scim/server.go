package scim

import (
	"log/slog"
	"net/http"
)

// Handler answers everything under /scim/v2.
type Handler struct {
	Log *slog.Logger
}

func requestID(r *http.Request) string { return r.Header.Get("X-Request-Id") }

func (h *Handler) location(path string) string { return path }
