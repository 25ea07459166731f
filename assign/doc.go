// Package assign holds the rules of lending authority and of automatic assignment.
//
// It owns what the rules say and nothing else: no database, no clock, no context.
// Present and past are judged by the same functions, because everything they need
// comes in as values. Rule numbers (AS-7, LL-3) are those of the domain
// specification and stand where a rule is implemented.
//
// Money is int64 minor units with an ISO 4217 currency (LL-1). Instants are compared
// at the precision they are given with: give them as they are stored. Ids are
// ident.ID, compared bytewise. Locations are compared as they are written; languages
// by their primary tag in lower case, so that fr-CA is fr.
//
// There are two forms of one decision. Decide is the specification in code: it
// judges every candidate of a slice, and explains the waiting deal. Bench is the fast
// form for one company: candidates in bit sets, eight words at once where the processor can
// (sift_amd64.s). Property tests hold them equal. Waiting
// is the deals without an owner, and which of them an event could have helped (AS-10).
//
// Who is absent, what a lingering link leads to and who is available come in as functions
// (Presence) where rules walk along people, so that a walk reads only those it meets.
//
// Package assign/desk loads, decides with this package, and saves.
package assign
