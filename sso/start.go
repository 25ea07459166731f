package sso

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/domain"
	"mandate/fault"
)

// showStart asks for the address that says which company somebody belongs to.
func (h *Handler) showStart(w http.ResponseWriter, r *http.Request) {
	h.show(w, r, http.StatusOK, "start", view{Title: "start.title", Return: returnTo(r.URL.Query().Get("return"))}, "")
}

// findCompany takes a person from their address to their company: to the
// connection of the proven domain, or to the company's page. Nothing is said about
// the person; the answer depends on the domain alone, and where it leads nowhere, a
// message says where the address is known.
func (h *Handler) findCompany(w http.ResponseWriter, r *http.Request) {
	email, back := strings.TrimSpace(r.PostFormValue("email")), returnTo(r.PostFormValue("return"))
	to, err := h.companyAddress(r.Context(), email, back)
	if fault.Is(err, fault.CodeNotFound) {
		h.tellWhere(r.Context(), printable(email, maxAddress), h.Address(r))
		h.show(w, r, http.StatusOK, "start",
			view{Title: "start.title", Trouble: "start.unfound", Login: clip(email), Return: back}, "")
		return
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	// A page that leads on, not a redirect: form-action 'self' would also bind the
	// redirects that follow a form, and the IdP is elsewhere.
	h.show(w, r, http.StatusOK, "leave", view{Title: "leave.title", Forward: to}, "")
}

func (h *Handler) companyAddress(ctx context.Context, email, back string) (string, error) {
	name, ok := domainOf(email)
	if !ok {
		return "", fault.New(fault.NotFound, fault.CodeNotFound, "There is no such domain.")
	}
	t, err := h.Store.DomainTenant(ctx, name)
	if err != nil {
		return "", err
	}
	to := "/login/" + t.Slug
	if back != "/" {
		to += "?" + returnQuery(back)
	}
	err = h.Store.Glance(inTenant(ctx, t.ID), func(ctx context.Context, q *db.Client) error {
		c, err := q.Connection.Query().Where(connection.StateEQ(connection.StateACTIVE),
			connection.HasDomainsWith(domain.Name(name), domain.VerifiedAtNotNil())).Only(ctx)
		if db.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("find connection of domain: %w", err)
		}
		to = startAddress(c, back, email)
		return nil
	})
	return to, err
}

// domainOf is the domain of an address: lower case and ASCII, as domains are kept.
func domainOf(email string) (string, bool) {
	at := strings.LastIndexByte(email, '@')
	if at < 1 || len(email) > maxAddress {
		return "", false
	}
	name := strings.ToLower(email[at+1:])
	ok := name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.')
	})
	return name, ok
}

// maxAddress is the longest e-mail address (RFC 5321 4.5.3.1), in bytes.
const maxAddress = 320
