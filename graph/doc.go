// Package graph is the GraphQL door: POST /graphql, POST /graphql/events, POST and GET
// /graphql/files/… (uploads of files to import, downloads of what jobs wrote) and GET
// /graphql/schema.graphqls.
//
// What it owns: the schema (graph/schema, written by hand), what a reader may see
// of each type, pages, limits and cost, and the translation of faults. What it does
// not own: rules. A mutation calls one operation of package directory or
// assign/desk and then loads its payload as a query would.
//
//   - A request is authenticated (server.go), bounded before it is validated
//     (limits.go), priced (cost.go), and then reads everything through one read-only
//     transaction (reading.go), so that it shows one instant.
//
//   - Root fields carry @can or @signedIn (permission.go); each type has one read
//     rule (sight.go) that lists, nodes and edges share, in SQL.
//
//   - Lists are pages by key (page.go). What a row needs from another table is
//     loaded for all rows of the list at once (model.Kin).
//
//   - Refusals of an operation are userErrors of the payload; top-level errors are
//     for syntax, sign-in, permission, cost and faults, with extensions.code
//     (errors.go), in the caller's language (texts.go).
//
//   - A subscription is a stream of server-sent events (events.go). Each event reads
//     afresh, behind the read rule; the hub (stream_hub.go) ends streams of callers
//     whose session, key or account is no longer good, on every replica within a second.
//
// graph/gql is generated from the schema by gqlgen; graph/model holds the nodes.
// Sources: GraphQL specification (October 2021), GraphQL over HTTP, Relay Cursor
// Connections.
package graph
