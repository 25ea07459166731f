package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"mandate/store/storetest"
)

// installed is a database with settings, and commands on it.
type installed struct {
	t         *testing.T
	env       []string
	url, addr string
}

func install(t *testing.T, kind string, more ...string) installed {
	t.Helper()
	addr, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	i := installed{t: t, url: "http://" + addr, addr: addr, env: more}
	for name, value := range settingsFor(kind, storetest.Address(t, kind), addr) {
		i.env = append(i.env, name+"="+value)
	}
	return i
}

// json runs a command and gives what it printed.
func (i installed) json(args ...string) map[string]string {
	i.t.Helper()
	command := exec.CommandContext(i.t.Context(), "mandate", args...)
	command.Env = append(command.Environ(), i.env...)
	out, err := command.Output()
	if err != nil {
		i.t.Fatalf("%s: %v", args, err)
	}
	var row map[string]string
	if err := json.Unmarshal(out, &row); err != nil {
		i.t.Fatalf("%s: %v", out, err)
	}
	return row
}

func (i installed) serve(args ...string) *process {
	i.t.Helper()
	if len(args) == 0 {
		args = []string{"serve"}
	}
	p, err := startServer(i.env, i.t.TempDir(), i.url, args...)
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(p.kill)
	return p
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func onBoth(t *testing.T, fn func(t *testing.T, kind string)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			fn(t, kind)
		})
	}
}

func TestHealthAndMetrics(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		metrics, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		i := install(t, kind, "MANDATE_METRICS_ADDR="+metrics)
		p := i.serve()
		for path, want := range map[string]string{"/livez": `{"status":"ok"}`, "/readyz": `{"database":"ok","migrations":"ok"}`} {
			if status, body := get(t, i.url+path); status != http.StatusOK || strings.TrimSpace(body) != want {
				t.Errorf("%s: %d %s", path, status, body)
			}
		}
		get(t, i.url+"/scim/v2/Users/usr_1?secret=in-the-address")
		status, body := get(t, "http://"+metrics+"/metrics")
		for _, want := range []string{`mandate_requests_total{door="scim",method="GET",status="401"} 1`, "mandate_request_seconds_bucket", "go_goroutines"} {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("metrics: %d without %s", status, want)
			}
		}
		if strings.Contains(body, "usr_1") || strings.Contains(body, "in-the-address") {
			t.Error("metrics name a record")
		}
		if _, body := get(t, i.url+"/metrics"); strings.Contains(body, "mandate_requests_total") {
			t.Error("metrics are on the public address")
		}
		if err := p.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
}

// TestStopWaitsForWhatIsUnderWay sends half a request, asks the server to end, then
// sends the other half.
func TestStopWaitsForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		i := install(t, kind)
		i.json("tenant", "create", "--slug", "acme", "--name", "Acme", "--json")
		token := i.json("directory", "create", "--tenant", "acme", "--name", "Okta", "--json")["token"]
		p := i.serve()
		body := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann@acme.test","active":true}`
		conn, err := net.Dial("tcp", i.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		_, err = fmt.Fprintf(conn, "POST /scim/v2/Users HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/scim+json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n",
			i.addr, token, len(body))
		if err != nil {
			t.Fatal(err)
		}
		reader := bufio.NewReader(conn)
		if line, err := reader.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") { // it reads the body now
			t.Fatalf("%q, %v", line, err)
		}
		if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		waitUntil(t, func() bool { return strings.Contains(p.log.String(), "draining") })
		if _, err := reader.ReadString('\n'); err != nil { // the empty line behind 100 Continue
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, body); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(reader, nil)
		if err != nil || answer.StatusCode != http.StatusCreated {
			t.Fatalf("%v, %v", answer, err)
		}
		<-p.ended
		if p.err != nil {
			t.Errorf("exit: %v", p.err)
		}
		if c, err := net.Dial("tcp", i.addr); err == nil {
			_ = c.Close()
			t.Error("somebody still listens")
		}
	})
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) }

func waitUntil(t *testing.T, fn func() bool) {
	t.Helper()
	for range 1000 {
		if fn() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it did not come to that within 10 s")
}

func TestAnAddressThatIsTakenIsSaid(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	i := install(t, "sqlite")
	i.env = slices.DeleteFunc(i.env, func(s string) bool { return strings.HasPrefix(s, "MANDATE_ADDR=") })
	command := exec.CommandContext(t.Context(), "mandate", "serve", "--addr", l.Addr().String())
	command.Env = append(command.Environ(), i.env...)
	out, err := command.CombinedOutput()
	if err == nil || command.ProcessState.ExitCode() != exitRefused || !strings.Contains(string(out), "address already in use") ||
		!strings.Contains(string(out), "MANDATE_ADDR") {
		t.Errorf("%v: %s", err, out)
	}
}
