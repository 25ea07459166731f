package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Directory is one IdP of one tenant that provisions over SCIM.
type Directory struct{ ent.Schema }

// Annotations name the table.
func (Directory) Annotations() []schema.Annotation { return table("directories") }

// Mixin gives id, tenant and version.
func (Directory) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a directory.
func (Directory) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.Bool("enabled").Default(true),
		field.Int("rate").Default(1000).Comment("requests a second; the burst is twice that"),
		field.Time("last_seen_at").Optional().Nillable(),
		field.Enum("state").Values("ACTIVE", "PREVIEW", "PAUSED").Default("ACTIVE").Comment("PREVIEW records what would change; PAUSED takes no change"),
		field.String("dialect").Default("").Comment("whose requests were seen last: OKTA, ENTRA, …; a trace"),
		field.Int("brake_people").Default(20).Comment("more than so many …"),
		field.Int("brake_percent").Default(10).Comment("… and so many percent of its people …"),
		field.Int("brake_minutes").Default(10).Comment("… deactivated within so many minutes trip the brake"),
		field.Int("log_days").Default(90).Comment("how long the provisioning log is kept"),
	}
}

// Edges of a directory.
func (Directory) Edges() []ent.Edge {
	return []ent.Edge{edge.To("tokens", DirectoryToken.Type), edge.To("links", DirectoryLink.Type), edge.To("groups", Group.Type)}
}

// Indexes of a directory.
func (Directory) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "name").Unique()}
}

// DirectoryToken is a bearer token of a directory; only its hash is kept.
type DirectoryToken struct{ ent.Schema }

// Annotations name the table.
func (DirectoryToken) Annotations() []schema.Annotation { return table("directory_tokens") }

// Mixin gives id and tenant.
func (DirectoryToken) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a token.
func (DirectoryToken) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", ""),
		field.String("hint").Comment("the first characters, to tell tokens apart"),
		field.String("hash").Unique().Sensitive().Comment("SHA-256, hexadecimal"),
		field.Time("expires_at").Optional().Nillable(),
		field.Time("last_used_at").Optional().Nillable().Comment("within a minute"),
		field.Time("revoked_at").Optional().Nillable(),
		optionalRef("client_id", "the OAuth client that it was issued to; none: made by an administrator"),
	}
}

// Edges of a token.
func (DirectoryToken) Edges() []ent.Edge {
	return []ent.Edge{edge.From("directory", Directory.Type).Ref("tokens").Field("directory_id").Unique().Required()}
}

// Indexes of a token.
func (DirectoryToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("directory_id"), index.Fields("client_id", "expires_at")}
}

// DirectoryLink joins a person to the directory that governs them, with what it sent.
type DirectoryLink struct{ ent.Schema }

// Annotations name the table.
func (DirectoryLink) Annotations() []schema.Annotation { return table("directory_links") }

// Mixin gives id and tenant.
func (DirectoryLink) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a link.
func (DirectoryLink) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", ""), ref("user_id", ""),
		field.String("external_id").Optional().Nillable().Comment("opaque, of that directory alone"),
		field.Bytes("profile").Optional().Comment("JSON: the profile as the directory sent it, unmapped attributes included, bounded"),
		field.JSON("keys", json.RawMessage{}).Optional().Comment("the attributes of the profile that have no column, folded for filters and sort"),
		folded("employee_number_key", "for filters: what some IdPs match by"),
	}
}

// Edges of a link.
func (DirectoryLink) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("directory", Directory.Type).Ref("links").Field("directory_id").Unique().Required(),
		edge.From("user", User.Type).Ref("links").Field("user_id").Unique().Required(),
	}
}

// Indexes of a link.
func (DirectoryLink) Indexes() []ent.Index {
	return []ent.Index{index.Fields("directory_id", "external_id").Unique(), index.Fields("directory_id", "user_id").Unique(), index.Fields("user_id"), index.Fields("directory_id", "employee_number_key")}
}

// Connection is one way in over SAML 2.0 or OpenID Connect.
type Connection struct{ ent.Schema }

// Annotations name the table.
func (Connection) Annotations() []schema.Annotation { return table("connections") }

