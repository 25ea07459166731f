package sso

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"mandate/ent/db/connection"
)

// showMetadata describes this service provider to an IdP; a draft has it too, since
// it is what the IdP's administrator needs first.
func (h *Handler) showMetadata(w http.ResponseWriter, r *http.Request) {
	x, err := h.wayOf(r, connection.KindSAML)
	if err == nil && x.row.SpCertificate == "" {
		x, err = h.withKey(r, x)
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	text, err := x.addresses.metadata(ownKeys{[]string{x.row.SpCertificate, x.row.SpNextCertificate}, x.row.SignRequests}, h.Store.Now())
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	_, _ = w.Write(text)
}

// withKey gives a connection its own key the first time that one is needed.
func (h *Handler) withKey(r *http.Request, x way) (way, error) {
	if err := h.Directory.EnsureServiceKey(inTenant(r.Context(), x.company.ID), x.row.ID); err != nil {
		return x, err
	}
	return h.wayOf(r, connection.KindSAML)
}

// startSAML sends the browser to the IdP with a request: by redirect, else by a form.
// ?reauthenticate=1 asks that the person proves anew who they are.
func (h *Handler) startSAML(w http.ResponseWriter, r *http.Request) {
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	x, err := h.refreshed(r, x)
	if err != nil {
		h.refused(w, r, x.at(), err)
		return
	}
	secret, err := newSecret(h.Random)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	id := idPlain + secret
	if asksAnew(r) {
		id = idFresh + secret
	}
	if r.URL.Query().Has(testParam) {
		id = idPlain + testMark + secret
	}
	if _, err := h.begin(w, r, x, id); err != nil {
		h.fail(w, r, err)
		return
	}
	if err := h.sendRequest(w, r, x, id); err != nil {
		h.fail(w, r, err)
	}
}

func (h *Handler) sendRequest(w http.ResponseWriter, r *http.Request, x way, id string) error {
	var key *serviceKey
	if x.row.SignRequests {
		var err error
		if key, err = h.keyOf(r, &x); err != nil {
			return err
		}
	}
	to := target{x.row.SSORedirectURL, x.row.SSOPostURL}
	request := authnRequest(x.addresses, id, to.address(), strings.HasPrefix(id, idFresh), h.Store.Now())
	return h.send(w, r, x, outbound{to: to, field: "SAMLRequest", message: request, key: key})
}

// keyOf is the key that signs for a connection, made where there is none yet.
func (h *Handler) keyOf(r *http.Request, x *way) (*serviceKey, error) {
	if x.row.SpCertificate == "" {
		var err error
		if *x, err = h.withKey(r, *x); err != nil {
			return nil, err
		}
	}
	return h.signingKey(x.row)
}

// acs takes the answer of the IdP (HTTP-POST binding). Where to go afterwards stands in
// the request's own row; RelayState is only looked at where nobody here asked, and leads
// nowhere but to a page of ours.
func (h *Handler) acs(w http.ResponseWriter, r *http.Request) {
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	answer, err := h.readSAML(r, x)
	request := answer.InResponseTo
	if err != nil {
		answer.InResponseTo = h.pendingTest(r, x)
	}
	if isTest(answer.InResponseTo) {
		h.finishTest(w, r, x, answer, err)
		return
	}
	if err != nil {
		h.refusedAnswer(w, r, x, request, err)
		return
	}
	h.accept(w, r, x, answer)
}

func (h *Handler) readSAML(r *http.Request, x way) (Answer, error) {
	if err := parseForm(r); err != nil {
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
	certificates, err := certificatesOf(x.row.Certificates)
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
