package sso

import (
	"errors"
	"net/http"
	"strings"

	"mandate/directory"
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
	id, err := h.requestID(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	x, known := h.ways.of(r, connection.KindSAML)
	if known {
		if err = h.mayBegin(w, r, x.company); err == nil {
			err = h.leaveBySAML(w, r, x, id)
		}
	}
	if !known || errors.Is(err, directory.ErrOutdated) {
		h.startBySAML(w, r, id, known)
	} else if err != nil {
		h.fail(w, r, err)
	}
}

// startBySAML is startSAML by a connection that is read for it; counted: the start was
// counted already.
func (h *Handler) startBySAML(w http.ResponseWriter, r *http.Request, id string, counted bool) {
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	x, err := h.refreshed(r, x)
	if err != nil {
		h.refused(w, r, x.at(), err)
		return
	}
	if !counted {
		err = h.mayBegin(w, r, x.company)
	}
	if err == nil {
		err = h.leaveBySAML(w, r, x, id)
	}
	if err != nil {
		h.fail(w, r, err)
	}
}

// requestID makes the ID of a request, which says what its answer will be held to.
func (h *Handler) requestID(r *http.Request) (string, error) {
	secret, err := newSecret(h.Random)
	switch {
	case err != nil:
		return "", err
	case r.URL.Query().Has(testParam):
		return idPlain + testMark + secret, nil
	case asksAnew(r):
		return idFresh + secret, nil
	}
	return idPlain + secret, nil
}

// leaveBySAML notes the request and writes the answer that takes it to the IdP.
func (h *Handler) leaveBySAML(w http.ResponseWriter, r *http.Request, x way, id string) error {
	if _, err := h.begin(w, r, x, id); err != nil {
		return err
	}
	return h.sendRequest(w, r, x, id)
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
