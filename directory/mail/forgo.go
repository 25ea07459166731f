package mail

import (
	"context"
	"fmt"

	"mandate/ent/db/notification"
	"mandate/store"
)

// Forgo lets the tenant's notices that wait be without e-mail; in the console they
// stay. It is for a past that is made in one go, of which nobody wants to hear by mail.
func (r *Room) Forgo(ctx context.Context) error {
	return r.Directory.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.Notification.Update().Where(notification.StateEQ(notification.StatePENDING)).SetState(notification.StateSENT).Exec(ctx)
		if err != nil {
			return fmt.Errorf("forgo mail: %w", err)
		}
		return nil
	})
}
