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
// key that gives roles or sets limits on somebody else, and confirms then what it asks
// for: DUAL_CONTROL.
func answersFor(ctx context.Context, tx *store.Tx, book roleBook, roles []ident.ID, named ident.ID) (ident.ID, error) {
	if named.IsZero() {
		return makerOf(tx.Actor), nil
	}
	if _, err := loadUser(ctx, tx.Client, named, 0); err != nil {
		return named, fault.As(err).On("responsibleId")
	}
	if tx.Actor.Self(named) || !book.decide(roles) {
		return named, nil
	}
	if err := together(ctx, tx); err != nil {
		return named, fault.As(err).On("responsibleId")
	}
	return named, nil
}

func makerOf(a actor.Actor) ident.ID {
	if p := a.Person(); !p.IsZero() {
		return p
	}
	return a.Responsible
}

// decide reports whether one of the roles lets its holder ask for what dual control
// guards, in their own name or in that of others.
func (b roleBook) decide(roles []ident.ID) bool {
	return slices.ContainsFunc(roles, func(id ident.ID) bool {
		return slices.ContainsFunc(b.byID[id].Permissions, func(p string) bool {
			return slices.Contains([]actor.Permission{actor.RoleAssign, actor.LimitsManage, actor.ActOnBehalf}, actor.Permission(p))
		})
	})
}
