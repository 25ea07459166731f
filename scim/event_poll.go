package scim

import (
	"context"
	"net/http"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// EventsPath is where streams are polled (RFC 8936): POST /scim/events/{stream}, with
// a token of the stream's directory. GET …/jwks.json gives the signing key. cmd mounts
// the Handler there as well.
const EventsPath = "/scim/events/"

const (
	pollMost  = 100
	pollTime  = 20 * time.Second // a poll that waits ends well before proxies do
	pollEvery = 500 * time.Millisecond
)

// pollAnswer is RFC 8936 section 2.3.
type pollAnswer struct {
	Sets map[string]string `json:"sets"`
	More bool              `json:"moreAvailable,omitempty"`
}

func (h *Handler) events(w http.ResponseWriter, r *http.Request, request string) error {
	token, err := h.identify(r, request)
	if err != nil {
		return err
	}
	if err := h.take(token, h.Store.Now()); err != nil {
		return err
	}
	ctx := actor.With(r.Context(), token.Actor)
	id, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, EventsPath), "/")
	s, err := h.stream(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case rest == "" && r.Method == http.MethodPost && !s.Push:
		return h.poll(w, r.WithContext(ctx), s)
	case rest == "jwks.json" && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		keys, err := keySet(s)
		if err == nil {
			write(w, http.StatusOK, keys)
		}
		return err
	}
	return notFound(r.URL.Path)
}

// stream finds a stream of the actor's directory.
func (h *Handler) stream(ctx context.Context, text string) (directory.Stream, error) {
	id, err := ident.Parse(ident.Stream, text)
	if err != nil {
		return directory.Stream{}, notFound(text)
	}
	all, err := h.Directory.EventStreams(ctx)
	for _, s := range all {
		if s.ID == id && s.Directory == actorOf(ctx).ID {
			return s, nil
		}
	}
	if err == nil {
		err = notFound(text)
	}
	return directory.Stream{}, err
}

// poll takes what the receiver has and what it refuses, then gives what waits. It
// waits for events where the receiver lets it and no others of it wait already.
func (h *Handler) poll(w http.ResponseWriter, r *http.Request, s directory.Stream) error {
	body, err := decode(http.MaxBytesReader(w, r.Body, maxSearchBody), maxSearchBody)
	if err != nil {
		return err
	}
	asked, err := readPoll(body)
	if err != nil {
		return err
	}
	if err := h.settle(r.Context(), s, asked); err != nil {
		return err
	}
	leave, mayWait := h.polls.enter(s.ID)
	if mayWait {
		defer leave()
	}
	for until := h.Store.Now().Add(pollTime); ; {
		answer, err := h.waiting(r.Context(), s, asked.most)
		if err != nil {
			return err
		}
		if len(answer.Sets) > 0 || asked.at || asked.most == 0 || !mayWait || !h.Store.Now().Before(until) {
			write(w, http.StatusOK, answer)
			return nil
		}
		select {
		case <-r.Context().Done():
			return fault.New(fault.Unavailable, fault.CodeUnavailable, "The connection was closed before there was an event.")
		case <-time.After(pollEvery):
		}
	}
}

// polled is a request of RFC 8936 section 2.2.
type polled struct {
	most int
	at   bool // once
	acks []ident.ID
	errs map[ident.ID]string
}

func readPoll(body map[string]any) (polled, error) {
	p := polled{most: pollMost, errs: map[ident.ID]string{}}
	if value, ok := body["maxEvents"]; ok {
		said, isNumber := whole(value)
		most, err := readIndex(map[string][]string{"maxEvents": {said}}, "maxEvents", pollMost, 0, pollMost)
		if err != nil || !isNumber {
			return p, refuse(invalidValue, "maxEvents must be a whole number.")
		}
		p.most = most
	}
	p.at, _ = body["returnImmediately"].(bool)
	acks, _ := body["ack"].([]any)
	for _, entry := range acks {
		said, _ := text(entry)
		if id, err := ident.Parse(ident.Delivery, said); err == nil {
			p.acks = append(p.acks, id)
		}
	}
	errs, _ := body["setErrs"].(map[string]any)
	for jti, entry := range errs {
		object, _ := entry.(map[string]any)
		code, _ := text(object["err"])
		why, _ := text(object["description"])
		if id, err := ident.Parse(ident.Delivery, jti); err == nil {
			p.errs[id] = short(code + ": " + why)
		}
	}
	return p, nil
}

// settle forgets what the receiver has, and gives up what it refuses.
func (h *Handler) settle(ctx context.Context, s directory.Stream, p polled) error {
	if err := h.Directory.AckEvents(ctx, s.ID, p.acks); err != nil {
		return err
	}
	for id, why := range p.errs {
		if err := h.Directory.FailEvent(ctx, s.ID, id, why, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

func (h *Handler) waiting(ctx context.Context, s directory.Stream, most int) (pollAnswer, error) {
	answer := pollAnswer{Sets: map[string]string{}}
	if _, err := h.Directory.QueueEvents(ctx); err != nil {
		return answer, err
	}
	list, more, err := h.Directory.Deliveries(ctx, s.ID, most)
	if err != nil {
		return answer, err
	}
	answer.More = more
	for _, d := range list {
		if answer.Sets[d.ID.Text(ident.Delivery)], err = h.sign(s, d); err != nil {
			return answer, err
		}
	}
	return answer, nil
}
