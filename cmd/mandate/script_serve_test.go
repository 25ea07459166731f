package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// process is a running server, a process of its own.
type process struct {
	cmd   *exec.Cmd
	log   *capture
	ended chan struct{}
	err   error // after ended
}

// capture keeps what a process writes.
type capture struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (c *capture) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.Write(p)
}

func (c *capture) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.String()
}

// startServer runs mandate with these arguments until /livez answers at url.
func startServer(env []string, dir, url string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command("mandate", args...), log: &capture{}, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = append([]string{"PATH=" + os.Getenv("PATH")}, env...), dir, p.log, p.log
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.err = p.cmd.Wait(); close(p.ended) }()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if answer, err := http.Get(url + "/livez"); err == nil {
			_ = answer.Body.Close()
			return p, nil
		}
		select {
		case <-p.ended:
			return nil, fmt.Errorf("the server ended: %w\n%s", errors.Join(p.err, errors.New("before it answered")), p.log)
		default:
		}
	}
	p.kill()
	return nil, fmt.Errorf("the server does not answer at %s\n%s", url, p.log)
}

// stop asks the process to end as an operating system does, and gives its error.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-p.ended:
		return p.err
	case <-time.After(30 * time.Second):
		p.kill()
		return errors.New("the server did not end within 30 s of SIGTERM")
	}
}

func (p *process) kill() {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// serveInStory is the command `serve [stop]`: starts the server and waits until it
// answers; ends it by SIGTERM and expects exit code 0. Its log is serve.log.
func serveInStory(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	switch {
	case neg || len(args) > 1:
		ts.Fatalf("usage: serve [stop]")
	case len(args) == 1 && args[0] == "stop":
		if s.server == nil {
			ts.Fatalf("no server runs")
		}
		err := s.server.stop()
		ts.Check(os.WriteFile(ts.MkAbs("serve.log"), []byte(s.server.log.String()), 0o600))
		ts.Check(err)
		s.server = nil
	default:
		var err error
		s.server, err = startServer(settingsOf(ts), ts.MkAbs("."), ts.Getenv("URL"), "serve")
		ts.Check(err)
	}
}

// settingsOf are the MANDATE_ variables of a story.
func settingsOf(ts *testscript.TestScript) (env []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		if name := f.Tag.Get("env"); ts.Getenv(name) != "" {
			env = append(env, name+"="+ts.Getenv(name))
		}
	}
	return append(env, "HOME="+filepath.Join(ts.MkAbs("."), ".home"))
}

// sealedInStory is `sealed`: waits until the server has sealed all history. The
// proof is stdout then.
func sealedInStory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: sealed")
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		ts.Check(ts.Exec("mandate", "history", "verify", "--json"))
		if proof := ts.ReadFile("stdout"); !unsealed.MatchString(proof) {
			_, _ = fmt.Fprint(ts.Stdout(), proof)
			return
		}
	}
	ts.Fatalf("not sealed within 20 s: %s", ts.ReadFile("stdout"))
}

var unsealed = regexp.MustCompile(`"unsealed":[1-9]`)
