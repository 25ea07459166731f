package graph

import (
	"context"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// ability is one thing that a caller may do; code says why not.
type ability struct {
	action string
	code   fault.Code
}

// userAbilities judges what can be known without trying: permission, oneself, and
// what the directory governs (LC-3, PR-1, RO-4). The operation has the last word.
func userAbilities(s sight, u *db.User, linked bool, settings *db.CompanySettings) []ability {
	manage := s.lacks(actor.UserManage)
	governed := func(unless bool) fault.Code {
		if settings.SSO && !u.BreakGlass && !unless {
			return fault.CodeSSOManaged
		}
		return ""
	}
	lockedOnly := u.InactiveInactivity && !u.InactiveAdmin && !u.InactiveDirectory
	return []ability{
		{"update", first(manage, when(linked, fault.CodeManagedByDirectory))},
		{"deactivate", first(manage, governed(false), when(!u.Active, fault.CodeUserInactive))},
		{"activate", first(manage, governed(lockedOnly), when(u.Active, fault.CodeInvalid))},
		{"delete", first(manage, governed(u.InactiveDirectory))},
		{"roles", first(s.lacks(actor.RoleAssign), when(s.Self(u.ID), fault.CodeSelfGrant))},
		{"limits", first(s.lacks(actor.LimitsManage), when(s.Self(u.ID), fault.CodeSelfGrant))},
		{"preferences", when(!s.self(u.ID), manage)},
		{"mfa", first(manage, when(u.BreakGlass, fault.CodeSetBySystem))},
		{"unlock", first(manage, when(!lockedOnly, fault.CodeInvalid))},
		{"signInBlock", first(manage, when(s.self(u.ID), fault.CodeForbidden))},
		{"resetCredential", first(manage, when(u.Source != user.SourceLOCAL || linked, fault.CodeManagedByDirectory), governed(false))},
		{"sendWelcome", fault.CodeSetBySystem},     // PR-2
		{"documentAccount", fault.CodeSetBySystem}, // PR-5
		{"verify", fault.CodeSetBySystem},
		{"outOfOffice", when(!s.self(u.ID) && !s.staff(actor.UserManage, actor.AbsenceManage), fault.CodeForbidden)},
	}
}

func (s sight) lacks(p actor.Permission) fault.Code {
	return when(!s.staff(p), fault.CodeForbidden)
}

func (s sight) self(id ident.ID) bool { return s.Person() == id }

func when(holds bool, code fault.Code) fault.Code {
	if holds {
		return code
	}
	return ""
}

// first is the first code that there is.
func first(codes ...fault.Code) fault.Code {
	if i := slices.IndexFunc(codes, func(c fault.Code) bool { return c != "" }); i >= 0 {
		return codes[i]
	}
	return ""
}

// abilities shows what was judged, with reasons in the caller's language.
func (s *Server) abilities(ctx context.Context, judged []ability) []*gql.Ability {
	shown := make([]*gql.Ability, len(judged))
	for i, a := range judged {
		shown[i] = &gql.Ability{Action: a.action, Allowed: a.code == ""}
		if a.code != "" {
			code, reason := string(a.code), s.texts.of(sightOf(ctx).Language, a.code, nil)
			shown[i].Code, shown[i].Reason = &code, &reason
		}
	}
	return shown
}
