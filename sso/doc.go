// Package sso is the sign-in door: SAML 2.0 and OpenID Connect started here, a
// local password for people without either, sessions, and the end of sessions.
//
// It owns what arrives from a browser before anybody is known and the cookie that
// says who it is afterwards. It does not own people, connections or domains
// (directory), nor how rows are written (store).
//
// Sources: SAML 2.0 core, bindings and profiles (OASIS, 2005); XML Signature;
// OpenID Connect Core, RP-Initiated Logout and Back-Channel Logout 1.0; RFC 6749,
// 7523 (client assertions), 7636 (PKCE), 9207 (iss); RFC 9106 (Argon2);
// RFC 6265bis (cookie prefixes).
//
// The checks are pure: SAML.Validate and OIDC.Verify turn bytes, a connection and
// an instant into an Identity or a Refusal with its precise reason. The reason goes
// to history, the caller gets a page with a reference number. Who is let in is
// decided in one place, login.go.
//
// # Whose identity
//
// A person is found by (connection, subject). The first time, an existing person is
// linked only by an e-mail address that the IdP vouches for, in a domain proven for
// the tenant; userName and externalId, which others may write, name nobody. Where the
// connection makes people just in time, the same address makes a new one.
//
// Addresses compare without case in ASCII and byte for byte otherwise, so that a
// look-alike is somebody else. An address that serves as the subject holds only as
// long as the person still has it; a lasting subject is never replaced by another.
//
// # Why the XML signature is checked here and not by a SAML library
//
// crewjam/saml keeps its clock in a package variable, takes claims from the
// document rather than from the verified bytes, and panics on missing elements.
// goxmldsig, which it stands on, does the cryptography here directly; the claims
// are read from the canonical bytes that the signature covers, and from nothing
// else. crewjam/saml builds requests and reads metadata, and tests compare
// its verdict on good answers with ours.
//
// So is encryption: its decrypters stand in a variable of the package, know OAEP's
// digests by other names than the standard's and AES-GCM in one length only, and
// slice short ciphertexts. Of logout it reads no request and signs a redirect by an
// enveloped signature; both are written here (bindings 3.4.4.1).
package sso
