package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// NewPerson is what PR-1 takes for an account made in the console, over GraphQL or
// by the command line.
type NewPerson struct {
	ID                  ident.ID // zero: a new one; scenarios choose theirs
	Contact             bool     // CONTACT instead of STAFF
	FirstName, LastName string
	Email               string // also the user name
	Phone, Locale       string // E.164 or empty; en, de, fr or empty
	Manager             ident.ID
	Roles               []ident.ID // within what the actor may grant (RO-4)
	MFARequired         bool
	PasswordHash        string // PHC string of a temporary credential; empty: none
	Quiet               bool   // no WELCOME: a move of many people
	Temporary           string // the credential itself, which WELCOME brings; empty: it is handed over otherwise

	breakGlass bool
	byOperator bool // keeps its credential, whatever governs the others
}

func (p NewPerson) normal() (NewPerson, error) {
	if p.Email == "" {
		return p, required("email")
	}
	if !isAddress(p.Email) {
		return p, invalid("This is not an e-mail address.").On("email")
	}
	if err := fitName("firstName", p.FirstName); err != nil {
		return p, err
	}
	if err := fitName("lastName", p.LastName); err != nil {
		return p, err
	}
	phone, err := parsePhone(p.Phone)
	if err != nil {
		return p, fault.As(err).On("phone")
	}
	p.Phone = phone
	if err := p.profile().fitKeys(); err != nil {
		return p, err
	}
	if p.Locale, err = parseLanguage(p.Locale); err != nil {
		return p, fault.As(err).On("locale")
	}
	return p, nil
}

// withoutCredential takes the credential away where people come through their IdP: the
// welcome then only says where (PR-2).
func (p NewPerson) withoutCredential(ctx context.Context, tx *store.Tx) (NewPerson, error) {
	governed, err := governedAccount(ctx, tx, &db.User{BreakGlass: p.breakGlass})
	if governed && !p.byOperator {
		p.PasswordHash, p.Temporary = "", ""
	}
	return p, err
}

func (p NewPerson) profile() Profile {
	return Profile{UserName: p.Email, Active: true, GivenName: p.FirstName, FamilyName: p.LastName, Phone: p.Phone, Locale: p.Locale, Manager: p.Manager}
}

func (p NewPerson) record(tx *store.Tx, u *db.User, roles []string) {
	changes := profileChanges(Profile{Active: true}, p.profile())
	if len(roles) > 0 {
		changes = append(changes, store.Change{Field: "roles", After: roles})
	}
	if p.breakGlass {
		changes = append(changes, store.Change{Field: "breakGlass", After: true})
	}
	tx.Record(store.Event{Action: "USER_CREATED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), Changes: changes, PersonKey: u.PersonKey})
	if p.Quiet {
		return
	}
	welcome := store.Notice{Type: "WELCOME", Recipient: u.ID, Subject: u.ID, Secret: []byte(p.Temporary)}
	if u.PasswordExpiresAt != nil {
		welcome.Facts = map[string]string{"expires": instant(*u.PasswordExpiresAt)}
	}
	tx.Notify(welcome)
}
