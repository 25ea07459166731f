package sso

import (
	"net/http"

	"mandate/actor"
)

// ShowApplicationRefused is the page of somebody whom an application sent to the front
// door with a request that can't be answered there, nor passed back to it.
func (h *Handler) ShowApplicationRefused(w http.ResponseWriter, r *http.Request, status int) {
	secure(w.Header())
	v := view{Title: "application.title", Body: "application.lead", Reference: actor.RequestOf(r.Context()), Home: "/"}
	if status >= http.StatusInternalServerError {
		v.Title, v.Body = "broken.title", "broken.lead"
	}
	h.show(w, r, status, "plain", v, "")
}
