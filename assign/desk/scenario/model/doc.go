// Package model is a second, slow reading of the rules: a literal transcription of
// sections 1 to 3, 5 to 13 and 20 into memory, for tests alone. It shares no rule, no
// money and no calendar with package assign; after every event it computes everything
// anew from what is there. Where it and the desk differ, one of them has misread.
//
// It speaks the language of package scenario: a file in, a State after each event.
package model
