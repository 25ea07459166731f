package directory

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// shownColumns are those of a person that a Person is made of.
var shownColumns = []string{
	user.FieldID, user.FieldVersion, user.FieldCreatedAt, user.FieldUpdatedAt, user.FieldUserName, user.FieldFirstName, user.FieldLastName,
	user.FieldDisplayName, user.FieldTitle, user.FieldPhone, user.FieldLocale, user.FieldManagerID,
	user.FieldInactiveAdmin, user.FieldInactiveDirectory, user.FieldInactiveInactivity,
}

// What is read beside a person in the same statement, under names that no column has.
const (
	managerTable = "manager"
	groupsColumn = "groups_of_person"
)

// managerColumns are what a manager is called by, in the order of shownName.
var managerColumns = []string{user.FieldDisplayName, user.FieldFirstName, user.FieldLastName, user.FieldUserName}

// withManager reads what the manager is called by.
func withManager(s *entsql.Selector) {
	manager := entsql.Table(user.Table).As(managerTable)
	s.LeftJoin(manager).On(s.C(user.FieldManagerID), manager.C(user.FieldID))
	for _, column := range managerColumns {
		s.AppendSelectAs(manager.C(column), managerTable+"_"+column)
	}
}

// withGroups reads the groups of the joined link's directory, as JSON in the order of
// their ids. The text stands here whole: it goes with every change of a person.
func withGroups(s *entsql.Selector) {
	list := `json_group_array(json_object('id', hex(g.id), 'name', g.display_name) ORDER BY g.id)`
	if s.Dialect() == dialect.Postgres {
		list = `json_agg(json_build_object('id', g.id, 'name', g.display_name) ORDER BY g.id)`
	}
	s.AppendSelectExprAs(entsql.Raw(`(SELECT `+list+groupsFrom+`)`), groupsColumn)
}

const groupsFrom = ` FROM group_members AS gm JOIN "groups" AS g ON gm.group_id = g.id
	WHERE gm.user_id = users.id AND g.directory_id = directory_links.directory_id`

// scanPerson reads a row of shownColumns and what was added to them, in that order.
func scanPerson(rows *sql.Rows, groups bool) (Person, error) {
	var u db.User
	var link db.DirectoryLink
	var manager [4]sql.NullString
	var teams []byte
	var key any
	into := []any{
		&u.ID, &u.Version, &u.CreatedAt, &u.UpdatedAt, &u.UserName, &u.FirstName, &u.LastName, &u.DisplayName, &u.Title, &u.Phone, &u.Locale,
		&u.ManagerID, &u.InactiveAdmin, &u.InactiveDirectory, &u.InactiveInactivity,
		&link.ID, &link.ExternalID, &link.Profile, &manager[0], &manager[1], &manager[2], &manager[3],
	}
	if groups {
		into = append(into, &teams)
	}
	into, err := withKey(rows, into, len(shownColumns), &key)
	if err != nil {
		return Person{}, err
	}
	if err := rows.Scan(into...); err != nil {
		return Person{}, err
	}
	profile, err := profileOf(&u, &link)
	if err != nil {
		return Person{}, err
	}
	p := personOf(&u, profile)
	p.SortKey = key
	p.ManagerName = shownName(manager[0].String, manager[1].String, manager[2].String, manager[3].String)
	p.Groups, err = groupsOf(teams)
	return p, err
}

// withKey adds the SortKey to what a row is scanned into, behind the columns selected
// first, where the order has selected one.
func withKey(rows *sql.Rows, into []any, place int, key *any) ([]any, error) {
	columns, err := rows.Columns()
	if err != nil || len(columns) == len(into) {
		return into, err
	}
	return slices.Insert(into, place, any(key)), nil
}

// groupsBeside is what withGroups has read beside somebody.
func groupsBeside(u *db.User) ([]GroupRef, error) {
	value, err := u.Value(groupsColumn)
	if err != nil {
		return nil, fmt.Errorf("read groups of %s: %w", u.ID, err)
	}
	switch text := value.(type) {
	case nil:
		return nil, nil
	case []byte:
		return groupsOf(text)
	case string:
		return groupsOf([]byte(text))
	}
	return nil, fmt.Errorf("read groups of %s: they are %T", u.ID, value)
}

func groupsOf(text []byte) ([]GroupRef, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var list []struct {
		ID   ident.ID
		Name string
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read groups: %w", err)
	}
	refs := make([]GroupRef, len(list))
	for i, g := range list {
		refs[i] = GroupRef{g.ID, g.Name}
	}
	return refs, nil
}
