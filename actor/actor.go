// Package actor says who asks: the person, service key, directory or the system
// itself, with the tenant, the permissions and the request they ask in.
//
// A door makes the Actor once, when a credential has been checked, and puts it
// into the context; operations and the floor read it from there. The package is
// a leaf: it imports only ident and the standard library.
package actor

import (
	"context"
	"time"

	"mandate/ident"
)

// Kind says what sort of thing acts.
type Kind string

// The kinds of actor, as history shows them.
const (
	User      Kind = "USER"      // a person with a session or a personal key
	Service   Kind = "SERVICE"   // a service key of the tenant (the LOS)
	Directory Kind = "DIRECTORY" // a SCIM client: one directory of one tenant
	System    Kind = "SYSTEM"    // Mandate itself: timers, consequences, the command line
)

// Actor is who asks. It is a value; doors build it and nobody changes it after.
type Actor struct {
	Kind        Kind
	Tenant      ident.ID
	ID          ident.ID // user, key or directory; zero for the system
	Name        string   // for history and logs; never a secret
	Contact     bool     // a CONTACT person: sees nothing but themselves
	Permissions Set
	GrantsRoles []string // names of the roles that this actor may grant (RO-4); "*" is all
	OnBehalfOf  ident.ID // the person a service key acts for; their permissions are in Permissions
	Responsible ident.ID // the person who answers for a service key; zero: nobody named
	SessionID   ident.ID
	KeyID       ident.ID  // the personal key by which somebody came in; zero: another way
	SteppedUp   time.Time // the last proof of who sits in the session
	Request     string    // request id, for history and logs
	Language    string    // en, de or fr: for messages
}

// Person is the user that the request counts as: oneself, or the person a
// service key acts for. Zero if there is none.
func (a Actor) Person() ident.ID {
	if !a.OnBehalfOf.IsZero() {
		return a.OnBehalfOf
	}
	if a.Kind == User {
		return a.ID
	}
	return ident.ID{}
}

// Self reports whether what the actor does to this person they do to themselves: a
// service key is in the hands of whoever answers for it.
func (a Actor) Self(person ident.ID) bool {
	return !person.IsZero() && (person == a.Person() || person == a.Responsible)
}

// InPerson reports whether a person decides here: neither a program of the company nor
// one that acts for somebody.
func (a Actor) InPerson() bool { return a.Kind == User && a.OnBehalfOf.IsZero() }

// Can reports whether the actor holds a permission. The system can do everything.
func (a Actor) Can(p Permission) bool {
	return a.Kind == System || a.Permissions.Has(p)
}

// ForSystem is Mandate itself, in one tenant.
func ForSystem(tenant ident.ID) Actor {
	return Actor{Kind: System, Tenant: tenant, Name: "system", Language: "en"}
}

type key struct{}

// With puts the actor into the context.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, key{}, a)
}

// From gives the actor of the context; ok is false when nobody was put there.
func From(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(key{}).(Actor)
	return a, ok
}
