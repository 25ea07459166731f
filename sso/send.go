package sso

import (
	"encoding/base64"
	"net/http"

	"github.com/beevik/etree"
)

// target is where a message may go: by HTTP-Redirect where there is an address for it,
// else by HTTP-POST.
type target struct{ redirect, post string }

func (t target) address() string {
	if t.redirect != "" {
		return t.redirect
	}
	return t.post
}

// outbound is a message that leaves through the browser.
type outbound struct {
	to      target
	field   string // SAMLRequest or SAMLResponse
	message *etree.Element
	relay   string
	key     *serviceKey // signs; nil: unsigned
	onward  bool        // a form brought the browser here: lead on by a page, not by a redirect
}

// send writes the answer that takes a message to the IdP.
func (h *Handler) send(w http.ResponseWriter, r *http.Request, x way, out outbound) error {
	if out.to.redirect == "" {
		text, err := out.key.signed(out.message)
		if err != nil {
			return err
		}
		h.show(w, r, http.StatusOK, "leave", view{Title: "leave.title", Tenant: x.company.Name, Action: out.to.post, Field: out.field, Relay: out.relay,
			Message: base64.StdEncoding.EncodeToString(text), Submit: true}, x.company.Language)
		return nil
	}
	text, err := written(out.message)
	if err != nil {
		return err
	}
	to, err := redirectURL(out.to.redirect, out.field, text, out.relay, out.key)
	if err != nil {
		return err
	}
	if out.onward {
		// form-action 'self' would also bind the redirects that follow a form.
		h.show(w, r, http.StatusOK, "leave", view{Title: "leave.title", Tenant: x.company.Name, Forward: to}, x.company.Language)
		return nil
	}
	http.Redirect(w, r, to, http.StatusFound)
	return nil
}
