package sso

import (
	"errors"
	"fmt"
)

// Reason says precisely why a sign-in was refused. It is for history and logs; the
// person who is refused never sees it.
type Reason string

// Reasons that concern the message as a whole.
const (
	TooLarge     Reason = "message_too_large"
	NotBase64    Reason = "message_not_base64"
	BadXML       Reason = "xml_malformed"
	ForbiddenXML Reason = "xml_forbidden_construct"
	TooComplex   Reason = "xml_too_complex"
	BadShape     Reason = "message_shape"
	Panicked     Reason = "message_crashed_parser"
)

// Reasons that concern the signature of a SAML answer.
const (
	Unsigned           Reason = "signature_missing"
	SignatureMisplaced Reason = "signature_misplaced"
	WeakAlgorithm      Reason = "signature_algorithm"
	BadSignature       Reason = "signature_invalid"
	CertificateExpired Reason = "certificate_expired"
	Encrypted          Reason = "assertion_encrypted"
)

// Reasons that concern what a SAML answer says.
const (
	BadStatus      Reason = "status_not_success"
	WrongIssuer    Reason = "issuer_mismatch"
	WrongDest      Reason = "destination_mismatch"
	WrongRecipient Reason = "recipient_mismatch"
	WrongAudience  Reason = "audience_mismatch"
	NoSubject      Reason = "subject_missing"
	NoConfirmation Reason = "confirmation_missing"
	NoConditions   Reason = "conditions_missing"
	BadCondition   Reason = "condition_not_understood"
	Expired        Reason = "expired"
	NotYetValid    Reason = "not_yet_valid"
	Stale          Reason = "stale"
	TooLong        Reason = "lifetime_too_long"
	Unsolicited    Reason = "unsolicited"
	WrongRequest   Reason = "in_response_to_mismatch"
)

// Reasons that concern an OpenID Connect answer.
const (
	ProviderError  Reason = "provider_error"
	ProviderAbsent Reason = "provider_unreachable"
	BadToken       Reason = "id_token_invalid"
	WrongNonce     Reason = "nonce_mismatch"
	WrongParty     Reason = "azp_mismatch"
	WrongHash      Reason = "at_hash_mismatch"
	NoCode         Reason = "code_missing"
	BadCode        Reason = "code_refused"
)

// Reasons that concern the request that an answer belongs to.
const (
	UnknownRequest Reason = "request_unknown"
	OldRequest     Reason = "request_expired"
	UsedRequest    Reason = "request_used"
	OtherBrowser   Reason = "request_of_another_browser"
	OtherDoor      Reason = "request_of_another_connection"
	Replayed       Reason = "assertion_replayed"
)

// Reasons that concern the person and the account.
const (
	UnknownPerson    Reason = "person_unknown"
	AmbiguousPerson  Reason = "person_ambiguous"
	UnprovenDomain   Reason = "domain_not_proven"
	UnverifiedEmail  Reason = "email_not_verified"
	SubjectChanged   Reason = "subject_changed"
	InactivePerson   Reason = "person_inactive"
	BreakGlassPerson Reason = "person_break_glass"
	DraftConnection  Reason = "connection_not_active"
	WrongPassword    Reason = "password_wrong"
	NoPassword       Reason = "password_not_set"
	OldTemporary     Reason = "temporary_password_expired"
	SSOEnforced      Reason = "local_password_under_sso"
	Slowed           Reason = "throttled"
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
