// Package desk holds the operations on deals: it loads, decides by the pure rules of
// package assign, and saves, each in one Settle of the floor.
//
// Submit takes a deal in and finds its owner (AS-1 to AS-10), SetStatus moves it
// (AP-6), OnChange is what a change of a person or of the settings means for deals
// (LC-2, LC-4, LC-8, DC-5, AS-10). Explain tells why (AS-14), for a decision of the
// past from what was stored and from the versions valid at its position.
//
// Each process keeps a tenant's bench in memory: candidates, the deals that wait,
// settings, products and brokers as they were at a position (TX-1). It is used only
// under the tenant's lock. A Settle first brings it to the present by the deltas that
// other processes left, and leaves its own; what is rolled back takes the memory
// with it, and the next Settle loads anew; a refusal leaves it as it is.
//
// Deals are moved by hand by Assign, PickUp, Unassign, Release, Undelegate and Reassign
// (AS-11 to AS-13, OO-7, LC-8), and changed by Update. RequestApproval, RerouteApproval
// and DecideApproval are the approval flow (AP-2 to AP-9); open requests are looked at
// after every event that can concern them. Who gains and loses the file of a deal (VI-7)
// follows from history: directory.AccessChanges.
//
// What the operations of one batch write about deals lies on a tray until somebody in
// the batch reads it, or until its end (store.Behind). The past is judged by positions,
// never by instants alone: clocks of replicas differ.
//
// It stands on package directory for people and on the floor; it knows no door.
package desk
