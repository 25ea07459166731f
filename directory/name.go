package directory

import (
	"context"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/store"
)

// ShownName is how a person is called: displayName, else first and last name, else
// the user name.
func ShownName(u *db.User) string {
	return shownName(u.DisplayName, u.FirstName, u.LastName, u.UserName)
}

func shownName(display, first, last, userName string) string {
	if display != "" {
		return display
	}
	if full := strings.TrimSpace(first + " " + last); full != "" {
		return full
	}
	return userName
}

// NameKey is the key under which others' rows sort by this person's name:
// users.manager_key and deals.owner_key.
func NameKey(u *db.User) string { return nameKey(ShownName(u)) }

func nameKey(shown string) string { return store.SortKey(Fold(shown)) }

// spreadName brings the rows that sort by a person's name up to date.
func spreadName(ctx context.Context, tx *store.Tx, u *db.User, key string) error {
	err := tx.Client.User.Update().Where(user.ManagerID(u.ID), user.ManagerKeyNEQ(key)).SetManagerKey(key).Exec(ctx)
	if err != nil {
		return err
	}
	return tx.Client.Deal.Update().Where(deal.OwnerID(u.ID), deal.OwnerKeyNEQ(key)).SetOwnerKey(key).Exec(ctx)
}
