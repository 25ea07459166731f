// Package attempt counts tries at a credential (a password, a second factor, a link
// that is asked for by mail) and slows who guesses. The counters are rows, so that all
// replicas share them.
//
// A try is counted before its outcome is known, so that tries made at once count too,
// and taken back when it turns out well. Nobody is shut out: a pause ends by itself, and
// who has signed in from an address before is not slowed by what strangers do elsewhere.
//
// Source: NIST SP 800-63B-4 section 3.2.2 (rate limiting).
package attempt
