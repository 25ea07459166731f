package scim

import (
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/directorylink"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/user"
	"mandate/ent/db/useremail"
	"mandate/ident"
)

// Where the attributes of people and groups are stored. An attribute without a
// column or table here can neither be filtered nor sorted by.

// at qualifies a column by its table. Tables are made anew for each statement,
// because a builder writes its dialect into them.
func at(table, column string) string { return sql.Table(table).C(column) }

// people are the users that one directory is linked to; directory.People joins the link.
type people struct{ directory ident.ID }

func (people) column(t target) (cell, bool) {
	switch t.String() {
	case "id":
		return cell{col: at(user.Table, user.FieldID), kind: reference, prefix: ident.User}, true
	case "externalId":
		return cell{col: at(directorylink.Table, directorylink.FieldExternalID), kind: exactText}, true
	case "userName":
		return cell{col: at(user.Table, user.FieldUserNameKey)}, true
	case "displayName":
		return cell{col: at(user.Table, user.FieldDisplayNameKey)}, true
	case "name.familyName":
		return cell{col: at(user.Table, user.FieldLastNameKey)}, true
	case "name.givenName":
		return cell{col: at(user.Table, user.FieldFirstNameKey)}, true
	case "emails":
		return cell{col: at(user.Table, user.FieldEmailKey)}, true // to sort by: the primary address
	case "title":
		return cell{col: at(user.Table, user.FieldTitleKey)}, true
	case "active":
		return cell{col: at(user.Table, user.FieldInactiveDirectory), kind: denied}, true
	case "meta.created":
		return cell{col: at(user.Table, user.FieldCreatedAt), kind: moment}, true
	case "meta.lastModified":
		return cell{col: at(user.Table, user.FieldUpdatedAt), kind: moment}, true
	case "meta.version":
		return cell{col: at(user.Table, user.FieldVersion), kind: counter}, true
	case "meta.resourceType":
		return cell{col: "User", kind: constant}, true
	case enterpriseURN + ":manager.value":
		return cell{col: at(user.Table, user.FieldManagerID), kind: reference, prefix: ident.User}, true
	}
	return cell{}, false
}

func (p people) rows(a *attribute) (rows, bool) {
	switch a.name {
	case "emails":
		return emailRows(), true
	case "groups":
		return p.groupRows(), true
	}
	return rows{}, false
}

func emailRows() rows {
	return rows{
		cells: map[string]cell{
			"value":   {col: at(useremail.Table, useremail.FieldValueKey)},
			"type":    {col: at(useremail.Table, useremail.FieldTypeKey)},
			"primary": {col: at(useremail.Table, useremail.FieldPrimary), kind: flag},
		},
		from: func(outer *sql.Selector) *sql.Selector {
			return sql.Dialect(outer.Dialect()).Select(at(useremail.Table, useremail.FieldID)).From(sql.Table(useremail.Table)).Where(sql.And(
				sql.ColumnsEQ(at(useremail.Table, useremail.FieldUserID), at(user.Table, user.FieldID)),
				sql.ColumnsEQ(at(useremail.Table, useremail.FieldTenantID), at(user.Table, user.FieldTenantID)),
			))
		},
	}
}

// groupRows are the groups of this directory that a person is in.
func (p people) groupRows() rows {
	return rows{
		cells: map[string]cell{
			"value":   {col: at(group.Table, group.FieldID), kind: reference, prefix: ident.Group},
			"display": {col: at(group.Table, group.FieldDisplayNameKey)},
		},
		from: func(outer *sql.Selector) *sql.Selector {
			return sql.Dialect(outer.Dialect()).Select(at(groupmember.Table, groupmember.FieldID)).From(sql.Table(groupmember.Table)).
				Join(sql.Table(group.Table).As(group.Table)).On(at(group.Table, group.FieldID), at(groupmember.Table, groupmember.FieldGroupID)).
				Where(sql.And(
					sql.ColumnsEQ(at(groupmember.Table, groupmember.FieldUserID), at(user.Table, user.FieldID)),
					sql.EQ(at(group.Table, group.FieldDirectoryID), p.directory),
				))
		},
	}
}

// teams are the groups of one directory.
type teams struct{}

func (teams) column(t target) (cell, bool) {
	switch t.String() {
	case "id":
		return cell{col: at(group.Table, group.FieldID), kind: reference, prefix: ident.Group}, true
	case "externalId":
		return cell{col: at(group.Table, group.FieldExternalID), kind: exactText}, true
	case "displayName":
		return cell{col: at(group.Table, group.FieldDisplayNameKey)}, true
	case "meta.created":
		return cell{col: at(group.Table, group.FieldCreatedAt), kind: moment}, true
	case "meta.lastModified":
		return cell{col: at(group.Table, group.FieldUpdatedAt), kind: moment}, true
	case "meta.version":
		return cell{col: at(group.Table, group.FieldVersion), kind: counter}, true
	case "meta.resourceType":
		return cell{col: "Group", kind: constant}, true
	}
	return cell{}, false
}

func (teams) rows(a *attribute) (rows, bool) {
	if a.name != "members" {
		return rows{}, false
	}
	return rows{
		cells: map[string]cell{"value": {col: at(groupmember.Table, groupmember.FieldUserID), kind: reference, prefix: ident.User}},
		from: func(outer *sql.Selector) *sql.Selector {
			return sql.Dialect(outer.Dialect()).Select(at(groupmember.Table, groupmember.FieldID)).From(sql.Table(groupmember.Table)).
				Where(sql.ColumnsEQ(at(groupmember.Table, groupmember.FieldGroupID), at(group.Table, group.FieldID)))
		},
	}, true
}
