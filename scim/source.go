package scim

import (
	"strings"

	"entgo.io/ent/dialect"
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

// people are the users that one directory is linked to; directory.People joins the link.
type people struct {
	directory ident.ID
	base      string // of the address of each
}

func (p people) cell(t target) (cell, bool) {
	switch t.String() {
	case "id":
		return cell{expr: column(user.Table, user.FieldID), kind: reference, prefix: ident.User}, true
	case "externalId":
		return cell{expr: column(directorylink.Table, directorylink.FieldExternalID), kind: exactText}, true
	case "userName":
		return cell{expr: column(user.Table, user.FieldUserNameKey)}, true
	case "displayName":
		return sortedName(user.Table, user.FieldDisplayNameKey), true
	case "name.familyName":
		return sortedName(user.Table, user.FieldLastNameKey), true
	case "name.givenName":
		return sortedName(user.Table, user.FieldFirstNameKey), true
	case "emails":
		return cell{expr: column(user.Table, user.FieldEmailKey)}, true // to sort by: the primary address
	case "title":
		return sortedName(user.Table, user.FieldTitleKey), true
	case "active":
		return cell{expr: column(user.Table, user.FieldInactiveDirectory), kind: denied}, true
	case "meta.created":
		return cell{expr: column(user.Table, user.FieldCreatedAt), kind: moment}, true
	case "meta.lastModified":
		return cell{expr: column(user.Table, user.FieldUpdatedAt), kind: moment}, true
	case "meta.version":
		return cell{expr: column(user.Table, user.FieldVersion), kind: counter}, true
	case "meta.location":
		return cell{expr: column(user.Table, user.FieldID), kind: reference, prefix: ident.User, text: p.base}, true
	case "meta.resourceType":
		return cell{kind: constant, text: "User"}, true
	case enterpriseURN + ":manager.value":
		return cell{expr: column(user.Table, user.FieldManagerID), kind: reference, prefix: ident.User}, true
	case enterpriseURN + ":employeeNumber":
		return cell{expr: column(directorylink.Table, directorylink.FieldEmployeeNumberKey)}, true
	}
	if t.attr.readOnly() || t.attr.returned == "never" || t.attr.name == "schemas" || t.attr.name == "manager" {
		return cell{}, false
	}
	return keyCell(t)
}

func (p people) rows(t target) (rows, bool) {
	switch (target{urn: t.urn, attr: t.attr}).String() {
	case "emails":
		return emailRows(), true
	case "groups":
		return p.groupRows(), true
	case mandateURN + ":roles":
		return roleRows(), true
	case mandateURN + ":inactiveReasons":
		return reasonRows(), true
	}
	if t.urn != "" || !t.attr.complex() {
		return rows{}, false
	}
	return keyRows(t), true
}

func emailRows() rows {
	return rows{
		cells: map[string]cell{
			"value":   {expr: column(useremail.Table, useremail.FieldValueKey)},
			"type":    {expr: column(useremail.Table, useremail.FieldTypeKey)},
			"primary": {expr: column(useremail.Table, useremail.FieldPrimary), kind: flag},
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
			"value":   {expr: column(group.Table, group.FieldID), kind: reference, prefix: ident.Group},
			"display": sortedName(group.Table, group.FieldDisplayNameKey),
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
type teams struct{ base string }

func (g teams) cell(t target) (cell, bool) {
	switch t.String() {
	case "id":
		return cell{expr: column(group.Table, group.FieldID), kind: reference, prefix: ident.Group}, true
	case "externalId":
		return cell{expr: column(group.Table, group.FieldExternalID), kind: exactText}, true
	case "displayName":
		return sortedName(group.Table, group.FieldDisplayNameKey), true
	case "meta.created":
		return cell{expr: column(group.Table, group.FieldCreatedAt), kind: moment}, true
	case "meta.lastModified":
		return cell{expr: column(group.Table, group.FieldUpdatedAt), kind: moment}, true
	case "meta.version":
		return cell{expr: column(group.Table, group.FieldVersion), kind: counter}, true
	case "meta.location":
		return cell{expr: column(group.Table, group.FieldID), kind: reference, prefix: ident.Group, text: g.base}, true
	case "meta.resourceType":
		return cell{kind: constant, text: "Group"}, true
	}
	return cell{}, false
}

func (teams) rows(t target) (rows, bool) {
	if t.attr.name != "members" {
		return rows{}, false
	}
	return rows{
		cells: map[string]cell{"value": {expr: column(groupmember.Table, groupmember.FieldUserID), kind: reference, prefix: ident.User}},
		from: func(outer *sql.Selector) *sql.Selector {
			return sql.Dialect(outer.Dialect()).Select(at(groupmember.Table, groupmember.FieldID)).From(sql.Table(groupmember.Table)).
				Where(sql.ColumnsEQ(at(groupmember.Table, groupmember.FieldGroupID), at(group.Table, group.FieldID)))
		},
	}, true
}

func (people) id() expr { return column(user.Table, user.FieldID) }

func (teams) id() expr { return column(group.Table, group.FieldID) }

// keeps is what renderUser shows of an extension: what the directory sent of it, and the
// manager where they came from the directory. As JSON of text, since jsonb would refuse
// numbers that a float can hold.
func (people) keeps(urn string) where {
	return func(*sql.Selector) *sql.Predicate {
		kept := sent("attributes", urn)
		if urn != enterpriseURN {
			return kept
		}
		manager := cell{expr: column(user.Table, user.FieldManagerID), kind: reference}
		return sql.Or(kept, sql.And(manager.present(), sent("manager")))
	}
}

// keeps: groups have no extensions.
func (teams) keeps(string) where { return constantly(false) }

// sent holds where the profile that the link keeps has a part; it is never NULL itself.
func sent(path ...string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("(convert_from(")
			column(directorylink.Table, directorylink.FieldProfile)(b)
			b.WriteString(`, 'UTF8')::json #> '{"` + strings.Join(path, `","`) + `"}') IS NOT NULL`)
			return
		}
		b.WriteString("json_type(CAST(")
		column(directorylink.Table, directorylink.FieldProfile)(b)
		b.WriteString(" AS TEXT), '$" + sqlitePath(path) + "') IS NOT NULL")
	})
}
