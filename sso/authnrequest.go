package sso

import (
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"
)

// authnRequest is the question to the IdP (core 3.4.1). It asks for no NameID
// format: IdPs answer with what the administrator set there, and refuse what they
// do not know. fresh asks that the person proves anew who they are (ForceAuthn).
func authnRequest(c Addresses, id, destination string, fresh bool, now time.Time) *etree.Element {
	request := saml.AuthnRequest{
		ID: id, Version: "2.0", IssueInstant: now.UTC().Truncate(time.Millisecond), Destination: destination,
		Issuer:                      &saml.Issuer{Value: c.EntityID},
		AssertionConsumerServiceURL: c.ACS,
		ProtocolBinding:             bindingPost,
	}
	if fresh {
		request.ForceAuthn = &fresh
	}
	return request.Element()
}

// The beginnings of request IDs. An xs:ID begins with a letter; which one says what
// the answer must show besides, so that the answer itself can be judged without the
// database.
const (
	idPlain  = "id-"
	idFresh  = "fresh-" // the person must prove anew who they are
	idLogout = "logout-"
)
