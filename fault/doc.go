// Package fault says what went wrong, in one type for every room of the house.
//
// A Fault has a kind (what sort of answer the door gives), a code (what a client
// switches on), a safe message in English, the field it concerns and a hidden cause.
// Doors translate kinds to their protocol in one file each (graph/errors.go,
// scim/errors.go, sso/errors.go); anything that is not a Fault is an internal fault,
// whose cause goes to the log and never to the caller.
//
// The package is a leaf: it imports only the standard library.
package fault
