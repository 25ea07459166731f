package graph

import (
	"context"

	"mandate/directory"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) replayEvent(ctx context.Context, input gql.ProvisioningEventReplayInput) (*gql.ProvisioningEventReplayPayload, error) {
	id, err := parseID(ident.Provisioning, input.EventID, "eventId")
	status := 0
	if err == nil {
		afresh(ctx)
		err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error {
			status, err = r.server.Directory.ReplayProvisioning(ctx, id)
			return err
		})
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "eventId"), nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, eventsByID)
	shown := &gql.ProvisioningEventReplayPayload{ProvisioningEvent: found, UserErrors: errs}
	if status > 0 {
		shown.Status = &status
	}
	return shown, err
}

type decideBrake func(ctx context.Context, id ident.ID, expected int64) error

func (r *mutationResolver) onBrake(ctx context.Context, input gql.BrakeDecideInput, decide decideBrake) (*gql.BrakePayload, error) {
	id, err := parseID(ident.Brake, input.BrakeID, "brakeId")
	if err == nil {
		afresh(ctx)
		err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error { return decide(ctx, id, seen(input.ExpectedVersion)) })
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "brakeId"), nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, brakesByID)
	return &gql.BrakePayload{Brake: found, UserErrors: errs}, err
}

func (r *mutationResolver) adopt(ctx context.Context, input gql.DirectoryAdoptInput) (*gql.DirectoryAdoptPayload, error) {
	to, err := parseID(ident.Directory, input.DirectoryID, "directoryId")
	var person ident.ID
	if err == nil {
		if person, err = parseID(ident.User, input.UserID, "userId"); err == nil {
			afresh(ctx)
			err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error {
				return r.server.Directory.Adopt(ctx, to, person, seen(input.ExpectedVersion))
			})
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, person, usersByID)
	return &gql.DirectoryAdoptPayload{User: found, UserErrors: errs}, err
}

func (r *mutationResolver) createStream(ctx context.Context, input gql.EventStreamCreateInput) (*gql.EventStreamPayload, error) {
	id, err := r.makeStream(ctx, input)
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "directoryId"), nil)
	if err != nil || len(errs) > 0 {
		return &gql.EventStreamPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, streamsByID)
	return &gql.EventStreamPayload{EventStream: found, UserErrors: errs}, err
}

func (r *mutationResolver) makeStream(ctx context.Context, input gql.EventStreamCreateInput) (id ident.ID, err error) {
	of, err := parseID(ident.Directory, input.DirectoryID, "directoryId")
	if err != nil {
		return id, err
	}
	endpoint, header := said("endpoint", input.Endpoint), said("authorization", input.Authorization)
	for _, text := range []given{{"audience", input.Audience}, endpoint, header} {
		if err := bounded(text, longestAddress); err != nil {
			return id, err
		}
	}
	err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error {
		id, err = r.server.Directory.CreateStream(ctx, directory.NewStream{Directory: of, Audience: input.Audience, Endpoint: endpoint.text, Authorization: header.text})
		return err
	})
	return id, err
}

func (r *mutationResolver) deleteStream(ctx context.Context, input gql.EventStreamDeleteInput) (*gql.EventStreamDeletePayload, error) {
	id, err := parseID(ident.Stream, input.StreamID, "streamId")
	if err == nil {
		err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error { return r.server.Directory.DeleteStream(ctx, id) })
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "streamId"), nil)
	if err != nil || len(errs) > 0 {
		return &gql.EventStreamDeletePayload{UserErrors: errs}, err
	}
	return &gql.EventStreamDeletePayload{DeletedID: &input.StreamID, UserErrors: errs}, nil
}

func (r *mutationResolver) requeue(ctx context.Context, input gql.EventRequeueInput) (*gql.EventRequeuePayload, error) {
	id, err := parseID(ident.Delivery, input.EventID, "eventId")
	if err == nil {
		err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error { return r.server.Directory.RequeueEvent(ctx, id) })
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "eventId"), nil)
	if err != nil || len(errs) > 0 {
		return &gql.EventRequeuePayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, deliveriesByID)
	return &gql.EventRequeuePayload{EventDelivery: found, UserErrors: errs}, err
}
