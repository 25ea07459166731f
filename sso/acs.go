package sso

import (
	"bytes"
	"errors"
	"net/http"
	"sync"

	"mandate/ent/db/connection"
)

// acs takes the answer of the IdP (HTTP-POST binding). Where to go afterwards stands in
// the request's own row; RelayState is only looked at where nobody here asked, and leads
// nowhere but to a page of ours. It is judged by the connection as it is kept, and by one
// that is read for it where that has not let the person in and says something else. Where
// somebody changes that one meanwhile it is judged once more.
func (h *Handler) acs(w http.ResponseWriter, r *http.Request) {
	form := sync.OnceValue(func() error { return parseForm(r) })
	var answer Answer
	var err error
	kept, known := h.ways.of(r, connection.KindSAML)
	if known {
		answer, err = h.readSAML(r, kept, form)
		if err == nil && !isTest(answer.InResponseTo) && h.accept(w, r, kept, answer) {
			return
		}
	}
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	if !known || kept.mark != x.mark {
		answer, err = h.readSAML(r, x, form)
	}
	if h.finishSAML(w, r, x, answer, err) {
		return
	}
	if x, ok = h.activeWay(w, r, connection.KindSAML); !ok {
		return
	}
	answer, err = h.readSAML(r, x, form)
	if !h.finishSAML(w, r, x, answer, err) {
		h.refused(w, r, x.at(), refuse(changedConnection, "twice while it was judged by it"))
	}
}

// finishSAML does what an answer is good for, by a connection that was read for it; err is
// what the checks have said. done is false where somebody has changed the connection since:
// nothing has happened then.
func (h *Handler) finishSAML(w http.ResponseWriter, r *http.Request, x way, answer Answer, err error) (done bool) {
	request := answer.InResponseTo
	if err != nil {
		answer.InResponseTo = h.pendingTest(r, x)
	}
	if isTest(answer.InResponseTo) {
		h.finishTest(w, r, x, answer, err)
		return true
	}
	if err != nil {
		h.refusedAnswer(w, r, x, request, err)
		return true
	}
	return h.accept(w, r, x, answer)
}

// readSAML holds the answer in a form to what a connection wants; form reads the form.
func (h *Handler) readSAML(r *http.Request, x way, form func() error) (Answer, error) {
	if err := form(); err != nil {
		return Answer{}, err
	}
	if len(r.PostForm["SAMLResponse"]) != 1 {
		return Answer{}, refuse(badShape, "%d SAMLResponse fields", len(r.PostForm["SAMLResponse"]))
	}
	done, err := h.heavy.turn(r.Context(), len(r.PostForm.Get("SAMLResponse")))
	if err != nil {
		return Answer{}, err
	}
	defer done()
	doc, err := decodeResponse(r.PostForm.Get("SAMLResponse"))
	if err != nil {
		return Answer{}, err
	}
	c, err := h.judge(x, doc)
	if err != nil {
		return Answer{}, err
	}
	answer, err := c.Validate(doc, h.Store.Now())
	if err == nil && answer.InResponseTo == "" {
		answer.ReturnTo = returnTo(r.PostForm.Get("RelayState"))
	}
	return answer, err
}

func parseForm(r *http.Request) error {
	err := r.ParseForm()
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return refuse(tooLarge, "more than %d bytes", large.Limit)
	}
	if err != nil {
		return refuse(badShape, "form: %v", err)
	}
	return nil
}

// judge is what a connection holds an answer to. Its keys are opened only for an answer
// that says it is encrypted.
func (h *Handler) judge(x way, doc []byte) (SAML, error) {
	certificates, err := x.certificates()
	if err != nil {
		return SAML{}, err
	}
	c := SAML{EntityID: x.row.IdpEntityID, Certificates: certificates, Audience: x.addresses.EntityID, ACS: x.addresses.ACS,
		Unsolicited: x.row.IdpInitiated, Hidden: x.row.WantEncrypted, Mapping: x.row.Mapping}
	if bytes.Contains(doc, []byte("EncryptedAssertion")) {
		c.Keys, err = h.openingKeys(x.row)
	}
	return c, err
}
