// Package scenario is the format of timelines: settings, people and deals at a starting
// instant, then events with the state that is expected after each. A lender tries its own
// rules with them before it goes live; docs/scenarios.md says how to write one.
//
// Decode reads a file strictly, and Compare lists what differs from what is expected. Only
// what a file lists is compared. The package knows files alone: package play applies them.
package scenario
