package store

import (
	"context"
	"errors"
	"os"
	osexec "os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/store/storetest/cluster"
)

// migrateVariable holds the address for a copy of the test program that only migrates.
const migrateVariable = "MANDATE_TEST_MIGRATE"

// TestMigratingProcess is the body of those copies; by itself it does nothing.
func TestMigratingProcess(t *testing.T) {
	address := os.Getenv(migrateVariable)
	if address == "" {
		return
	}
	p := openTest(t, address)
	if err := migrateUp(t.Context(), p, address, testMigrations()); err != nil {
		t.Fatal(err)
	}
}

func migratingProcess(t *testing.T, address string) *osexec.Cmd {
	t.Helper()
	cmd := osexec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMigratingProcess$")
	cmd.Env = append(os.Environ(), migrateVariable+"="+address)
	return cmd
}

// expectOnce sees that both steps are there once and the lock is free.
func expectOnce(t *testing.T, p pools) {
	t.Helper()
	if got := scan[int](t, p.Read, "SELECT count(*) FROM steps"); got != 1 {
		t.Errorf("the slow step ran %d times", got)
	}
	if got := scan[int](t, p.Read, "SELECT count(*) FROM goose_db_version WHERE version_id > $1", 0); got != 2 {
		t.Errorf("%d steps are noted, want 2", got)
	}
	if applied, pending, unknown := status(t, p, testMigrations()); applied != 2 || pending+unknown != 0 {
		t.Errorf("%d applied, %d pending, %d unknown", applied, pending, unknown)
	}
}

func TestProcessesMigrateOnce(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		var all sync.WaitGroup
		for range 4 {
			cmd := migratingProcess(t, address)
			all.Go(func() {
				if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
					t.Errorf("migrating process: %v\n%s", err, out)
				}
			})
		}
		all.Wait()
		expectOnce(t, p)
	})
}

func TestGoroutinesMigrateOnce(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := migrateUp(t.Context(), p, address, testMigrations()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		expectOnce(t, p)
	})
}

// TestKilledProcessFreesTheFile ends a holder of the lock without a farewell.
func TestKilledProcessFreesTheFile(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite:"+t.TempDir()+"/test.db")
	cmd := migratingProcess(t, "sqlite:"+p.file)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { _, err := os.Stat(p.file + ".migrate"); return err == nil })
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed, or done just before
	if err := migrateUp(t.Context(), p, "sqlite:"+p.file, testMigrations()); err != nil {
		t.Fatal(err)
	}
	expectOnce(t, p)
}

// TestDeadHolderLosesTheLease leaves the row of a process that died long ago.
func TestDeadHolderLosesTheLease(t *testing.T) {
	t.Parallel()
	address := cluster.Fresh(t).OwnerURL
	p := openTest(t, address)
	if err := migrateUp(t.Context(), p, address, firstOnly(t)); err != nil {
		t.Fatal(err)
	}
	exec(t, p.Write, "UPDATE goose_lock SET locked = true, locked_by = $1, lease_expires_at = now() - interval '1 second'", "dead")
	if err := migrateUp(t.Context(), p, address, testMigrations()); err != nil {
		t.Fatal(err)
	}
	expectOnce(t, p)
}

// TestWaitForLockEnds has somebody else hold the lock for longer than we wait.
func TestWaitForLockEnds(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, firstOnly(t)); err != nil {
			t.Fatal(err)
		}
		if p.Kind == string(dialectSQLite) {
			unlock, err := lockFile(t.Context(), p.file+".migrate")
			if err != nil {
				t.Fatal(err)
			}
			defer unlock()
		} else {
			exec(t, p.Write, "UPDATE goose_lock SET locked = true, locked_by = $1, lease_expires_at = now() + interval '1 hour'", "another")
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*lockInterval)
		defer cancel()
		if err := migrateUp(ctx, p, address, testMigrations()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while another migrates: %v", err)
		}
		if applied, pending, _ := status(t, p, testMigrations()); applied != 1 || pending != 1 {
			t.Errorf("%d applied, %d pending", applied, pending)
		}
	})
}

func waitFor(t *testing.T, there func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !there(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain")
		}
	}
}
