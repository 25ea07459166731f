package directory

import (
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/emailreservation"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// ReservedLike narrows reservations to the addresses that begin with a text, without
// regard to case. A reservation keeps a hash alone and the tombstone the address, until
// it is erased: then only the whole address finds it (LC-5).
func ReservedLike(tenant ident.ID, begin string) predicate.EmailReservation {
	key := Fold(begin)
	of := func(s *sql.Selector) {
		t := sql.Table(user.Table)
		begins := sql.Select(t.C(user.FieldID)).From(t).
			Where(sql.And(sql.EQ(t.C(user.FieldTenantID), tenant), sql.NotNull(t.C(user.FieldDeletedAt)), sql.HasPrefix(t.C(user.FieldEmailKey), key)))
		s.Where(sql.In(s.C(emailreservation.FieldUserID), begins))
	}
	return emailreservation.Or(of, emailreservation.AddressHash(addressHash(tenant, key)))
}
