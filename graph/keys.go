package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func keysByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.ApiKey, error) {
	return byID(ctx, "keys",
		func(c *db.Client) ([]*db.APIKey, error) {
			return c.APIKey.Query().Where(apikey.IDIn(ids...), sightOf(ctx).keys()).All(ctx)
		},
		model.ApiKeys, func(k *model.ApiKey) ident.ID { return k.APIKey.ID })
}

func keyUser(k *model.ApiKey) *ident.ID { return k.APIKey.UserID }

func (s *Server) listKeys(ctx context.Context, p pageArgs, where *gql.APIKeyWhere) (*model.ApiKeyConnection, error) {
	filter, err := s.keyFilter(where)
	if err != nil {
		return nil, err
	}
	l := list[*db.APIKey, *model.ApiKey]{
		by:    order{list: "apiKeys", prefix: ident.APIKey, desc: true},
		id:    func(k *db.APIKey) ident.ID { return k.ID },
		nodes: func(rows []*db.APIKey) ([]*model.ApiKey, error) { return model.ApiKeys(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.APIKey], counter) {
		q := c.APIKey.Query().Where(sightOf(ctx).keys(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.APIKey, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func (s *Server) keyFilter(where *gql.APIKeyWhere) (predicate.APIKey, error) {
	list := []predicate.APIKey{all}
	if where == nil {
		return all, nil
	}
	if v, ok := value(where.Kind); ok {
		list = append(list, apikey.KindEQ(v))
	}
	if v, ok := value(where.UserID); ok {
		id, err := parseID(ident.User, v, "where", "userId")
		if err != nil {
			return nil, err
		}
		list = append(list, apikey.UserID(id))
	}
	if v, ok := value(where.Active); ok {
		good := apikey.And(apikey.RevokedAtIsNil(), apikey.Or(apikey.ExpiresAtIsNil(), apikey.ExpiresAtGT(s.Now())))
		if !v {
			good = apikey.Or(apikey.RevokedAtNotNil(), apikey.ExpiresAtLTE(s.Now()))
		}
		list = append(list, good)
	}
	return apikey.And(list...), nil
}

// rolesOfKeys is ApiKey.roles.
func rolesOfKeys(ctx context.Context, keys []*model.ApiKey) (map[ident.ID][]*model.Role, error) {
	roles, err := rolesByID(ctx, chosen(keys, func(k *model.ApiKey) []ident.ID { return directory.KeyRoles(k.APIKey) }))
	if err != nil {
		return nil, err
	}
	of := map[ident.ID][]*model.Role{}
	for _, k := range keys {
		of[k.APIKey.ID] = []*model.Role{}
		for _, id := range directory.KeyRoles(k.APIKey) {
			if r := roles[id]; r != nil {
				of[k.APIKey.ID] = append(of[k.APIKey.ID], r)
			}
		}
	}
	return of, nil
}

func (s *Server) keyIsGood(k *model.ApiKey) bool {
	return k.RevokedAt == nil && (k.ExpiresAt == nil || k.ExpiresAt.After(s.Now()))
}

// presentOwners says which people that keys name are active.
func presentOwners(ctx context.Context, keys []*model.ApiKey) (map[ident.ID]bool, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := c.User.Query().Where(user.IDIn(collect(keys, keyUser)...), user.Active(true), user.DeletedAtIsNil()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("load owners of keys: %w", err)
	}
	active := map[ident.ID]bool{}
	for _, id := range ids {
		active[id] = true
	}
	return active, nil
}

// keyWarnings flags service keys whose responsible person has left.
func (s *Server) keyWarnings(ctx context.Context, k *model.ApiKey) ([]*gql.Warning, error) {
	if k.Kind != apikey.KindSERVICE || k.APIKey.UserID == nil || !s.keyIsGood(k) {
		return []*gql.Warning{}, nil
	}
	active, err := model.Load(k.Kin, "owners", func(keys []*model.ApiKey) (map[ident.ID]bool, error) { return presentOwners(ctx, keys) })
	if err != nil || active[*k.APIKey.UserID] {
		return []*gql.Warning{}, err
	}
	return s.warnings(ctx, []fault.Code{fault.WarnResponsibleGone}), nil
}
