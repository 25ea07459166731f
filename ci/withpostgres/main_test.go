package main_test

import (
	"bufio"
	"io"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mandate/store/storetest/cluster"
)

// program builds the command once for a test.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "withpostgres")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

func TestExitCodeIsTheCommands(t *testing.T) {
	t.Parallel()
	path := program(t)
	for name, tc := range map[string]struct {
		arguments []string
		want      int
	}{
		"success":         {[]string{"--", "true"}, 0},
		"failure":         {[]string{"-durable", "--", "sh", "-c", "exit 7"}, 7},
		"ended by itself": {[]string{"sh", "-c", "kill -TERM $$"}, 128 + 15},
		"no such command": {[]string{"--", "no-such-command"}, 1},
		"no command":      {nil, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), path, tc.arguments...)
			_ = cmd.Run()
			if got := cmd.ProcessState.ExitCode(); got != tc.want {
				t.Errorf("exit code %d, want %d", got, tc.want)
			}
		})
	}
}

func TestInterruptEndsTheCommandAndTheCluster(t *testing.T) {
	t.Parallel()
	path := program(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			// The grandchild sleeps; the shell waits for it and says where the server is.
			cmd := exec.CommandContext(t.Context(), path, "sh", "-c", "echo $"+cluster.AddressVariable+"; sleep 600; true")
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			address := readLine(t, out)
			if !listens(t, address) {
				t.Fatalf("nobody listens at %s", address)
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != 128+int(syscall.SIGTERM) {
				t.Errorf("exit code %d, want %d", got, 128+int(syscall.SIGTERM))
			}
			if listens(t, address) {
				t.Errorf("the server still listens at %s", address)
			}
		})
	}
}

func readLine(t *testing.T, from io.Reader) string {
	t.Helper()
	line, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		t.Fatalf("the command said nothing: %v", err)
	}
	return strings.TrimSpace(line)
}

func listens(t *testing.T, address string) bool {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		return false
	}
	return conn.Close() == nil
}
