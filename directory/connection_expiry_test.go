package directory_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/store"
)

func certificateUntil(t *testing.T, ends time.Time) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: ends.AddDate(-1, 0, 0), NotAfter: ends}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// TestExpiryIsToldStepByStep: each step once, the last certificate counts, and a fresh
// one begins anew.
func TestExpiryIsToldStepByStep(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.person("admin@acme.test", directory.AdministratorRole)
		now := h.d.Store.Now()
		old := certificateUntil(t, now.AddDate(0, 0, 2))
		entity, address := "https://idp.test", "https://idp.test/sso"
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: ptr("Okta"), IdPEntityID: &entity, SSORedirectURL: &address,
			Certificates: &[]string{old, certificateUntil(t, now.AddDate(0, 0, 90))}})
		h.no(err)
		told := func() int {
			for range 2 {
				h.no(h.d.WarnExpiry(h.system()))
			}
			return len(slices.DeleteFunc(h.notices(admin), func(s string) bool { return s != "CERTIFICATE_EXPIRING" }))
		}
		for _, c := range []struct{ days, want int }{{90, 0}, {61, 0}, {60, 1}, {59, 1}, {29, 2}, {10, 3}, {5, 4}, {1, 5}, {0, 5}, {400, 5}, {20, 6}} {
			pems := []string{certificateUntil(t, h.d.Store.Now().AddDate(0, 0, c.days).Add(-time.Minute))}
			h.write(func(ctx context.Context, tx *store.Tx) error {
				return tx.Client.Connection.UpdateOneID(id).SetCertificates(pems).Exec(ctx)
			})
			if got := told(); got != c.want {
				t.Errorf("%d days left: told %d times, want %d", c.days, got, c.want)
			}
		}
	})
}
