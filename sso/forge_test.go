// A key of 1,024 bits must be makeable to be refused.
//
//go:debug rsa1024min=0
package sso

import (
	"crypto/x509"
	"fmt"
	"sync"
	"testing"
	"time"

	"mandate/sso/forge"
)

// forged describes an answer: good unless something bends it.
type forged = forge.Answer

// The IdPs of the forged answers: ours, another tenant's, and one whose certificate
// has expired.
var (
	ourIdP     = sync.OnceValue(func() forge.IdP { return forge.NewIdP(tb{}, "our idp", noon) })
	anotherIdP = sync.OnceValue(func() forge.IdP { return forge.NewIdP(tb{}, "another idp", noon) })
	oldIdP     = sync.OnceValue(func() forge.IdP { return forge.NewIdP(tb{}, "old idp", noon.AddDate(-3, 0, 0)) })
)

// tb is for keys that outlive the test that first asks for them.
type tb struct{ testing.TB }

func (tb) Helper() {}

func (tb) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// The parties of the forged answers.
const (
	idpEntity = forge.IdPEntity
	spEntity  = forge.SPEntity
	spACS     = forge.SPACS
	requestID = forge.RequestID
)

// made forges an answer, signed by our IdP unless it says otherwise.
func made(t testing.TB, a forged) []byte {
	t.Helper()
	if a.By == nil {
		a.By = ptr(ourIdP())
	}
	return a.Make(t)
}

var (
	replaced = forge.Replaced
	removed  = forge.Removed
)

func ourConnection() SAML {
	return SAML{EntityID: idpEntity, Certificates: []*x509.Certificate{ourIdP().Certificate}, Audience: spEntity, ACS: spACS}
}

var weakIdP = sync.OnceValue(func() forge.IdP { return forge.NewRSA(tb{}, "our idp", 1024, noon) })
