package main

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
)

// TestListsStandByName: what an administrator names is listed as people look for it, É beside E.
func TestListsStandByName(t *testing.T) {
	t.Parallel()
	address, key := "sqlite:"+t.TempDir()+"/mandate.db", base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	say := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), append(args, "--database-url="+address, "--secret-key="+key), &out, &errs); code != 0 {
			t.Fatalf("%v: exit %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	say("tenant", "create", "--slug", "acme", "--name", "Acme")
	for _, kind := range []struct{ what, more []string }{
		{[]string{"directory"}, nil},
		{[]string{"connection"}, []string{"oidc"}},
		{[]string{"api-key"}, []string{"--role", "service-los"}},
	} {
		names := []string{"zeta", "Eder", "Émile", "Emma"}
		for _, name := range names {
			say(slices.Concat(kind.what, []string{"create"}, kind.more, []string{"--tenant", "acme", "--name", name})...)
		}
		var got []string
		for line := range strings.Lines(say(append(kind.what, "list", "--tenant", "acme")...)) {
			got = append(got, slices.DeleteFunc(strings.Fields(line), func(word string) bool { return !slices.Contains(names, word) })...)
		}
		if want := []string{"Eder", "Émile", "Emma", "zeta"}; !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", kind.what, got, want)
		}
	}
}
