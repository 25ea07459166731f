package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ProvisioningClient is an OAuth 2.0 client of a directory (RFC 6749 section 4.4); only
// the hash of its secret is kept.
type ProvisioningClient struct{ ent.Schema }

// Annotations name the table.
func (ProvisioningClient) Annotations() []schema.Annotation { return table("directory_clients") }

// Mixin gives id and tenant.
func (ProvisioningClient) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a client.
func (ProvisioningClient) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", "which it acts for"),
		field.String("hint").Comment("the first characters of the secret, to tell clients apart"),
		field.String("hash").Unique().Sensitive().Comment("SHA-256 of the secret, hexadecimal"),
		field.Time("expires_at").Optional().Nillable(),
		field.Time("last_used_at").Optional().Nillable().Comment("within a minute"),
		field.Time("revoked_at").Optional().Nillable(),
	}
}

// Indexes of a client.
func (ProvisioningClient) Indexes() []ent.Index { return []ent.Index{index.Fields("directory_id")} }

// ProvisioningEvent is one request of a directory as its log shows it: names of what
// changed and no values.
type ProvisioningEvent struct{ ent.Schema }

// Annotations name the table.
func (ProvisioningEvent) Annotations() []schema.Annotation { return table("provisioning_events") }

// Mixin gives id and tenant.
func (ProvisioningEvent) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of an event; no foreign keys, since it outlives what it speaks of.
func (ProvisioningEvent) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("directory_id", zeroID).SchemaType(idType).Immutable(),
		field.Time("at").Immutable().Comment("when the request came"),
		field.String("request_id").Default("").Immutable(),
		field.String("method").Immutable(), field.String("path").Immutable().Comment("without the values of filters"),
		field.String("dialect").Default("").Immutable().Comment("OKTA, ENTRA, …"),
		field.String("resource_kind").Default("").Immutable().Comment("User or Group"),
		field.UUID("resource_id", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
		field.String("subject").Default("").Immutable().Comment("userName or displayName of the resource"),
		folded("subject_key", "for search"),
		field.Enum("outcome").Values("READ", "CREATED", "CHANGED", "UNCHANGED", "DELETED", "PREVIEWED", "REFUSED", "FAILED").Immutable(),
		field.Int("status").Immutable(), field.String("scim_type").Default("").Immutable(),
		field.String("detail").Default("").Immutable().Comment("of a refusal, as the directory was told"),
		field.Strings("bent").Default([]string{}).Immutable().Comment("quirks that normalisation bent, by name"),
		field.Strings("dropped").Default([]string{}).Immutable().Comment("attributes that were dropped, by path"),
		field.Strings("changed").Default([]string{}).Immutable().Comment("attributes that changed, by name"),
		field.Int64("microseconds").Default(0).Immutable(),
		field.Bytes("body_sealed").Optional().Sensitive().Immutable().Comment("of a change that did not happen, sealed, without password: for replay"),
		field.UUID("replay_of", zeroID).SchemaType(idType).Optional().Nillable().Immutable(),
	}
}

// Indexes of an event.
func (ProvisioningEvent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("directory_id", "id"), index.Fields("tenant_id", "id"), index.Fields("tenant_id", "resource_id", "id"),
		index.Fields("directory_id", "outcome", "id"),
	}
}

// ProvisioningTally counts a directory's requests of one hour by outcome.
type ProvisioningTally struct{ ent.Schema }

// Annotations name the table.
func (ProvisioningTally) Annotations() []schema.Annotation { return table("provisioning_tallies") }

// Mixin gives id and tenant.
func (ProvisioningTally) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a tally.
func (ProvisioningTally) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("directory_id", zeroID).SchemaType(idType).Immutable(),
		field.Time("hour").Immutable().Comment("its start, UTC"),
		field.String("outcome").Immutable(), field.String("cause").Default("").Immutable().Comment("of a failure: scimType, else HTTP status"),
		field.Int64("requests").Default(0),
	}
}

// Indexes of a tally.
func (ProvisioningTally) Indexes() []ent.Index {
	return []ent.Index{index.Fields("directory_id", "hour", "outcome", "cause").Unique()}
}

// DirectoryConflict is an account that a directory asked for and may not have unless
// an administrator hands it over.
type DirectoryConflict struct{ ent.Schema }

// Annotations name the table.
func (DirectoryConflict) Annotations() []schema.Annotation { return table("directory_conflicts") }

