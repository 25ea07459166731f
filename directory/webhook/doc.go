// Package webhook is the room of operations on webhooks: subscriptions of other systems to
// what happens in a tenant, by history action.
//
// What a subscription is told follows from sealed history alone, by seal number (HI-1): no
// change waits for it, and none is lost. Queue makes deliveries of the seals behind a
// subscription's mark; Due and Done are for the sender, package notify, which knows the
// Standard Webhooks convention. Deliveries of one target (a deal, a person) go out one
// after the other, in the order of their seals; those of several at once.
//
// A delivery names ids, codes and the fields that changed, never values: who wants them
// asks the API with rights of their own. What happens to a deal also says who gains and
// loses access to its file (directory.AccessChanges, VI-7). The secret of a subscription is shown once. After
// a rotation the former one signs beside it for a day.
//
// Besides, a subscription is told the signed heads of history (HeadAction, HI-1). An entry
// that cannot be read is put aside and holds up nothing.
//
// Faults: NOT_FOUND, STALE, REQUIRED and INVALID on the field.
package webhook
