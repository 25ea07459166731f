// Package mail is the room of operations on what leaves the house by e-mail: the outbox
// of messages with their dead letters, and what a person wants to be written to about
// (NO-1 to NO-3).
//
// It does not send: package notify makes messages of notices and delivers them. It owns
// what both it and the doors need: the form of a stored message (Body), sending a dead
// letter again, and which types of notices a person may switch off.
//
// Faults: NOT_FOUND for a message that is not there (or another tenant's), INVALID for
// one that is not dead, for an unknown type and for one that can't be switched off.
package mail
