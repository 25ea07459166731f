package sso

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mandate/sso/forge"
)

// addressCases are addresses that mean this door to whoever normalises them, and are not
// its letters.
func addressCases() badAnswers {
	out := badAnswers{}
	for name, bent := range map[string]string{
		"with the port":         strings.Replace(spACS, "mandate.test", "mandate.test:443", 1),
		"with another port":     strings.Replace(spACS, "mandate.test", "mandate.test:8443", 1),
		"with a dot at the end": strings.Replace(spACS, "mandate.test", "mandate.test.", 1),
		"with a user":           strings.Replace(spACS, "mandate.test", "idp@mandate.test", 1),
		"as a user of evil":     strings.Replace(spACS, "mandate.test", "mandate.test@evil.test", 1),
		"with a letter escaped": strings.Replace(spACS, "/acs", "/%61cs", 1),
		"with dot segments":     strings.Replace(spACS, "/sso/", "/sso/./", 1),
		"with two slashes":      strings.Replace(spACS, "/sso/", "//sso/", 1),
		"with a fragment":       spACS + "#x",
		"with white space":      " " + spACS + "\n",
		"with a look-alike":     strings.Replace(spACS, "mandate", "mаndate", 1), // Cyrillic а
		"in part":               strings.TrimSuffix(spACS, "/acs"),
		"twice":                 spACS + " " + spACS,
	} {
		out["recipient "+name] = struct {
			forged forged
			want   Reason
		}{forged{Text: replaced(`Recipient="`+spACS+`"`, `Recipient="`+bent+`"`)}, wrongRecipient}
		out["destination "+name] = struct {
			forged forged
			want   Reason
		}{forged{Text: replaced(`Destination="`+spACS+`"`, `Destination="`+bent+`"`)}, wrongDest}
	}
	return out
}

// TestWhatIsNoAnswer: what arrives at the ACS in another binding, another form or as
// another message of the IdP's, each signed by the IdP, lets nobody in and ends nothing.
func TestWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		in, p := d.enter(t, forged{})
		d.wantIn(t, in, p)
		acs, b64 := "/sso/saml/"+d.name+"/acs", base64.StdEncoding.EncodeToString
		for name, send := range map[string]func(b *browser, doc []byte) page{
			"deflated as for a redirect": func(b *browser, doc []byte) page {
				return b.post(acs, url.Values{"SAMLResponse": {b64(deflated(doc))}})
			},
			"in base64url": func(b *browser, doc []byte) page { return b.post(acs, url.Values{"SAMLResponse": {"-_" + b64(doc)}}) },
			"in base64 twice": func(b *browser, doc []byte) page {
				return b.post(acs, url.Values{"SAMLResponse": {b64([]byte(b64(doc)))}})
			},
			"good, then another": func(b *browser, doc []byte) page {
				return b.post(acs, url.Values{"SAMLResponse": {b64(doc), b64([]byte(forge.GoodResponse))}})
			},
			"another, then good": func(b *browser, doc []byte) page {
				return b.post(acs, url.Values{"SAMLResponse": {b64([]byte(forge.GoodResponse)), b64(doc)}})
			},
			"in the address": func(b *browser, doc []byte) page {
				return b.post(acs+"?"+url.Values{"SAMLResponse": {b64(doc)}}.Encode(), url.Values{})
			},
			"as a request":   func(b *browser, doc []byte) page { return b.post(acs, url.Values{"SAMLRequest": {b64(doc)}}) },
			"as an artifact": func(b *browser, doc []byte) page { return b.post(acs, url.Values{"SAMLart": {b64(doc)}}) },
			"as plain text": func(b *browser, doc []byte) page {
				return b.post(acs, url.Values{"SAMLResponse": {b64(doc)}}, "Content-Type", "text/plain")
			},
			"as several parts":         func(b *browser, doc []byte) page { return b.parts(acs, b64(doc)) },
			"the assertion alone":      func(b *browser, doc []byte) page { return d.post(b, bareAssertion(t, doc)) },
			"a byte order mark before": func(b *browser, doc []byte) page { return d.post(b, append([]byte("\xef\xbb\xbf"), doc...)) },
			"NUL after":                func(b *browser, doc []byte) page { return d.post(b, append(doc, 0)) },
			"another document after":   func(b *browser, doc []byte) page { return d.post(b, append(doc, doc...)) },
			"text after":               func(b *browser, doc []byte) page { return d.post(b, append(doc, "x"...)) },
			"in UTF-16":                func(b *browser, doc []byte) page { return d.post(b, wide(doc)) },
			"with a standalone DTD": func(b *browser, doc []byte) page {
				return d.post(b, append([]byte(`<!DOCTYPE samlp:Response>`), doc...))
			},
			"a logout answer": func(b *browser, _ []byte) page { return d.post(b, []byte(forge.GoodLogoutResponse)) },
			"at the door of logouts": func(b *browser, doc []byte) page {
				return b.post("/sso/saml/"+d.name+"/slo", url.Values{"SAMLResponse": {b64(doc)}})
			},
		} {
			b := d.still(t)
			id, _ := d.begin(t, b, "")
			p := send(b, d.forge(t, forged{}, id))
			if p.status/100 != 4 || b.cookie(SessionCookie) != "" {
				t.Errorf("%s: %d to %q", name, p.status, p.header.Get("Location"))
			}
		}
		if n := d.sessions(t, d.firm); n != 1 || in.signedIn() == "" {
			t.Errorf("%d sessions, the first is in: %v", n, in.signedIn() != "")
		}
	})
}

// parts posts a message as multipart/form-data.
func (b *browser) parts(path, message string) page {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("SAMLResponse", message); err != nil {
		b.t.Fatal(err)
	}
	_ = form.Close()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.absolute(path), &body)
	if err == nil {
		r.Header.Set("Content-Type", form.FormDataContentType())
	}
	return b.do(r, err)
}

func deflated(doc []byte) []byte {
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression)
	_, _ = w.Write(doc)
	_ = w.Close()
	return out.Bytes()
}

// bareAssertion is the signed assertion of an answer, without the answer around it.
func bareAssertion(t *testing.T, doc []byte) []byte {
	t.Helper()
	text := string(doc)
	from, to := strings.Index(text, "<saml:Assertion"), strings.Index(text, "</saml:Assertion>")
	if from < 0 || to < 0 {
		t.Fatal("no assertion")
	}
	inside := text[from : to+len("</saml:Assertion>")]
	return []byte(strings.Replace(inside, "<saml:Assertion", `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`, 1))
}

func wide(doc []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, c := range doc {
		out = append(out, c, 0)
	}
	return out
}
