package scim

import (
	"bytes"
	"encoding/json"
	"net/http"

	"mandate/actor"
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
func (h *Handler) perform(outer *http.Request, method, path, version string, data any) *recorder {
	answer := newRecorder()
	if err := h.performInto(answer, outer, method, path, version, data); err != nil {
		h.fail(answer, outer, actor.RequestOf(outer.Context()), err)
	}
	return answer
}

func (h *Handler) performInto(w http.ResponseWriter, outer *http.Request, method, path, version string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return refuse(invalidSyntax, "The data of the operation can't be read.").Because(err)
	}
	r, err := http.NewRequestWithContext(outer.Context(), method, Base+path, bytes.NewReader(text))
	if err != nil || r.URL.RawQuery != "" || r.URL.Path != Base+path {
		return notFound(path)
	}
	if version != "" {
		r.Header.Set("If-Match", version)
	}
	found, err := h.route(w, r)
	if err != nil {
		return err
	}
	if !found.inBulk {
		return notFound(path)
	}
	return found.answer(w, r, found.id)
}
