// Package play plays the timelines of package scenario through the operations that doors
// call, on a tenant of kind SCENARIO with the file's clock, and compares what comes of them
// with what the file expects.
//
// A file speaks of people, deals and requests by labels. Their ids are made so that order
// by id is order by label: ties by id (AS-7, AS-10) are ties by label.
package play
