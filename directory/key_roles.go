package directory

import (
	"mandate/ent/db"
	"mandate/ident"
)

// KeyRoles lists the roles of a service key; a personal key has none of its own.
func KeyRoles(k *db.APIKey) []ident.ID {
	var list []ident.ID
	if k.RoleID != nil {
		list = append(list, *k.RoleID)
	}
	for _, text := range k.RoleIds {
		if id, err := ident.Parse(ident.Role, text); err == nil {
			list = append(list, id)
		}
	}
	return list
}
