package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Role is a named set of permissions (RO-1).
type Role struct{ ent.Schema }

// Annotations name the table.
func (Role) Annotations() []schema.Annotation { return table("roles") }

// Mixin gives id, tenant and version.
func (Role) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a role.
func (Role) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Comment("administrator, underwriter, …; unique in the tenant"),
		field.Strings("permissions").Comment("names of RO-2"),
		field.Strings("grants").Default([]string{}).Comment("names of roles that holders may grant; * is all (RO-4)"),
		field.Bool("preset").Default(false).Comment("one of RO-6"),
		field.JSON("starting", json.RawMessage{}).Optional().Comment("limits, capacity and preferences that a new holder starts with"),
	}
}

// Edges of a role.
func (Role) Edges() []ent.Edge {
	return []ent.Edge{edge.To("grants_given", RoleGrant.Type), edge.To("groups", GroupRole.Type)}
}

// Indexes of a role.
func (Role) Indexes() []ent.Index { return []ent.Index{index.Fields("tenant_id", "name").Unique()} }

// RoleGrant gives a role to a person by an administrator. Roles that come from a
// directory's groups are derived by join through GroupRole, not copied here.
type RoleGrant struct{ ent.Schema }

// Annotations name the table.
func (RoleGrant) Annotations() []schema.Annotation { return table("role_grants") }

// Mixin gives id and tenant.
func (RoleGrant) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a grant.
func (RoleGrant) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "who holds it"), ref("role_id", "the role"),
		optionalRef("granted_by", "the person who gave it; none is the system"),
	}
}

// Edges of a grant.
func (RoleGrant) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("grants").Field("user_id").Unique().Required(),
		edge.From("role", Role.Type).Ref("grants_given").Field("role_id").Unique().Required(),
	}
}

// Indexes of a grant.
func (RoleGrant) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "role_id").Unique(), index.Fields("tenant_id", "role_id")}
}

// Group is a directory's group.
type Group struct{ ent.Schema }

// Annotations name the table.
func (Group) Annotations() []schema.Annotation { return table("groups") }

// Mixin gives id, tenant and version.
func (Group) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of a group.
func (Group) Fields() []ent.Field {
	return []ent.Field{
		ref("directory_id", "which directory made it"),
		field.String("display_name"), folded("display_name_key", "for filters and sort"),
		field.String("external_id").Default(""),
		field.JSON("attributes", map[string]any{}).Optional().Comment("what the client sent and nobody maps, returned unchanged"),
	}
}

// Edges of a group.
func (Group) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("directory", Directory.Type).Ref("groups").Field("directory_id").Unique().Required(),
		edge.To("members", GroupMember.Type), edge.To("roles", GroupRole.Type),
	}
}

// Indexes of a group.
func (Group) Indexes() []ent.Index {
	return []ent.Index{index.Fields("tenant_id", "directory_id", "display_name_key"), index.Fields("tenant_id", "directory_id", "external_id")}
}

// GroupMember is one person in one group.
type GroupMember struct{ ent.Schema }

// Annotations name the table.
func (GroupMember) Annotations() []schema.Annotation { return table("group_members") }

// Mixin gives id and tenant.
func (GroupMember) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a membership.
func (GroupMember) Fields() []ent.Field {
	return []ent.Field{ref("group_id", "the group"), ref("user_id", "the member")}
}

// Edges of a membership.
func (GroupMember) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("group", Group.Type).Ref("members").Field("group_id").Unique().Required(),
		edge.From("user", User.Type).Ref("memberships").Field("user_id").Unique().Required(),
	}
}

// Indexes of a membership.
func (GroupMember) Indexes() []ent.Index {
	return []ent.Index{index.Fields("group_id", "user_id").Unique(), index.Fields("user_id", "group_id")}
}

// GroupRole says which role the members of a directory's group hold.
type GroupRole struct{ ent.Schema }

// Annotations name the table.
func (GroupRole) Annotations() []schema.Annotation { return table("group_roles") }

// Mixin gives id and tenant.
func (GroupRole) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}} }

// Fields of a mapping.
func (GroupRole) Fields() []ent.Field {
	return []ent.Field{
		ref("group_id", "the group"), ref("role_id", "the role its members hold"),
		optionalRef("mapped_by", "the person who mapped it: their rights are the ceiling"),
	}
}

// Edges of a mapping.
func (GroupRole) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("group", Group.Type).Ref("roles").Field("group_id").Unique().Required(),
		edge.From("role", Role.Type).Ref("groups").Field("role_id").Unique().Required(),
	}
}

// Indexes of a mapping.
func (GroupRole) Indexes() []ent.Index {
	return []ent.Index{index.Fields("group_id", "role_id").Unique()}
}

// Preferences say which deals a person takes (PF-1); without a row nothing is restricted.
type Preferences struct{ ent.Schema }

// Annotations name the table.
func (Preferences) Annotations() []schema.Annotation { return table("preferences") }

// Mixin gives id, tenant and version.
func (Preferences) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of preferences; an empty set restricts nothing.
func (Preferences) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id", "whose"),
		field.Bool("auto_assign").Default(true).Comment("the person's own switch"),
		field.Strings("locations").Default([]string{}),
		field.Strings("property_types").Default([]string{}),
		field.Strings("products").Default([]string{}).Comment("ids of products"),
		field.Strings("brokers").Default([]string{}).Comment("ids of brokers"),
		field.Strings("languages").Default([]string{}),
		field.String("financing_date").Default("").Comment("stored and never read (PF-1)"),
	}
}

// Edges of preferences.
func (Preferences) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("preferences").Field("user_id").Unique().Required()}
}

// LendingLimits are a person's authority and capacity; without a row all are unset.
type LendingLimits struct{ ent.Schema }

// Annotations name the table.
func (LendingLimits) Annotations() []schema.Annotation { return table("lending_limits") }

// Mixin gives id, tenant and version.
func (LendingLimits) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Versioned{}} }

// Fields of limits: nil is unset, -1 is UNLIMITED, else minor units of the company's currency.
func (LendingLimits) Fields() []ent.Field {
	money := func(name string) ent.Field {
		return field.Int64(name).Optional().Nillable().Comment("minor units; -1 UNLIMITED; null unset (LL-6)")
	}
	return []ent.Field{
		ref("user_id", "whose"),
		field.Int("max_capacity").Optional().Nillable().Comment("CA-3: unset gets nothing automatically"),
		field.Int("max_discretion_bps").Optional().Nillable().Comment("LL-8: basis points"),
		money("loan_amount"), money("mortgage_secured"), money("non_mortgage_secured"), money("bridge_secured"), money("total_connection"),
	}
}

// Edges of limits.
func (LendingLimits) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("limits").Field("user_id").Unique().Required()}
}
