package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/migrate"
	"mandate/ident"
	"mandate/store"
)

// kind is one type of record. Kinds are found by reflection over the client, so
// that a new type is walked by these tests without being named in them.
type kind struct {
	name  string
	table *schema.Table
}

type kindList []kind

// kinds lists every type with its table: ent keeps both in the order of the types' names.
func kinds(t *testing.T) kindList {
	t.Helper()
	var all kindList
	client := reflect.TypeFor[db.Client]()
	for i := range client.NumField() {
		if f := client.Field(i); f.IsExported() && f.Name != "Schema" {
			all = append(all, kind{name: f.Name})
		}
	}
	if len(all) != len(migrate.Tables) {
		t.Fatalf("%d types, %d tables", len(all), len(migrate.Tables))
	}
	for i := range all {
		all[i].table = migrate.Tables[i]
	}
	return all
}

func (l kindList) of(t *schema.Table) kind {
	for _, k := range l {
		if k.table == t {
			return k
		}
	}
	panic("no type has the table " + t.Name)
}

func (k kind) column(name string) *schema.Column {
	for _, c := range k.table.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// builder calls Query, Create, Update, UpdateOneID, Delete or DeleteOneID of the type.
func (k kind) builder(c *db.Client, method string, args ...any) any {
	in := make([]reflect.Value, 0, len(args))
	for _, a := range args {
		in = append(in, reflect.ValueOf(a))
	}
	return reflect.ValueOf(c).Elem().FieldByName(k.name).MethodByName(method).Call(in)[0].Interface()
}

func (k kind) count(ctx context.Context, c *db.Client) (int, error) {
	return k.builder(c, "Query").(interface {
		Count(context.Context) (int, error)
	}).Count(ctx)
}

// touch gives every row that the context may change the id it has.
func (k kind) touch(ctx context.Context, c *db.Client) (int, error) {
	b := k.builder(c, "Update")
	sameID(b)
	return b.(interface {
		Save(context.Context) (int, error)
	}).Save(ctx)
}

func (k kind) touchOne(ctx context.Context, c *db.Client, id ident.ID) error {
	b := k.builder(c, "UpdateOneID", id)
	sameID(b)
	return b.(interface{ Exec(context.Context) error }).Exec(ctx)
}

func sameID(update any) {
	modify := func(u *entsql.UpdateBuilder) { u.Set("id", entsql.Expr("id")) }
	reflect.ValueOf(update).MethodByName("Modify").Call([]reflect.Value{reflect.ValueOf(modify)})
}

func (k kind) remove(ctx context.Context, c *db.Client) (int, error) {
	return k.builder(c, "Delete").(interface {
		Exec(context.Context) (int, error)
	}).Exec(ctx)
}

func (k kind) removeOne(ctx context.Context, c *db.Client, id ident.ID) error {
	return k.builder(c, "DeleteOneID", id).(interface{ Exec(context.Context) error }).Exec(ctx)
}

// parents creates the rows that a row of this kind must refer to, one a kind; it gives
// them by column.
func (l kindList) parents(ctx context.Context, tx *store.Tx, k kind) (map[string]ident.ID, error) {
	return l.parentsOf(ctx, tx, k, map[*schema.Table]ident.ID{})
}

func (l kindList) parentsOf(ctx context.Context, tx *store.Tx, k kind, made map[*schema.Table]ident.ID) (map[string]ident.ID, error) {
	byColumn := map[string]ident.ID{}
	for _, fk := range k.table.ForeignKeys {
		if fk.Columns[0].Nullable {
			continue
		}
		if _, there := made[fk.RefTable]; !there {
			parent := l.of(fk.RefTable)
			above, err := l.parentsOf(ctx, tx, parent, made)
			if err != nil {
				return nil, err
			}
			id := tx.NewID()
			if err := parent.create(ctx, tx.Client, id, above); err != nil {
				return nil, fmt.Errorf("create %s: %w", parent.name, err)
			}
			made[fk.RefTable] = id
		}
		byColumn[fk.Columns[0].Name] = made[fk.RefTable]
	}
	return byColumn, nil
}

// create writes one row, with a value in every column that needs one.
func (k kind) create(ctx context.Context, c *db.Client, id ident.ID, parents map[string]ident.ID) error {
	b := k.builder(c, "Create")
	m := reflect.ValueOf(b).MethodByName("Mutation").Call(nil)[0].Interface().(db.Mutation)
	m.(interface{ SetID(ident.ID) }).SetID(id)
	for _, col := range k.table.Columns {
		value := k.value(col, id)
		if parent, ok := parents[col.Name]; ok {
			value = parent
		}
		if value == nil {
			continue
		}
		if err := m.SetField(col.Name, value); err != nil {
			return fmt.Errorf("set %s: %w", col.Name, err)
		}
	}
	return b.(interface{ Exec(context.Context) error }).Exec(ctx)
}

// value makes one for a column; nil leaves it to its default or to the floor.
func (k kind) value(col *schema.Column, id ident.ID) any {
	switch {
	case col.Nullable, col.Default != nil, strings.Contains(" id tenant_id created_at updated_at ", " "+col.Name+" "):
		return nil
	}
	switch col.Type {
	case field.TypeUUID:
		return id
	case field.TypeString:
		return id.String()
	case field.TypeBytes:
		return id[:]
	case field.TypeTime:
		return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	case field.TypeBool:
		return true
	case field.TypeInt:
		return 1
	case field.TypeInt64:
		return int64(1)
	case field.TypeEnum:
		return reflect.ValueOf(col.Enums[0]).Convert(k.goType(col)).Interface()
	case field.TypeJSON:
		if k.goType(col) == reflect.TypeFor[json.RawMessage]() {
			return json.RawMessage("{}")
		}
		return reflect.MakeSlice(k.goType(col), 0, 0).Interface()
	default:
		return reflect.MakeSlice(k.goType(col), 0, 0).Interface()
	}
}

// goType is the type of a column's field in the generated struct.
func (k kind) goType(col *schema.Column) reflect.Type {
	only, _ := reflect.TypeOf(k.builder(db.NewClient(), "Query")).MethodByName("Only")
	row := only.Type.Out(0).Elem()
	for i := range row.NumField() {
		if name, _, _ := strings.Cut(row.Field(i).Tag.Get("json"), ","); name == col.Name {
			return row.Field(i).Type
		}
	}
	panic("no field of " + k.name + " for " + col.Name)
}
