package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"mandate/directory/webhook"
)

const (
	hookTargetsAtOnce = 8 // of one subscription
	hookFailuresMost  = 3 // in a row, before the rest of a subscription waits for the next round
	hookAnswerMost    = 4 << 10
	hookRound         = 10 * time.Second // after which a round begins no more deliveries
)

// Hooks delivers webhooks by the Standard Webhooks convention. Client is the guarded one:
// no redirects, no private peers, judged when a name has been resolved.
type Hooks struct {
	Room   *webhook.Room
	Client *http.Client
	Now    func() time.Time
	Log    *slog.Logger
}

// Work queues what history has for the subscriptions of the actor's tenant, and delivers
// what is due: each target in order, several at once, subscriptions beside each other. A
// receiver that answers late, again and again, holds up the others for one round: the rest
// of what it is to be told stays due.
func (h *Hooks) Work(ctx context.Context) error {
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = h.Room.Queue(ctx); err != nil {
			return fmt.Errorf("queue webhooks: %w", err)
		}
	}
	batches, err := h.Room.Due(ctx)
	if err != nil {
		return fmt.Errorf("list webhooks that are due: %w", err)
	}
	until := h.Now().Add(hookRound)
	var all sync.WaitGroup
	for _, b := range batches {
		all.Go(func() { h.batch(ctx, b, until) })
	}
	all.Wait()
	return nil
}

// batch works through one subscription. A receiver that fails for several targets is left
// alone until the next round.
func (h *Hooks) batch(ctx context.Context, b webhook.Batch, until time.Time) {
	var workers sync.WaitGroup
	failures := failing{most: hookFailuresMost}
	next := make(chan []webhook.Delivery)
	for range min(hookTargetsAtOnce, len(b.Targets)) {
		workers.Go(func() {
			for target := range next {
				h.target(ctx, b, target, until, &failures)
			}
		})
	}
	for _, target := range b.Targets {
		if failures.tooMany() || ctx.Err() != nil || h.Now().After(until) {
			break
		}
		next <- target
	}
	close(next)
	workers.Wait()
}

// target keeps the order: where one event did not get through, those after it wait.
func (h *Hooks) target(ctx context.Context, b webhook.Batch, list []webhook.Delivery, until time.Time, failures *failing) {
	for _, d := range list {
		if h.Now().After(until) {
			return
		}
		outcome := h.send(ctx, b, d)
		if outcome.Status == 0 && ctx.Err() != nil {
			return // a restart is no failure of the receiver: the delivery stays due
		}
		failures.note(outcome.Error != "")
		if err := h.Room.Done(ctx, b.Webhook, d, outcome); err != nil {
			h.Log.ErrorContext(ctx, "write down a webhook's delivery", "delivery", d.EventID, "error", err)
			return
		}
		if outcome.Error != "" {
			return
		}
	}
}

type failing struct {
	mu     sync.Mutex
	inARow int
	most   int
}

func (f *failing) note(failed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inARow++
	if !failed {
		f.inARow = 0
	}
}

func (f *failing) tooMany() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.inARow >= f.most
}

func (h *Hooks) send(ctx context.Context, b webhook.Batch, d webhook.Delivery) webhook.Outcome {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.URL, bytes.NewReader(d.Payload))
	if err != nil {
		return webhook.Outcome{Error: oneLine(err.Error())}
	}
	at := h.Now()
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Mandate-Webhooks/1")
	r.Header.Set("Webhook-Id", d.EventID)
	r.Header.Set("Webhook-Timestamp", strconv.FormatInt(at.Unix(), 10))
	r.Header.Set("Webhook-Signature", sign(b.Secrets, d.EventID, at, d.Payload))
	answer, err := h.Client.Do(r)
	if err != nil {
		return webhook.Outcome{Error: oneLine(err.Error())}
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, hookAnswerMost)) // so that the connection serves again
	o := webhook.Outcome{Status: answer.StatusCode, Gone: answer.StatusCode == http.StatusGone}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		o.Error = "the receiver answered " + answer.Status
	}
	return o
}

// sign makes the header webhook-signature: v1, HMAC-SHA256 over id, timestamp and body
// with each secret that counts, so that a receiver may know the old or the new one.
func sign(secrets [][]byte, id string, at time.Time, body []byte) string {
	list := make([]string, len(secrets))
	for i, secret := range secrets {
		mac := hmac.New(sha256.New, secret)
		fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
		list[i] = "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	return strings.Join(list, " ")
}
