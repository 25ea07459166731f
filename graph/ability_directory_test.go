package graph

import (
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestDirectoryAbilities(t *testing.T) {
	t.Parallel()
	actions := []string{"update", "pause", "resume", "preview", "createToken", "createClient", "createEventStream"}
	no := fault.CodeInvalid
	for name, tc := range map[string]struct {
		manage fault.Code
		state  directory.State
		tokens int
		want   map[string]fault.Code // nothing: allowed
	}{
		"active, one token":   {"", directory.StateACTIVE, 1, map[string]fault.Code{"resume": no}},
		"paused, no token":    {"", directory.StatePAUSED, 0, map[string]fault.Code{"pause": no}},
		"preview, two tokens": {"", directory.StatePREVIEW, 2, map[string]fault.Code{"preview": no, "createToken": no}},
		"not theirs": {fault.CodeForbidden, directory.StateACTIVE, 2, map[string]fault.Code{"update": "FORBIDDEN", "pause": "FORBIDDEN", "resume": "FORBIDDEN",
			"preview": "FORBIDDEN", "createToken": "FORBIDDEN", "createClient": "FORBIDDEN", "createEventStream": "FORBIDDEN"}},
	} {
		got := directoryAbilities(tc.manage, tc.state, tc.tokens)
		if len(got) != len(actions) {
			t.Fatalf("%s: %v", name, got)
		}
		for i, a := range got {
			if a.action != actions[i] || a.code != tc.want[a.action] {
				t.Errorf("%s: %s is %q, want %s %q", name, a.action, a.code, actions[i], tc.want[a.action])
			}
		}
	}
}

func TestIsGood(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	before, after, client := now.Add(-time.Second), now.Add(time.Second), ident.ID{1}
	for name, tc := range map[string]struct {
		token db.DirectoryToken
		want  bool
	}{
		"for ever":    {db.DirectoryToken{}, true},
		"for a while": {db.DirectoryToken{ExpiresAt: &after}, true},
		"ends now":    {db.DirectoryToken{ExpiresAt: &now}, false},
		"over":        {db.DirectoryToken{ExpiresAt: &before}, false},
		"revoked":     {db.DirectoryToken{RevokedAt: &before}, false},
		"of a client": {db.DirectoryToken{ClientID: &client}, false},
	} {
		if got := isGood(&tc.token, now); got != tc.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