// Mixin gives id and tenant.
func (DirectoryConflict) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a conflict.
func (DirectoryConflict) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", "who asks"), ref("user_id", "who has the userName"),
		field.String("user_name").Comment("as the directory sent it"),
		field.String("external_id").Default(""),
		field.Time("seen_at").Comment("when it was asked for last"),
		field.Int("attempts").Default(1),
	}
}

// Indexes of a conflict.
func (DirectoryConflict) Indexes() []ent.Index {
	return []ent.Index{index.Fields("directory_id", "user_id").Unique(), index.Fields("user_id")}
}

// Departure is somebody whom a directory shut out: the brake counts them. A held one
// has not been followed by what it means for deals yet.
type Departure struct{ ent.Schema }

// Annotations name the table.
func (Departure) Annotations() []schema.Annotation { return table("departures") }

// Mixin gives id and tenant.
func (Departure) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a departure.
func (Departure) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", "who shut them out"), ref("user_id", "whom"),
		field.Time("at"), optionalRef("brake_id", "the batch that it belongs to"),
		field.Bool("held").Default(false),
	}
}

// Indexes of a departure.
func (Departure) Indexes() []ent.Index {
	return []ent.Index{index.Fields("directory_id", "at"), index.Fields("brake_id"), index.Fields("user_id")}
}

// Brake is a mass deactivation that waits for an administrator.
type Brake struct{ ent.Schema }

// Annotations name the table.
func (Brake) Annotations() []schema.Annotation { return table("brakes") }

// Mixin gives id, tenant and version.
func (Brake) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a brake. Open holds the directory's id while nobody has decided, so that
// at most one of a directory is open.
func (Brake) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", ""),
		field.Enum("state").Values("OPEN", "CONFIRMED", "REVERSED").Default("OPEN"),
		field.UUID("open", zeroID).SchemaType(idType).Optional().Nillable().Unique().Comment("the directory's id while open"),
		optionalRef("decided_by", ""), field.Time("decided_at").Optional().Nillable(),
	}
}

// Indexes of a brake.
func (Brake) Indexes() []ent.Index { return []ent.Index{index.Fields("directory_id", "id")} }

// EventStream takes the Security Event Tokens of a tenant's changes (RFC 8417), by
// push (RFC 8935) or poll (RFC 8936).
type EventStream struct{ ent.Schema }

// Annotations name the table.
func (EventStream) Annotations() []schema.Annotation { return table("event_streams") }

// Mixin gives id, tenant and version.
func (EventStream) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a stream.
func (EventStream) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", "whose people and groups it tells of"),
		field.Enum("method").Values("PUSH", "POLL").Immutable(),
		field.Enum("state").Values("ENABLED", "PAUSED").Default("ENABLED"),
		field.String("endpoint").Default("").Comment("of a push: where tokens are posted"),
		field.Bytes("authorization_sealed").Optional().Sensitive().Comment("of a push: the Authorization header, sealed"),
		field.String("audience").Comment("aud of the tokens"),
		field.Bytes("key_sealed").Sensitive().Comment("the signing key, PKCS #8, sealed"),
		field.Bytes("public_key").Comment("its public half, PKIX"),
		field.Int64("mark").Default(0).Comment("history is queued up to this seal"),
	}
}

// Indexes of a stream.
func (EventStream) Indexes() []ent.Index { return []ent.Index{index.Fields("directory_id")} }

// EventDelivery is one token that a stream has not acknowledged: queued, or dead.
type EventDelivery struct{ ent.Schema }

// Annotations name the table.
func (EventDelivery) Annotations() []schema.Annotation { return table("event_deliveries") }

// Mixin gives id and tenant; the id is the token's jti.
func (EventDelivery) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a delivery.
func (EventDelivery) Fields() []ent.Field {
	return []ent.Field{
		ref("stream_id", ""),
		field.UUID("entry_id", zeroID).SchemaType(idType).Immutable().Comment("the history entry that it tells of"),
		field.Int64("seq").Immutable().Comment("of its seal: the order"),
		field.Enum("state").Values("QUEUED", "DEAD").Default("QUEUED"),
		field.Int("attempts").Default(0), field.Time("next_attempt_at"),
		field.String("error").Default("").Comment("what the receiver said last"),
	}
}

// Indexes of a delivery.
func (EventDelivery) Indexes() []ent.Index {
	return []ent.Index{index.Fields("stream_id", "entry_id").Unique(), index.Fields("stream_id", "state", "seq")}
}
