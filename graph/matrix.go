package graph

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

// matrix is Query.authorityMatrix; its rows are read when they are asked for.
func (s *Server) matrix(ctx context.Context, where *gql.AuthorityMatrixWhere, asOf *time.Time) (*model.AuthorityMatrix, error) {
	at, err := s.past(asOf)
	if err != nil {
		return nil, err
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := s.Desk.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	m := &model.AuthorityMatrix{At: at, AsOf: at, LimitsView: settings.LimitsView, Currency: settings.Currency}
	if at.IsZero() {
		m.At = s.Now()
	}
	return m, narrowed(m, where)
}

func narrowed(m *model.AuthorityMatrix, where *gql.AuthorityMatrixWhere) (err error) {
	if where == nil {
		return nil
	}
	if v, ok := value(where.Search); ok {
		if m.Search, err = searchText(&v); err != nil {
			return err
		}
	}
	if m.Role, err = optionalID(ident.Role, where.RoleID, "roleId"); err != nil {
		return err
	}
	m.Manager, err = optionalID(ident.User, where.ManagerID, "managerId")
	return err
}

// matrixRows is AuthorityMatrix.rows, by first name of today.
func (s *Server) matrixRows(ctx context.Context, m *model.AuthorityMatrix, p pageArgs) (*model.AuthorityRowConnection, error) {
	by, key := usersAsked{}.orderFor(sightOf(ctx), m.AsOf)
	by.list = "authorityMatrix"
	l := list[desk.MatrixRow, *model.AuthorityRow]{
		by:    by,
		id:    func(r desk.MatrixRow) ident.ID { return r.User.ID },
		key:   func(r desk.MatrixRow) any { return key(r.User) },
		nodes: func(rows []desk.MatrixRow) ([]*model.AuthorityRow, error) { return matrixNodes(ctx, m, rows) },
	}
	q := desk.MatrixQuery{At: m.AsOf, Where: append(matrixWhere(m), sightOf(ctx).findable(m.AsOf, m.Search, false))}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[desk.MatrixRow], counter) {
		return s.peopleAt(ctx, c, q), func(ctx context.Context) (int, error) { return s.Desk.MatrixCount(ctx, c, q) }
	})
}

// peopleAt reads pages of people at an instant.
func (s *Server) peopleAt(ctx context.Context, c *db.Client, q desk.MatrixQuery) rowsOfList[desk.MatrixRow] {
	return func(shape func(*sql.Selector), n int) ([]desk.MatrixRow, error) {
		page := q
		page.Where, page.Limit = append(slices.Clip(q.Where), shape), n
		return s.Desk.AuthorityMatrix(ctx, c, page)
	}
}

func matrixWhere(m *model.AuthorityMatrix) []predicate.User {
	list := []predicate.User{store.Matching(m.Search)}
	if !m.Role.IsZero() {
		list = append(list, holds(m.Role))
	}
	if !m.Manager.IsZero() {
		list = append(list, user.ManagerID(m.Manager))
	}
	return list
}

func matrixNodes(ctx context.Context, m *model.AuthorityMatrix, rows []desk.MatrixRow) ([]*model.AuthorityRow, error) {
	people := model.Users(each(rows, func(r desk.MatrixRow) *db.User { return masked(sightOf(ctx), r.User) }))
	versions := map[ident.ID]*db.LendingLimits{}
	if m.AsOf.IsZero() {
		var err error
		if versions, err = limitRows(ctx, collect(people, userID)); err != nil {
			return nil, err
		}
	}
	nodes := make([]*model.AuthorityRow, len(rows))
	for i, r := range rows {
		nodes[i] = matrixNode(people[i], r.State, versions[r.User.ID], m.Currency)
	}
	return nodes, nil
}

func matrixNode(u *model.User, state desk.PersonState, row *db.LendingLimits, currency string) *model.AuthorityRow {
	return &model.AuthorityRow{User: u, Active: state.Active, Absent: state.Absent, AutoAssign: state.Preferences.AutoAssign,
		MayApprove: slices.Contains(state.Permissions, actor.ApprovalDecide), Limits: limitsNode(u.User.ID, row, state.Limits, currency)}
}

// limitsNode shows limits; row is nil for those of the past, whose version is 0.
func limitsNode(person ident.ID, row *db.LendingLimits, limits assign.Limits, currency string) *model.LendingLimits {
	return &model.LendingLimits{User: person, Row: row, Limits: limits, Currency: currency}
}

// limitsAt is Query.lendingLimits.
func (s *Server) limitsAt(ctx context.Context, text string, asOf *time.Time) (*model.LendingLimits, error) {
	u, err := one(ctx, ident.User, text, usersByID)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return nil, absent(ident.User).On("userId")
	}
	if !sightOf(ctx).authority(u.User) {
		return nil, forbidden()
	}
	at, err := s.past(asOf)
	if err != nil {
		return nil, err
	}
	if at.IsZero() {
		return shared(ctx, u.Kin, "limits", u.User.ID, limitsFor)
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	state, err := s.Desk.LimitsAt(ctx, c, u.User.ID, at)
	if err != nil {
		return nil, aboutField(err, "userId")
	}
	return limitsNode(u.User.ID, nil, state.Limits, state.Settings.Currency), nil
}
