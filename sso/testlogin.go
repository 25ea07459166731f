package sso

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// A test login runs the real protocol and ends on a page with what came, what it was
// taken for and whether the person would come in. It makes no session and leaves no
// link. Its requests are told apart by a mark in their name, so that other sign-ins
// need not ask; that it really is a test is said by the row of the request.
const (
	testMark   = "test-"
	testParam  = "test"
	maxClaims  = 32 << 10 // bytes of claims that are kept and shown
	shownValue = 300
)

// testStart gives what marks a request of a test login, and its run; both are zero for
// an ordinary sign-in.
func (h *Handler) testStart(r *http.Request, x way) (mark string, run ident.ID, err error) {
	text := r.URL.Query().Get(testParam)
	if text == "" {
		return "", ident.ID{}, nil
	}
	run, err = ident.Parse(ident.TestRun, text)
	if err == nil {
		var open bool
		if open, err = h.Directory.OpenTest(inTenant(r.Context(), x.company.ID), x.row.ID, run); err == nil && open {
			return testMark, run, nil
		}
	}
	if err != nil && fault.As(err).Kind != fault.Internal {
		return "", ident.ID{}, err
	}
	return "", ident.ID{}, refuse(unknownRequest, "no such test login")
}

// finishTest ends a test login; refusal is what the checks of the answer said, or nil.
func (h *Handler) finishTest(w http.ResponseWriter, r *http.Request, x way, a Answer, refusal error) {
	ctx := inTenant(r.Context(), x.company.ID)
	run, err := h.Directory.TestOf(ctx, a.InResponseTo)
	if err == nil && run.IsZero() {
		err = refuse(unknownRequest, "no test login")
	}
	if err != nil {
		h.refused(w, r, x.at(), err)
		return
	}
	seen := directory.TestView{Claims: boundedClaims(a.Shown), Mapped: mappedOf(a)}
	if refusal == nil {
		var who ident.ID
		if who, seen.Makes, refusal = h.Directory.TrySignIn(ctx, h.tried(r, x, a, run)); !who.IsZero() {
			seen.Person = who.Text(ident.User)
		}
	}
	reason, known := reasonFor(refusal)
	if refusal != nil && !known {
		h.fail(w, r, refusal)
		return
	}
	if refusal != nil {
		seen.Detail = clip(refusal.Error())
	} else {
		reason = ""
	}
	if err := h.Directory.FinishTest(ctx, run, a.InResponseTo, string(reason), seen); err != nil {
		h.fail(w, r, err)
		return
	}
	h.showTest(w, r, x, seen, string(reason))
}

// tried is the answer as a sign-in would take it.
func (h *Handler) tried(r *http.Request, x way, a Answer, run ident.ID) directory.SignInInput {
	in := h.signInOf(r, x, a)
	in.Version = 0 // what was seen is shown, and lets nobody in
	now := h.Store.Now()
	in.TokenHash, in.IdleUntil, in.Expires = store.HashCredential(run.String()), now, now
	return in
}

func boundedClaims(claims map[string]any) map[string]any {
	text, err := json.Marshal(claims)
	if err != nil || len(text) > maxClaims {
		return map[string]any{"": "more than " + strconv.Itoa(maxClaims) + " bytes"}
	}
	return claims
}

// mappedOf says what became of the claims or attributes.
func mappedOf(a Answer) []directory.TestMapping {
	list := []directory.TestMapping{{Field: "subject", Value: a.Subject}}
	for _, f := range []struct{ field, value string }{
		{"userName", a.UserName}, {"email", a.Email}, {"firstName", a.FirstName}, {"lastName", a.LastName},
		{"emailVerified", strconv.FormatBool(a.Verified && !a.Disowned)}, {"groups", strings.Join(a.Groups, ", ")},
	} {
		list = append(list, directory.TestMapping{Field: f.field, Name: a.From[f.field], Value: f.value})
	}
	for i := range list {
		list[i].Value = printable(list[i].Value, shownValue)
	}
	return list
}

func (h *Handler) showTest(w http.ResponseWriter, r *http.Request, x way, seen directory.TestView, reason string) {
	claims, err := json.MarshalIndent(seen.Claims, "", "  ")
	if err != nil {
		h.fail(w, r, err)
		return
	}
	v := view{Title: "tested.good", Body: "tested.enters", Tenant: x.company.Name, Tested: &tested{Mapped: seen.Mapped, Claims: string(claims)}}
	if seen.Makes {
		v.Body = "tested.makes"
	}
	if reason != "" {
		lang := languages[h.pages.tag(r, x.company.Language)].String()
		v.Title, v.Body, v.Reference = "tested.refused", "tested.why", actor.RequestOf(r.Context())
		v.Tested.Reason, v.Tested.Why = reason, h.words.Say(lang, reason)
	}
	h.show(w, r, http.StatusOK, "tested", v, x.company.Language)
}

// tested is what the page of a test login shows.
type tested struct {
	Mapped              []directory.TestMapping
	Claims, Reason, Why string
}

// answersTest finds the request of a test login that a SAML answer says it answers.
var answersTest = regexp.MustCompile(`InResponseTo="(` + idPlain + testMark + `[A-Za-z0-9_-]+)"`)

// pendingTest is the request of a test login under way in this browser that a refused
// SAML answer names; empty: none. What is read before the signature only finds the page
// on which the refusal is explained.
func (h *Handler) pendingTest(r *http.Request, x way) string {
	text, err := base64.StdEncoding.DecodeString(r.PostForm.Get("SAMLResponse"))
	found := answersTest.FindSubmatch(text)
	if err != nil || found == nil {
		return ""
	}
	handle := string(found[1])
	if _, err := h.checkPending(r.Context(), x, handle, store.HashCredential(string(bindingOf(r)))); err != nil {
		return ""
	}
	return handle
}

// isTest reports whether the name of a request has the mark of a test login.
func isTest(name string) bool {
	return strings.HasPrefix(name, testMark) || strings.HasPrefix(name, idPlain+testMark)
}
