package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/directory/mail"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

func listMails(ctx context.Context, p pageArgs, search *string, state *mailrow.State) (*model.MailConnection, error) {
	words, err := searchText(search)
	if err != nil {
		return nil, err
	}
	among := all
	if state != nil {
		among = mailrow.StateEQ(*state)
	}
	l := list[*db.Mail, *model.Mail]{
		by:    order{list: "mails", prefix: ident.Mail, desc: true},
		id:    func(m *db.Mail) ident.ID { return m.ID },
		nodes: func(rows []*db.Mail) ([]*model.Mail, error) { return model.Mails(rows), nil },
	}
	ctx = store.PlannedByValue(ctx)
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Mail], counter) {
		s := sightOf(ctx)
		q, f := c.Mail.Query().Where(s.mails(), among), s.soughtMails(words, among)
		return pageOfSought(ctx, f, func(shape, modify func(*sql.Selector), n int) ([]*db.Mail, error) {
			few := q.Clone().Where(shape).Limit(n)
			few.Modify(modify)
			return few.All(ctx)
		}), byValue(q.Clone().Where(f.narrow).Count)
	})
}

// soughtMails finds messages by whom they are to, or by the address that nobody has: that is
// compared with each word in the newest messages to nobody, since no index finds it.
func (s sight) soughtMails(words string, among func(*sql.Selector)) sought {
	f := sought{text: words, sight: s, within: []func(*sql.Selector){s.mails(), among},
		plain: []string{mailrow.FieldAddress, mailrow.FieldSubject, mailrow.FieldTypes, mailrow.FieldState}}
	f.ways = append(f.called(), f.ofPeople(mailrow.FieldRecipientID), f.toNobody())
	return f
}

// toNobody finds messages to nobody by their address, in the newest of these.
func (f sought) toNobody() way {
	nobody := func(s *sql.Selector) *sql.Selector {
		rows := f.rows(s)
		return rows.Where(sql.IsNull(rows.C(mailrow.FieldRecipientID)))
	}
	find := func(s *sql.Selector) {
		rows := nobody(s)
		rows.AppendSelect(rows.C(mailrow.FieldAddress)).OrderBy(sql.Desc(rows.C("id"))).Limit(newest)
		found := sql.Dialect(s.Dialect()).Select("id").From(rows.As("to_nobody"))
		s.Where(sql.In(s.C("id"), found.Where(holdsWords(found, f.text, []string{mailrow.FieldAddress}))))
	}
	holds := func(s *sql.Selector) *sql.Predicate {
		return sql.And(sql.IsNull(s.C(mailrow.FieldRecipientID)), f.since(s, nobody(s)), holdsWords(s, f.text, []string{mailrow.FieldAddress}))
	}
	return way{find: find, holds: holds}
}

func mailsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Mail, error) {
	return byID(ctx, "mails",
		func(c *db.Client) ([]*db.Mail, error) {
			return c.Mail.Query().Where(mailrow.IDIn(ids...), sightOf(ctx).mails()).All(ctx)
		},
		model.Mails, func(m *model.Mail) ident.ID { return m.Mail.ID })
}

func mailRecipient(m *model.Mail) *ident.ID { return m.RecipientID }

// mailText is what a message says. Who manages the company does not thereby come to hold
// other people's credentials; a demo has none that matter.
func (s *Server) mailText(m *model.Mail) (*string, error) {
	body, err := mail.OpenBody(s.Store.Secrets, m.Mail.ID, m.BodySealed)
	if err != nil {
		return nil, err
	}
	if body.Text == "" || body.Credential && !s.Demo {
		return nil, nil
	}
	return &body.Text, nil
}

func (r *mutationResolver) resendMail(ctx context.Context, in gql.MailResendInput) (*gql.MailResendPayload, error) {
	id, err := r.onceKeyed(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		id, err := parseID(ident.Mail, in.MailID, "mailId")
		if err != nil {
			return id, err
		}
		return id, r.server.Mail.Resend(ctx, id)
	})
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, mailsByID)
	return &gql.MailResendPayload{Mail: found, UserErrors: errs}, err
}

// noticePreferences are the caller's; a key that acts for nobody has none.
func noticePreferences(ctx context.Context) ([]*mail.Preference, error) {
	person := sightOf(ctx).Person()
	if person.IsZero() {
		return []*mail.Preference{}, nil
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := mail.Preferences(ctx, c, person)
	if err != nil {
		return nil, err
	}
	return each(rows, func(p mail.Preference) *mail.Preference { return &p }), nil
}

func (r *mutationResolver) setNoticePreferences(ctx context.Context, in gql.NoticePreferencesSetInput) (*gql.NoticePreferencesPayload, error) {
	wanted := each(in.Preferences, func(p *gql.NoticePreferenceInput) mail.Preference {
		return mail.Preference{Type: p.Type, Email: p.Email}
	})
	_, err := r.onceKeyed(ctx, in.IdempotencyKey, func(ctx context.Context) (ident.ID, error) {
		return ident.ID{}, r.server.Mail.SetPreferences(ctx, wanted)
	})
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	list, err := noticePreferences(ctx)
	return &gql.NoticePreferencesPayload{Preferences: list, UserErrors: errs}, err
}

// deadMails is the filter of the dead letters.
func deadMails() *mailrow.State {
	state := mailrow.StateDEAD
	return &state
}
