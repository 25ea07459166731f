package scim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"mandate/directory"
	"mandate/ident"
)

const (
	pushMost  = 100 // events of one stream at a time
	pushTries = 10  // then an event is given up: after a little more than half an hour

	pushRound = 10 * time.Second // after which a round begins no more pushes of a stream
)

// PushEvents offers the receivers of the actor's tenant what waits for them, once (RFC
// 8935). cmd calls it regularly, on one replica at a time.
func (h *Handler) PushEvents(ctx context.Context) error {
	streams, err := h.Directory.EventStreams(ctx)
	if err != nil || len(streams) == 0 {
		return err
	}
	for more := true; more && err == nil; {
		more, err = h.Directory.QueueEvents(ctx)
	}
	if err != nil {
		return err
	}
	for _, s := range streams {
		if !s.Push {
			continue
		}
		if err := h.pushStream(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// pushStream keeps the order: where one event did not get through, those after it wait. A
// receiver that answers late, again and again, holds up the others for one round.
func (h *Handler) pushStream(ctx context.Context, s directory.Stream) error {
	list, _, err := h.Directory.Deliveries(ctx, s.ID, pushMost)
	if err != nil {
		return err
	}
	until := h.Store.Now().Add(pushRound)
	for _, d := range list {
		if now := h.Store.Now(); d.Next.After(now) || now.After(until) {
			return nil
		}
		refusal, err := h.push(ctx, s, d)
		if err != nil && ctx.Err() != nil {
			return ctx.Err() // a restart is no failure of the receiver: the event stays due
		}
		switch {
		case err == nil && refusal == "":
			err = h.Directory.AckEvents(ctx, s.ID, []ident.ID{d.ID})
		case err == nil:
			err = h.Directory.FailEvent(ctx, s.ID, d.ID, refusal, time.Time{})
		default:
			return h.Directory.FailEvent(ctx, s.ID, d.ID, short(err.Error()), h.nextPush(d))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// nextPush doubles the wait from a second on, to at most ten minutes; zero gives up.
func (h *Handler) nextPush(d directory.Delivery) time.Time {
	if d.Attempts+1 >= pushTries {
		return time.Time{}
	}
	return h.Store.Now().Add(min(time.Second<<d.Attempts, 10*time.Minute))
}

// push sends one token. refusal is the receiver's word that it will never take it
// (RFC 8935 section 2.4); an error is worth another try.
func (h *Handler) push(ctx context.Context, s directory.Stream, d directory.Delivery) (refusal string, err error) {
	if h.Outbound == nil {
		return "", errors.New("this installation calls nobody")
	}
	token, err := h.sign(s, d)
	if err != nil {
		return "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Endpoint, strings.NewReader(token))
	if err != nil {
		return "", fmt.Errorf("make push: %w", err)
	}
	r.Header.Set("Content-Type", "application/secevent+jwt")
	r.Header.Set("Accept", "application/json")
	if s.Authorization != "" {
		r.Header.Set("Authorization", s.Authorization)
	}
	answer, err := h.Outbound.Do(r)
	if err != nil {
		return "", fmt.Errorf("push event: %w", err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	switch {
	case answer.StatusCode >= 200 && answer.StatusCode < 300:
		return "", nil
	case answer.StatusCode == http.StatusBadRequest:
		return refusalOf(text), nil
	}
	return "", fmt.Errorf("the receiver answered %d", answer.StatusCode)
}

func refusalOf(text []byte) string {
	var said struct {
		Err         string `json:"err"`
		Description string `json:"description"`
	}
	if json.Unmarshal(text, &said) != nil || said.Err == "" {
		return "invalid_request"
	}
	return short(said.Err + ": " + said.Description)
}
