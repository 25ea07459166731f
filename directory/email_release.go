package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/emailreservation"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ReleaseEmail frees the reserved address of a deleted person, on purpose (LC-5). An
// address that nobody reserved is NOT_FOUND.
func (d *Directory) ReleaseEmail(ctx context.Context, email, why string) error {
	if !isAddress(email) {
		return invalid("This is not an e-mail address.").On("email")
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		hash := addressHash(tx.Actor.Tenant, Fold(email))
		return once(ctx, tx, tx.Actor.Tenant, func() error {
			row, err := tx.Client.EmailReservation.Query().Where(emailreservation.AddressHash(hash)).Only(ctx)
			if db.IsNotFound(err) {
				return fault.New(fault.NotFound, fault.CodeNotFound, "This address is not reserved.").On("email")
			}
			if err != nil {
				return fmt.Errorf("load reservation: %w", err)
			}
			if _, err := tx.Client.EmailReservation.Delete().Where(emailreservation.ID(row.ID)).Exec(ctx); err != nil {
				return fmt.Errorf("delete reservation: %w", err)
			}
			tx.Record(store.Event{Action: "EMAIL_RELEASED", TargetKind: ident.User, Target: row.UserID, Source: sourceOf(tx.Actor), Comment: why})
			return nil
		})
	})
}
