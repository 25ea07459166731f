package graph

import (
	"context"
	"fmt"

	"mandate/directory/view"
	"mandate/ent/db"
	"mandate/ent/db/savedview"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

const mostViews = 200

func viewNodes(ctx context.Context, rows []*db.SavedView) []*model.SavedView {
	me := sightOf(ctx).Person()
	return each(rows, func(v *db.SavedView) *model.SavedView { return &model.SavedView{SavedView: v, Mine: v.UserID == me} })
}

func viewsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.SavedView, error) {
	return byID(ctx, "views",
		func(c *db.Client) ([]*db.SavedView, error) {
			return c.SavedView.Query().Where(savedview.IDIn(ids...), sightOf(ctx).views()).All(ctx)
		},
		func(rows []*db.SavedView) []*model.SavedView { return viewNodes(ctx, rows) },
		func(v *model.SavedView) ident.ID { return v.SavedView.ID })
}

// savedViews is Query.savedViews.
func savedViews(ctx context.Context, page *string) ([]*model.SavedView, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	q := c.SavedView.Query().Where(sightOf(ctx).views()).Order(savedview.ByNameKey(), savedview.ByID()).Limit(mostViews)
	if page != nil {
		q.Where(savedview.Page(*page))
	}
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	return viewNodes(ctx, rows), nil
}

func (s *Server) views() view.Views { return view.Views{Store: s.Store} }

func (r *mutationResolver) saveView(ctx context.Context, input gql.SavedViewSaveInput) (*gql.SavedViewPayload, error) {
	var id ident.ID
	once, err := keyed(ctx, input.IdempotencyKey)
	if err == nil {
		err = allPlain(given{"page", input.Page}, given{"name", input.Name})
	}
	if err == nil {
		afresh(ctx)
		id, err = r.server.views().Save(once, view.View{Page: input.Page, Name: input.Name, State: input.State, Shared: input.Shared})
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.SavedViewPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, viewsByID)
	return &gql.SavedViewPayload{SavedView: found, UserErrors: errs}, err
}

func (r *mutationResolver) deleteView(ctx context.Context, input gql.SavedViewDeleteInput) (*gql.SavedViewDeletePayload, error) {
	id, err := parseID(ident.View, input.SavedViewID, "savedViewId")
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.views().Delete(once, id)
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.SavedViewDeletePayload{UserErrors: errs}, err
	}
	return &gql.SavedViewDeletePayload{SavedViewID: &input.SavedViewID, UserErrors: errs}, nil
}
