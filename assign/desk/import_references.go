package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// ask finds out which references deals have already, all in one statement.
func (i *importing) ask(ctx context.Context, read []incoming) error {
	i.freshReferences()
	var unknown []string
	for _, one := range read {
		if _, asked := i.references.known[one.reference]; !asked {
			i.references.known[one.reference] = taken{}
			unknown = append(unknown, one.reference)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	var rows []*db.Deal
	err := i.tx.PlanAnew(ctx, func() (err error) {
		rows, err = i.tx.Client.Deal.Query().Where(hasReference(i.tx.Actor.Tenant, unknown)).WithFacilities().All(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("look for references: %w", err)
	}
	for _, row := range rows {
		figures, err := FiguresOf(row)
		if err != nil {
			return err
		}
		i.references.known[row.Reference] = taken{row.ID, figures}
	}
	return nil
}

// hasReference looks each reference up by the whole unique key. A plain list makes a
// PostgreSQL that has no statistics yet walk over all deals of the tenant.
func hasReference(tenant ident.ID, list []string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		if s.Dialect() != dialect.Postgres {
			deal.ReferenceIn(list...)(s)
			return
		}
		wanted, _ := json.Marshal(list) // texts without NUL: plausible has looked
		s.Where(sql.P(func(b *sql.Builder) {
			b.Ident(s.C(deal.FieldID)).WriteString(" = ANY (ARRAY (SELECT found.id FROM json_array_elements_text(").Arg(string(wanted)).
				WriteString("::json) AS wanted(reference) CROSS JOIN LATERAL (SELECT d.id FROM deals AS d WHERE d.tenant_id = ").Arg(tenant).
				WriteString(" AND d.reference = wanted.reference LIMIT 1) AS found))")
		}))
	}
}
