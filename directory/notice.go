package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db/notification"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// ReadNotices marks notices of the actor's person as read: these, or all for nil. Of
// others' notices and of those read already nothing changes. It is a fact of the inbox, of
// which history does not speak.
func (d *Directory) ReadNotices(ctx context.Context, ids []ident.ID) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, tx.Actor.Person(), func() error {
			change := tx.Client.Notification.Update().Where(notification.RecipientID(tx.Actor.Person()), notification.ReadAtIsNil())
			if ids != nil {
				change.Where(notification.IDIn(ids...))
			}
			if err := change.SetReadAt(tx.Now).Exec(ctx); err != nil {
				return fmt.Errorf("mark notices as read: %w", err)
			}
			return nil
		})
	})
}

// TellActive gives notice to somebody who is active: only active people are notified (NO-1).
// Who has left meanwhile finds nothing of that time when they come back.
func TellActive(ctx context.Context, tx *store.Tx, n store.Notice) error {
	active, err := tx.Client.User.Query().Where(user.ID(n.Recipient), user.DeletedAtIsNil(), user.Active(true)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look whether %s is active: %w", n.Recipient, err)
	}
	if active {
		tx.Notify(n)
	}
	return nil
}

// instant is how a notice carries a moment; the reader sees it in the company's zone.
func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }
