// Package credential is the operations on passwords of local accounts: the hash, the
// rule for a password that somebody chooses, the temporary one that a welcome or a reset
// brings, the change with the present one, and the reset by a link that is mailed.
//
// It owns no rows: package directory stores what is decided here, in its transactions,
// and tells the person. A password or a link's secret enters neither history nor logs
// nor errors; a notice carries it sealed.
//
// Codes of a refused password: PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_WEAK,
// PASSWORD_COMMON, PASSWORD_SAME; of a wrong present one: PASSWORD_WRONG; of a link that is unknown, used or
// past: LINK_NOT_GOOD.
//
// Sources: domain specification PR-2, PR-4; NIST SP 800-63B-4 section 3.1.1;
// RFC 9106 (Argon2).
package credential
