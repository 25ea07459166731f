package webhook

import (
	"context"
	"fmt"
	"slices"

	"mandate/directory"
	"mandate/ent/db"
	webhookrow "mandate/ent/db/webhook"
	"mandate/ident"
	"mandate/store"
)

// Change is a change of a subscription; nil leaves a value. Active true also takes up one
// that was disabled, with what it missed; false pauses it.
type Change struct {
	Name, URL *string
	Events    *[]string
	Active    *bool
	Rotate    bool // a new secret; the present one signs beside it for a day
}

// Update changes a subscription and gives the new secret, where one was asked for and this
// call made it. expected is the subscription's version, or 0.
func (r *Room) Update(ctx context.Context, id ident.ID, expected int64, c Change) (secret string, err error) {
	fresh, err := r.newSecret()
	if err != nil {
		return "", err
	}
	err = r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		secret = ""
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			row, err := load(ctx, tx.Client, id)
			if err != nil {
				return id, err
			}
			if err := directory.Expect(expected, row.Version); err != nil {
				return id, err
			}
			if c.Rotate {
				secret = SecretText(fresh)
			}
			return id, r.update(ctx, tx, row, expected, c, fresh)
		})
		return err
	})
	return secret, err
}

func (r *Room) update(ctx context.Context, tx *store.Tx, row *db.Webhook, expected int64, c Change, fresh []byte) error {
	next, state := Subscription{row.Name, row.URL, row.Events}, row.State
	if c.Name != nil {
		next.Name = *c.Name
	}
	if c.URL != nil {
		next.URL = *c.URL
	}
	if err := r.check(&next); err != nil {
		return err
	}
	if c.Events != nil {
		events, err := checkEvents(*c.Events, row.Events)
		if err != nil {
			return err
		}
		next.Events = events
	}
	if c.Active != nil {
		state = map[bool]webhookrow.State{true: webhookrow.StateACTIVE, false: webhookrow.StatePAUSED}[*c.Active]
	}
	told := changes(row, next, state, c.Rotate)
	if len(told) == 0 {
		return nil
	}
	up := tx.Client.Webhook.Update().Where(webhookrow.ID(row.ID), webhookrow.Version(row.Version)).AddVersion(1).
		SetName(next.Name).SetURL(next.URL).SetEvents(orNone(next.Events)).SetState(state)
	if state == webhookrow.StateACTIVE {
		up.ClearFailingSince().SetReason("")
	}
	if c.Rotate {
		if err := rotate(tx, row, up, fresh); err != nil {
			return err
		}
	}
	n, err := up.Save(ctx)
	if err := directory.Guarded(expected, n, err); err != nil {
		return err
	}
	tx.Record(store.Event{Action: "WEBHOOK_UPDATED", TargetKind: ident.Webhook, Target: row.ID, Changes: told})
	return nil
}

func rotate(tx *store.Tx, row *db.Webhook, up *db.WebhookUpdate, fresh []byte) error {
	sealed, err := tx.Secrets().Seal(secretName(row.ID), fresh)
	if err != nil {
		return fmt.Errorf("seal secret: %w", err)
	}
	up.SetSecretSealed(sealed).SetFormerSecretSealed(row.SecretSealed).SetFormerSecretUntil(tx.Now.Add(rotationTime))
	return nil
}

func changes(row *db.Webhook, next Subscription, state webhookrow.State, rotated bool) []store.Change {
	var list []store.Change
	if row.Name != next.Name {
		list = append(list, store.Change{Field: "name", Before: row.Name, After: next.Name})
	}
	if row.URL != next.URL {
		list = append(list, store.Change{Field: "url", Before: row.URL, After: next.URL})
	}
	if !slices.Equal(row.Events, next.Events) {
		list = append(list, store.Change{Field: "events", Before: row.Events, After: next.Events})
	}
	if row.State != state {
		list = append(list, store.Change{Field: "state", Before: row.State, After: state})
	}
	if rotated {
		list = append(list, store.Change{Field: "secret"})
	}
	return list
}
