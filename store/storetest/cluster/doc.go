// Package cluster starts a private PostgreSQL cluster for tests and benchmarks.
//
// A cluster lives in a temporary folder, listens on a free loopback port and
// trusts whoever connects. A supervisor process owns it: when Stop is called, or
// when the process that started it dies in whatever way, the supervisor shuts the
// server down and removes the folder.
//
// Tests ask for a database (Fresh, FromTemplate). All tests of one process share
// one cluster; MANDATE_TEST_POSTGRES_URL, the address of a superuser, names one
// that runs already, and then none is started.
//
// The package knows nothing of the product's tables: store/storetest does.
package cluster
