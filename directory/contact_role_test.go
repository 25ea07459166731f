package directory_test

import (
	"slices"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestContactsHoldCopiesOfCustomersRoles: the presets are there to be copied (RO-6). A copy
// stays one for customers until it carries a right, and carries none while a contact has it.
func TestContactsHoldCopiesOfCustomersRoles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		made := func(name string, from ident.ID, rights ...string) ident.ID {
			u := directory.RoleUpdate{Name: &name, CopyOf: from}
			if len(rights) > 0 {
				u.Permissions = &rights
			}
			id, err := h.d.CreateRole(h.system(), u)
			h.no(err)
			return id
		}
		refused := func(err error, field string) {
			t.Helper()
			h.refused(err, fault.Invalid, fault.CodeInvalid)
			if at := fault.As(err).Field; !slices.Equal(at, []string{field}) {
				t.Errorf("refused on %v", at)
			}
		}
		reader := made("dossier-reader", h.role("customer-employee"))
		further, staff := made("dossier-clerk", reader), made("dossier-staff", reader, "deal.view")
		granter, err := h.d.CreateRole(h.system(), directory.RoleUpdate{Name: ptr("dossier-head"), CopyOf: reader, Grants: &[]string{"dossier-reader"}})
		h.no(err)

		contact, _, err := h.d.Create(h.system(), directory.NewPerson{Email: "c@customer.test", Contact: true, Roles: []ident.ID{reader}})
		h.no(err)
		h.no(h.d.SetRoles(h.system(), contact, 0, []ident.ID{reader, further}))
		refused(h.d.SetRoles(h.system(), contact, 0, []ident.ID{reader, staff}), "roles")
		refused(h.d.SetRoles(h.system(), contact, 0, []ident.ID{granter}), "roles")
		by := actor.With(t.Context(), actor.Actor{Kind: actor.User, Tenant: h.tenant, ID: h.person("ann@lender.test"), Permissions: actor.Of(actor.RoleAssign), GrantsRoles: []string{"*"}})
		_, err = h.d.AskRoles(by, contact, 0, []ident.ID{reader})
		h.no(err)

		rights := directory.RoleUpdate{Permissions: &[]string{"deal.view"}}
		refused(h.d.UpdateRole(h.system(), reader, 0, rights), "permissions")
		refused(h.d.UpdateRole(h.system(), reader, 0, directory.RoleUpdate{Grants: &[]string{"*"}}), "grants")
		h.no(h.d.UpdateRole(h.system(), reader, 0, directory.RoleUpdate{Name: ptr("file-reader")}))
		h.no(h.d.UpdateRole(h.system(), further, 0, rights)) // nobody holds it any more
		h.no(h.d.SetRoles(h.system(), contact, 0, nil))
		h.no(h.d.SetRoles(h.system(), h.person("bob@lender.test"), 0, []ident.ID{reader}))
		h.no(h.d.UpdateRole(h.system(), reader, 0, rights))
	})
}
