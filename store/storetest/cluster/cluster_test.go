package cluster_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"mandate/store/storetest/cluster"
)

// childVariable makes the test program play the parent that dies.
const childVariable = "MANDATE_CLUSTER_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		holdCluster()
	}
	os.Exit(m.Run())
}

// holdCluster starts a cluster, says where, and waits to be killed.
func holdCluster() {
	c, err := cluster.Start(context.Background(), cluster.Settings{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(c.Dir, c.URL)
	select {}
}

func TestStartAndStop(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		settings cluster.Settings
		fsync    string
		buffers  string
	}{
		"for tests":      {cluster.Settings{}, "off", "128MB"},
		"for benchmarks": {cluster.Settings{Durable: true}, "on", "2GB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := cluster.Start(t.Context(), tc.settings)
			if err != nil {
				t.Fatal(err)
			}
			for setting, want := range map[string]string{
				"fsync": tc.fsync, "synchronous_commit": tc.fsync, "full_page_writes": tc.fsync, "max_connections": "200", "shared_buffers": tc.buffers,
				"server_encoding": "UTF8", "lc_collate": "C", "listen_addresses": "127.0.0.1",
			} {
				if got := show(t, c.URL, setting); got != want {
					t.Errorf("%s is %q, want %q", setting, got, want)
				}
			}
			if err := c.Stop(); err != nil {
				t.Fatal(err)
			}
			if err := c.Stop(); err != nil {
				t.Errorf("stopped again: %v", err)
			}
			wantGone(t, c.Dir, c.URL)
		})
	}
}

func TestStartGivesUpWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cluster.Start(ctx, cluster.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestClusterGoesWithItsParent(t *testing.T) {
	t.Parallel()
	parent := exec.CommandContext(t.Context(), os.Args[0])
	parent.Env = append(os.Environ(), childVariable+"=1")
	parent.Stderr = os.Stderr
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the parent said nothing: %v", err)
	}
	dir, address, _ := strings.Cut(strings.TrimSpace(line), " ")
	if got := show(t, address, "fsync"); got != "off" {
		t.Errorf("fsync is %q, want off", got)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	wantGone(t, dir, address)
}

// show asks the server for the value of a setting.
func show(t *testing.T, address, setting string) string {
	t.Helper()
	db := open(t, address)
	var value string
	if err := db.QueryRowContext(t.Context(), "SELECT current_setting($1)", setting).Scan(&value); err != nil {
		t.Fatalf("show %s: %v", setting, err)
	}
	return value
}

func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// wantGone waits until nobody listens and the folder is gone.
func wantGone(t *testing.T, dir, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		_, err := os.Stat(dir)
		if os.IsNotExist(err) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", dir, err)
	}
	if conn, err := net.Dial("tcp", u.Host); err == nil {
		_ = conn.Close()
		t.Errorf("somebody still listens on %s", u.Host)
	}
}
