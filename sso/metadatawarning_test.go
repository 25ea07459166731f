package sso

import (
	"slices"
	"testing"

	"mandate/sso/forge"
)

func TestWarningsOfMetadata(t *testing.T) {
	t.Parallel()
	m := IdPMetadata{RedirectURL: "https://idp.test/sso", LogoutURL: "http://idp.test/slo",
		Certificates: []string{pemOf(ourIdP()), pemOf(oldIdP()), pemOf(forge.NewIdP(t, "next", noon.AddDate(1, 1, 0)))}}
	var codes []string
	for _, w := range m.Warnings(noon) {
		codes = append(codes, w.Code)
	}
	if want := []string{WarnExpired, WarnNotYet, WarnPlainAddress}; !slices.Equal(codes, want) {
		t.Errorf("codes = %q", codes)
	}
	m = IdPMetadata{RedirectURL: "https://idp.test/sso", Certificates: []string{pemOf(ourIdP())}, ValidUntil: noon}
	late := m.Warnings(noon.AddDate(1, 0, -59))
	if len(late) != 3 || late[0].Code != WarnExpiring || late[0].Name != "our idp" || !late[0].At.Equal(noon.AddDate(1, 0, 0)) || late[1].Code != WarnStale || late[2].Code != WarnNoLogout {
		t.Errorf("late = %+v", late)
	}
	gone := m.Warnings(noon.AddDate(1, 0, 1))
	if len(gone) != 4 || gone[0].Code != WarnExpired || gone[1].Code != WarnAllExpired {
		t.Errorf("gone = %+v", gone)
	}
}
