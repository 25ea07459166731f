// Command withpostgres runs a command beside a private PostgreSQL:
//
//	withpostgres [-durable] [--] command argument…
//
// It starts one cluster, gives its address to the command in
// MANDATE_TEST_POSTGRES_URL, and removes the cluster when the command has ended.
// An interrupt ends the command's whole process group first. The exit code is
// the command's; 128 + n where signal n ended it; 1 where there is no cluster.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"mandate/store/storetest/cluster"
)

func main() {
	durable := flag.Bool("durable", false, "keep fsync on, as in production: for benchmarks")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: withpostgres [-durable] [--] command argument…")
		os.Exit(2)
	}
	code, err := run(cluster.Settings{Durable: *durable}, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
	}
	os.Exit(code)
}

// run gives the exit code, and an error for what is not the command's own matter.
func run(settings cluster.Settings, command []string) (int, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	c, err := cluster.Start(ctx, settings)
	if err != nil {
		return 1, err
	}
	code, err := runCommand(ctx, command, c.URL)
	if stopped := c.Stop(); stopped != nil {
		return max(code, 1), errors.Join(err, stopped)
	}
	return code, err
}

// runCommand gives the command a process group of its own, so that an interrupt
// reaches all that it started: go test as well as its test programs.
func runCommand(ctx context.Context, command []string, address string) (int, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), cluster.AddressVariable+"="+address)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	_ = cmd.Wait() // ProcessState tells more than the error does
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return cmd.ProcessState.ExitCode(), nil
}
