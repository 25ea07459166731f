package store

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ident"
)

// Notice is one message to one person; delivery happens after commit, so that nothing
// is sent for a change that was rolled back.
type Notice struct {
	Type      string // NO-1, NO-2
	Recipient ident.ID
	Subject   ident.ID          // the deal or person it is about; zero: none
	Address   string            // where the e-mail goes; empty: to the recipient's own address of that moment
	Facts     map[string]string // what the text says beside the subject's name; never a secret
	Secret    []byte            // a credential or a link that the e-mail brings; stored sealed, and gone once it was sent
}

// Notify adds a notice.
func (tx *Tx) Notify(n Notice) { tx.notices = append(tx.notices, n) }

// NoticeSecret opens the secret of a notice as it was stored.
func (s *Secrets) NoticeSecret(notice ident.ID, sealed []byte) ([]byte, error) {
	return s.Open(noticeSecretName(notice), sealed)
}

func noticeSecretName(id ident.ID) string { return "notification:" + id.String() + ":secret" }

func flushNotices(ctx context.Context, all []*Tx) error {
	var rows []*db.NotificationCreate
	for _, tx := range all {
		for _, n := range tx.notices {
			row, err := tx.notice(n)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := all[0].insertLater(ctx, notification.Table, Rows(rows)); err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	return nil
}

func (tx *Tx) notice(n Notice) (*db.NotificationCreate, error) {
	id := tx.NewID()
	row := tx.Client.Notification.Create().SetID(id).SetCreatedAt(tx.Now).SetType(n.Type).SetRecipientID(n.Recipient).
		SetNillableSubjectID(optional(n.Subject)).SetAddress(n.Address).SetNextAttemptAt(tx.Now)
	if len(n.Facts) > 0 {
		row.SetFacts(n.Facts)
	}
	if len(n.Secret) == 0 {
		return row, nil
	}
	sealed, err := tx.Secrets().Seal(noticeSecretName(id), n.Secret)
	if err != nil {
		return nil, fmt.Errorf("seal secret of a notice: %w", err)
	}
	return row.SetSecretSealed(sealed), nil
}
