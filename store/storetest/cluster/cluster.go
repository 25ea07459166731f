package cluster

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
)

// Settings of a cluster.
type Settings struct {
	// Durable keeps fsync and synchronous_commit on, as in production:
	// for benchmarks. Tests leave it off.
	Durable bool
}

// Cluster is one running server.
type Cluster struct {
	URL string // the superuser's address of the database postgres
	Dir string // the folder that holds all of it; gone after Stop

	leash io.Closer     // cutting it ends the cluster
	ended chan struct{} // closed when the server and the folder are gone
	words *bytes.Buffer // the end of the server's log; read it after ended
}

// attempts bounds how often another process may take the port we chose.
const attempts = 5

// Start makes a cluster and waits until it answers. The caller stops it.
func Start(ctx context.Context, settings Settings) (*Cluster, error) {
	bin, err := Binaries()
	if err != nil {
		return nil, err
	}
	run, err := serverAccount()
	if err != nil {
		return nil, err
	}
	for range attempts {
		var c *Cluster
		if c, err = launch(ctx, bin, run, settings); err == nil {
			return c, nil
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, fmt.Errorf("start PostgreSQL: %w", err)
}

// Stop ends the server at once, connections or not, and returns when the folder
// is gone. Calling it again does nothing.
func (c *Cluster) Stop() error {
	_ = c.leash.Close()
	select {
	case <-c.ended:
	case <-time.After(time.Minute):
		return fmt.Errorf("stop PostgreSQL in %s: still there after a minute", c.Dir)
	}
	if _, err := os.Stat(c.Dir); !os.IsNotExist(err) {
		return fmt.Errorf("remove %s: it is still there: %w", c.Dir, err)
	}
	return nil
}

func launch(ctx context.Context, bin string, run account, settings Settings) (*Cluster, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mandate-pg-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for PostgreSQL: %w", err)
	}
	c := &Cluster{
		URL:   fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port),
		Dir:   dir,
		ended: make(chan struct{}),
		words: new(bytes.Buffer),
	}
	if err := c.supervise(bin, run, settings.arguments(dir, port)); err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	if err := c.await(ctx); err != nil {
		_ = c.Stop()
		_ = os.RemoveAll(dir) // a supervisor that could not enter left it
		return nil, fmt.Errorf("%w\n%s", err, c.words)
	}
	return c, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// await returns when the server answers a query.
func (c *Cluster) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	db, err := sql.Open("postgres", c.URL)
	if err != nil {
		return err
	}
	defer db.Close()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-c.ended:
			return fmt.Errorf("the server ended before it answered: %w", err)
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
