package graph

import (
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/graph/model"
)

// accountFilter narrows people by the state of their accounts.
func accountFilter(where *gql.UserWhere) []predicate.User {
	var list []predicate.User
	if reasons, set := where.InactiveReasons.ValueOK(); set && reasons != nil {
		any := []predicate.User{none}
		for _, r := range reasons {
			any = append(any, inactiveFor(r))
		}
		list = append(list, user.Or(any...))
	}
	if v, ok := value(where.SignedIn); ok {
		list = append(list, either(v, user.LastLoginAtNotNil(), user.LastLoginAtIsNil()))
	}
	if v, ok := value(where.SignInBlocked); ok {
		blocked := predicate.User(func(s *sql.Selector) { s.Where(sql.GT(s.C(user.FieldSignInBlockedUntil), time.Now().UTC())) })
		list = append(list, either(v, blocked, user.Or(user.SignInBlockedUntilIsNil(), user.Not(blocked))))
	}
	if v, ok := value(where.MfaRequired); ok {
		list = append(list, user.MfaRequired(v))
	}
	if v, ok := value(where.BreakGlass); ok {
		list = append(list, user.BreakGlass(v))
	}
	return list
}

func either(yes bool, a, b predicate.User) predicate.User {
	if yes {
		return a
	}
	return b
}

func inactiveFor(r model.InactiveReason) predicate.User {
	switch r {
	case model.InactiveAdmin:
		return user.InactiveAdmin(true)
	case model.InactiveDirectory:
		return user.InactiveDirectory(true)
	}
	return user.InactiveInactivity(true)
}
