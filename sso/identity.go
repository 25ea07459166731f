package sso

import "time"

// Identity is what an IdP says of the person who signed in, once its signature and
// every bound have been checked.
type Identity struct {
	Subject   string // NameID or sub, exactly as sent
	Address   bool   // the subject is an e-mail address: it holds only while the person has it
	UserName  string
	Email     string
	Verified  bool // the IdP vouches for Email
	Disowned  bool // the IdP says outright that Email is not verified
	FirstName string
	LastName  string
	Groups    []string // as the IdP names them: shown by a test login, and worth nothing else

	Session string    // SessionIndex or sid
	Methods []string  // how the person proved it, as the IdP says (RFC 8176 names or a class URI)
	Until   time.Time // the IdP's own end of the session; zero is none
}

// Answer is a verified answer of an IdP: the identity and what makes it usable once.
type Answer struct {
	Identity
	ID           string            // assertion ID; empty for OpenID Connect, whose code is used once by the IdP
	InResponseTo string            // handle of the request that it answers
	Expires      time.Time         // until then ID must be remembered
	Proven       time.Time         // when the IdP last saw the person prove who they are; zero: it does not say
	Shown        map[string]any    // claims or attributes as sent, for the page of a test login
	From         map[string]string // which of them each field was taken from
	IDToken      string            // OpenID Connect: as sent, for the logout at the provider
	NameID       string            // SAML: the element as sent, for single logout
	ReturnTo     string            // where to go when nobody here asked (IdP-initiated); a path of ours
}
