package directory

import (
	"time"

	"mandate/ent/db"
	"mandate/ent/db/signinrequest"
)

// cameRequest and camePerson are rows that may be absent.
type cameRequest struct {
	db.SignInRequest
	browser, purpose, back *string
	expires                *time.Time
}

func (r *cameRequest) columns() []any {
	return []any{&r.ID, &r.ConnectionID, &r.browser, &r.purpose, &r.back, &r.expires, &r.UsedAt}
}

func (r *cameRequest) row() *db.SignInRequest {
	if r.ID.IsZero() {
		return nil
	}
	r.BrowserHash, r.Purpose, r.ReturnTo, r.ExpiresAt = *r.browser, signinrequest.Purpose(*r.purpose), *r.back, *r.expires
	return &r.SignInRequest
}

type camePerson struct {
	db.User
	active, glass *bool
	texts         [6]*string
}

func (u *camePerson) columns() []any {
	list := []any{&u.ID, &u.active, &u.glass, &u.SignInBlockedUntil, &u.DeletedAt}
	for i := range u.texts {
		list = append(list, &u.texts[i])
	}
	return list
}

func (u *camePerson) row() *db.User {
	if u.ID.IsZero() {
		return nil
	}
	u.Active, u.BreakGlass = *u.active, *u.glass
	for i, into := range []*string{&u.Email, &u.UserName, &u.UserNameKey, &u.DisplayName, &u.FirstName, &u.LastName} {
		*into = *u.texts[i]
	}
	return &u.User
}
