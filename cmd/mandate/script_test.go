package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mandate/sso/idptest"
	"mandate/store/storetest"
)

// TestMain makes this test program also the command mandate: the stories start it
// as people do, as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"mandate": main})
}

// TestStories plays every story of testdata/script on both databases. A story reads
// as a session at a terminal; testdata/script/README.md explains its commands.
func TestStories(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata/script",
				Setup:               func(env *testscript.Env) error { return setUp(env, kind) },
				Condition:           func(name string) (bool, error) { return onDatabase(kind, name) },
				Cmds:                commandsOfStories,
				RequireUniqueNames:  true,
				RequireExplicitExec: false,
			})
		})
	}
}

type storyCommand = func(ts *testscript.TestScript, neg bool, args []string)

var commandsOfStories = map[string]storyCommand{
	"serve": serveInStory, "database": databaseInStory, "sql": sqlInStory, "sealed": sealedInStory,
	"http": httpInStory, "graphql": graphqlInStory, "replay": replayInStory,
	"idp": idpInStory, "signin": signInInStory, "form": formInStory, "browser": browserInStory,
	"keep": keepInStory, "want": wantInStory, "secret": secretInStory, "leaks": leaksInStory,
}

// story is what the commands of one story share.
type story struct {
	tb       testing.TB
	kind     string
	idps     map[string]idptest.IdP
	browsers map[string]*browser
	server   *process
	secrets  []secret
	seen     strings.Builder // all answers
}

type storyKey struct{}

func storyOf(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

// setUp gives a story a fresh, migrated database and an address of its own.
func setUp(env *testscript.Env, kind string) error {
	tb := env.T().(testing.TB)
	s := &story{tb: tb, kind: kind, idps: map[string]idptest.IdP{}, browsers: map[string]*browser{}}
	env.Values[storyKey{}] = s
	addr, err := freeAddress()
	if err != nil {
		return err
	}
	for name, value := range settingsFor(kind, storetest.Address(tb, kind), addr) {
		env.Setenv(name, value)
	}
	testdata, err := filepath.Abs("../../scim/testdata")
	if err != nil {
		return err
	}
	env.Setenv("URL", "http://"+addr)
	env.Setenv("RECORDED", testdata)
	env.Defer(func() {
		if s.server != nil && tb.Failed() {
			tb.Logf("the server wrote:\n%s", s.server.log)
		}
		s.server.kill()
	})
	return nil
}

// settingsFor are the settings that a production set-up needs, on loopback.
func settingsFor(kind, database, addr string) map[string]string {
	settings := map[string]string{"MANDATE_DATABASE_URL": database, "MANDATE_ADDR": addr, "MANDATE_OUTBOUND_PRIVATE": "allow"}
	if kind == "postgres" { // beside an SQLite file it makes one itself
		settings["MANDATE_SECRET_KEY"] = base64.StdEncoding.EncodeToString(storetest.Secret)
	}
	return settings
}

func onDatabase(kind, name string) (bool, error) {
	if !slices.Contains(storetest.Kinds, name) {
		return false, fmt.Errorf("there is no condition [%s]", name)
	}
	return kind == name, nil
}

// freeAddress is a loopback address below the ports that the system lends to
// outgoing connections, so that none of these takes it before the server does.
func freeAddress() (string, error) {
	var err error
	for range 100 {
		addr := fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(20_000))
		var l net.Listener
		if l, err = net.Listen("tcp", addr); err == nil {
			return addr, l.Close()
		}
	}
	return "", err
}

// stringFlags takes leading flags of a command of a story: -name value.
func stringFlags(ts *testscript.TestScript, args []string, names ...string) (flags map[string]string, rest []string) {
	flags = map[string]string{}
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		name := strings.TrimPrefix(args[0], "-")
		if !slices.Contains(names, name) || len(args) < 2 {
			ts.Fatalf("unknown flag, or one without value: %s", args[0])
		}
		flags[name], args = args[1], args[2:]
	}
	return flags, args
}
