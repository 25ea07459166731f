package graph

import "mandate/fault"

// resolver is what the generated code calls; each schema file has its resolvers in
// the file of its name. A body calls one operation, or one function that loads.
type resolver struct{ server *Server }

// notYet is the answer of an operation that this build does not have.
func notYet() error { return fault.New(fault.Unavailable, fault.CodeUnavailable, "") }
