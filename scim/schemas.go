package scim

import (
	"sync"

	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

const (
	groupURN      = schema.GroupSchema
	enterpriseURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	mandateURN    = "urn:ietf:params:scim:schemas:extension:mandate:2.0:User"
)

// userModel is core User with enterprise User (RFC 7643 sections 4.1 and 4.3) and
// Mandate's extension. It is made once and never changed.
var userModel = sync.OnceValue(func() *model {
	core, enterprise, mandate := schema.CoreUserSchema(), schema.ExtensionEnterpriseUser(), mandateSchema()
	return &model{
		name:     "User",
		endpoint: "/Users",
		schema:   core,
		core:     append(attributesOf(schema.CommonAttributes()), attributesOf(core.Attributes)...),
		extensions: []extension{
			{schema: enterprise, attrs: attributesOf(enterprise.Attributes)},
			{schema: mandate, attrs: attributesOf(mandate.Attributes), readOnly: true},
		},
	}
})

// groupModel is core Group (RFC 7643 section 4.2) with people as its only members.
var groupModel = sync.OnceValue(func() *model {
	core := schema.CoreGroupSchema()
	core.Attributes = schema.Attributes{core.Attributes[0], membersAttribute()}
	return &model{
		name:     "Group",
		endpoint: "/Groups",
		schema:   core,
		core:     append(attributesOf(schema.CommonAttributes()), attributesOf(core.Attributes)...),
	}
})

func membersAttribute() schema.CoreAttribute {
	immutable := schema.AttributeMutabilityImmutable()
	return schema.ComplexCoreAttribute(schema.ComplexParams{
		Name:        "members",
		Description: optional.NewString("The people in the group. Groups in groups are not supported."),
		MultiValued: true,
		SubAttributes: []schema.SimpleParams{
			schema.SimpleStringParams(schema.StringParams{
				Name: "value", Mutability: immutable, CaseExact: true,
				Description: optional.NewString("The id of the User."),
			}),
			schema.SimpleReferenceParams(schema.ReferenceParams{
				Name: "$ref", Mutability: immutable, ReferenceTypes: []schema.AttributeReferenceType{"User"},
				Description: optional.NewString("The address of the User."),
			}),
			schema.SimpleStringParams(schema.StringParams{
				Name: "type", Mutability: immutable, CanonicalValues: []string{"User"},
				Description: optional.NewString("The type of the member, always User."),
			}),
			schema.SimpleStringParams(schema.StringParams{
				Name: "display", Mutability: schema.AttributeMutabilityReadOnly(),
				Description: optional.NewString("The name of the User, for display."),
			}),
		},
	})
}
