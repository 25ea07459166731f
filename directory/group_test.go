package directory_test

import (
	"context"
	"slices"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func team(name string) directory.GroupProfile { return directory.GroupProfile{DisplayName: name} }

// move is a change of members and of nothing else.
func move(m directory.Members) func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
	return func(p directory.GroupProfile) (directory.GroupProfile, directory.Members, error) { return p, m, nil }
}

func (h *house) members(id ident.ID) []ident.ID {
	h.t.Helper()
	m, err := h.d.MembersOf(h.okta(), []ident.ID{id})
	h.no(err)
	var ids []ident.ID
	for _, r := range m[id] {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestGroupsOfADirectory(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.provisioned("a@l.test"), h.provisioned("b@l.test"), h.provisioned("c@l.test")
		g, err := h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: "Under Writers", ExternalID: "g1", Attributes: raw(`{"x":[1]}`)}, []ident.ID{a.ID})
		h.no(err)
		h.wantHistory(g.ID, "GROUP_CREATED")
		read, err := h.d.Group(h.okta(), g.ID)
		h.no(err)
		if read.Version != 1 || read.ExternalID != "g1" || string(read.Attributes) != `{"x":[1]}` || read.DisplayName != "Under Writers" {
			t.Errorf("group %+v", read)
		}
		steps := []struct {
			m       directory.Members
			want    []ident.ID
			version int64
		}{
			{directory.Members{Add: []ident.ID{b.ID, a.ID}}, []ident.ID{a.ID, b.ID}, 2},
			{directory.Members{Add: []ident.ID{b.ID}, Remove: []ident.ID{c.ID}}, []ident.ID{a.ID, b.ID}, 2},
			{directory.Members{Clear: true, Add: []ident.ID{b.ID, c.ID}}, []ident.ID{b.ID, c.ID}, 3},
			{directory.Members{Clear: true, Add: []ident.ID{c.ID, b.ID}}, []ident.ID{b.ID, c.ID}, 3},
			{directory.Members{Remove: []ident.ID{b.ID}}, []ident.ID{c.ID}, 4},
			{directory.Members{Clear: true}, nil, 5},
		}
		for i, s := range steps {
			out, err := h.d.UpdateGroup(h.okta(), g.ID, 0, move(s.m))
			h.no(err)
			if got := h.members(g.ID); !slices.Equal(got, s.want) || out.Version != s.version {
				t.Errorf("step %d: members %v version %d, want %v %d", i+1, got, out.Version, s.want, s.version)
			}
		}
		h.wantHistory(g.ID, "GROUP_CREATED", "GROUP_UPDATED", "GROUP_UPDATED", "GROUP_UPDATED", "GROUP_UPDATED")
		h.wantHeard() // no role is mapped
		h.no(h.d.DeleteGroup(h.okta(), g.ID, 5))
		_, err = h.d.Group(h.okta(), g.ID)
		h.refused(err, fault.NotFound, fault.CodeNotFound)
	})
}

func TestGroupRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		theirs, err := h.d.CreatePerson(h.client(entra), profile("theirs@l.test"))
		h.no(err)
		gone := h.provisioned("gone@l.test")
		h.no(h.d.DeletePerson(h.okta(), gone.ID, 0))
		for name, id := range map[string]ident.ID{"another directory's": theirs.ID, "absent": h.d.Store.NewID(), "deleted": gone.ID, "local": h.person("l@l.test")} {
			_, err := h.d.CreateGroup(h.okta(), team("Team"), []ident.ID{id})
			if f := fault.As(err); f.Code != fault.CodeUnknownUser || f.Kind != fault.Invalid || f.Field[0] != "members" {
				t.Errorf("%s member: %v", name, err)
			}
		}
		_, err = h.d.CreateGroup(h.okta(), team(""), nil)
		h.refused(err, fault.Invalid, fault.CodeRequired)
		g, err := h.d.CreateGroup(h.okta(), team("Team"), nil)
		h.no(err)
		_, err = h.d.UpdateGroup(h.okta(), g.ID, 3, move(directory.Members{}))
		h.refused(err, fault.Stale, fault.CodeStale)
		_, err = h.d.UpdateGroup(h.client(entra), g.ID, 0, move(directory.Members{}))
		h.refused(err, fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.DeleteGroup(h.client(entra), g.ID, 0), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.DeleteGroup(h.okta(), g.ID, 3), fault.Stale, fault.CodeStale)
		list, total, err := h.d.Groups(h.okta(), directory.GroupQuery{Where: []predicate.Group{group.DisplayNameKey("team")}, Limit: 5})
		h.no(err)
		if total != 1 || list[0].ID != g.ID {
			t.Errorf("%d groups %v", total, list)
		}
		if _, total, _ = h.d.Groups(h.client(entra), directory.GroupQuery{Limit: 5}); total != 0 {
			t.Errorf("another directory sees %d groups", total)
		}
	})
}

func TestGroupAttributesComeBackUnchanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := team("Team")
		p.Attributes = raw(`{"big":12345678901234567890,"tiny":1.0,"many":1e307}`)
		g, err := h.d.CreateGroup(h.okta(), p, nil)
		h.no(err)
		read, err := h.d.Group(h.okta(), g.ID)
		h.no(err)
		if string(read.Attributes) != string(p.Attributes) {
			t.Errorf("attributes %s", read.Attributes)
		}
		again, err := h.d.UpdateGroup(h.okta(), g.ID, 0, func(directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
			return p, directory.Members{}, nil
		})
		h.no(err)
		if again.Version != 1 {
			t.Errorf("version %d after no change", again.Version)
		}
	})
}

func TestAMappedGroupGivesItsRole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.person("admin@lender.test", "administrator")
		a, b := h.provisioned("a@l.test"), h.provisioned("b@l.test")
		g, err := h.d.CreateGroup(h.okta(), team("Underwriting"), []ident.ID{a.ID})
		h.no(err)
		h.no(h.d.MapGroup(h.as(admin), g.ID, 0, []ident.ID{h.role("underwriter")}))
		h.wantHeard(directory.PermissionsChanged)
		e := h.wantHistory(g.ID, "GROUP_CREATED", "GROUP_ROLES_SET")
		if *e.ActorID != admin {
			t.Errorf("entry %+v", e.HistoryEntry)
		}
		if n := len(h.authority(a.ID).Permissions); n != 6 {
			t.Errorf("%d permissions", n)
		}
		_, err = h.d.UpdateGroup(h.okta(), g.ID, 0, move(directory.Members{Clear: true, Add: []ident.ID{b.ID}}))
		h.no(err)
		if len(h.changes) != 1 || len(h.changes[0].People()) != 2 {
			t.Fatalf("changes %+v", h.changes)
		}
		h.wantHeard(directory.PermissionsChanged)
		if len(h.authority(a.ID).Permissions) != 0 || len(h.authority(b.ID).Permissions) != 6 {
			t.Error("the role did not follow the membership")
		}
		h.no(h.d.DeleteGroup(h.okta(), g.ID, 0))
		h.wantHeard(directory.PermissionsChanged)
		if len(h.authority(b.ID).Permissions) != 0 {
			t.Error("the role outlives the group")
		}
	})
}

func TestMappingHasACeiling(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin, director := h.person("admin@lender.test", "administrator"), h.person("dir@lender.test", "finance-director")
		a := h.provisioned("a@l.test")
		g, err := h.d.CreateGroup(h.okta(), team("Team"), []ident.ID{a.ID})
		h.no(err)
		h.refused(h.d.MapGroup(h.as(director), g.ID, 0, []ident.ID{h.role("administrator")}), fault.Denied, fault.CodeForbidden)
		h.no(h.d.MapGroup(h.as(director), g.ID, 0, []ident.ID{h.role("accounting")}))
		h.no(h.d.MapGroup(h.as(admin), g.ID, 0, []ident.ID{h.role("team-manager")}))
		h.refused(h.d.MapGroup(h.as(director), g.ID, 0, nil), fault.Denied, fault.CodeForbidden)
		h.no(h.d.SetRoles(h.system(), a.ID, 0, []ident.ID{h.role("administrator")}))
		h.refused(h.d.MapGroup(h.as(a.ID), g.ID, 0, []ident.ID{h.role("approver")}), fault.Denied, fault.CodeSelfGrant)
		h.refused(h.d.MapGroup(h.as(admin), h.d.Store.NewID(), 0, nil), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.MapGroup(h.as(admin), g.ID, 1, nil), fault.Stale, fault.CodeStale)
		other := newHouse(t, h.d.Store, "other")
		h.refused(h.d.MapGroup(other.system(), g.ID, 0, nil), fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.MapGroup(h.system(), g.ID, 0, []ident.ID{other.role("underwriter")}), fault.NotFound, fault.CodeNotFound)
	})
}

// crowd makes many people of the first directory at once.
func (h *house) crowd(n int) []ident.ID {
	h.t.Helper()
	ids := make([]ident.ID, n)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		people, links := make([]*db.UserCreate, n), make([]*db.DirectoryLinkCreate, n)
		for i := range ids {
			ids[i] = tx.NewID()
			name := ids[i].Text(ident.User)
			people[i] = tx.Client.User.Create().SetID(ids[i]).SetUserName(name).SetUserNameKey(name).SetActivatedAt(tx.Now)
			links[i] = tx.Client.DirectoryLink.Create().SetID(tx.NewID()).SetUserID(ids[i]).SetDirectoryID(h.token.Directory)
		}
		for part := range slices.Chunk(people, 300) {
			if err := tx.Client.User.CreateBulk(part...).Exec(ctx); err != nil {
				return err
			}
		}
		return tx.Client.DirectoryLink.CreateBulk(links...).Exec(ctx)
	})
	return ids
}

func TestAThousandMembersAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ids := h.crowd(1200)
		g, err := h.d.CreateGroup(h.okta(), team("All"), nil)
		h.no(err)
		_, err = h.d.UpdateGroup(h.okta(), g.ID, 0, move(directory.Members{Add: ids}))
		h.no(err)
		if n := len(h.members(g.ID)); n != len(ids) {
			t.Errorf("%d members", n)
		}
		h.wantHistory(g.ID, "GROUP_CREATED", "GROUP_UPDATED")
	})
}
