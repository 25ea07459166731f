package sso

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/fault"
	"mandate/store"
)

// inbound is a message of single logout as it arrived.
type inbound struct {
	field, relay string // SAMLRequest or SAMLResponse; RelayState
	doc          []byte
	query        *redirected // nil: it came by a form
}

// slo takes the IdP's messages of the Single Logout profile, by HTTP-Redirect and
// HTTP-POST: its demand that somebody be signed out, and its answer to ours.
func (h *Handler) slo(w http.ResponseWriter, r *http.Request) {
	x, ok := h.activeWay(w, r, connection.KindSAML)
	if !ok {
		return
	}
	m, err := readInbound(r)
	if err == nil {
		var done func()
		if done, err = h.heavy.turn(r.Context(), len(m.doc)); err == nil {
			defer done()
		}
	}
	if err == nil && m.field == "SAMLRequest" {
		err = h.logOut(w, r, x, m)
	} else if err == nil {
		err = h.loggedOut(w, r, x, m)
	}
	if err != nil {
		h.refusedLogout(w, r, x, err)
	}
}

func readInbound(r *http.Request) (inbound, error) {
	if r.Method != http.MethodPost {
		query, err := readRedirect(r.URL.RawQuery)
		return inbound{query.field, query.relay, query.doc, &query}, err
	}
	if err := parseForm(r); err != nil {
		return inbound{}, err
	}
	request, response := r.PostForm["SAMLRequest"], r.PostForm["SAMLResponse"]
	if len(request)+len(response) != 1 {
		return inbound{}, refuse(badShape, "%d SAMLRequest and %d SAMLResponse fields", len(request), len(response))
	}
	m := inbound{field: "SAMLRequest", relay: r.PostForm.Get("RelayState")}
	if len(response) == 1 {
		m.field = "SAMLResponse"
	}
	var err error
	m.doc, err = decodeResponse(r.PostForm.Get(m.field))
	return m, err
}

// judgeSLO is what a connection holds messages of single logout to.
func judgeSLO(x way) (SAML, error) {
	certificates, err := x.certificates()
	return SAML{EntityID: x.row.IdpEntityID, Certificates: certificates, Logout: x.addresses.Logout}, err
}

// logOut ends the sessions that the IdP says, and answers it.
func (h *Handler) logOut(w http.ResponseWriter, r *http.Request, x way, m inbound) error {
	now := h.Store.Now()
	c, err := judgeSLO(x)
	if err != nil {
		return err
	}
	var request logoutRequest
	if err := c.readLogout(m, "LogoutRequest", &request, now); err != nil {
		return err
	}
	if err := request.check(c, now); err != nil {
		return err
	}
	subject := strings.TrimSpace(request.NameID[0].Value)
	done, err := h.Directory.LogOutSubject(inTenant(r.Context(), x.company.ID), directory.LogoutInput{
		Connection: x.row.ID, Subject: subject, SubjectIsAddress: isAddress(request.NameID[0].Format, subject), Indexes: request.Index,
		Message: store.HashCredential("logout " + request.ID), Expires: now.Add(requestLife + 2*clockSkew)})
	if err != nil {
		return err
	}
	h.Log.InfoContext(r.Context(), "logged out by the identity provider", "request", actor.RequestOf(r.Context()), "tenant", x.company.Slug, "sessions", done.Sessions)
	return h.answerLogout(w, r, x, m, request.ID, done.Known)
}

func (h *Handler) answerLogout(w http.ResponseWriter, r *http.Request, x way, m inbound, request string, known bool) error {
	to := target{x.row.SloRedirectURL, x.row.SloPostURL}
	if to.address() == "" {
		h.show(w, r, http.StatusOK, "plain", view{Title: "logout.title", Body: "logout.lead", Tenant: x.company.Name, Back: "/login/" + x.company.Slug}, x.company.Language)
		return nil
	}
	secret, err := newSecret(h.Random)
	if err != nil {
		return err
	}
	key, err := h.keyOf(r, &x)
	if err != nil {
		return err
	}
	reply := logoutReply(x.addresses, idPlain+secret, to.address(), request, known, h.Store.Now())
	return h.send(w, r, x, outbound{to: to, field: "SAMLResponse", message: reply, relay: m.relay, key: key, onward: r.Method == http.MethodPost})
}

