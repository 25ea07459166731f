package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ent/db/predicate"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// listNotifications is the caller's own, newest first.
func listNotifications(ctx context.Context, p pageArgs, where *gql.NotificationWhere) (*model.NotificationConnection, error) {
	l := list[*db.Notification, *model.Notification]{
		by:    order{list: "notifications", prefix: ident.Notification, desc: true},
		id:    func(n *db.Notification) ident.ID { return n.ID },
		nodes: func(rows []*db.Notification) ([]*model.Notification, error) { return model.Notifications(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Notification], counter) {
		q := c.Notification.Query().Where(sightOf(ctx).notifications(), noticeFilter(where))
		return func(shape func(*sql.Selector), n int) ([]*db.Notification, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func noticeFilter(where *gql.NotificationWhere) predicate.Notification {
	list := []predicate.Notification{all}
	if where == nil {
		return all
	}
	if v, ok := value(where.Unread); ok && v {
		list = append(list, notification.ReadAtIsNil())
	} else if ok {
		list = append(list, notification.ReadAtNotNil())
	}
	if types, set := where.Types.ValueOK(); set && types != nil {
		list = append(list, notification.TypeIn(types...))
	}
	return notification.And(list...)
}

// unread counts the caller's notices that have not been read.
func unread(ctx context.Context) (int, error) {
	c, err := read(ctx)
	if err != nil {
		return 0, err
	}
	n, err := c.Notification.Query().Where(sightOf(ctx).notifications(), notification.ReadAtIsNil()).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count unread notices: %w", err)
	}
	return n, nil
}

func (r *mutationResolver) readNotices(ctx context.Context, input gql.NotificationsReadInput) (*gql.NotificationsReadPayload, error) {
	err := r.markRead(ctx, input)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	n, err := unread(ctx)
	return &gql.NotificationsReadPayload{UnreadCount: n, UserErrors: errs}, err
}

func (r *mutationResolver) markRead(ctx context.Context, input gql.NotificationsReadInput) error {
	var ids []ident.ID
	if texts, set := input.Ids.ValueOK(); set && texts != nil {
		var err error
		if ids, err = parseIDs(ident.Notification, texts, "ids"); err != nil {
			return err
		}
		ids = append([]ident.ID{}, ids...) // an empty list is none, and not all
	}
	return once(ctx, input.IdempotencyKey, func(ctx context.Context) error { return r.server.Directory.ReadNotices(ctx, ids) })
}