// Mixin gives id, tenant and version.
func (Connection) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a connection; what is missing keeps it a draft.
func (Connection) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").Values("SAML", "OIDC").Immutable(),
		field.String("name"),
		field.Enum("state").Values("DRAFT", "ACTIVE", "DISABLED").Default("DRAFT"),
		field.String("idp_entity_id").Default(""),
		field.String("sso_redirect_url").Default(""), field.String("sso_post_url").Default(""),
		field.Strings("certificates").Default([]string{}).Comment("the IdP's, PEM"),
		field.String("metadata_url").Default(""), field.Text("metadata").Default(""),
		field.Bool("sign_requests").Default(false),
		field.Bytes("sp_key_sealed").Optional().Sensitive().Comment("this service provider's key, PKCS #8, sealed"),
		field.Text("sp_certificate").Default("").Comment("PEM"),
		field.String("issuer").Default(""), field.String("client_id").Default(""),
		field.Bytes("client_secret_sealed").Optional().Sensitive(),
		field.String("token_auth_method").Default("client_secret_basic"),
		field.Strings("scopes").Default([]string{}),
		field.String("slo_redirect_url").Default(""), field.String("slo_post_url").Default(""),
		field.Bool("idp_initiated").Default(false).Comment("answers that nobody here asked for are taken"),
		field.Bool("want_encrypted").Default(false).Comment("plain assertions are refused"),
		field.Enum("provisioning").Values("DIRECTORY_ONLY", "JUST_IN_TIME").Default("DIRECTORY_ONLY"),
		optionalRef("default_role_id", "of people made at sign-in; may hold deal.view only"),
		field.Bool("enforced").Default(false).Comment("people of its domains sign in here and nowhere else, break-glass aside"),
		field.Bytes("sp_next_key_sealed").Optional().Sensitive().Comment("during a rollover"), field.Text("sp_next_certificate").Default(""),
		field.Text("pending_metadata").Default("").Comment("a refresh that waits for an administrator"), field.String("pending_reason").Default(""),
		field.Time("metadata_checked_at").Optional().Nillable(), field.String("metadata_error").Default(""),
		field.Int("expiry_told").Default(0).Comment("days before expiry at which administrators were told last; 0: not yet"),
		field.Time("last_sign_in_at").Optional().Nillable().Comment("within a minute"),
		field.JSON("mapping", map[string]string{}).Optional().Comment("attribute or claim name of userName, email, firstName, lastName, groups"),
	}
}

// Edges of a connection.
func (Connection) Edges() []ent.Edge { return []ent.Edge{edge.To("domains", Domain.Type)} }

// Indexes of a connection.
func (Connection) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "name")} }

// ConnectionSubject links a person to the subject that an IdP calls them by.
type ConnectionSubject struct{ ent.Schema }

// Annotations name the table.
func (ConnectionSubject) Annotations() []schema.Annotation { return table("connection_subjects") }

// Mixin gives id and tenant.
func (ConnectionSubject) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a link.
func (ConnectionSubject) Fields() []ent.Field {
	return []ent.Field{ref("connection_id", ""), ref("user_id", ""), field.String("subject").Comment("NameID or sub, exactly as sent")}
}

// Indexes of a link.
func (ConnectionSubject) Indexes() []ent.Index {
	return []ent.Index{index.Fields("connection_id", "subject").Unique(), index.Fields("user_id")}
}

// Domain is an e-mail domain that a tenant has proven to be its own.
type Domain struct{ ent.Schema }

// Annotations name the table.
func (Domain) Annotations() []schema.Annotation { return table("domains") }

// Mixin gives id and tenant.
func (Domain) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a domain: one tenant's at a time.
func (Domain) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Comment("lower case, ASCII (RFC 5891); unique among the proven ones"),
		field.Time("verified_at").Optional().Nillable(),
		field.String("challenge").Default("").Comment("what the TXT record says"),
		field.Time("checked_at").Optional().Nillable(),
		field.Time("lost_at").Optional().Nillable().Comment("another tenant has proven it since"),
		field.String("verified_by").Default("").Comment("OPERATOR or DNS"),
		optionalRef("connection_id", "where people of this domain sign in"),
	}
}

// Edges of a domain.
func (Domain) Edges() []ent.Edge {
	return []ent.Edge{edge.From("connection", Connection.Type).Ref("domains").Field("connection_id").Unique()}
}

// Indexes of a domain; the unique one on the proven is in the hand-written migration.
func (Domain) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "name").Unique(), index.Fields("name")}
}

// SignInRequest is one sign-in under way: SAML AuthnRequest or OpenID Connect authorization.
type SignInRequest struct{ ent.Schema }

// Annotations name the table.
func (SignInRequest) Annotations() []schema.Annotation { return table("sign_in_requests") }

// Mixin gives id and tenant.
func (SignInRequest) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a request.
func (SignInRequest) Fields() []ent.Field {
	return []ent.Field{
		ref("connection_id", ""),
		field.String("handle").Unique().Comment("SAML: the request's ID; OIDC: SHA-256 of state, hexadecimal"),
		field.String("browser_hash").Sensitive().Comment("SHA-256 of the binding cookie, hexadecimal; nonce and PKCE verifier are derived from the cookie, so the row holds no secret"),
		field.String("return_to").Default("/"),
		field.Enum("purpose").Values("SIGN_IN", "TEST", "STEP_UP", "LOGOUT").Default("SIGN_IN"),
		optionalRef("session_id", "of a step-up or logout"), optionalRef("test_run_id", "of a test login"),
		field.Time("expires_at"), field.Time("used_at").Optional().Nillable(),
	}
}

