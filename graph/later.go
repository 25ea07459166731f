package graph

import "mandate/fault"

// later is the answer of a field that is described and not built yet.
func later() *fault.Fault {
	return fault.New(fault.Unavailable, fault.CodeUnavailable, "This is described, and not built yet.")
}