// loggedOut takes the IdP's answer to a logout that began here.
func (h *Handler) loggedOut(w http.ResponseWriter, r *http.Request, x way, m inbound) error {
	now := h.Store.Now()
	c, err := judgeSLO(x)
	if err != nil {
		return err
	}
	var response logoutResponse
	if err := c.readLogout(m, "LogoutResponse", &response, now); err != nil {
		return err
	}
	if err := response.check(c, now); err != nil {
		return err
	}
	err = h.Directory.FinishLogout(inTenant(r.Context(), x.company.ID), directory.LogoutAnswer{
		Connection: x.row.ID, Handle: response.InResponseTo, BrowserHash: store.HashCredential(string(bindingOf(r)))})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/login/"+x.company.Slug, http.StatusSeeOther)
	return nil
}

// leaveSAML tells the IdP of a session that has just ended here, where it takes such
// messages. ok is false when there is nobody to tell.
func (h *Handler) leaveSAML(w http.ResponseWriter, r *http.Request, row store.SessionRow) (ok bool, err error) {
	x, err := h.way(r.Context(), row.ConnectionID, connection.KindSAML)
	if fault.Is(err, fault.CodeNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	to := target{x.row.SloRedirectURL, x.row.SloPostURL}
	if to.address() == "" || x.row.State != connection.StateACTIVE {
		return false, nil
	}
	nameID, index, err := h.subjectOf(r.Context(), row)
	if err != nil || nameID == "" {
		return false, err
	}
	secret, err := newSecret(h.Random)
	if err != nil {
		return false, err
	}
	id := idLogout + secret
	if _, err := h.beginAs(w, r, x, directory.SignInStart{Handle: id, Purpose: signinrequest.PurposeLOGOUT, Session: row.ID}); err != nil {
		return false, err
	}
	key, err := h.keyOf(r, &x)
	if err != nil {
		return false, err
	}
	question, err := logoutQuestion(x.addresses, id, to.address(), nameID, index, h.Store.Now())
	if err != nil {
		return false, err
	}
	return true, h.send(w, r, x, outbound{to: to, field: "SAMLRequest", message: question, key: key, onward: true})
}

// subjectOf is the NameID and SessionIndex that a session began with.
func (h *Handler) subjectOf(ctx context.Context, row store.SessionRow) (nameID, index string, err error) {
	err = h.Store.Glance(inTenant(ctx, row.Tenant), func(ctx context.Context, q *db.Client) error {
		s, err := q.Session.Get(ctx, row.ID)
		if err != nil {
			return fmt.Errorf("load session: %w", err)
		}
		nameID, index = s.NameID, s.IdpSession
		return nil
	})
	return nameID, index, err
}

// refusedLogout answers a message of single logout that was not taken: one page for
// every reason, the reason itself to history and the log.
func (h *Handler) refusedLogout(w http.ResponseWriter, r *http.Request, x way, err error) {
	reason, known := reasonFor(err)
	if !known {
		h.fail(w, r, err)
		return
	}
	request := actor.RequestOf(r.Context())
	h.Log.InfoContext(r.Context(), "logout refused", "request", request, "tenant", x.company.Slug, "reason", reason)
	refusal := directory.Refusal{Connection: x.row.ID, Reason: string(reason)}
	if own := new(Refusal); errors.As(err, &own) {
		refusal.Detail = own.Detail
	}
	h.record(r, x.company, h.Directory.RefuseLogout, refusal)
	h.show(w, r, http.StatusForbidden, "plain", view{Title: "logout.refused", Body: "logout.help", Reference: request, Tenant: x.company.Name,
		Back: "/login/" + x.company.Slug}, x.company.Language)
}
