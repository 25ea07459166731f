//go:build unix

package store

import (
	"io"
	"os"
	osexec "os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// askVariable holds the file for a copy of the test program that asks whether another program has it.
const askVariable = "MANDATE_TEST_ASK"

// TestAskingProcess is the body of that copy; by itself it does nothing. SQLite locks these bytes
// for as long as a database with a write-ahead log is open (SHARED, sqlite.org/lockingv3.html).
func TestAskingProcess(t *testing.T) {
	file := os.Getenv(askVariable)
	if file == "" {
		return
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: 1<<30 + 2, Len: 510}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock); err != nil {
		t.Fatal(err)
	}
	if lock.Type == syscall.F_UNLCK {
		t.Error("nobody holds the file")
	}
}

// A program that opened its file twice, as the demo does, still holds it. Without the lock, whoever
// opens and closes it next (the sqlite3 shell does) removes the write-ahead log of the program that
// runs, and with it all that comes after.
func TestSQLiteFileOpenedTwiceIsHeld(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mandate.db")
	openTest(t, "sqlite:"+file)
	second, err := openPools(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := osexec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAskingProcess$")
	cmd.Env = append(os.Environ(), askVariable+"="+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
