package actor

import "context"

type requestKey struct{}

// WithRequest puts the id of the request into the context, before anybody is known.
func WithRequest(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestOf gives the id of the request; empty outside one.
func RequestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
