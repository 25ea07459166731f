package directory_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/notification"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// house is one tenant with one directory, on one database.
type house struct {
	t      *testing.T
	d      *directory.Directory
	tenant ident.ID
	token  directory.IssuedToken

	mu      sync.Mutex
	changes []directory.Change // what OnChange was told and was committed
}

// each runs a test in a fresh house on both databases.
func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { run(t, newHouse(t, s, "acme")) })
}

func newHouse(t *testing.T, s *store.Store, slug string) *house {
	t.Helper()
	h := &house{t: t}
	h.d = &directory.Directory{Store: s, OnChange: h.hear}
	var err error
	h.tenant, err = h.d.CreateTenant(t.Context(), directory.NewTenant{Slug: slug, Name: "Acme Lending"})
	h.no(err)
	h.token, err = h.d.CreateDirectory(h.system(), "Okta")
	h.no(err)
	return h
}

func (h *house) hear(_ context.Context, tx *store.Tx, c directory.Change) error {
	if tx.Position == 0 {
		h.t.Errorf("OnChange %s outside a settle", c.Kind)
	}
	tx.OnCommit(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.changes = append(h.changes, c)
	})
	return nil
}

// heard gives the kinds that OnChange was told since the last call.
func (h *house) heard() []directory.ChangeKind {
	h.mu.Lock()
	defer h.mu.Unlock()
	var kinds []directory.ChangeKind
	for _, c := range h.changes {
		kinds = append(kinds, c.Kind)
	}
	h.changes = nil
	return kinds
}

func (h *house) system() context.Context { return storetest.System(h.t, h.tenant) }

// okta is the context of the first directory.
func (h *house) okta() context.Context { return h.client(h.token) }

func (h *house) client(token directory.IssuedToken) context.Context {
	h.t.Helper()
	a, err := h.d.AuthenticateToken(h.t.Context(), token.Text)
	h.no(err)
	return storetest.As(h.t, a.Actor)
}

// as is the context of a person of the house with what their roles give.
func (h *house) as(id ident.ID) context.Context {
	h.t.Helper()
	roles, _, _, err := h.d.Store.Rights(h.t.Context(), h.tenant, id)
	h.no(err)
	a := actor.Actor{Kind: actor.User, Tenant: h.tenant, ID: id, Request: "req-1"}
	a.Permissions, a.GrantsRoles = directory.Rights(roles)
	return storetest.As(h.t, a)
}

func (h *house) no(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refused checks kind and code of a refusal, and that it is no internal one.
func (h *house) refused(err error, kind fault.Kind, code fault.Code) {
	h.t.Helper()
	f := fault.As(err)
	if err == nil || f.Kind != kind || f.Code != code {
		h.t.Fatalf("error %v (kind %d), want %s of kind %d", err, f.Kind, code, kind)
	}
}

func (h *house) role(name string) ident.ID {
	h.t.Helper()
	id, err := h.d.RoleID(h.system(), name)
	h.no(err)
	return id
}

// person makes a local account with roles, by the system.
func (h *house) person(email string, roles ...string) ident.ID {
	h.t.Helper()
	n := directory.NewPerson{Email: email, FirstName: "Pat", LastName: "Roy"}
	for _, r := range roles {
		n.Roles = append(n.Roles, h.role(r))
	}
	id, _, err := h.d.Create(h.system(), n)
	h.no(err)
	h.heard()
	return id
}

// provisioned makes a person by the first directory.
func (h *house) provisioned(userName string) directory.Person {
	h.t.Helper()
	p, err := h.d.CreatePerson(h.okta(), profile(userName))
	h.no(err)
	return p
}

func profile(userName string) directory.Profile {
	return directory.Profile{UserName: userName, ExternalID: "x-" + userName, Active: true, GivenName: "Ann", FamilyName: "Lee",
		DisplayName: "Ann Lee", Title: "Underwriter", Emails: []directory.Email{{Value: userName, Type: "work", Primary: true}}}
}

func (h *house) read(run func(ctx context.Context, c *db.Client)) {
	h.t.Helper()
	h.no(h.d.Store.Read(h.system(), func(ctx context.Context, c *db.Client) error {
		run(ctx, c)
		return nil
	}))
}

func (h *house) row(id ident.ID) *db.User {
	h.t.Helper()
	var u *db.User
	h.read(func(ctx context.Context, c *db.Client) {
		var err error
		u, err = c.User.Query().Where(user.ID(id)).Only(ctx)
		h.no(err)
	})
	return u
}

// entry is one entry of history, personal values opened.
type entry struct {
	*db.HistoryEntry
	changes map[string][2]any
}

// history gives the entries about a target, oldest first.
func (h *house) history(target ident.ID) []entry {
	h.t.Helper()
	var out []entry
	h.read(func(ctx context.Context, c *db.Client) {
		rows, err := c.HistoryEntry.Query().Where(historyentry.TargetID(target)).Order(historyentry.ByID()).All(ctx)
		h.no(err)
		var key []byte
		if u, err := c.User.Query().Where(user.ID(target)).Only(ctx); err == nil {
			key = u.PersonKey
		}
		for _, r := range rows {
			changes, err := h.d.Store.Changes(r.Changes, key)
			h.no(err)
			out = append(out, entry{r, changes})
		}
	})
	return out
}

// wantHistory checks the actions about a target, in order, and gives the last entry.
func (h *house) wantHistory(target ident.ID, actions ...string) entry {
	h.t.Helper()
	list := h.history(target)
	var got []string
	for _, e := range list {
		got = append(got, e.Action)
	}
	if !slices.Equal(got, actions) {
		h.t.Fatalf("history %v, want %v", got, actions)
	}
	if len(list) == 0 {
		return entry{}
	}
	return list[len(list)-1]
}

func (h *house) wantHeard(kinds ...directory.ChangeKind) {
	h.t.Helper()
	if got := h.heard(); !slices.Equal(got, kinds) {
		h.t.Fatalf("OnChange %v, want %v", got, kinds)
	}
}

// authority gives a person's version that is valid now.
func (h *house) authority(id ident.ID) directory.Authority {
	h.t.Helper()
	var a directory.Authority
	h.read(func(ctx context.Context, c *db.Client) {
		rows, err := c.AuthorityVersion.Query().All(ctx)
		h.no(err)
		n := 0
		for _, r := range rows {
			if r.UserID == id && r.ValidTo == nil {
				n++
				a, err = directory.DecodeAuthority(r.State)
				h.no(err)
			}
		}
		if n != 1 {
			h.t.Fatalf("%d open versions of authority, want 1", n)
		}
	})
	return a
}

func (h *house) notices(recipient ident.ID) []string {
	h.t.Helper()
	var types []string
	h.read(func(ctx context.Context, c *db.Client) {
		rows, err := c.Notification.Query().Where(notification.RecipientID(recipient)).Order(notification.ByID()).All(ctx)
		h.no(err)
		for _, r := range rows {
			types = append(types, r.Type)
		}
	})
	return types
}

func raw(s string) json.RawMessage { return json.RawMessage(s) }

func ptr[T any](v T) *T { return &v }
