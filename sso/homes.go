package sso

import (
	"context"
	"sync"

	"mandate/ident"
	"mandate/store"
)

// homes remembers which tenant a connection belongs to, which never changes, so that
// the look-up without a tenant is made once a process. Whether there still is such a
// connection is read each time, as that tenant. Its zero value is ready; it holds no more
// than there are connections, since one that is not found is not kept.
type homes struct{ known sync.Map } // ident.ID: ident.ID

func (h *homes) of(ctx context.Context, s *store.Store, connection ident.ID) (ident.ID, error) {
	if tenant, ok := h.known.Load(connection); ok {
		return tenant.(ident.ID), nil
	}
	t, err := s.ConnectionTenant(ctx, connection)
	if err != nil {
		return ident.ID{}, err
	}
	h.known.Store(connection, t.ID)
	return t.ID, nil
}
