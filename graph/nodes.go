package graph

import (
	"context"
	"fmt"

	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
)

// nodes loads records of any type by id: a statement for each type that occurs,
// behind the type's read rule. What is not there, or not for the caller, is nil.
func (s *Server) nodes(ctx context.Context, texts []string) ([]model.Node, error) {
	if len(texts) > mostRows {
		return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "At most %d ids at once.", mostRows).On("ids")
	}
	w := wanted{}
	for _, text := range texts {
		if prefix, id, err := ident.Decode(text); err == nil {
			w.add(prefix, &id)
		}
	}
	found := map[string]model.Node{}
	loaders := s.nodeLoaders()
	for prefix, ids := range w {
		load := loaders[prefix]
		if load == nil {
			continue
		}
		nodes, err := load(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("load nodes: %w", err)
		}
		for id, n := range nodes {
			found[id.Text(prefix)] = n
		}
	}
	return each(texts, func(text string) model.Node { return found[text] }), nil
}

type nodeLoader func(context.Context, []ident.ID) (map[ident.ID]model.Node, error)

// nodeLoaders are how the nodes of each type are found.
func (s *Server) nodeLoaders() map[ident.Prefix]nodeLoader {
	return map[ident.Prefix]nodeLoader{
		ident.User:         asNodes(usersByID),
		ident.Preferences:  asNodes(ofVisible(preferencesFor)),
		ident.Limits:       asNodes(ofVisible(limitsFor)),
		ident.Session:      asNodes(s.sessionsByID),
		ident.Connection:   asNodes(connectionsByID),
		ident.Domain:       asNodes(domainsByID),
		ident.Application:  asNodes(applicationsByID),
		ident.TestRun:      asNodes(testRunsByID),
		ident.Link:         asNodes(setupLinksByID),
		ident.Role:         asNodes(rolesByID),
		ident.Group:        asNodes(groupsByID),
		ident.Directory:    asNodes(directoriesByID),
		ident.Token:        asNodes(tokensByID),
		ident.Broker:       asNodes(brokersByID),
		ident.Product:      asNodes(productsByID),
		ident.Deal:         asNodes(dealsByID),
		ident.Settings:     asNodes(settingsByID),
		ident.History:      asNodes(entriesByID),
		ident.Notification: asNodes(noticesByID),
		ident.Absence:      asNodes(absencesByID),
		ident.Approval:     asNodes(requestsByID),
		ident.Task:         asNodes(tasksByID),
		ident.Account:      asNodes(accountsByID),
		ident.Contact:      asNodes(contactsByID),
		ident.Portfolio:    asNodes(portfoliosByID),
		ident.Mail:         asNodes(mailsByID),
		ident.Webhook:      asNodes(webhooksByID),

		ident.WebhookDelivery: asNodes(webhookDeliveriesByID),

		ident.Provisioning: asNodes(eventsByID),
		ident.Client:       asNodes(clientsByID),
		ident.Brake:        asNodes(brakesByID),
		ident.Conflict:     asNodes(conflictsByID),
		ident.Stream:       asNodes(streamsByID),
		ident.Delivery:     asNodes(deliveriesByID),

		ident.Job:           asNodes(jobsByID),
		ident.PendingChange: asNodes(pendingByID),
		ident.View:          asNodes(viewsByID),
		ident.APIKey:        asNodes(keysByID),
	}
}

func asNodes[N model.Node](load func(context.Context, []ident.ID) (map[ident.ID]N, error)) nodeLoader {
	return func(ctx context.Context, ids []ident.ID) (map[ident.ID]model.Node, error) {
		found, err := load(ctx, ids)
		nodes := make(map[ident.ID]model.Node, len(found))
		for id, n := range found {
			nodes[id] = n
		}
		return nodes, err
	}
}

// ofVisible loads what belongs to people, under the people's ids.
func ofVisible[N any](load func(context.Context, []*model.User) (map[ident.ID]N, error)) func(context.Context, []ident.ID) (map[ident.ID]N, error) {
	return func(ctx context.Context, ids []ident.ID) (map[ident.ID]N, error) {
		people, err := usersByID(ctx, ids)
		if err != nil {
			return nil, err
		}
		return load(ctx, inOrder(ids, people))
	}
}
