package sso

import (
	"net/http"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/store"
)

// unknownLink is the reason, in the log alone, of a link that was never made: it is in no
// company's history, whatever company its text names.
const unknownLink Reason = "SETUP_LINK_UNKNOWN"

// showSetupGone is the one answer to a set-up link that is not good, whatever is wrong with
// it. What that is stands under the page's reference in the history of its company.
func (h *Handler) showSetupGone(w http.ResponseWriter, r *http.Request, err error) {
	if fault.As(err).Kind != fault.NotFound {
		h.fail(w, r, err)
		return
	}
	reason, err := h.noteSetupGone(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	request := actor.RequestOf(r.Context())
	h.Log.InfoContext(r.Context(), "set-up link refused", "request", request, "reason", reason)
	h.show(w, r, http.StatusNotFound, "plain", view{Title: "gone.title", Body: "setup.gone", Reference: request}, "")
}

// noteSetupGone writes to history why the link of a request is not good, and which it is.
func (h *Handler) noteSetupGone(r *http.Request) (Reason, error) {
	text := r.PathValue("link")
	tenant, hash, ok := store.ParseCredential(store.SetupLink, text)
	if !ok {
		return unknownLink, nil
	}
	conn, reason, err := h.Directory.SpentSetupLink(inTenant(r.Context(), tenant), hash)
	if fault.As(err).Kind == fault.NotFound {
		return unknownLink, nil
	}
	if err != nil {
		return "", err
	}
	c, err := h.company(r.Context(), tenant)
	if err == nil {
		h.record(r, c, h.Directory.RefuseSetupLink, directory.Refusal{Connection: conn, Reason: string(reason), Detail: store.HintOf(store.SetupLink, text)})
	}
	return Reason(reason), err
}
