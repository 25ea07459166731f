package main

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// logins finds staff by user name, else by address, as files name them.
type logins struct{ byUserName, byAddress map[string][]ident.ID }

func loadLogins(ctx context.Context, c *db.Client) (logins, error) {
	l := logins{map[string][]ident.ID{}, map[string][]ident.ID{}}
	rows, err := c.User.Query().Where(user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).
		Select(user.FieldID, user.FieldUserNameKey, user.FieldEmailKey).All(ctx)
	if err != nil {
		return l, fmt.Errorf("load people: %w", err)
	}
	for _, u := range rows {
		l.byUserName[u.UserNameKey] = append(l.byUserName[u.UserNameKey], u.ID)
		l.byAddress[u.EmailKey] = append(l.byAddress[u.EmailKey], u.ID)
	}
	return l, nil
}

// find gives the one person that a text names. Nobody, and more than one, is
// UNKNOWN_USER.
func (l logins) find(text string) (ident.ID, error) {
	key := directory.Fold(text)
	found := l.byUserName[key]
	if len(found) == 0 && key != "" {
		found = l.byAddress[key]
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return ident.ID{}, fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no person %q.", text)
	}
	return ident.ID{}, fault.New(fault.NotFound, fault.CodeUnknownUser, "%d people have the address %q; use the user name.", len(found), text)
}
