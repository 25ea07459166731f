package sso

import (
	"slices"
	"strings"
	"time"
)

// Bounds of time, for both protocols.
const (
	clockSkew   = 180 * time.Second // how far an IdP's clock may be off
	requestLife = 10 * time.Minute  // from the start of a sign-in to its answer
	maxLife     = 24 * time.Hour    // longest validity that an assertion may claim
)

func checkStatus(list []status) error {
	if len(list) != 1 || len(list[0].Code) != 1 {
		return refuse(badShape, "not one Status with one StatusCode")
	}
	code := list[0].Code[0]
	if code.Value == statusSuccess {
		return nil
	}
	inner := ""
	if len(code.Inner) > 0 {
		inner = code.Inner[0].Value
	}
	return refuse(badStatus, "%s %s %q", code.Value, inner, list[0].Message)
}

func (c SAML) checkHead(r response, now time.Time) error {
	if r.Version != "2.0" || r.ID == "" {
		return refuse(badShape, "version %q, ID %q", r.Version, r.ID)
	}
	if r.Destination != c.ACS {
		return refuse(wrongDest, "%q", r.Destination)
	}
	if len(r.Issuer) > 1 || len(r.Issuer) == 1 && !c.isTheirs(r.Issuer[0]) {
		return refuse(wrongIssuer, "response of %v", r.Issuer)
	}
	if r.InResponseTo == "" && !c.Unsolicited {
		return refuse(unsolicited, "no InResponseTo")
	}
	return checkIssued(r.IssueInstant, now)
}

// checkComplete sees that everything which is judged later is there exactly once.
func (a assertion) checkComplete() error {
	switch {
	case a.Version != "2.0" || a.ID == "":
		return refuse(badShape, "assertion version %q, ID %q", a.Version, a.ID)
	case len(a.Issuer) != 1:
		return refuse(wrongIssuer, "%d issuers", len(a.Issuer))
	case len(a.Subject) != 1 || len(a.Subject[0].NameID) != 1:
		return refuse(noSubject, "not one Subject with one NameID")
	case len(a.Subject[0].NameID[0].Nested) > 0:
		return refuse(noSubject, "<%s> inside NameID", a.Subject[0].NameID[0].Nested[0].XMLName.Local)
	case len(a.Subject[0].Confirmation) != 1:
		return refuse(noConfirmation, "%d confirmations", len(a.Subject[0].Confirmation))
	case len(a.Subject[0].Confirmation[0].Data) != 1:
		return refuse(noConfirmation, "no SubjectConfirmationData")
	case len(a.Conditions) != 1:
		return refuse(noConditions, "%d Conditions", len(a.Conditions))
	case len(a.Authn) != 1:
		return refuse(badShape, "%d AuthnStatements", len(a.Authn))
	}
	return nil
}

func (c SAML) checkAssertion(a assertion, request string, now time.Time) error {
	if !c.isTheirs(a.Issuer[0]) {
		return refuse(wrongIssuer, "assertion of %v", a.Issuer[0])
	}
	if err := checkIssued(a.IssueInstant, now); err != nil {
		return err
	}
	if err := c.checkConfirmation(a.Subject[0].Confirmation[0], request, now); err != nil {
		return err
	}
	if err := c.checkConditions(a.Conditions[0], now); err != nil {
		return err
	}
	return checkAuthn(a.Authn[0], strings.HasPrefix(request, idFresh), now)
}

// checkAuthn judges when the person proved who they are (core 2.7.2); fresh: it must
// have been for this request.
func checkAuthn(s authn, fresh bool, now time.Time) error {
	at, err := instant(s.Instant)
	if err != nil {
		return err
	}
	until, err := instant(s.SessionUntil)
	if err != nil {
		return err
	}
	switch {
	case at.IsZero():
		return refuse(badShape, "no AuthnInstant")
	case now.Before(at.Add(-clockSkew)):
		return refuse(notYetValid, "authenticated at %s", s.Instant)
	case fresh && now.After(at.Add(requestLife+clockSkew)):
		return refuse(notFresh, "authenticated at %s", s.Instant)
	case !until.IsZero() && !now.Before(until):
		return refuse(expired, "session until %s", s.SessionUntil)
	}
	return nil
}

// checkConfirmation holds the bearer confirmation to profiles 4.1.4.2 and 4.1.4.3.
func (c SAML) checkConfirmation(s confirmation, request string, now time.Time) error {
	d := s.Data[0]
	switch {
	case s.Method != methodBearer:
		return refuse(noConfirmation, "method %q", s.Method)
	case d.Recipient != c.ACS:
		return refuse(wrongRecipient, "%q", d.Recipient)
	case d.InResponseTo != request:
		return refuse(wrongRequest, "response says %q, confirmation %q", request, d.InResponseTo)
	case d.NotOnOrAfter == "":
		return refuse(noConfirmation, "no NotOnOrAfter")
	case d.NotBefore != "":
		return refuse(noConfirmation, "a bearer confirmation has no NotBefore")
	}
	return checkWindow("", d.NotOnOrAfter, now)
}

func (c SAML) checkConditions(k conditions, now time.Time) error {
	if len(k.Unknown) > 0 {
		return refuse(badCondition, "<%s>", k.Unknown[0].XMLName.Local)
	}
	if k.NotOnOrAfter == "" {
		return refuse(noConditions, "no NotOnOrAfter")
	}
	if err := checkWindow(k.NotBefore, k.NotOnOrAfter, now); err != nil {
		return err
	}
	if len(k.Audience) == 0 {
		return refuse(wrongAudience, "no AudienceRestriction")
	}
	for _, r := range k.Audience {
		if !slices.ContainsFunc(r.Audience, c.isUs) {
			return refuse(wrongAudience, "%v", r.Audience)
		}
	}
	return nil
}

// isUs compares letter by letter: an Audience with anything but our name in it is somebody
// else's.
func (c SAML) isUs(audience plainText) bool {
	return audience.Value == c.Audience && len(audience.Nested) == 0
}

// isTheirs compares an Issuer with the IdP of the connection; white space around it says
// nothing.
func (c SAML) isTheirs(issuer plainText) bool {
	return strings.TrimSpace(issuer.Value) == c.EntityID && len(issuer.Nested) == 0
}

// checkIssued bounds the age of a message by the life of the request it answers.
func checkIssued(text string, now time.Time) error {
	at, err := instant(text)
	if err != nil {
		return err
	}
	switch {
	case at.IsZero():
		return refuse(badShape, "no IssueInstant")
	case now.Before(at.Add(-clockSkew)):
		return refuse(notYetValid, "issued at %s", text)
	case now.After(at.Add(requestLife + clockSkew)):
		return refuse(stale, "issued at %s", text)
	}
	return nil
}

func checkWindow(notBefore, notOnOrAfter string, now time.Time) error {
	from, err := instant(notBefore)
	if err != nil {
		return err
	}
	until, err := instant(notOnOrAfter)
	if err != nil {
		return err
	}
	switch {
	case now.Before(from.Add(-clockSkew)):
		return refuse(notYetValid, "not before %s", notBefore)
	case !now.Before(until.Add(clockSkew)):
		return refuse(expired, "not on or after %s", notOnOrAfter)
	case until.After(now.Add(maxLife)):
		return refuse(tooLong, "until %s", notOnOrAfter)
	}
	return nil
}
