package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/preferences"
	"mandate/ent/db/role"
	"mandate/ent/db/rolegrant"
	"mandate/ident"
	"mandate/store"
)

// holding is what one person has at an instant: roles, limits, preferences and the
// out-of-office period that has not ended. It takes a statement for each that there is,
// where Authorities is made for many people.
type holding struct {
	roles       []*db.Role
	limits      *db.LendingLimits
	preferences *db.Preferences
	absence     *db.Absence
}

// notEnded are the periods that have not ended: at most one of a person (section 11).
func notEnded(q *db.AbsenceQuery) {
	q.Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE))
}

func holdingOf(ctx context.Context, c *db.Client, u *db.User) (h holding, err error) {
	has := atAllOf(u)
	for _, part := range []struct {
		bit  atAll
		load func(context.Context, *db.Client, ident.ID) error
	}{{hasRoles, h.loadRoles}, {hasLimits, h.loadLimits}, {hasPreferences, h.loadPreferences}, {hasAbsence, h.loadAbsence}} {
		if has&part.bit == 0 {
			continue
		}
		if err := part.load(ctx, c, u.ID); err != nil && !db.IsNotFound(err) {
			return h, fmt.Errorf("load what %s has: %w", u.ID, err)
		}
	}
	return h, nil
}

func (h *holding) loadRoles(ctx context.Context, c *db.Client, id ident.ID) (err error) {
	h.roles, err = c.Role.Query().Where(role.Or(role.HasGrantsGivenWith(rolegrant.UserID(id)),
		role.HasGroupsWith(grouprole.HasGroupWith(group.HasMembersWith(groupmember.UserID(id)))))).All(ctx)
	return err
}

func (h *holding) loadLimits(ctx context.Context, c *db.Client, id ident.ID) (err error) {
	h.limits, err = c.LendingLimits.Query().Where(lendinglimits.UserID(id)).Only(ctx)
	return err
}

func (h *holding) loadPreferences(ctx context.Context, c *db.Client, id ident.ID) (err error) {
	h.preferences, err = c.Preferences.Query().Where(preferences.UserID(id)).Only(ctx)
	return err
}

func (h *holding) loadAbsence(ctx context.Context, c *db.Client, id ident.ID) (err error) {
	away := c.Absence.Query().Where(absence.UserID(id))
	notEnded(away)
	h.absence, err = away.Only(ctx)
	return err
}

// authority is what the holder may do; u says whether they are active, and their manager.
func (h holding) authority(u *db.User) (Authority, error) {
	a := Authority{Active: u.Active, Roles: rolesOf(h.roles)}
	var set actor.Set
	for _, r := range h.roles {
		set = set.Union(permissionSet(r.Permissions))
	}
	a.Permissions = set.List()
	if u.ManagerID != nil {
		a.Manager = *u.ManagerID
	}
	if h.absence != nil && h.absence.State == absence.StateACTIVE {
		a.Absent = true
		if h.absence.DelegateID != nil {
			a.Delegate = *h.absence.DelegateID
		}
	}
	var err error
	if a.Preferences, err = PreferencesOf(h.preferences); err != nil {
		return a, err
	}
	a.Limits, err = LimitsOf(h.limits)
	return a, err
}

// record gives the holding as history keeps it (LC-9).
func (h holding) record(a Authority) []store.Change {
	roles, away := roleNames(h.roles), absenceFacts(h.absence)
	return []store.Change{
		{Field: "roles", Before: roles, After: roles},
		{Field: "limits", Before: a.Limits, After: a.Limits},
		{Field: "preferences", Before: a.Preferences, After: a.Preferences},
		{Field: "absence", Before: away, After: away},
	}
}

// absenceFacts is a period as history shows it; nil for none.
func absenceFacts(row *db.Absence) any {
	if row == nil {
		return nil
	}
	facts := map[string]any{"state": row.State, "startDate": row.StartDate, "endDate": row.EndDate, "delegate": nil}
	if row.DelegateID != nil {
		facts["delegate"] = idText(*row.DelegateID)
	}
	return facts
}

// mayGo refuses that the holder, who is to lose access, leaves nobody active as
// administrator behind. The system itself may.
func (h holding) mayGo(ctx context.Context, tx *store.Tx, u *db.User) error {
	if tx.Actor.Kind == actor.System || !u.Active || !slices.Contains(roleNames(h.roles), AdministratorRole) {
		return nil
	}
	left, err := administrators(ctx, tx.Client, 2)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(left, func(id ident.ID) bool { return id != u.ID }) {
		return nil
	}
	return lastAdministrator()
}

// keepHeld writes the version that a change of one person makes (HI-3); u is the
// row after it.
func keepHeld(ctx context.Context, tx *store.Tx, u *db.User) error {
	h, err := holdingOf(ctx, tx.Client, u)
	if err != nil {
		return err
	}
	a, err := h.authority(u)
	if err != nil {
		return err
	}
	return keep(tx, u.ID, a, false)
}
