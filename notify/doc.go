// Package notify is what leaves the house after commit: e-mail of the notices of NO-1
// and NO-2, codes by SMS, and the deliveries of webhooks.
//
// Two steps, each of which a replica may take at any time and which may be taken twice.
// Gather makes messages of notices: those to one person of one step, or of 60 seconds,
// are one message (NO-3); one that brings a credential goes at once and alone. Deliver
// hands messages to a Sender, tries again with growing waits, and after the last try, or
// a refusal for good, lays a message with the dead letters. A notice is a row of the
// transaction that it tells of, so nothing is sent for a change that was rolled back. A
// process that ends between sending and writing so down sends a message twice, under
// the same Message-ID.
//
// What a type of notice says, in English, German (Sie) and Canadian French (vous), is in
// texts/; which facts each may name stands there as {placeholders}, and a sentence whose
// placeholder has no value is left out.
//
// Hooks deliver what directory/webhook has put in line, signed by the Standard Webhooks
// convention; each webhook by itself, so that one that is silent holds up no other.
//
// Secrets: a credential is sealed in the notice, then in the message, and gone when the
// message was sent. It never reaches the log.
package notify
