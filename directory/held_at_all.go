package directory

import (
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
)

// What a person has at all is read in the statement that reads the person: of most who
// leave there is no more to load, and each look that finds nothing costs as much as one
// that does, under the tenant's lock.

// atAll are kinds of what a person can have, as bits.
type atAll int64

const (
	hasRoles atAll = 1 << iota
	hasLimits
	hasPreferences
	hasAbsence

	hasAny = hasRoles | hasLimits | hasPreferences | hasAbsence
)

const (
	atAllColumn = "held_at_all"
	atAllText   = `(CASE WHEN EXISTS (SELECT 1 FROM role_grants WHERE role_grants.user_id = users.id)
		OR EXISTS (SELECT 1 FROM group_members JOIN group_roles ON group_roles.group_id = group_members.group_id WHERE group_members.user_id = users.id)
		THEN 1 ELSE 0 END
		+ CASE WHEN EXISTS (SELECT 1 FROM lending_limits WHERE lending_limits.user_id = users.id) THEN 2 ELSE 0 END
		+ CASE WHEN EXISTS (SELECT 1 FROM preferences WHERE preferences.user_id = users.id) THEN 4 ELSE 0 END
		+ CASE WHEN EXISTS (SELECT 1 FROM absences WHERE absences.user_id = users.id AND absences.state IN ('SCHEDULED', 'ACTIVE')) THEN 8 ELSE 0 END)`
)

// withAtAll reads it beside a person.
func withAtAll(s *sql.Selector) { s.AppendSelectExprAs(sql.Raw(atAllText), atAllColumn) }

// atAllOf is what withAtAll has read; of whoever was read without, anything.
func atAllOf(u *db.User) atAll {
	value, err := u.Value(atAllColumn)
	if bits, ok := value.(int64); ok && err == nil {
		return atAll(bits)
	}
	return hasAny
}
