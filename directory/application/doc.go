// Package application holds the operations on the front door's clients and on what they
// are given: registered applications of a tenant, authorizations under way, codes,
// access and refresh tokens, and the keys that sign ID tokens.
//
// Everything that a client holds is opaque and carries its tenant (store.Credential);
// only hashes are stored. A token is judged by session, person, connection and
// application as they are at that moment: it dies with any of them.
//
// Sources: OpenID Connect Core, RP-Initiated and Back-Channel Logout 1.0; RFC 6749,
// 7009, 7636, 7662; RFC 9700 for the rotation of refresh tokens.
package application
