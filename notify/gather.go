package notify

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ent/db/notification"
	"mandate/ent/db/tenant"
	"mandate/ident"
	"mandate/store"
)

const (
	bundleTime    = time.Minute // NO-3
	noticesAtOnce = 500
	heldTime      = time.Minute // until what a brake holds back is looked at again
)

// Gather makes messages of the notices that are due, and says whether it did anything.
func (p *Post) Gather(ctx context.Context) (more bool, err error) {
	due, err := p.anyNotice(ctx)
	if err != nil || !due {
		return false, err
	}
	err = p.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		more = false
		rows, err := claimNotices(ctx, tx)
		if err != nil || len(rows) == 0 {
			return err
		}
		bundles := bundle(rows, tx.Now)
		if len(bundles) == 0 {
			return nil
		}
		more = true
		return p.gather(ctx, tx, bundles)
	})
	return more, err
}

// anyNotice looks without a transaction that writes, since mostly there is nothing.
func (p *Post) anyNotice(ctx context.Context) (due bool, err error) {
	err = p.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		due, err = c.Notification.Query().Where(waiting(p.Store.Now())...).Exist(ctx)
		return err
	})
	return due, err
}

func claimNotices(ctx context.Context, tx *store.Tx) ([]*db.Notification, error) {
	q := tx.Client.Notification.Query().Where(waiting(tx.Now)...).Order(notification.ByID()).Limit(noticesAtOnce)
	q.Modify(skipLocked)
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return rows, nil
}

// skipLocked leaves to another worker what it is at. On SQLite there is one writer.
func skipLocked(s *sql.Selector) {
	if s.Dialect() == dialect.Postgres {
		s.ForUpdate(sql.WithLockAction(sql.SkipLocked))
	}
}

func (p *Post) gather(ctx context.Context, tx *store.Tx, bundles [][]*db.Notification) error {
	of, err := tx.Client.Tenant.Query().Where(tenant.ID(tx.Actor.Tenant)).Only(ctx)
	if err != nil {
		return fmt.Errorf("load tenant: %w", err)
	}
	b, err := loadBook(ctx, tx.Client, of, bundles)
	if err != nil {
		return err
	}
	for _, rows := range bundles {
		if err := p.gatherOne(ctx, tx, b, rows); err != nil {
			return err
		}
	}
	return nil
}

// gatherOne makes a message of one bundle, or of what is left of it.
func (p *Post) gatherOne(ctx context.Context, tx *store.Tx, b *book, rows []*db.Notification) error {
	held, dropped, kept := b.sort(rows)
	if err := wait(ctx, tx, ids(held)); err != nil {
		return err
	}
	if err := mark(ctx, tx, ids(dropped), nil); err != nil || len(kept) == 0 {
		return err
	}
	id := tx.NewID()
	l, err := b.letter(tx.Secrets(), p.PublicURL, kept)
	if err != nil { // it can never be opened; the others don't wait for it
		p.Log.ErrorContext(ctx, "notices can't be mailed", "notice", kept[0].ID.Text(ident.Notification), "error", err)
		return mark(ctx, tx, ids(kept), nil)
	}
	subject, body, err := p.composer.compose(l)
	if err != nil {
		return fmt.Errorf("compose mail: %w", err)
	}
	sealed, err := body.Seal(tx.Secrets(), id)
	if err != nil {
		return err
	}
	err = tx.Client.Mail.Create().SetID(id).SetRecipientID(kept[0].RecipientID).SetAddress(b.address(kept[0])).SetLanguage(l.language).
		SetSubject(subject).SetBodySealed(sealed).SetTypes(types(kept)).SetState(mailrow.StateQUEUED).SetNextAttemptAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert mail: %w", err)
	}
	return mark(ctx, tx, ids(kept), &id)
}

// mark takes notices out of the queue. Those without a message want none: their state is
// SENT, and no credential stays in them.
func mark(ctx context.Context, tx *store.Tx, list []ident.ID, into *ident.ID) error {
	if len(list) == 0 {
		return nil
	}
	up := tx.Client.Notification.Update().Where(notification.IDIn(list...)).ClearSecretSealed()
	if into == nil {
		up.SetState(notification.StateSENT)
	} else {
		up.SetMailID(*into)
	}
	if err := up.Exec(ctx); err != nil {
		return fmt.Errorf("mark notices: %w", err)
	}
	return nil
}

func wait(ctx context.Context, tx *store.Tx, list []ident.ID) error {
	if len(list) == 0 {
		return nil
	}
	err := tx.Client.Notification.Update().Where(notification.IDIn(list...)).SetNextAttemptAt(tx.Now.Add(heldTime)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("hold notices: %w", err)
	}
	return nil
}

func ids(rows []*db.Notification) []ident.ID {
	list := make([]ident.ID, len(rows))
	for i, n := range rows {
		list[i] = n.ID
	}
	return list
}

func types(rows []*db.Notification) []string {
	list := make([]string, len(rows))
	for i, n := range rows {
		list[i] = n.Type
	}
	return list
}
