package graph

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/group"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/notification"
	"mandate/ent/db/role"
	"mandate/ent/db/session"
	"mandate/ent/db/task"
	"mandate/graph/model"
	"mandate/ident"
)

// byID reads rows of one type through the request's client and shows them as nodes.
func byID[R, N any](ctx context.Context, what string, rows func(*db.Client) ([]R, error), nodes func([]R) []N, id func(N) ident.ID) (map[ident.ID]N, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	found, err := rows(c)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", what, err)
	}
	return index(nodes(found), id), nil
}

func rolesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Role, error) {
	return byID(ctx, "roles",
		func(c *db.Client) ([]*db.Role, error) {
			return c.Role.Query().Where(role.IDIn(ids...), sightOf(ctx).roles()).All(ctx)
		},
		func(rows []*db.Role) []*model.Role {
			return each(rows, func(r *db.Role) *model.Role { return roleNode(ctx, r) })
		},
		func(r *model.Role) ident.ID { return r.Role.ID })
}

func groupsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Group, error) {
	return byID(ctx, "groups",
		func(c *db.Client) ([]*db.Group, error) {
			return c.Group.Query().Where(group.IDIn(ids...), sightOf(ctx).groups()).All(ctx)
		},
		model.Groups, func(g *model.Group) ident.ID { return g.Group.ID })
}

func directoriesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Directory, error) {
	return byID(ctx, "directories",
		func(c *db.Client) ([]*db.Directory, error) {
			return c.Directory.Query().Where(directory.IDIn(ids...), sightOf(ctx).directories()).All(ctx)
		},
		model.Directories, func(d *model.Directory) ident.ID { return d.Directory.ID })
}

func tokensByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.DirectoryToken, error) {
	return byID(ctx, "tokens",
		func(c *db.Client) ([]*db.DirectoryToken, error) {
			return c.DirectoryToken.Query().Where(directorytoken.IDIn(ids...), sightOf(ctx).tokens()).All(ctx)
		},
		func(rows []*db.DirectoryToken) []*model.DirectoryToken {
			return each(rows, func(t *db.DirectoryToken) *model.DirectoryToken { return &model.DirectoryToken{DirectoryToken: t} })
		},
		func(t *model.DirectoryToken) ident.ID { return t.DirectoryToken.ID })
}

func (s *Server) sessionsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Session, error) {
	return byID(ctx, "sessions",
		func(c *db.Client) ([]*db.Session, error) {
			return c.Session.Query().Where(session.IDIn(ids...), sightOf(ctx).sessions(s.Now())).All(ctx)
		},
		func(rows []*db.Session) []*model.Session {
			return each(rows, func(s *db.Session) *model.Session { return sessionNode(ctx, s) })
		},
		func(s *model.Session) ident.ID { return s.Session.ID })
}

func entriesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.HistoryEntry, error) {
	return byID(ctx, "history",
		func(c *db.Client) ([]*db.HistoryEntry, error) {
			return c.HistoryEntry.Query().Where(historyentry.IDIn(ids...), sightOf(ctx).history()).All(ctx)
		},
		model.Entries, func(h *model.HistoryEntry) ident.ID { return h.HistoryEntry.ID })
}

func noticesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Notification, error) {
	return byID(ctx, "notices",
		func(c *db.Client) ([]*db.Notification, error) {
			return c.Notification.Query().Where(notification.IDIn(ids...), sightOf(ctx).notifications()).All(ctx)
		},
		model.Notifications, func(n *model.Notification) ident.ID { return n.Notification.ID })
}

func absencesByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.OutOfOffice, error) {
	return byID(ctx, "absences",
		func(c *db.Client) ([]*db.Absence, error) {
			return c.Absence.Query().Where(absence.IDIn(ids...), sightOf(ctx).absences()).All(ctx)
		},
		model.Absences, func(o *model.OutOfOffice) ident.ID { return o.Absence.ID })
}

func requestsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.ApprovalRequest, error) {
	return byID(ctx, "requests",
		func(c *db.Client) ([]*db.ApprovalRequest, error) {
			return c.ApprovalRequest.Query().Where(approvalrequest.IDIn(ids...), sightOf(ctx).requests()).All(ctx)
		},
		model.Requests, func(r *model.ApprovalRequest) ident.ID { return r.ApprovalRequest.ID })
}

func tasksByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Task, error) {
	return byID(ctx, "tasks",
		func(c *db.Client) ([]*db.Task, error) {
			return c.Task.Query().Where(task.IDIn(ids...), sightOf(ctx).tasks()).All(ctx)
		},
		model.Tasks, func(t *model.Task) ident.ID { return t.Task.ID })
}

// settingsByID: there is one company to see.
func settingsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.CompanySettings, error) {
	company, err := companyOf(ctx)
	if err != nil || !slices.Contains(ids, company.settings.ID) {
		return nil, err
	}
	return map[ident.ID]*model.CompanySettings{company.settings.ID: company.node()}, nil
}
