package directory

import (
	"slices"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// profileColumns sets the columns that hold a profile, with their folded keys; first and last
// name with the key that lists sort by.
// force sets phone and locale also where the directory says nothing of them.
func profileColumns(m *db.UserMutation, p Profile, force bool) {
	email := p.address()
	m.SetUserName(p.UserName)
	m.SetUserNameKey(Fold(p.UserName))
	m.SetEmail(email)
	m.SetEmailKey(Fold(email))
	m.SetFirstName(p.GivenName)
	m.SetFirstNameKey(store.SortKey(p.GivenName))
	m.SetLastName(p.FamilyName)
	m.SetLastNameKey(store.SortKey(p.FamilyName))
	m.SetDisplayName(p.DisplayName)
	m.SetDisplayNameKey(store.SortKey(Fold(p.DisplayName)))
	m.SetTitle(p.Title)
	m.SetTitleKey(store.SortKey(Fold(p.Title)))
	m.SetSearchKey(searchKey(p.GivenName, p.FamilyName, p.DisplayName, email, p.UserName))
	if force || p.Phone != "" {
		m.SetPhone(p.Phone)
	}
	if force || p.Locale != "" {
		m.SetLocale(p.Locale)
	}
}

// profileChanges lists what differs between two profiles, for history. Names,
// addresses and numbers are personal; unmapped attributes may be, and count so.
func profileChanges(before, after Profile) []store.Change {
	var list []store.Change
	text := func(field, a, b string, personal bool) {
		if a != b {
			list = append(list, store.Change{Field: field, Before: a, After: b, Personal: personal})
		}
	}
	text("userName", before.UserName, after.UserName, true)
	text("externalId", before.ExternalID, after.ExternalID, true)
	text("firstName", before.GivenName, after.GivenName, true)
	text("lastName", before.FamilyName, after.FamilyName, true)
	text("displayName", before.DisplayName, after.DisplayName, true)
	text("title", before.Title, after.Title, false)
	text("email", before.address(), after.address(), true)
	text("phone", before.Phone, after.Phone, true)
	text("locale", before.Locale, after.Locale, false)
	if !slices.Equal(before.Emails, after.Emails) {
		list = append(list, store.Change{Field: "emails", Before: before.Emails, After: after.Emails, Personal: true})
	}
	if !sameJSON(before.Attributes, after.Attributes) {
		list = append(list, store.Change{Field: "attributes", Before: before.Attributes, After: after.Attributes, Personal: true})
	}
	if before.Active != after.Active {
		list = append(list, store.Change{Field: "active", Before: before.Active, After: after.Active})
	}
	return append(list, managerChange(before.Manager, after.Manager)...)
}

func managerChange(before, after ident.ID) []store.Change {
	if before == after {
		return nil
	}
	return []store.Change{{Field: "manager", Before: idText(before), After: idText(after)}}
}

// idText is an id of a person as history shows it; nil for none.
func idText(id ident.ID) any {
	if id.IsZero() {
		return nil
	}
	return id.Text(ident.User)
}
