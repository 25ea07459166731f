// Package factor is the operations on second factors of local accounts (PR-4): codes of
// an authenticator app (TOTP, RFC 6238), passkeys (WebAuthn level 3), codes by SMS,
// recovery codes, and the steps of a sign-in that is under way.
//
// A step is a row that one browser holds the token of: what it has shown, and what it
// has yet to show. A half-done sign-in is nothing but such a row; a step is used once,
// takes five wrong answers and lives ten minutes. Sessions are made by package
// directory alone, which asks again whether a factor was shown.
//
// No code counts twice: the time step of an app's code, a recovery code and a step are
// each taken by one statement that changes the row only once. Secrets are stored sealed,
// codes hashed.
//
// Codes of refusals: FACTOR_WRONG, FACTOR_TAKEN, FACTOR_REQUIRED, SMS_UNAVAILABLE,
// STEP_NOT_GOOD.
package factor
