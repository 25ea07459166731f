// Package scim is the door that directories use: SCIM 2.0 (RFC 7643, RFC 7644)
// under /scim/v2.
//
// A bearer token names one directory of one tenant; it sees and changes only what
// it created or was linked to. From outside in: size and content type, token to
// actor before the body is read, decode and normalise, check against the schema,
// one operation of package directory, render. The state of the directory (paused, in
// preview) is judged between token and body.
//
// Bulk (bulk*.go) and replay (perform.go) answer their operations through the same
// endpoints. Each request leaves an event for the log of its directory (trace.go,
// observe.go), which journal.go writes in batches. Security Event Tokens are in
// event*.go, client credentials in oauth.go.
//
// decode, quirks, filter, path, patch, members and projection are pure: no
// context, clock or database. Filters become one SQL statement (query.go, source.go;
// keys.go for what has no column). Tokens and passwords are never logged; the body of a
// change that did not happen is kept sealed, for its replay.
//
// The attribute definitions come from the schema package of elimity-com/scim; its
// server and filter parser are not used (unbounded recursion, no projection,
// sorting or conditional requests).
package scim
