// Package scenario plays timelines: settings, people and deals at a starting instant,
// then events with the state that is expected after each. A lender tries its own rules
// with them before it goes live; docs/scenarios.md says how to write one.
//
// Decode reads a file strictly. Player applies a file's events through the operations
// of packages directory and desk, on a tenant of kind SCENARIO with the file's clock.
// Compare lists what differs from what is expected. Only what a file lists is compared.
//
// A file speaks of people, deals and requests by labels. Their ids are made so that order
// by id is order by label: ties by id (AS-7, AS-10) are ties by label.
package scenario
