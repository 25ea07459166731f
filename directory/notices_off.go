package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/noticepreference"
	"mandate/ident"
)

// noticesOff lists the types of notice of which a person gets no e-mail.
func noticesOff(ctx context.Context, c *db.Client, person ident.ID) ([]string, error) {
	rows, err := c.NoticePreference.Query().Where(noticepreference.UserID(person), noticepreference.Email(false)).
		Order(noticepreference.ByType()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load notice preferences of %s: %w", person, err)
	}
	off := make([]string, len(rows))
	for i, row := range rows {
		off[i] = row.Type
	}
	return off, nil
}
