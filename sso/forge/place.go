package forge

import "strings"

// The parties of a forged message, unless it is made for another Place. Bends may
// rely on them: they see these, wherever the message goes.
const (
	IdPEntity = "https://idp.alpha.test/metadata"
	SPBase    = "https://mandate.test/sso/saml/conn_a"
	SPEntity  = SPBase + "/metadata"
	SPACS     = SPBase + "/acs"
	SPLogout  = SPBase + "/slo"
	RequestID = "id-request-1"
)

// Place is where a message goes: the addresses of the connection and the request that
// it answers. Empty fields are the constants of this package.
type Place struct {
	Base    string // of the connection, without a slash at its end
	Request string
	ID      string // a part that makes the IDs of this message its own
}

// there turns the usual parties into those of the place, and here back.
func (p Place) there() *strings.Replacer { return strings.NewReplacer(p.pairs(0, 1)...) }

func (p Place) here() *strings.Replacer { return strings.NewReplacer(p.pairs(1, 0)...) }

func (p Place) pairs(from, to int) []string {
	var out []string
	for _, pair := range [][2]string{{SPBase, p.Base}, {RequestID, p.Request}, {"id-assertion", p.ID}} {
		if pair[1] != "" {
			out = append(out, pair[from], pair[to])
		}
	}
	return out
}

// bent is the text after the bend, which sees the usual parties.
func (p Place) bent(text string, bend func(string) string) string {
	if bend == nil {
		return text
	}
	return p.there().Replace(bend(p.here().Replace(text)))
}
