package directory_test

import (
	"testing"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestGrantsAloneGiveNothing: a role that lists what its holders may grant (RO-4), without
// role.assign, lets them neither map groups nor give roles to keys.
func TestGrantsAloneGiveNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		made := func(name string, permissions ...string) {
			_, err := h.d.CreateRole(h.system(), directory.RoleUpdate{Name: &name, Permissions: &permissions, Grants: &[]string{"*"}})
			h.no(err)
		}
		made("keeper", "apikey.manage", "directory.manage")
		made("giver", "apikey.manage", "directory.manage", "role.assign")
		keeper, giver := h.person("keeper@lender.test", "keeper"), h.person("giver@lender.test", "giver")
		g, err := h.d.CreateGroup(h.okta(), team("Team"), []ident.ID{h.provisioned("a@l.test").ID})
		h.no(err)
		key := directory.NewAPIKey{Name: "k", Roles: []ident.ID{h.role("auditor")}}
		h.refused(h.d.MapGroup(h.as(keeper), g.ID, 0, []ident.ID{h.role("underwriter")}), fault.Denied, fault.CodeForbidden)
		_, err = h.d.CreateAPIKey(h.as(keeper), key)
		h.refused(err, fault.Denied, fault.CodeForbidden)
		h.no(h.d.MapGroup(h.as(giver), g.ID, 0, []ident.ID{h.role("underwriter")}))
		_, err = h.d.CreateAPIKey(h.as(giver), key)
		h.no(err)
	})
}
