package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"mandate/ident"
)

var errTxTenant = errors.New("begin transaction: no tenant")

type tenantTxKey struct{}
type lookupTxKey struct{}

// withTenantTx makes transactions that begin with this context belong to a
// tenant: on PostgreSQL row-level security then shows its rows only, because
// mandate.tenant holds the id until the transaction ends. A query outside a
// transaction belongs to the tenant in the same way. SQLite ignores it.
func withTenantTx(ctx context.Context, tenant ident.ID) context.Context {
	return context.WithValue(ctx, tenantTxKey{}, tenant)
}

// withLookupTx makes transactions that begin with this context see the one row
// that a key (hexadecimal or UUID text: a token's hash, a connection's id)
// opens before the tenant is known, through mandate.lookup. SQLite ignores it.
func withLookupTx(ctx context.Context, value string) context.Context {
	return context.WithValue(ctx, lookupTxKey{}, value)
}

// txVariables gives the statements that set what the context asks for. The
// values are pasted into SQL, hence the strict check of what they may hold.
func txVariables(ctx context.Context) (string, error) {
	var b strings.Builder
	if tenant, ok := ctx.Value(tenantTxKey{}).(ident.ID); ok {
		if tenant.IsZero() {
			return "", errTxTenant
		}
		b.WriteString("; SET LOCAL mandate.tenant = '" + tenant.String() + "'")
	}
	if value, ok := ctx.Value(lookupTxKey{}).(string); ok {
		if !isLookupValue(value) {
			return "", fmt.Errorf("begin transaction: a look-up takes hexadecimal or UUID text")
		}
		b.WriteString("; SET LOCAL mandate.lookup = '" + value + "'")
	}
	return b.String(), nil
}

const maxLookupValue = 128 // SHA-512 in hexadecimal

func isLookupValue(s string) bool {
	notHex := func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF-", r) }
	return s != "" && len(s) <= maxLookupValue && !strings.ContainsFunc(s, notHex)
}
