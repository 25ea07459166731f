package graph

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db/session"
	"mandate/graph/gql"
	"mandate/ident"
)

// revokeSession ends a session that the caller may see. Whose it is was judged before the
// key is: who may not see it any more is not told what came of it.
func (r *mutationResolver) revokeSession(ctx context.Context, in gql.SessionRevokeInput) error {
	id, err := parseID(ident.Session, in.SessionID, "sessionId")
	if err != nil {
		return err
	}
	c, err := read(ctx)
	if err != nil {
		return err
	}
	there, err := c.Session.Query().Where(session.ID(id), sightOf(ctx).everySession()).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up session: %w", err)
	}
	if !there {
		return absent(ident.Session).On("sessionId")
	}
	return r.server.unlessDone(ctx, in.IdempotencyKey, func(ctx context.Context) error { return r.endSession(ctx, id) })
}

// endSession ends a session that goes on.
func (r *mutationResolver) endSession(ctx context.Context, id ident.ID) error {
	found, err := r.server.sessionsByID(ctx, []ident.ID{id})
	if err != nil {
		return err
	}
	if found[id] == nil {
		return absent(ident.Session).On("sessionId")
	}
	if err := sightOf(ctx).ownOr(found[id].Session.UserID, actor.UserManage); err != nil {
		return err
	}
	return r.server.Directory.EndSession(ctx, id, sessionsRevoked)
}
