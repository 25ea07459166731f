package notify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/brake"
	"mandate/ent/db/deal"
	"mandate/ent/db/noticepreference"
	tenantrow "mandate/ent/db/tenant"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// book is what letters are written from: recipients, names of subjects, and what a
// tenant says. One statement a kind, however many notices there are.
type book struct {
	tenant   *db.Tenant
	settings *db.CompanySettings
	zone     *time.Location
	people   map[ident.ID]*db.User
	names    map[ident.ID]string
	off      map[ident.ID][]string // types that a person wants no mail of
	braked   bool
}

func loadBook(ctx context.Context, c *db.Client, of *db.Tenant, bundles [][]*db.Notification) (*book, error) {
	b := &book{tenant: of, people: map[ident.ID]*db.User{}, names: map[ident.ID]string{}, off: map[ident.ID][]string{}}
	var err error
	if b.settings, err = c.CompanySettings.Query().Only(ctx); err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	if b.zone, err = time.LoadLocation(b.settings.Zone); err != nil {
		return nil, fmt.Errorf("load zone %s: %w", b.settings.Zone, err)
	}
	if b.braked, err = c.Brake.Query().Where(brake.StateEQ(brake.StateOPEN)).Exist(ctx); err != nil {
		return nil, fmt.Errorf("look for brakes: %w", err)
	}
	all := slices.Concat(bundles...)
	if err := b.loadPeople(ctx, c, all); err != nil {
		return nil, err
	}
	return b, b.loadSubjects(ctx, c, all)
}

func (b *book) loadPeople(ctx context.Context, c *db.Client, rows []*db.Notification) error {
	var wanted []ident.ID
	for _, n := range rows {
		wanted = append(wanted, n.RecipientID)
		if n.SubjectID != nil && kindOf(n.Type).subject == ident.User {
			wanted = append(wanted, *n.SubjectID)
		}
	}
	people, err := c.User.Query().Where(user.IDIn(wanted...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	for _, u := range people {
		b.people[u.ID] = u
		b.names[u.ID] = directory.ShownName(u)
	}
	off, err := c.NoticePreference.Query().Where(noticepreference.UserIDIn(wanted...), noticepreference.Email(false)).All(ctx)
	if err != nil {
		return fmt.Errorf("load preferences of notices: %w", err)
	}
	for _, o := range off {
		b.off[o.UserID] = append(b.off[o.UserID], o.Type)
	}
	return nil
}

// loadSubjects names deals, and requests for approval by their deal.
func (b *book) loadSubjects(ctx context.Context, c *db.Client, rows []*db.Notification) error {
	of := map[ident.Prefix][]ident.ID{}
	for _, n := range rows {
		if n.SubjectID != nil {
			kind := kindOf(n.Type).subject
			of[kind] = append(of[kind], *n.SubjectID)
		}
	}
	requests, err := c.ApprovalRequest.Query().Where(approvalrequest.IDIn(of[ident.Approval]...)).All(ctx)
	if err != nil {
		return fmt.Errorf("load requests: %w", err)
	}
	deals := of[ident.Deal]
	for _, r := range requests {
		deals = append(deals, r.DealID)
	}
	found, err := c.Deal.Query().Where(deal.IDIn(deals...)).Select(deal.FieldID, deal.FieldReference).All(ctx)
	if err != nil {
		return fmt.Errorf("load deals: %w", err)
	}
	for _, d := range found {
		b.names[d.ID] = d.Reference
	}
	for _, r := range requests {
		b.names[r.ID] = b.names[r.DealID]
	}
	return nil
}

// sort says of the notices of one bundle which wait for a brake, which want no mail, and
// which go out. Only active people are told (NO-1); a notice with an address of its own
// goes there in any case, since it is about that address.
func (b *book) sort(rows []*db.Notification) (held, dropped, kept []*db.Notification) {
	for _, n := range rows {
		u := b.people[n.RecipientID]
		switch {
		case b.tenant.Kind == tenantrow.KindSCENARIO, b.address(n) == "", slices.Contains(b.off[n.RecipientID], n.Type) && optional(n.Type):
			dropped = append(dropped, n)
		case b.braked && kindOf(n.Type).braked:
			held = append(held, n)
		case n.Address == "" && !u.Active:
			dropped = append(dropped, n)
		default:
			kept = append(kept, n)
		}
	}
	return held, dropped, kept
}

// address is where a notice goes; empty: nowhere.
func (b *book) address(n *db.Notification) string {
	if n.Address != "" {
		return n.Address
	}
	if u := b.people[n.RecipientID]; u != nil && u.DeletedAt == nil {
		return u.Email
	}
	return ""
}

func (b *book) letter(secrets *store.Secrets, base string, rows []*db.Notification) (letter, error) {
	l := letter{language: b.settings.Language, company: b.tenant.Name, slug: b.tenant.Slug, base: base, zone: b.zone}
	if u := b.people[rows[0].RecipientID]; u != nil {
		l.name, l.userName = b.names[u.ID], u.UserName
		if u.Locale != "" {
			l.language = u.Locale
		}
	}
	for _, n := range rows {
		one, err := b.part(secrets, n)
		if err != nil {
			return l, err
		}
		l.parts = append(l.parts, one)
	}
	return l, nil
}

func (b *book) part(secrets *store.Secrets, n *db.Notification) (part, error) {
	one := part{kind: n.Type, facts: n.Facts}
	if n.SubjectID != nil {
		one.subject = b.names[*n.SubjectID]
		if kind := kindOf(n.Type).subject; kind != "" {
			one.subjectID = n.SubjectID.Text(kind)
		}
	}
	if len(n.SecretSealed) == 0 {
		return one, nil
	}
	secret, err := secrets.NoticeSecret(n.ID, n.SecretSealed)
	if err != nil {
		return one, fmt.Errorf("open secret of notice %s: %w", n.ID, err)
	}
	one.secret = string(secret)
	return one, nil
}
