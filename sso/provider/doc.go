// Package provider is the front door: an OpenID Provider for downstream applications
// (the lender's LOS), so that their users sign in through Mandate whatever the lender's
// IdP speaks. The protocol is zitadel/oidc's op package, which is certified; this
// package is its storage and its borders.
//
// There is one issuer, PUBLIC/oidc; the client_id names the tenant. Only the code flow
// with PKCE S256 is spoken, redirect URIs are compared letter by letter. Access tokens
// are opaque and live five minutes; refresh tokens rotate, and one that comes twice
// ends its family; both die at once with the session, the person, the connection or the
// application (directory/application judges each of them anew). The ID token says
// subject, name and e-mail; roles, permissions and lending authority are answered live
// by userinfo and introspection.
//
// Sources: OpenID Connect Core, Discovery, RP-Initiated and Back-Channel Logout 1.0;
// RFC 6749, 7009, 7636, 7662, 9700.
package provider
