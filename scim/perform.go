package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"mandate/directory"
)

// recorder keeps the answer to a request that is part of another one.
type recorder struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{status: http.StatusOK, header: http.Header{}} }

// Header is that of the answer.
func (r *recorder) Header() http.Header { return r.header }

// WriteHeader keeps the status.
func (r *recorder) WriteHeader(status int) { r.status = status }

// Write keeps a part of the body.
func (r *recorder) Write(text []byte) (int, error) { return r.body.Write(text) }

// perform answers one operation as though its directory had sent it by itself.
func (h *Handler) perform(ctx context.Context, method, path, version string, data any) *recorder {
	answer := newRecorder()
	outer := traceOf(ctx)
	t := &trace{tenant: outer.tenant, before: outer.before, event: outer.event}
	t.event.Method, t.event.Path, t.event.At = method, short(path), h.Store.Now()
	r, err := operationRequest(context.WithValue(ctx, traceKey{}, t), method, path, version, data)
	if err != nil {
		r = (&http.Request{}).WithContext(context.WithValue(ctx, traceKey{}, t))
	}
	_ = h.traced(answer, r, t, func(w http.ResponseWriter, r *http.Request) error {
		if err != nil {
			return err
		}
		found, err := h.route(w, r)
		whole := !outer.event.ReplayOf.IsZero() && !outer.inPart // a Bulk request, made once more
		if err == nil && !found.inBulk && !(whole && found.changes) {
			err = notFound(path)
		}
		if err != nil {
			return err
		}
		return found.answer(w, r, found.id)
	})
	return answer
}

func operationRequest(ctx context.Context, method, path, version string, data any) (*http.Request, error) {
	text, err := json.Marshal(data)
	if raw, ok := data.(json.RawMessage); ok && len(raw) == 0 {
		text, err = nil, nil // of a DELETE
	}
	if err != nil {
		return nil, refuse(invalidSyntax, "The data of the operation can't be read.").Because(err)
	}
	r, err := http.NewRequestWithContext(ctx, method, Base+path, bytes.NewReader(text))
	if err != nil || r.URL.RawQuery != "" || r.URL.Path != Base+path {
		return nil, notFound(path)
	}
	if version != "" {
		r.Header.Set("If-Match", version)
	}
	return r, nil
}

// Replay makes a change that did not happen once more, as its directory, the actor in
// ctx; see directory.Replayer.
func (h *Handler) Replay(ctx context.Context, again directory.ReplayRequest) (status int, err error) {
	a := actorOf(ctx)
	outer := &trace{tenant: a.Tenant}
	outer.event = directory.ProvisioningEvent{Directory: a.ID, Request: a.Request, ReplayOf: again.Of, Outcome: directory.OutcomeRead}
	return h.perform(context.WithValue(ctx, traceKey{}, outer), again.Method, again.Path, "", json.RawMessage(again.Body)).status, nil
}
