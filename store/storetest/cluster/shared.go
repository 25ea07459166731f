package cluster

import (
	"context"
	"os"
	"sync"
	"testing"
)

// AddressVariable names a superuser's address of a running server that tests are
// to use: postgres://user:password@host:port/postgres?sslmode=disable.
const AddressVariable = "MANDATE_TEST_POSTGRES_URL"

// shared is the process's one cluster, made when the first test asks. A test
// process has no last line of its own to stop it in; the supervisor sees it end.
var shared = sync.OnceValues(func() (*Cluster, error) {
	return Start(context.Background(), Settings{})
})

// Address is the superuser's address of the server that this process's tests
// share. The test fails where there is none and none can be started.
func Address(tb testing.TB) string {
	tb.Helper()
	if given := os.Getenv(AddressVariable); given != "" {
		return given
	}
	c, err := shared()
	if err != nil {
		tb.Fatalf("a PostgreSQL for the tests: %v", err)
	}
	return c.URL
}
