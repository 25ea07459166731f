package scim

import (
	"strconv"

	"entgo.io/ent/dialect/sql"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db/role"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Mandate's own extension of User: what a directory may know of somebody's standing
// here, all of it read only. Roles, limits and absence are shown only where they are
// asked for: they take look-ups, and no directory needs them to do its work.

func mandateSchema() schema.Schema {
	return schema.Schema{
		ID:          mandateURN,
		Name:        optional.NewString("Mandate User"),
		Description: optional.NewString("What Mandate knows of a person"),
		Attributes: schema.Attributes{
			schema.SimpleCoreAttribute(schema.SimpleStringParams(schema.StringParams{
				Name: "inactiveReasons", MultiValued: true, Mutability: schema.AttributeMutabilityReadOnly(), CaseExact: true,
				CanonicalValues: []string{directory.ReasonAdmin, directory.ReasonDirectory, directory.ReasonInactivity},
				Description:     optional.NewString("Why the person can't sign in; active is the directory's own word alone."),
			})),
			schema.SimpleCoreAttribute(schema.SimpleStringParams(schema.StringParams{
				Name: "roles", MultiValued: true, Mutability: schema.AttributeMutabilityReadOnly(), Returned: schema.AttributeReturnedRequest(), CaseExact: true,
				Description: optional.NewString("The roles that the person holds, from administrators and from groups."),
			})),
			onRequest("limits", "The person's lending limits: an amount in the company's currency, a number, or UNLIMITED; absent is unset.",
				"currency", "maxCapacity", "maxDiscretionBps", "loanAmount", "mortgageSecured", "nonMortgageSecured", "bridgeSecured", "totalConnection"),
			onRequest("absence", "The out-of-office period that has not ended, in local days of the company; delegate is the id of a User.",
				"state", "start", "end", "delegate"),
		},
	}
}

// onRequest is a complex attribute of texts, read only and returned on request.
func onRequest(name, description string, subs ...string) schema.CoreAttribute {
	var attributes []schema.SimpleParams
	for _, sub := range subs {
		attributes = append(attributes, schema.SimpleStringParams(schema.StringParams{Name: sub, Mutability: schema.AttributeMutabilityReadOnly(), CaseExact: true}))
	}
	return schema.ComplexCoreAttribute(schema.ComplexParams{
		Name: name, Description: optional.NewString(description), Mutability: schema.AttributeMutabilityReadOnly(),
		Returned: schema.AttributeReturnedRequest(), SubAttributes: attributes,
	})
}

// mandateValue gives the extension of one person; what nobody asked for is not in held.
func mandateValue(p directory.Person, held directory.Held) map[string]any {
	object := map[string]any{}
	if len(p.InactiveReasons) > 0 {
		object["inactiveReasons"] = anyOf(p.InactiveReasons)
	}
	if len(held.Roles) > 0 {
		object["roles"] = anyOf(held.Roles)
	}
	if limits := limitsValue(held); len(limits) > 0 {
		object["limits"] = limits
	}
	if held.Away != nil {
		object["absence"] = absenceValue(*held.Away)
	}
	return object
}

func limitsValue(held directory.Held) map[string]any {
	l, object := held.Limits, map[string]any{}
	for name, limit := range map[string]assign.Limit{
		"loanAmount": l.LoanAmount, "mortgageSecured": l.MortgageSecured, "nonMortgageSecured": l.NonMortgageSecured,
		"bridgeSecured": l.BridgeSecured, "totalConnection": l.TotalConnection,
	} {
		putText(object, name, limit.Text(held.Currency))
	}
	for name, most := range map[string]assign.Maximum{"maxCapacity": l.MaxCapacity, "maxDiscretionBps": l.MaxDiscretionBps} {
		if most.Set {
			object[name] = strconv.Itoa(most.N)
		}
	}
	if len(object) > 0 {
		object["currency"] = held.Currency
	}
	return object
}

func absenceValue(a directory.Away) map[string]any {
	object := map[string]any{"state": "SCHEDULED", "start": a.Start, "end": a.End}
	if a.Active {
		object["state"] = "ACTIVE"
	}
	if !a.Delegate.IsZero() {
		object["delegate"] = a.Delegate.Text(ident.User)
	}
	return object
}

// roleRows are the roles that a person holds, from administrators and from groups.
func roleRows() rows {
	return rows{
		cells: map[string]cell{"roles": {expr: column(role.Table, role.FieldName), kind: exactText}},
		from: func(outer *sql.Selector) *sql.Selector {
			return sql.Dialect(outer.Dialect()).Select(at(role.Table, role.FieldID)).From(sql.Table(role.Table)).Where(sql.ExprP(
				`roles.id IN (SELECT g.role_id FROM role_grants g WHERE g.user_id = users.id UNION SELECT r.role_id FROM group_members m
				JOIN group_roles r ON r.group_id = m.group_id WHERE m.user_id = users.id)`))
		},
	}
}

func reasonRows() rows {
	return rows{flags: []flagRow{
		{cell{expr: column(user.Table, user.FieldInactiveAdmin)}, directory.ReasonAdmin},
		{cell{expr: column(user.Table, user.FieldInactiveDirectory)}, directory.ReasonDirectory},
		{cell{expr: column(user.Table, user.FieldInactiveInactivity)}, directory.ReasonInactivity},
	}}
}
