package webhook

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ent/db/webhookdelivery"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Room holds the operations. Its methods are safe for concurrent use.
type Room struct {
	Directory *directory.Directory
	Random    io.Reader // of secrets; nil: the machine's
	PlainHTTP bool      // http addresses are taken (MANDATE_OUTBOUND_PRIVATE=allow)
}

// Subscription is what a subscriber wants.
type Subscription struct {
	Name, URL string
	Events    []string // history actions; none: all
}

const (
	mostWebhooks = 50 // of a tenant: each is told by itself of all that happens
	longestName  = 200
	longestURL   = 2000
	secretBytes  = 32
	rotationTime = 24 * time.Hour

	// SecretPrefix is that of the Standard Webhooks convention.
	SecretPrefix = "whsec_"
)

func (r *Room) check(s *Subscription) error {
	s.Name = strings.TrimSpace(s.Name)
	switch {
	case s.Name == "":
		return fault.New(fault.Invalid, fault.CodeRequired, "This may not be empty.").On("name")
	case len(s.Name) > longestName || !directory.Showable(s.Name):
		return invalid("name", "A name is one line of at most %d bytes.", longestName)
	}
	return r.checkURL(s.URL)
}

// checkURL judges the form. Where the name leads to is judged at every delivery, when it
// has been resolved.
func (r *Room) checkURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || len(text) > longestURL || u.Scheme != "https" && u.Scheme != "http":
		return invalid("url", "This is no address of the web.")
	case !listens(u):
		return invalid("url", "The port lies between 1 and 65535.")
	case u.User != nil || u.Fragment != "":
		return invalid("url", "The address holds neither credentials nor a fragment.")
	case u.Scheme == "http" && !r.PlainHTTP:
		return invalid("url", "The address begins with https://.")
	}
	return nil
}

func invalid(field, format string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, format, args...).On(field)
}

func (r *Room) newSecret() ([]byte, error) {
	from := r.Random
	if from == nil {
		from = rand.Reader
	}
	secret := make([]byte, secretBytes)
	if _, err := io.ReadFull(from, secret); err != nil {
		return nil, fmt.Errorf("make secret: %w", err)
	}
	return secret, nil
}

// SecretText is the form in which a secret is shown and configured.
func SecretText(secret []byte) string {
	return SecretPrefix + base64.StdEncoding.EncodeToString(secret)
}

func secretName(id ident.ID) string { return "webhook:" + id.String() + ":secret" }

// Create makes a subscription, which begins with what happens from now on, and gives its
// secret; empty when the idempotency key was used before.
func (r *Room) Create(ctx context.Context, s Subscription) (id ident.ID, secret string, err error) {
	if err := r.check(&s); err != nil {
		return id, "", err
	}
	if s.Events, err = checkEvents(s.Events, nil); err != nil {
		return id, "", err
	}
	fresh, err := r.newSecret()
	if err != nil {
		return id, "", err
	}
	err = r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		secret = ""
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) {
			secret = SecretText(fresh)
			return insert(ctx, tx, s, fresh)
		})
		return err
	})
	return id, secret, err
}

func insert(ctx context.Context, tx *store.Tx, s Subscription, secret []byte) (ident.ID, error) {
	id := tx.NewID()
	kept, err := tx.Client.Webhook.Query().Count(ctx)
	if err != nil {
		return id, fmt.Errorf("count webhooks: %w", err)
	}
	if kept >= mostWebhooks {
		return id, fault.New(fault.TooLarge, fault.CodeTooLarge, "A company has at most %d webhooks; delete one first.", mostWebhooks)
	}
	sealed, err := tx.Secrets().Seal(secretName(id), secret)
	if err != nil {
		return id, fmt.Errorf("seal secret: %w", err)
	}
	mark, err := directory.LastSeal(ctx, tx.Client)
	if err != nil {
		return id, err
	}
	err = tx.Client.Webhook.Create().SetID(id).SetName(s.Name).SetURL(s.URL).SetEvents(orNone(s.Events)).SetSecretSealed(sealed).SetMark(mark).Exec(ctx)
	if err != nil {
		return id, fmt.Errorf("insert webhook: %w", err)
	}
	tx.Record(store.Event{Action: "WEBHOOK_CREATED", TargetKind: ident.Webhook, Target: id,
		Changes: []store.Change{{Field: "name", After: s.Name}, {Field: "url", After: s.URL}, {Field: "events", After: s.Events}}})
	return id, nil
}

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func load(ctx context.Context, c *db.Client, id ident.ID) (*db.Webhook, error) {
	row, err := c.Webhook.Query().Where(webhookrow.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, fault.New(fault.NotFound, fault.CodeNotFound, "There is no such webhook.").On("webhookId")
	}
	if err != nil {
		return nil, fmt.Errorf("load webhook: %w", err)
	}
	return row, nil
}

// Delete ends a subscription, with everything that waits for it.
func (r *Room) Delete(ctx context.Context, id ident.ID, expected int64) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			row, err := load(ctx, tx.Client, id)
			if err != nil {
				return id, err
			}
			if err := directory.Expect(expected, row.Version); err != nil {
				return id, err
			}
			if _, err := tx.Client.WebhookDelivery.Delete().Where(webhookdelivery.WebhookID(id)).Exec(ctx); err != nil {
				return id, fmt.Errorf("delete deliveries: %w", err)
			}
			n, err := tx.Client.Webhook.Delete().Where(webhookrow.ID(id), webhookrow.Version(row.Version)).Exec(ctx)
			if err := directory.Guarded(expected, n, err); err != nil {
				return id, err
			}
			tx.Record(store.Event{Action: "WEBHOOK_DELETED", TargetKind: ident.Webhook, Target: id, Changes: []store.Change{{Field: "name", Before: row.Name}}})
			return id, nil
		})
		return err
	})
}
