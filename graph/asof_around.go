package graph

import (
	"cmp"
	"context"
	"slices"

	"mandate/graph/model"
	"mandate/ident"
)

// loadsThen counts the deals on which people acted at a past instant.
func (s *Server) loadsThen(ctx context.Context, people []*model.User) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	return s.Desk.LoadsThen(ctx, c, people[0].Then.At, collect(people, userID))
}

// directReports is User.directReports, of the instant asked for.
func (s *Server) directReports(ctx context.Context, u *model.User) ([]*model.User, error) {
	if u.Then != nil {
		return shared(ctx, u.Kin, "reports", u.User.ID, s.reportsThen)
	}
	return shared(ctx, u.Kin, "reports", u.User.ID, reportsOf)
}

// reportsThen loads who reported to people at a past instant, by the names of today.
func (s *Server) reportsThen(ctx context.Context, people []*model.User) (map[ident.ID][]*model.User, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	of, err := s.Desk.ReportsThen(ctx, c, people[0].Then.At, collect(people, userID))
	if err != nil {
		return nil, err
	}
	var all []ident.ID
	for _, ids := range of {
		all = append(all, ids...)
	}
	found, err := peopleThen(ctx, all)
	reports := make(map[ident.ID][]*model.User, len(of))
	for manager, ids := range of {
		list := collected(found, ids)
		slices.SortFunc(list, func(a, b *model.User) int {
			return cmp.Or(cmp.Compare(a.FirstNameKey, b.FirstNameKey), cmp.Compare(a.ID(), b.ID()))
		})
		reports[manager] = list[:min(len(list), mostRows)]
	}
	return reports, err
}

// collected are the people of a list who were found.
func collected(found map[ident.ID]*model.User, ids []ident.ID) []*model.User {
	list := make([]*model.User, 0, len(ids))
	for _, id := range ids {
		if u := found[id]; u != nil {
			list = append(list, u)
		}
	}
	return list
}
