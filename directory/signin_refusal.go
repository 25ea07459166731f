package directory

import (
	"context"
	"errors"

	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Why a sign-in is refused, as history says it. The person never sees it.
const (
	RefusedRequestUnknown    fault.Code = "REQUEST_UNKNOWN"
	RefusedRequestExpired    fault.Code = "REQUEST_EXPIRED"
	RefusedRequestUsed       fault.Code = "REQUEST_USED"
	RefusedOtherBrowser      fault.Code = "REQUEST_OF_ANOTHER_BROWSER"
	RefusedOtherConnection   fault.Code = "REQUEST_OF_ANOTHER_CONNECTION"
	RefusedReplay            fault.Code = "ASSERTION_REPLAYED"
	RefusedUnsolicited       fault.Code = "UNSOLICITED"
	RefusedConnection        fault.Code = "CONNECTION_NOT_ACTIVE"
	RefusedPersonUnknown     fault.Code = "PERSON_UNKNOWN"
	RefusedPersonAmbiguous   fault.Code = "PERSON_AMBIGUOUS"
	RefusedUnprovenDomain    fault.Code = "DOMAIN_NOT_PROVEN"
	RefusedUnverifiedEmail   fault.Code = "EMAIL_NOT_VERIFIED"
	RefusedSubjectChanged    fault.Code = "SUBJECT_CHANGED"
	RefusedDefaultRole       fault.Code = "DEFAULT_ROLE_TOO_WIDE"
	RefusedLocalPassword     fault.Code = "LOCAL_PASSWORD_UNDER_SSO"
	RefusedNotEnforced       fault.Code = "CONNECTION_NOT_THE_ENFORCED_ONE"
	RefusedBreakGlass        fault.Code = "PERSON_BREAK_GLASS"
	RefusedPassword          fault.Code = "PASSWORD_WRONG"
	RefusedTemporaryPassword fault.Code = "TEMPORARY_PASSWORD_EXPIRED"
	RefusedUnreplaced        fault.Code = "TEMPORARY_PASSWORD_NOT_REPLACED"
	RefusedNoFactor          fault.Code = "SECOND_FACTOR_MISSING"
	RefusedBlocked           fault.Code = "SIGN_IN_BLOCKED"
	RefusedInactive                     = fault.CodeUserInactive
)

func refused(code fault.Code) *fault.Fault {
	return fault.New(fault.Unauthenticated, code, "The sign-in was refused.")
}

// refusalOf is the refusal in err's chain, or nil.
func refusalOf(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind == fault.Unauthenticated {
		return f
	}
	return nil
}

// Refusal is a sign-in that a door has turned away.
type Refusal struct {
	Connection, Person ident.ID // zero: none, or unknown
	Reason             string   // code
	Detail             string   // what was seen; never a secret, an address or a whole message
}

// RefuseSignIn writes SIGN_IN_REFUSED in a transaction of its own.
func (d *Directory) RefuseSignIn(ctx context.Context, r Refusal) error {
	return d.recordRefusal(ctx, "SIGN_IN_REFUSED", r)
}

// RefuseLogout writes LOGOUT_REFUSED in a transaction of its own: a message of single
// logout was turned away.
func (d *Directory) RefuseLogout(ctx context.Context, r Refusal) error {
	return d.recordRefusal(ctx, "LOGOUT_REFUSED", r)
}

func (d *Directory) recordRefusal(ctx context.Context, action string, r Refusal) error {
	return d.Store.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		e := store.Event{Action: action, TargetKind: ident.Tenant, Target: tx.Actor.Tenant, User: r.Person, Reason: r.Reason, Comment: r.Detail}
		if !r.Connection.IsZero() {
			e.TargetKind, e.Target = ident.Connection, r.Connection
		}
		tx.Record(e)
		return nil
	})
}
