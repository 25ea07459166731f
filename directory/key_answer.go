package directory

import (
	"context"
	"slices"

	"mandate/actor"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// answersFor gives the person who answers for a new service key: whom the maker names,
// else the maker, else who answers for the key that makes it; zero: the operator's. What
// a key asks for is theirs (actor.Actor.Self). So while dual control is on nobody lays a
// key that gives roles, sets limits or makes such a key on somebody else, by naming them
// or by acting for them, and confirms then what it asks for: DUAL_CONTROL.
func answersFor(ctx context.Context, tx *store.Tx, book roleBook, roles []ident.ID, named ident.ID) (ident.ID, error) {
	if named.IsZero() {
		named = makerOf(tx.Actor)
	} else if _, err := loadUser(ctx, tx.Client, named, 0); err != nil {
		return named, fault.As(err).On("responsibleId")
	}
	if holds(tx.Actor, named) || !book.decide(roles) {
		return named, nil
	}
	if err := together(ctx, tx); err != nil {
		return named, fault.As(err).On("responsibleId")
	}
	return named, nil
}

// holds reports whether the text of a new key comes into the hands of whoever answers for
// it. What acts for somebody gives it to whoever answers for that program.
func holds(a actor.Actor, named ident.ID) bool {
	if a.OnBehalfOf.IsZero() {
		return a.Self(named) || named.IsZero()
	}
	return named == a.Responsible
}

func makerOf(a actor.Actor) ident.ID {
	if p := a.Person(); !p.IsZero() {
		return p
	}
	return a.Responsible
}

// decide reports whether one of the roles lets its holder ask for what dual control
// guards, in their own name or in that of others, or by a further key.
func (b roleBook) decide(roles []ident.ID) bool {
	return slices.ContainsFunc(roles, func(id ident.ID) bool {
		return slices.ContainsFunc(b.byID[id].Permissions, func(p string) bool {
			return slices.Contains([]actor.Permission{actor.RoleAssign, actor.LimitsManage, actor.ActOnBehalf, actor.APIKeyManage}, actor.Permission(p))
		})
	})
}
