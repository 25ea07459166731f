package sso

import (
	"context"
	"net/http"
	"strings"

	"mandate/directory"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// The page behind a set-up link: the customer's IT sees what to paste into their IdP
// and gives what their IdP says, without an account here. The link stands for one
// connection; sending the form uses it up.

// setupWay is the connection of the link in the path; every link that is not good is absent.
func (h *Handler) setupWay(r *http.Request) (x way, hash string, err error) {
	tenant, hash, ok := store.ParseCredential(store.SetupLink, r.PathValue("link"))
	if !ok {
		return way{}, "", fault.New(fault.NotFound, fault.CodeNotFound, "There is no such link.")
	}
	_, conn, err := h.Directory.SetupConnection(inTenant(r.Context(), tenant), hash)
	if err != nil {
		return way{}, "", err
	}
	x, err = h.way(r.Context(), conn, connection.KindOIDC)
	if fault.Is(err, fault.CodeNotFound) {
		x, err = h.way(r.Context(), conn, connection.KindSAML)
	}
	return x, hash, err
}

func (h *Handler) showSetup(w http.ResponseWriter, r *http.Request) {
	x, _, err := h.setupWay(r)
	if err != nil {
		h.showSetupGone(w, r, err)
		return
	}
	h.showSetupForm(w, r, x, setup{Issuer: x.row.Issuer, Client: x.row.ClientID, Metadata: x.row.MetadataURL}, "")
}

func (h *Handler) showSetupForm(w http.ResponseWriter, r *http.Request, x way, filled setup, trouble string) {
	id := x.row.ID.Text(ident.Connection)
	v := view{Title: "setup.title", Trouble: trouble, Tenant: x.company.Name, Slug: r.PathValue("link"), Setup: &filled}
	v.Setup.SAML = x.row.Kind == connection.KindSAML
	v.Setup.Values = [][2]string{{"Entity ID", x.addresses.EntityID}, {"ACS URL", x.addresses.ACS}, {"Metadata URL", x.addresses.Metadata}}
	if !v.Setup.SAML {
		v.Setup.Values = [][2]string{{"Redirect URI", x.addresses.Callback}, {"Post-logout redirect URI", h.PublicURL + "/login/" + x.company.Slug},
			{"Back-channel logout URI", h.PublicURL + "/sso/oidc/" + id + "/backchannel-logout"}}
	}
	h.show(w, r, http.StatusOK, "setup", v, x.company.Language)
}

// setup is what the page of a set-up link shows.
type setup struct {
	SAML                     bool
	Values                   [][2]string // names as IdPs call them, and what to paste there
	Issuer, Client, Metadata string
	Text                     string // of the metadata
}

// typed is what somebody entered, to be put right and sent again; a secret is entered anew.
func typed(r *http.Request) setup {
	return setup{Issuer: r.PostFormValue("issuer"), Client: r.PostFormValue("client_id"),
		Metadata: r.PostFormValue("metadata_url"), Text: r.PostFormValue("metadata")}
}

// finishSetup takes what the customer's IT sent and uses the link up.
func (h *Handler) finishSetup(w http.ResponseWriter, r *http.Request) {
	x, hash, err := h.setupWay(r)
	if err != nil {
		h.showSetupGone(w, r, err)
		return
	}
	change, err := h.setupChange(r, x.row.Kind)
	if err == nil {
		err = h.Directory.UseSetupLink(inTenant(r.Context(), x.company.ID), hash, change)
	}
	if f := fault.As(err); err != nil && (f.Kind == fault.Invalid || f.Kind == fault.TooLarge) {
		h.showSetupForm(w, r, x, typed(r), "setup.wrong")
		return
	}
	if err != nil {
		h.showSetupGone(w, r, err)
		return
	}
	h.show(w, r, http.StatusOK, "plain", view{Title: "setup.done", Body: "setup.thanks", Tenant: x.company.Name}, x.company.Language)
}

func (h *Handler) setupChange(r *http.Request, kind connection.Kind) (directory.ConnectionUpdate, error) {
	given := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	if kind == connection.KindSAML {
		return h.MetadataChange(r.Context(), given("metadata_url"), given("metadata"))
	}
	issuer, client := given("issuer"), given("client_id")
	if issuer == "" || client == "" || checkWebAddress(issuer) != nil {
		return directory.ConnectionUpdate{}, badMetadata("Issuer and client ID are needed.")
	}
	change := directory.ConnectionUpdate{Issuer: &issuer, ClientID: &client}
	if secret := given("client_secret"); secret != "" {
		change.ClientSecret = []byte(secret)
	}
	return change, nil
}

// MetadataChange reads the metadata of a SAML IdP, from its address or as text, into a
// change of a connection. Its faults are Invalid, in words for an administrator.
func (h *Handler) MetadataChange(ctx context.Context, address, text string) (directory.ConnectionUpdate, error) {
	if address != "" {
		if err := checkWebAddress(address); err != nil {
			return directory.ConnectionUpdate{}, err
		}
		fetched, err := fetch(ctx, h.Client, address)
		if err != nil {
			return directory.ConnectionUpdate{}, badMetadata("The metadata can't be read from its address.").Because(err)
		}
		text = string(fetched)
	}
	m, err := ParseMetadata([]byte(text))
	if err != nil {
		return directory.ConnectionUpdate{}, err
	}
	u := m.Update()
	u.Metadata = &text
	if address != "" {
		u.MetadataURL = &address
	}
	return u, nil
}
