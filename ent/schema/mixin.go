package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"mandate/ident"
)

var idType = map[string]string{dialect.Postgres: "uuid", dialect.SQLite: "blob"}

func id() ent.Field {
	return field.UUID("id", ident.ID{}).SchemaType(idType).Immutable().Comment("UUIDv7, 16 bytes")
}

func ref(name, comment string) ent.Field {
	return field.UUID(name, ident.ID{}).SchemaType(idType).Comment(comment)
}

func optionalRef(name, comment string) ent.Field {
	return field.UUID(name, ident.ID{}).SchemaType(idType).Optional().Nillable().Comment(comment)
}

// folded is a key that compares and sorts without case: folded in Go, never by collation.
func folded(name, comment string) ent.Field {
	return field.String(name).Default("").Comment(comment)
}

// Owned gives an entity its id and its tenant: every record but the tenants
// themselves and the leases of workers belongs to exactly one.
type Owned struct{ mixin.Schema }

// Fields of every owned entity.
func (Owned) Fields() []ent.Field {
	return []ent.Field{
		id(),
		field.UUID("tenant_id", ident.ID{}).SchemaType(idType).Immutable().Comment("the tenant it belongs to; stamped by the floor"),
		field.Time("created_at").Immutable().Comment("stamped by the floor"),
	}
}

// Versioned adds the optimistic lock and the instant of the last change.
type Versioned struct{ mixin.Schema }

// Fields of every entity that people or directories update.
func (Versioned) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("version").Default(1).Comment("raised by one with every change that a reader could see"),
		field.Time("updated_at").Comment("stamped by the floor"),
	}
}

func table(name string) []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: name}}
}
