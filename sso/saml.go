package sso

import (
	"encoding/base64"
	"errors"
	"net/http"

	"mandate/ent/db/connection"
)

// showMetadata describes this service provider to an IdP; a draft has it too, since
// it is what the IdP's administrator needs first.
func (h *Handler) showMetadata(w http.ResponseWriter, r *http.Request) {
	x, err := h.wayOf(r, connection.KindSAML)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	text, err := x.addresses.metadata(h.Store.Now())
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	_, _ = w.Write(text)
}

// startSAML sends the browser to the IdP with a request: by redirect, else by a form.
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
	id := "id-" + secret // an xs:ID begins with a letter
	if _, err := h.begin(w, r, x, id); err != nil {
		h.fail(w, r, err)
		return
	}
	if err := h.sendRequest(w, r, x, id); err != nil {
		h.fail(w, r, err)
	}
}

func (h *Handler) sendRequest(w http.ResponseWriter, r *http.Request, x way, id string) error {
	destination := x.row.SSORedirectURL
	if destination == "" {
		destination = x.row.SSOPostURL
	}
	request, err := authnRequest(x.addresses, id, destination, h.Store.Now())
	if err != nil {
		return err
	}
	if x.row.SSORedirectURL == "" {
		h.show(w, r, http.StatusOK, "leave", view{Title: "leave.title", Tenant: x.company.Name, Action: destination,
			Message: base64.StdEncoding.EncodeToString(request), Submit: true}, x.company.Language)
		return nil
	}
	to, err := redirectURL(destination, request)
	if err != nil {
		return err
	}
	http.Redirect(w, r, to, http.StatusFound)
	return nil
}

// acs takes the answer of the IdP (HTTP-POST binding). RelayState is not looked at:
// where to go afterwards stands in the request's own row.
func (h *Handler) acs(w http.ResponseWriter, r *http.Request) {
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	answer, err := h.readSAML(r, x)
	if err != nil {
		h.refused(w, r, x.at(), err)
		return
	}
	h.accept(w, r, x, answer)
}

func (h *Handler) readSAML(r *http.Request, x way) (Answer, error) {
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return Answer{}, refuse(tooLarge, "more than %d bytes", large.Limit)
		}
		return Answer{}, refuse(badShape, "form: %v", err)
	}
	if len(r.PostForm["SAMLResponse"]) != 1 {
		return Answer{}, refuse(badShape, "%d SAMLResponse fields", len(r.PostForm["SAMLResponse"]))
	}
	doc, err := decodeResponse(r.PostForm.Get("SAMLResponse"))
	if err != nil {
		return Answer{}, err
	}
	certificates, err := certificatesOf(x.row.Certificates)
	if err != nil {
		return Answer{}, err
	}
	c := SAML{EntityID: x.row.IdpEntityID, Certificates: certificates, Audience: x.addresses.EntityID,
		ACS: x.addresses.ACS, Mapping: x.row.Mapping}
	return c.Validate(doc, h.Store.Now())
}
