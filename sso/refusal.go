package sso

import (
	"errors"
	"fmt"
	"math"
	"time"

	"mandate/directory"
)

// Reason says precisely why a sign-in was refused: a code like the others of the
// product, for history and logs. The person who is refused never sees it.
type Reason string

// Reasons that concern the message as a whole.
const (
	tooLarge     Reason = "MESSAGE_TOO_LARGE"
	notBase64    Reason = "MESSAGE_NOT_BASE64"
	badXML       Reason = "XML_MALFORMED"
	forbiddenXML Reason = "XML_FORBIDDEN_CONSTRUCT"
	tooComplex   Reason = "XML_TOO_COMPLEX"
	badShape     Reason = "MESSAGE_SHAPE"
	panicked     Reason = "MESSAGE_CRASHED_PARSER"
)

// Reasons that concern the signature of a SAML answer.
const (
	unsigned           Reason = "SIGNATURE_MISSING"
	signatureMisplaced Reason = "SIGNATURE_MISPLACED"
	weakAlgorithm      Reason = "SIGNATURE_ALGORITHM"
	badSignature       Reason = "SIGNATURE_INVALID"
	certificateExpired Reason = "CERTIFICATE_EXPIRED"
	encrypted          Reason = "ASSERTION_ENCRYPTED"
	unencrypted        Reason = "ASSERTION_NOT_ENCRYPTED"
	weakEncryption     Reason = "ENCRYPTION_ALGORITHM"
	undecryptable      Reason = "DECRYPTION_FAILED"
)

// Reasons that concern what a SAML answer says.
const (
	badStatus      Reason = "STATUS_NOT_SUCCESS"
	wrongIssuer    Reason = "ISSUER_MISMATCH"
	wrongDest      Reason = "DESTINATION_MISMATCH"
	wrongRecipient Reason = "RECIPIENT_MISMATCH"
	wrongAudience  Reason = "AUDIENCE_MISMATCH"
	noSubject      Reason = "SUBJECT_MISSING"
	noConfirmation Reason = "CONFIRMATION_MISSING"
	noConditions   Reason = "CONDITIONS_MISSING"
	badCondition   Reason = "CONDITION_NOT_UNDERSTOOD"
	expired        Reason = "EXPIRED"
	notYetValid    Reason = "NOT_YET_VALID"
	stale          Reason = "STALE"
	tooLong        Reason = "LIFETIME_TOO_LONG"
	unsolicited    Reason = "UNSOLICITED"
	wrongRequest   Reason = "IN_RESPONSE_TO_MISMATCH"
	notFresh       Reason = "AUTHENTICATION_NOT_FRESH"
)

// Reasons that concern an OpenID Connect answer.
const (
	providerError  Reason = "PROVIDER_ERROR"
	providerAbsent Reason = "PROVIDER_UNREACHABLE"
	badToken       Reason = "ID_TOKEN_INVALID"
	wrongNonce     Reason = "NONCE_MISMATCH"
	wrongParty     Reason = "AZP_MISMATCH"
	wrongHash      Reason = "AT_HASH_MISMATCH"
	noCode         Reason = "CODE_MISSING"
	badCode        Reason = "CODE_REFUSED"
	badLogout      Reason = "LOGOUT_TOKEN_INVALID"
)

// Reasons that concern the request that an answer belongs to.
const (
	unknownRequest Reason = "REQUEST_UNKNOWN"
	oldRequest     Reason = "REQUEST_EXPIRED"
	usedRequest    Reason = "REQUEST_USED"
	otherBrowser   Reason = "REQUEST_OF_ANOTHER_BROWSER"
	otherDoor      Reason = "REQUEST_OF_ANOTHER_CONNECTION"
)

// changedConnection: somebody has changed the connection while the answer was judged by it.
const changedConnection Reason = "CONNECTION_CHANGED"

// Reasons that concern the person and the account; package directory has more, which
// it finds while it lets somebody in.
const (
	unknownPerson          = Reason(directory.RefusedPersonUnknown)
	inactivePerson         = Reason(directory.RefusedInactive)
	draftConnection Reason = "CONNECTION_NOT_ACTIVE"
	wrongPassword          = Reason(directory.RefusedPassword)
	wrongFactor     Reason = "SECOND_FACTOR_WRONG"
	blockedPerson          = Reason(directory.RefusedBlocked)
	noPassword      Reason = "PASSWORD_NOT_SET"
	oldTemporary    Reason = "TEMPORARY_PASSWORD_EXPIRED"
	ssoEnforced     Reason = "LOCAL_PASSWORD_UNDER_SSO"
	slowed          Reason = "THROTTLED"
)

// Refusal is the error of every check of this door: the reason and, for the log
// and history, what was seen. Detail never holds a secret or a whole message.
type Refusal struct {
	Reason Reason
	Detail string
	Wait   time.Duration // until another try may succeed; zero where time changes nothing
}

// Error gives reason and detail; it is never shown to a caller.
func (r *Refusal) Error() string {
	if r.Detail == "" {
		return string(r.Reason)
	}
	return string(r.Reason) + ": " + r.Detail
}

func refuse(reason Reason, format string, args ...any) error {
	return &Refusal{Reason: reason, Detail: clip(fmt.Sprintf(format, args...))}
}

// retryAfter is the wait that a refusal asks for, in whole seconds, at least one.
func retryAfter(err error) int {
	if r := new(Refusal); errors.As(err, &r) && r.Wait > 0 {
		return int(math.Ceil(r.Wait.Seconds()))
	}
	return 1
}

// reasonOf finds the reason in err's chain; empty when err is no refusal.
func reasonOf(err error) Reason {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

const detailLen = 300

// clip is what of a foreign text may stand in a detail: the beginning, as valid text
// that every database takes.
func clip(s string) string { return printable(s, detailLen) }
