package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"mandate/actor"
	"mandate/fault"
)

// can is @can: the caller needs the permission, and is no CONTACT.
func can(ctx context.Context, _ any, next graphql.Resolver, permission string) (any, error) {
	if err := sightOf(ctx).allowed(permission); err != nil {
		return nil, err
	}
	return next(ctx)
}

// signedIn is @signedIn. Nobody gets here without an actor; the directive says of a
// field that it needs no more.
func signedIn(ctx context.Context, _ any, next graphql.Resolver) (any, error) {
	if _, ok := actor.From(ctx); !ok {
		return nil, unauthenticated()
	}
	return next(ctx)
}

func (s sight) allowed(permission string) error {
	if s.staff(actor.Permission(permission)) {
		return nil
	}
	return forbidden().With("permission", permission)
}

func forbidden() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeForbidden, "Your roles do not allow this. An administrator can change that.")
}

func unauthenticated() *fault.Fault {
	return fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "Sign in, or send a key that is good.")
}

// permitted checks a mutation as a whole: one root field that is not allowed, and
// none of them runs. The directives check again, field by field.
func permitted(s sight, op *ast.OperationDefinition) error {
	if op.Operation != ast.Mutation {
		return nil
	}
	return eachRootField(op.SelectionSet, func(f *ast.Field) error {
		directive := f.Definition.Directives.ForName("can")
		if directive == nil {
			return nil
		}
		return s.allowed(directive.Arguments.ForName("permission").Value.Raw)
	})
}

func eachRootField(set ast.SelectionSet, fn func(*ast.Field) error) error {
	for _, selection := range set {
		var err error
		switch sel := selection.(type) {
		case *ast.Field:
			err = fn(sel)
		case *ast.InlineFragment:
			err = eachRootField(sel.SelectionSet, fn)
		case *ast.FragmentSpread:
			err = eachRootField(sel.Definition.SelectionSet, fn)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayIntrospect: holders of schema.read, and administrators, who hold everything
// that administration takes (RO-6).
func mayIntrospect(s sight) bool {
	administration := actor.Of(actor.UserManage, actor.RoleAssign, actor.CompanyManage, actor.DirectoryManage, actor.APIKeyManage)
	return s.staff(actor.SchemaRead) || !s.Contact && s.Permissions.Covers(administration)
}
