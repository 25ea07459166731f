package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/predicate"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// identities: one's own; anybody's for those who manage connections or people.
func (s sight) identities() predicate.ConnectionSubject {
	if s.staff(actor.ConnectionManage, actor.UserManage) {
		return all
	}
	return connectionsubject.UserID(s.Person())
}

func (s sight) seesIdentities(of ident.ID) bool {
	return s.self(of) || s.staff(actor.ConnectionManage, actor.UserManage)
}

// linkedIdentities is User.linkedIdentities: two statements for all people of a list.
func linkedIdentities(ctx context.Context, u *model.User) ([]*gql.LinkedIdentity, error) {
	if !sightOf(ctx).seesIdentities(u.User.ID) {
		return nil, nil
	}
	found, err := shared(ctx, u.Kin, "identities", u.User.ID, identitiesOf)
	return orEmpty(found), err
}

func identitiesOf(ctx context.Context, people []*model.User) (map[ident.ID][]*gql.LinkedIdentity, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	s, newest := sightOf(ctx), order{desc: true}
	tenant := func(q *sql.Selector) { q.Where(sql.EQ(q.C(connectionsubject.FieldTenantID), s.Tenant)) }
	links, err := c.ConnectionSubject.Query().Where(s.identities(),
		firstOfEach(connectionsubject.FieldUserID, collect(people, userID), newest, mostRows, tenant), newest.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load identities: %w", err)
	}
	if len(links) == 0 {
		return nil, nil
	}
	by := collect(links, func(l *db.ConnectionSubject) *ident.ID { return &l.ConnectionID })
	rows, err := c.Connection.Query().Where(connection.IDIn(by...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load connections of identities: %w", err)
	}
	return identitiesThrough(links, index(rows, func(c *db.Connection) ident.ID { return c.ID })), nil
}

// identitiesThrough shows links whose connection is there still.
func identitiesThrough(links []*db.ConnectionSubject, connections map[ident.ID]*db.Connection) map[ident.ID][]*gql.LinkedIdentity {
	of := map[ident.ID][]*gql.LinkedIdentity{}
	for _, l := range links {
		by := connections[l.ConnectionID]
		if by == nil {
			continue
		}
		of[l.UserID] = append(of[l.UserID], &gql.LinkedIdentity{ConnectionID: by.ID.Text(ident.Connection), ConnectionName: by.Name,
			Kind: by.Kind, Subject: l.Subject, LinkedAt: l.CreatedAt})
	}
	return of
}
