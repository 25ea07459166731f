package graph

import (
	"context"

	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
)

// userWarnings is what VI-5 says of a person's manager. A contact has none, and nobody
// of the past is warned about.
func (s *Server) userWarnings(ctx context.Context, u *model.User) ([]*gql.Warning, error) {
	if u.Kind != user.KindSTAFF || u.Then != nil {
		return []*gql.Warning{}, nil
	}
	boss, err := managerOf(ctx, u)
	if err != nil {
		return nil, err
	}
	switch {
	case u.ManagerID() == nil:
		return s.warnings(ctx, []fault.Code{fault.WarnNoDirectManager}), nil
	case boss != nil && !boss.Active():
		return s.warnings(ctx, []fault.Code{fault.WarnManagerInactive}), nil
	}
	return []*gql.Warning{}, nil
}
