package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The whole promise, on a durable PostgreSQL and a machine that does nothing else: `go test
// -run ManyDeals/postgres ./cmd/mandate -deals 1000000 -people 10000 -v` tells how long a
// million deals take (150 s are promised).
var (
	manyDeals  = flag.Int("deals", 4*importBatch, "deals of TestManyDeals")
	manyPeople = flag.Int("people", 100, "people who get them")
)

// maxImportMemory is how much memory the command may take, however long its file.
const maxImportMemory = 512 << 20

// TestManyDeals takes in a file of deals without an owner by the program itself, interrupts
// it in the middle and goes on: each deal is there once and is decided, and the memory that
// it takes has a bound.
func TestManyDeals(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := newInstallation(t, kind)
		i.hire(*manyPeople)
		name := i.write("deals.csv", "reference,facilities,location", *manyDeals, func(n int) string {
			return fmt.Sprintf("R-%d,MORTGAGE %d.00,ON", n, 1000+n%400*1000)
		})
		first := i.takeIn(name, *manyDeals/2)
		second := i.takeIn(name, 0)
		if first.Created < *manyDeals/2 || first.Created < *manyDeals && !first.Interrupted { // it may be faster than the signal
			t.Fatalf("not interrupted in the middle: %+v", first.importTotal)
		}
		if second.Present != first.Created || second.Created != *manyDeals-first.Created || second.Refused+first.Refused > 0 {
			t.Errorf("gone on: %+v, after %+v", second.importTotal, first.importTotal)
		}
		i.holds(*manyDeals)
		if n := i.number(`SELECT count(*) FROM assignment_decisions`); n != *manyDeals {
			t.Errorf("%d of %d are decided", n, *manyDeals)
		}
		t.Logf("%d deals in %s (%.0f a second), %d MB; those there were recognised beside the rest in %s, %d MB",
			first.Created, first.took.Round(time.Millisecond), float64(first.Created)/first.took.Seconds(), first.memory>>20,
			second.took.Round(time.Millisecond), second.memory>>20)
	})
}

// hire makes people who have room for all deals together, and covers them.
func (i *installation) hire(people int) {
	i.Helper()
	room := 2**manyDeals/people + 1
	name := i.write("people.csv", "email,firstName,lastName,roles,maxCapacity,loanAmount", people, func(n int) string {
		return fmt.Sprintf("p%d@acme.test,Pat,Person,underwriter,%d,1000000.00", n, room)
	})
	if out, err := i.command("user", "import", "--tenant", "acme", "--quiet", name).CombinedOutput(); err != nil {
		i.Fatalf("people: %v\n%s", err, out)
	}
}

func (i *installation) write(name, head string, rows int, row func(n int) string) string {
	i.Helper()
	var file strings.Builder
	file.WriteString(head + "\n")
	for n := range rows {
		file.WriteString(row(n) + "\n")
	}
	name = filepath.Join(i.dir, name)
	if err := os.WriteFile(name, []byte(file.String()), 0o600); err != nil {
		i.Fatal(err)
	}
	return name
}

// taken is one run of the import.
type taken struct {
	importTotal
	took   time.Duration
	memory int64 // at most, in bytes
}

// takeIn runs the import, and interrupts it as Ctrl-C does when so many are there.
func (i *installation) takeIn(name string, interruptAt int) (run taken) {
	i.Helper()
	var out, log strings.Builder
	cmd := i.command("deals", "import", "--tenant", "acme", "--json", name)
	cmd.Stdout, cmd.Stderr = &out, &log
	began := time.Now()
	if err := cmd.Start(); err != nil {
		i.Fatal(err)
	}
	if interruptAt > 0 {
		for i.number(fmt.Sprintf(`SELECT count(*) FROM deals WHERE reference = 'R-%d'`, interruptAt-1)) == 0 {
			time.Sleep(time.Duration(interruptAt) * time.Microsecond)
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			i.Fatal(err)
		}
	}
	err := cmd.Wait()
	run.took, run.memory = time.Since(began), peakMemory(cmd)
	if wrong := json.Unmarshal([]byte(out.String()), &run.importTotal); wrong != nil {
		i.Fatalf("%v, %v\n%s%s", err, wrong, &out, &log)
	}
	if run.memory > maxImportMemory {
		i.Errorf("the import took %d MB of memory", run.memory>>20)
	}
	return run
}

func peakMemory(cmd *exec.Cmd) int64 {
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return usage.Maxrss << 10 // in kilobytes on Linux
}
