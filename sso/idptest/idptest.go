// Package idptest runs real identity providers for tests: SAML 2.0 by npm samlp and
// npm samlify, OpenID Connect by npm oidc-provider, each a Node process on a free loopback port
// that ends with the test. They check no password and know the people of
// testdata/common/users.mjs unless USERS says otherwise.
//
// Node 20 or later must be there; `npm ci` is run once where node_modules is missing.
package idptest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// IdP is one running identity provider.
type IdP struct {
	Base string // its address, without a slash at the end
}

// SAML starts an IdP by npm samlp. Its metadata is at /metadata, its entity ID too.
// env are settings as NAME=value, see testdata/saml-samlp/server.mjs.
func SAML(tb testing.TB, env ...string) IdP {
	tb.Helper()
	return start(tb, "saml-samlp", func(base string) []string { return append([]string{"BASE_URL=" + base}, env...) })
}

// SAMLify starts an IdP by npm samlify, which encrypts and logs out. It answers once
// it has our metadata: KnowSP. env are settings as NAME=value, see
// testdata/saml-samlify/server.mjs.
func SAMLify(tb testing.TB, env ...string) IdP {
	tb.Helper()
	return start(tb, "saml-samlify", func(base string) []string { return append([]string{"BASE_URL=" + base}, env...) })
}

// KnowSP gives a samlify IdP the metadata of the service provider that it serves.
func (i IdP) KnowSP(tb testing.TB, metadata []byte) {
	tb.Helper()
	i.Control(tb, "/test/sp", url.Values{"metadata": {string(metadata)}})
}

// OIDC starts a provider by npm oidc-provider whose issuer is its Base.
func OIDC(tb testing.TB, env ...string) IdP {
	tb.Helper()
	return start(tb, "oidc", func(base string) []string { return append([]string{"ISSUER=" + base}, env...) })
}

// RelyingParty runs a program of testdata/relying-party by npm openid-client, a
// certified relying party, and gives what it prints. env are settings as NAME=value.
func RelyingParty(tb testing.TB, env ...string) string {
	tb.Helper()
	dir := filepath.Join(root(tb), "relying-party")
	if err := install(dir); err != nil {
		tb.Fatal(err)
	}
	command := exec.CommandContext(tb.Context(), "node", "client.mjs")
	command.Dir = dir
	command.Env = append(command.Environ(), env...)
	out, err := command.CombinedOutput()
	if err != nil {
		tb.Fatalf("relying party: %v: %s", err, out)
	}
	return string(out)
}

// Control posts to one of the IdP's control addresses, such as /test/login-as.
func (i IdP) Control(tb testing.TB, path string, form url.Values) {
	tb.Helper()
	answer, err := http.PostForm(i.Base+path, form)
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		tb.Fatalf("%s: %s", path, answer.Status)
	}
}

// Metadata reads what a SAML IdP says of itself.
func (i IdP) Metadata(tb testing.TB) []byte {
	tb.Helper()
	answer, err := http.Get(i.Base + "/metadata")
	if err != nil {
		tb.Fatalf("metadata: %v", err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		tb.Fatalf("metadata: %v", err)
	}
	return text
}

func start(tb testing.TB, folder string, env func(base string) []string) IdP {
	tb.Helper()
	dir := filepath.Join(root(tb), folder)
	if err := install(dir); err != nil {
		tb.Fatal(err)
	}
	var trouble string
	for range 5 { // somebody else may take the address first
		base := "http://" + freeAddress(tb)
		if trouble = launch(tb, dir, base, env(base)); trouble == "" {
			return IdP{Base: base}
		}
		if !strings.Contains(trouble, "EADDRINUSE") {
			break
		}
	}
	tb.Fatalf("%s did not start: %s", folder, trouble)
	return IdP{}
}

// launch starts the server of a folder at an address and waits until it answers, or gives
// what it complained of.
func launch(tb testing.TB, dir, base string, env []string) (trouble string) {
	tb.Helper()
	_, port, _ := strings.Cut(strings.TrimPrefix(base, "http://"), ":")
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, "node", "server.mjs")
	command.Dir = dir
	command.Env = append(append(command.Environ(), "PORT="+port), env...)
	if _, err := command.StdinPipe(); err != nil { // it ends when this pipe does
		tb.Fatal(err)
	}
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := command.Start(); err != nil {
		tb.Fatalf("start node: %v", err)
	}
	if !ready(out) {
		cancel()
		_ = command.Wait()
		return "it ended: " + complaints.String()
	}
	tb.Cleanup(func() { cancel(); _ = command.Wait() })
	return ""
}

func ready(out io.Reader) bool {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "ready:") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return true
		}
	}
	return false
}

// freeAddress is a loopback address that nobody listened on a moment ago.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// root is the folder of the programs, found from the folder of the package under test:
// binaries that are built with -trimpath do not know where their source was.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return filepath.Join(at, "sso", "idptest", "testdata")
		}
		if at == filepath.Dir(at) {
			tb.Fatalf("no module around %s", dir)
		}
	}
}

var installing sync.Mutex

// install runs npm ci once; a lock file keeps the programs of several test packages
// apart.
func install(dir string) error {
	installing.Lock()
	defer installing.Unlock()
	lock, err := os.OpenFile(filepath.Join(dir, "package-lock.json"), os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", dir, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json")); err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci in %s: %w: %s", dir, err, out)
	}
	return nil
}
