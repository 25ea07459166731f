package graph

// resolver is what the generated code calls; each schema file has its resolvers in
// the file of its name. A body calls one operation, or one function that loads.
type resolver struct{ server *Server }