// Indexes of a request.
func (SignInRequest) Indexes() []ent.Index { return []ent.Index{index.Fields("expires_at")} }

// AssertionSeen remembers assertions for the replay check.
type AssertionSeen struct{ ent.Schema }

// Annotations name the table.
func (AssertionSeen) Annotations() []schema.Annotation { return table("assertions_seen") }

// Mixin gives id and tenant.
func (AssertionSeen) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a seen assertion.
func (AssertionSeen) Fields() []ent.Field {
	return []ent.Field{ref("connection_id", ""), field.String("assertion_id").Comment("SHA-256 of the assertion's ID, hexadecimal"), field.Time("expires_at")}
}

// Indexes: an assertion counts once per connection.
func (AssertionSeen) Indexes() []ent.Index {
	return []ent.Index{index.Fields("connection_id", "assertion_id").Unique(), index.Fields("expires_at")}
}

// Session is one browser that is signed in; only the hash of its token is kept.
type Session struct{ ent.Schema }

// Annotations name the table.
func (Session) Annotations() []schema.Annotation { return table("sessions") }

// Mixin gives id and tenant.
func (Session) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.String("hash").Unique().Sensitive().Comment("SHA-256 of a 32-byte token, hexadecimal"),
		ref("user_id", ""),
		optionalRef("connection_id", "none: a local account"),
		field.String("idp_session").Default("").Comment("SessionIndex or sid"),
		field.Strings("methods").Default([]string{}).Comment("RFC 8176 names"),
		field.String("user_agent").Default(""),
		field.String("name_id").Default("").Comment("SAML: the NameID as sent, for single logout"),
		field.Time("stepped_up_at").Optional().Nillable().Comment("the last proof of a second factor"),
		field.String("address").Default("").Comment("of the browser, shown to the person"),
		field.Time("seen_at"), field.Time("idle_until"), field.Time("expires_at"),
		field.Time("revoked_at").Optional().Nillable(),
		field.String("revoked_reason").Default(""),
	}
}

// Edges of a session.
func (Session) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("sessions").Field("user_id").Unique().Required()}
}

// Indexes of a session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "revoked_at"), index.Fields("expires_at")}
}

// Throttle counts failed sign-ins, shared by all replicas.
type Throttle struct{ ent.Schema }

// Annotations name the table.
func (Throttle) Annotations() []schema.Annotation { return table("throttles") }

// Mixin gives id and tenant.
func (Throttle) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a counter.
func (Throttle) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").Comment("what is counted: account or address, hashed"),
		field.Int("failures").Default(0), field.Time("last_at"), field.Time("blocked_until").Optional().Nillable(),
	}
}

// Indexes of a counter.
func (Throttle) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "key").Unique()} }

// APIKey lets a program in; only its hash is kept.
type APIKey struct{ ent.Schema }

// Annotations name the table.
func (APIKey) Annotations() []schema.Annotation { return table("api_keys") }

// Mixin gives id and tenant.
func (APIKey) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a key: SERVICE keys belong to the tenant, PERSONAL ones die with the person.
func (APIKey) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.Enum("kind").Values("SERVICE", "PERSONAL").Default("SERVICE"),
		field.String("hint"), field.String("hash").Unique().Sensitive(),
		optionalRef("role_id", "the role of a service key"),
		field.Strings("role_ids").Optional().Comment("further roles of a service key"),
		optionalRef("user_id", "whose personal key, or who is responsible"),
		field.Time("expires_at").Optional().Nillable(), field.Time("last_used_at").Optional().Nillable(),
		field.Time("revoked_at").Optional().Nillable(),
	}
}

// Indexes of a key.
func (APIKey) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "name")} }

// IdempotencyKey remembers what a mutation with a key did, for 24 hours.
type IdempotencyKey struct{ ent.Schema }

// Annotations name the table.
func (IdempotencyKey) Annotations() []schema.Annotation { return table("idempotency_keys") }

// Mixin gives id and tenant.
func (IdempotencyKey) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a key.
func (IdempotencyKey) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").Comment("SHA-256 of actor, mutation and the caller's key, hexadecimal"),
		field.String("input_hash").Comment("the same key with another input is refused"),
		field.String("result").Default("").Comment("id of what the mutation returned"),
		field.Time("expires_at"),
	}
}

// Indexes of a key.
func (IdempotencyKey) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "key").Unique(), index.Fields("expires_at")}
}
