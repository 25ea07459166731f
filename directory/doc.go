// Package directory holds the operations on people: profile, groups, roles, life
// cycle, sign-in and the credentials of programs. The doors scim, sso, graph and
// the command line all meet here; no rule about a person is anywhere else.
//
// Each operation loads, judges, changes and records history in one transaction:
// a Write for what only concerns a profile, a Settle for everything that can
// change who gets or may decide a deal (active, manager, permissions,
// preferences, limits, deletion, settings). The actor in the context says for
// which tenant and by whom; a directory's actor sees and changes only the people
// and groups that its own links name. An id of another tenant or directory is
// answered as an absent one: fault.NotFound, UNKNOWN_USER or NOT_FOUND.
//
// Callers of a door check the permission of the field or route; operations check
// what depends on data: SELF_GRANT and the ceiling of RO-4, SSO_MANAGED (LC-3),
// MANAGED_BY_DIRECTORY (PR-1), LAST_ADMINISTRATOR.
//
// A version expected of a person is users.version: it rises with every change
// that a reader of the person can see, roles, preferences and limits included. 0
// expects nothing; another one than the present is fault.Stale. What changes
// nothing writes nothing.
//
// What a change of a person means for deals is Directory.OnChange, which package
// assign/desk implements and cmd sets. It runs in the Settle of the change, after
// the rows have changed and the change is recorded; see Change.
//
// Authority is what authority_versions keep of a person (HI-3), SettingsState what
// settings_versions keep of a company.
//
// Sources: domain specification sections 1 to 6, 17, 18 and 20 (PR, LC, RO, PF,
// VI-5, HI); RFC 7643 and 7644 for what directories send; RFC 9562 for ids.
package directory
