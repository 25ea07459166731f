package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// findPerson says who an answer is about. By connection and subject, once they are
// linked; the first time by an address that the IdP vouches for, in a domain proven
// for the tenant, and by nothing else: who may write userName or externalId, at the
// IdP or over SCIM, could otherwise enter as anybody. fresh: the link is to be made.
func findPerson(ctx context.Context, tx *store.Tx, c *cameBy, in SignInInput) (u *db.User, fresh bool, err error) {
	if in.Connection.IsZero() {
		u, err = tx.Client.User.Query().Where(user.ID(in.Person), user.DeletedAtIsNil()).Only(ctx)
		return u, false, unknownPerson(err)
	}
	if u, err = linked(ctx, tx, c.linked, in); u != nil || err != nil {
		return u, false, err
	}
	if u, err = byAddress(ctx, tx, in); err != nil {
		return nil, false, err
	}
	return u, true, unlinked(ctx, tx, u, in)
}

func unknownPerson(err error) error {
	if db.IsNotFound(err) {
		return refused(RefusedPersonUnknown)
	}
	return err
}

// linked is the person of a subject that is known, as they were read; nobody when it is not.
// A subject that is an address holds only while the person has it; afterwards it may be
// somebody else's, who comes as for the first time.
func linked(ctx context.Context, tx *store.Tx, u *db.User, in SignInInput) (*db.User, error) {
	if u == nil {
		return nil, nil
	}
	if u.DeletedAt != nil {
		return nil, refused(RefusedPersonUnknown)
	}
	if !in.SubjectIsAddress || answersTo(u, in.Subject) {
		return u, nil
	}
	link, err := tx.Client.ConnectionSubject.Query().
		Where(connectionsubject.ConnectionID(in.Connection), connectionsubject.Subject(in.Subject)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("load subject: %w", err)
	}
	return nil, unlink(ctx, tx, link)
}

// unlink forgets a subject that was the address of somebody.
func unlink(ctx context.Context, tx *store.Tx, link *db.ConnectionSubject) error {
	if err := tx.Client.ConnectionSubject.DeleteOne(link).Exec(ctx); err != nil {
		return fmt.Errorf("unlink subject: %w", err)
	}
	tx.Record(store.Event{Action: "USER_UNLINKED", TargetKind: ident.User, Target: link.UserID,
		Changes: []store.Change{{Field: "connection", Before: link.ConnectionID.Text(ident.Connection)}}})
	return nil
}

func answersTo(u *db.User, address string) bool {
	key := Fold(address)
	return sameAddress(u.Email, address) || u.UserNameKey == key && sameAddress(u.UserName, address)
}

// ifProven lets an address name somebody where its domain is proven for the tenant.
func ifProven(ctx context.Context, tx *store.Tx, u *db.User, address string) (*db.User, error) {
	proven, err := provenDomain(ctx, tx.Client, address)
	if err != nil {
		return nil, fmt.Errorf("look up domain: %w", err)
	}
	if !proven {
		return nil, refused(RefusedUnprovenDomain)
	}
	return u, nil
}

// byAddress looks for the person of a subject that nobody is linked to.
func byAddress(ctx context.Context, tx *store.Tx, in SignInInput) (*db.User, error) {
	if in.Email == "" {
		return nil, refused(RefusedPersonUnknown)
	}
	list, err := tx.Client.User.Query().Where(user.EmailKey(Fold(in.Email)), user.DeletedAtIsNil()).Order(user.ByID()).Limit(2).All(ctx)
	switch {
	case err != nil:
		return nil, fmt.Errorf("look up address: %w", err)
	case len(list) == 0 || !sameAddress(list[0].Email, in.Email):
		return nil, refused(RefusedPersonUnknown)
	case len(list) > 1:
		return nil, refused(RefusedPersonAmbiguous)
	case in.EmailDisowned || !in.EmailVerified:
		return nil, refused(RefusedUnverifiedEmail)
	}
	return ifProven(ctx, tx, list[0], in.Email)
}

// unlinked refuses a second subject for a person of this connection: a lasting
// subject is never replaced by another.
func unlinked(ctx context.Context, tx *store.Tx, u *db.User, in SignInInput) error {
	other, err := tx.Client.ConnectionSubject.Query().
		Where(connectionsubject.ConnectionID(in.Connection), connectionsubject.UserID(u.ID)).First(ctx)
	switch {
	case db.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("load subjects: %w", err)
	case other.Subject == in.Subject:
		return errMoved // linked in this moment, in another window: judge again
	case in.SubjectIsAddress && isAddress(other.Subject) && !answersTo(u, other.Subject):
		// The person's address has changed, and the subject with it.
		return unlink(ctx, tx, other)
	}
	return refused(RefusedSubjectChanged)
}

func linkSubject(ctx context.Context, tx *store.Tx, id ident.ID, in SignInInput) error {
	err := tx.Client.ConnectionSubject.Create().SetID(tx.NewID()).SetConnectionID(in.Connection).SetSubject(in.Subject).SetUserID(id).Exec(ctx)
	if store.IsTaken(err) {
		return errMoved // linked in this moment: judge again
	}
	if err != nil {
		return fmt.Errorf("link subject: %w", err)
	}
	tx.Record(store.Event{Action: "USER_LINKED", TargetKind: ident.User, Target: id,
		Changes: []store.Change{{Field: "connection", After: in.Connection.Text(ident.Connection)}}})
	return nil
}

// sameAddress compares without case in ASCII and byte for byte otherwise, so that a
// look-alike of an address is somebody else.
func sameAddress(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lowerASCII(rune(a[i])) != lowerASCII(rune(b[i])) {
			return false
		}
	}
	return true
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
