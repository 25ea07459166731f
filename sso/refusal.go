package sso

import (
	"errors"
	"fmt"
)

// Reason says precisely why a sign-in was refused: a code like the others of the
// product, for history and logs. The person who is refused never sees it.
type Reason string

// Reasons that concern the message as a whole.
const (
	TooLarge     Reason = "MESSAGE_TOO_LARGE"
	NotBase64    Reason = "MESSAGE_NOT_BASE64"
	BadXML       Reason = "XML_MALFORMED"
	ForbiddenXML Reason = "XML_FORBIDDEN_CONSTRUCT"
	TooComplex   Reason = "XML_TOO_COMPLEX"
	BadShape     Reason = "MESSAGE_SHAPE"
	Panicked     Reason = "MESSAGE_CRASHED_PARSER"
)

// Reasons that concern the signature of a SAML answer.
const (
	Unsigned           Reason = "SIGNATURE_MISSING"
	SignatureMisplaced Reason = "SIGNATURE_MISPLACED"
	WeakAlgorithm      Reason = "SIGNATURE_ALGORITHM"
	BadSignature       Reason = "SIGNATURE_INVALID"
	CertificateExpired Reason = "CERTIFICATE_EXPIRED"
	Encrypted          Reason = "ASSERTION_ENCRYPTED"
)

// Reasons that concern what a SAML answer says.
const (
	BadStatus      Reason = "STATUS_NOT_SUCCESS"
	WrongIssuer    Reason = "ISSUER_MISMATCH"
	WrongDest      Reason = "DESTINATION_MISMATCH"
	WrongRecipient Reason = "RECIPIENT_MISMATCH"
	WrongAudience  Reason = "AUDIENCE_MISMATCH"
	NoSubject      Reason = "SUBJECT_MISSING"
	NoConfirmation Reason = "CONFIRMATION_MISSING"
	NoConditions   Reason = "CONDITIONS_MISSING"
	BadCondition   Reason = "CONDITION_NOT_UNDERSTOOD"
	Expired        Reason = "EXPIRED"
	NotYetValid    Reason = "NOT_YET_VALID"
	Stale          Reason = "STALE"
	TooLong        Reason = "LIFETIME_TOO_LONG"
	Unsolicited    Reason = "UNSOLICITED"
	WrongRequest   Reason = "IN_RESPONSE_TO_MISMATCH"
)

// Reasons that concern an OpenID Connect answer.
const (
	ProviderError  Reason = "PROVIDER_ERROR"
	ProviderAbsent Reason = "PROVIDER_UNREACHABLE"
	BadToken       Reason = "ID_TOKEN_INVALID"
	WrongNonce     Reason = "NONCE_MISMATCH"
	WrongParty     Reason = "AZP_MISMATCH"
	WrongHash      Reason = "AT_HASH_MISMATCH"
	NoCode         Reason = "CODE_MISSING"
	BadCode        Reason = "CODE_REFUSED"
)

// Reasons that concern the request that an answer belongs to.
const (
	UnknownRequest Reason = "REQUEST_UNKNOWN"
	OldRequest     Reason = "REQUEST_EXPIRED"
	UsedRequest    Reason = "REQUEST_USED"
	OtherBrowser   Reason = "REQUEST_OF_ANOTHER_BROWSER"
	OtherDoor      Reason = "REQUEST_OF_ANOTHER_CONNECTION"
	Replayed       Reason = "ASSERTION_REPLAYED"
)

// Reasons that concern the person and the account.
const (
	UnknownPerson    Reason = "PERSON_UNKNOWN"
	AmbiguousPerson  Reason = "PERSON_AMBIGUOUS"
	UnprovenDomain   Reason = "DOMAIN_NOT_PROVEN"
	UnverifiedEmail  Reason = "EMAIL_NOT_VERIFIED"
	SubjectChanged   Reason = "SUBJECT_CHANGED"
	InactivePerson   Reason = "USER_INACTIVE"
	BreakGlassPerson Reason = "PERSON_BREAK_GLASS"
	DraftConnection  Reason = "CONNECTION_NOT_ACTIVE"
	WrongPassword    Reason = "PASSWORD_WRONG"
	NoPassword       Reason = "PASSWORD_NOT_SET"
	OldTemporary     Reason = "TEMPORARY_PASSWORD_EXPIRED"
	SSOEnforced      Reason = "LOCAL_PASSWORD_UNDER_SSO"
	Slowed           Reason = "THROTTLED"
)

// Refusal is the error of every check of this door: the reason and, for the log
// and history, what was seen. Detail never holds a secret or a whole message.
type Refusal struct {
	Reason Reason
	Detail string
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

// ReasonOf finds the reason in err's chain; empty when err is no refusal.
func ReasonOf(err error) Reason {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

const detailLen = 300

func clip(s string) string {
	if len(s) <= detailLen {
		return s
	}
	return s[:detailLen] + "…"
}
