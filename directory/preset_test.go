package directory_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
)

// presets of RO-3 and RO-6, by name. What one has beside another stands as the rules say it.
func presets() map[string]string {
	const (
		underwriter = "deal.view deal.create deal.edit deal.figures pipeline.unassigned report.production"
		manager     = "deal.view deal.create deal.edit deal.finalize contract.view contract.edit contract.finalize report.production"
		accounting  = "contract.completed.view report.production remittance.complete"
		not         = "approval.decide deal.finalize contract.view contract.edit contract.finalize contract.completed.view remittance.complete"
	)
	var all []string
	for _, p := range actor.All {
		if !slices.Contains(strings.Fields(not), string(p)) {
			all = append(all, string(p))
		}
	}
	return map[string]string{
		"administrator": strings.Join(all, " "), "underwriter": underwriter, "team-manager": underwriter + " deal.assign pipeline.all absence.manage report.view",
		"approver": underwriter + " approval.decide", "auditor": "deal.view pipeline.all report.view history.view",
		"finance-manager": manager, "accounting": accounting, "finance-director": manager + " " + accounting + " document.pdf user.manage role.assign",
		"service-los":         "deal.create deal.view deal.edit deal.figures pipeline.all act.onBehalf schema.read",
		"customer-commercial": "", "customer-operational": "", "customer-employee": "",
	}
}

// TestPresetsHoldWhatTheRulesSay is RO-3 and RO-6, permission by permission.
func TestPresetsHoldWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.read(func(ctx context.Context, c *db.Client) {
			for name, text := range presets() {
				want := strings.Fields(text)
				slices.Sort(want)
				want = slices.Compact(want)
				got := c.Role.Query().Where(role.Name(name)).OnlyX(ctx).Permissions
				if slices.Sort(got); !slices.Equal(got, want) {
					t.Errorf("%s holds %v, want %v", name, got, want)
				}
			}
		})
	})
}

// TestPresetsAreEditedAsACopy is RO-6: the preset stays, its copy starts with all it has.
func TestPresetsAreEditedAsACopy(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.as(h.person("admin@lender.test", "administrator"))
		preset := h.role("finance-director")
		h.refused(h.d.UpdateRole(admin, preset, 0, directory.RoleUpdate{Permissions: &[]string{"deal.view"}}), fault.Denied, fault.CodeRolePreset)
		h.refused(h.d.DeleteRole(admin, preset, 0), fault.Denied, fault.CodeRolePreset)
		id, err := h.d.CreateRole(admin, directory.RoleUpdate{Name: ptr("director"), CopyOf: preset})
		h.no(err)
		h.read(func(ctx context.Context, c *db.Client) {
			from, to := c.Role.GetX(ctx, preset), c.Role.GetX(ctx, id)
			if to.Preset || !slices.Equal(from.Permissions, to.Permissions) || !slices.Equal(slices.Sorted(slices.Values(from.Grants)), slices.Sorted(slices.Values(to.Grants))) {
				t.Errorf("the copy is %+v", to)
			}
		})
		h.no(h.d.UpdateRole(admin, id, 1, directory.RoleUpdate{Permissions: &[]string{"deal.view"}}))
		if n := len(h.authority(h.person("dee@lender.test", "finance-director")).Permissions); n != 13 {
			t.Errorf("a change of the copy left the preset with %d permissions", n)
		}
	})
}

// TestRolesAddUp is RO-1: several roles, by an administrator and by a directory's group, hold
// together what each of them gives, and a role that comes both ways outlives one of them.
func TestRolesAddUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ann := h.provisioned("ann@lender.test").ID
		team, err := h.d.CreateGroup(h.okta(), directory.GroupProfile{DisplayName: "Audit"}, nil)
		h.no(err)
		h.no(h.d.MapGroup(h.system(), team.ID, 0, []ident.ID{h.role("auditor"), h.role("accounting")}))
		h.no(h.d.SetRoles(h.system(), ann, 0, []ident.ID{h.role("underwriter"), h.role("accounting")}))
		_, err = h.d.UpdateGroup(h.okta(), team.ID, 0, move(directory.Members{Add: []ident.ID{ann}}))
		h.no(err)
		holds := func(roles ...string) {
			t.Helper()
			var want []string
			for _, r := range roles {
				want = append(want, strings.Fields(presets()[r])...)
			}
			slices.Sort(want)
			want = slices.Compact(want)
			var got []string
			for _, p := range h.authority(ann).Permissions {
				got = append(got, string(p))
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("%v hold %v, want %v", roles, got, want)
			}
			a, _ := actor.From(h.as(ann))
			if len(a.Permissions.List()) != len(want) {
				t.Errorf("the actor of %v has %v", roles, a.Permissions.List())
			}
		}
		holds("underwriter", "accounting", "auditor")
		h.no(h.d.SetRoles(h.system(), ann, 0, []ident.ID{h.role("underwriter")}))
		holds("underwriter", "accounting", "auditor")
		h.no(h.d.DeleteGroup(h.okta(), team.ID, 0))
		holds("underwriter")
	})
}

// TestOnePersonOneLogin is RO-5: no number of people is too many for a role, and of one
// address there is one login, in whatever case it is written.
func TestOnePersonOneLogin(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.as(h.person("admin@lender.test", "administrator"))
		for _, email := range []string{"admin@lender.test", "ADMIN@lender.test", "Admin@Lender.TEST", "ａdmin@lender.test"} {
			_, _, err := h.d.Create(admin, directory.NewPerson{FirstName: "A", LastName: "B", Email: email})
			if f := fault.As(err); err == nil || f.Code != fault.CodeEmailTaken && f.Code != fault.CodeInvalid {
				t.Errorf("a second login of %s: %v", email, err)
			}
		}
		for i := range 25 {
			h.person(string(rune('a'+i))+"@lender.test", "administrator")
		}
	})
}
