// Package scim is the door that directories use: SCIM 2.0 (RFC 7643, RFC 7644)
// under /scim/v2.
//
// A bearer token names one directory of one tenant; it sees and changes only what
// it created or was linked to. From outside in: size and content type, token to
// actor before the body is read, decode and normalise, check against the schema,
// one operation of package directory, render.
//
// decode, quirks, filter, path, patch, members and projection are pure: no
// context, clock or database. Filters become one SQL statement (query.go).
// Bodies of requests and tokens are never logged.
//
// The attribute definitions come from the schema package of elimity-com/scim; its
// server and filter parser are not used (unbounded recursion, no projection,
// sorting or conditional requests).
package scim
