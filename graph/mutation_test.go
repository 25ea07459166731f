package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// step is one call of a mutation and what must come of it.
type step struct {
	name  string
	by    who
	input vars
	code  string // of the one userError; empty: done
	field string // of the userError, joined by dots
	top   fault.Code
	check map[string]any // path below the payload -> value
	entry string         // history has one more entry of this action
}

// steps runs them in order; what was done is sent again with its key. selection is the payload without userErrors.
func (o *office) steps(mutation, selection string, list []step) {
	o.t.Helper()
	query := fmt.Sprintf("mutation { %s { %s userErrors { code field message } } }", mutation, selection)
	if arguments := gql.NewExecutableSchema(gql.Config{}).Schema().Mutation.Fields.ForName(mutation).Arguments; len(arguments) > 0 {
		query = fmt.Sprintf("mutation($input: %s) { %s(input: $input) { %s userErrors { code field message } } }", arguments[0].Type, mutation, selection)
	}
	for _, s := range list {
		s = o.keyed(mutation, s)
		before := o.entriesOf(s.entry)
		a := o.ask(s.by, query, s.variables())
		switch {
		case s.top != "":
			a.refused(http.StatusForbidden, s.top)
		case s.code != "":
			e := a.userError(mutation, s.code)
			if got := strings.Join(texts(e["field"]), "."); got != s.field {
				o.t.Errorf("%s, %s: field %q, want %q", mutation, s.name, got, s.field)
			}
		default:
			a.done(mutation)
		}
		for path, want := range s.check {
			a.want(mutation+"."+path, want)
		}
		if n := o.entriesOf(s.entry) - before; s.entry != "" && n != 1 {
			o.t.Errorf("%d entries of %s", n, s.entry)
		}
		if s.top == "" && s.code == "" && !o.t.Failed() {
			o.again(&ast.Field{Name: mutation, Alias: mutation}, query, s, "input", a)
		}
		if o.t.Failed() {
			o.t.Fatalf("%s: %s\n%s", mutation, s.name, a.Raw)
		}
	}
}

// variables of a step; a mutation without an input has none.
func (s step) variables() vars {
	if s.input == nil {
		return nil
	}
	return vars{"input": s.input}
}

// entriesOf counts the company's history of one action.
func (o *office) entriesOf(action string) (n int) {
	o.t.Helper()
	if action == "" {
		return 0
	}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) (err error) {
		n, err = q.HistoryEntry.Query().Where(historyentry.Action(action)).Count(ctx)
		return err
	}))
	return n
}

func texts(v any) (list []string) {
	all, _ := v.([]any)
	for _, t := range all {
		list = append(list, fmt.Sprint(t))
	}
	return list
}

// cast is a company with one of each role that the steps need, and a neighbour.
type cast struct {
	*office
	ada, bob, uma ident.ID // administrator, administrator, underwriter
	other         ident.ID // a person of another company
	otherTenant   ident.ID
}

func (o *office) cast() cast {
	o.t.Helper()
	c := cast{office: o, ada: o.hire("Ada Lovelace", "administrator"), bob: o.hire("Bob Barker", "administrator"), uma: o.hire("Uma Underwood", "underwriter")}
	c.otherTenant = o.company("zenith")
	c.other = o.hireIn(systemOf(o.t, c.otherTenant), "Otto Other", "administrator")
	return c
}

func usr(id ident.ID) string { return id.Text(ident.User) }

func TestUserCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		input := func(email string, more vars) vars {
			v := vars{"firstName": "Nora", "lastName": "New", "email": email, "roleIds": []string{o.roleID("underwriter")}}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		foreign := "rol_" + strings.Repeat("0", 26)
		o.steps("userCreate", "user { name email version roles { role { name } } manager { name } phone } warnings { code }", []step{
			{name: "success", by: as(c.ada), input: input("nora@acme.test", vars{"managerId": usr(c.uma), "phone": "+1 416 555 0123"}),
				check: map[string]any{"user.name": "Nora New", "user.roles.0.role.name": "underwriter", "user.manager.name": "Uma Underwood", "user.phone": "+14165550123"}},
			{name: "taken", by: as(c.ada), input: input("NORA@acme.test", nil), code: "EMAIL_TAKEN", field: "email", check: map[string]any{"user": nil}},
			{name: "no first name", by: as(c.ada), input: input("n1@acme.test", vars{"firstName": " "}), code: "REQUIRED", field: "firstName", check: map[string]any{"user": nil}},
			{name: "no last name", by: as(c.ada), input: input("n1@acme.test", vars{"lastName": ""}), code: "REQUIRED", field: "lastName", check: map[string]any{"user": nil}},
			{name: "no address", by: as(c.ada), input: input("nora", nil), code: "INVALID", field: "email"},
			{name: "phone", by: as(c.ada), input: input("n2@acme.test", vars{"phone": "123"}), code: "INVALID", field: "phone"},
			{name: "role of nobody", by: as(c.ada), input: input("n3@acme.test", vars{"roleIds": []string{foreign}}), code: "NOT_FOUND", field: "roleIds"},
			{name: "a person for a role", by: as(c.ada), input: input("n4@acme.test", vars{"roleIds": []string{usr(c.uma)}}), code: "NOT_FOUND", field: "roleIds"},
			{name: "manager of another company", by: as(c.ada), input: input("n5@acme.test", vars{"managerId": usr(c.other)}), code: "UNKNOWN_USER", field: "managerId"},
			{name: "denied", by: as(c.uma), input: input("n6@acme.test", nil), top: fault.CodeForbidden},
			{name: "once", by: as(c.ada), input: input("n7@acme.test", vars{"idempotencyKey": "k"}), check: map[string]any{"user.email": "n7@acme.test"}},
			{name: "again", by: as(c.ada), input: input("n7@acme.test", vars{"idempotencyKey": "k"}), check: map[string]any{"user.email": "n7@acme.test"}},
			{name: "key for another input", by: as(c.ada), input: input("n8@acme.test", vars{"idempotencyKey": "k"}), code: "INVALID", field: "idempotencyKey"},
			{name: "empty key", by: as(c.ada), input: input("n9@acme.test", vars{"idempotencyKey": ""}), code: "INVALID", field: "idempotencyKey"},
		})
	})
}

func TestUserUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		v := o.person(c.uma).Version
		o.steps("userUpdate", "user { name version phone } warnings { code }", []step{
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v, "lastName": "Updated"},
				check: map[string]any{"user.name": "Uma Updated", "user.version": v + 1}},
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v, "lastName": "Late"}, code: "STALE",
				check: map[string]any{"user.name": "Uma Updated", "user.version": v + 1}},
			{name: "no version", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 0, "lastName": "Zero"}, code: "STALE"},
			{name: "a name stays", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "lastName": nil}, code: "REQUIRED", field: "lastName"},
			{name: "left out stays", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "phone": "+14165550123"},
				check: map[string]any{"user.name": "Uma Updated", "user.phone": "+14165550123"}},
			{name: "null clears", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 2, "phone": nil}, check: map[string]any{"user.name": "Uma Updated", "user.phone": ""}},
			{name: "invalid", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 3, "locale": "xx"}, code: "INVALID", field: "locale"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other), "expectedVersion": 1, "lastName": "X"}, code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil}},
			{name: "nobody", by: as(c.ada), input: vars{"userId": usr(o.store.NewID()), "expectedVersion": 1, "lastName": "X"}, code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil}},
			{name: "a role for a person", by: as(c.ada), input: vars{"userId": o.roleID("auditor"), "expectedVersion": 1}, code: "UNKNOWN_USER", field: "userId"},
			{name: "no id", by: as(c.ada), input: vars{"userId": "'; DROP TABLE users", "expectedVersion": 1}, code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(c.uma), input: vars{"userId": usr(c.uma), "expectedVersion": 1}, top: fault.CodeForbidden},
		})
	})
}

func TestUserStatus(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		user := "user { name active inactiveReasons version } warnings { code }"
		o.steps("userDeactivate", user, []step{
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 99}, code: "STALE", check: map[string]any{"user.active": true}},
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma), "comment": "left"}, check: map[string]any{"user.active": false, "user.inactiveReasons.0": "ADMIN"}},
			{name: "long comment", by: as(c.ada), input: vars{"userId": usr(c.uma), "comment": strings.Repeat("x", 3000)}, code: "TOO_LARGE", field: "comment"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other)}, code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil}},
		})
		o.ask(as(c.uma), "{ viewer { kind } }", nil).refused(401, fault.CodeUnauthenticated)
		o.steps("userActivate", user, []step{
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma)}, check: map[string]any{"user.active": true}},
			{name: "denied", by: as(c.uma), input: vars{"userId": usr(c.uma)}, top: fault.CodeForbidden},
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 1}, code: "STALE"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other)}, code: "UNKNOWN_USER", field: "userId"},
		})
		o.steps("userDelete", user, []step{
			{name: "denied", by: as(c.uma), input: vars{"userId": usr(c.bob)}, top: fault.CodeForbidden},
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 1}, code: "STALE", check: map[string]any{"user.name": "Uma Underwood"}},
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma)}, check: map[string]any{"user": nil}},
			{name: "again", by: as(c.ada), input: vars{"userId": usr(c.uma)}, code: "UNKNOWN_USER", field: "userId"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other)}, code: "UNKNOWN_USER", field: "userId"},
			{name: "another administrator", by: as(c.ada), input: vars{"userId": usr(c.bob)}},
			{name: "the last one", by: as(c.ada), input: vars{"userId": usr(c.ada)}, code: "LAST_ADMINISTRATOR"},
		})
		o.ask(as(c.ada), `query($id: ID!) { user(id: $id) { id } node(id: $id) { id } }`, vars{"id": usr(c.uma)}).ok().want("user", nil).want("node", nil)
	})
}

func TestUserStatusUnderSSO(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.steps("companySettingsUpdate", "companySettings { sso version }", []step{
			{name: "sso on", by: as(c.ada), input: vars{"expectedVersion": 1, "sso": true}, check: map[string]any{"companySettings.sso": true}},
		})
		o.steps("userDeactivate", "user { viewerCan { action allowed code reason } }", []step{
			{name: "refused", by: as(c.ada).header("Accept-Language", "de"), input: vars{"userId": usr(c.uma)}, code: "SSO_MANAGED",
				check: map[string]any{"user.viewerCan.1.code": "SSO_MANAGED", "user.viewerCan.1.allowed": false,
					"userErrors.0.message": "Das Verzeichnis bestimmt, wer hier aktiv ist. Bitte ändern Sie es dort."}},
		})
	})
}

func TestUserRolesSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		v := o.person(c.uma).Version
		set := func(id ident.ID, version int64, roles ...string) vars {
			ids := []string{}
			for _, r := range roles {
				ids = append(ids, o.roleID(r))
			}
			return vars{"userId": usr(id), "expectedVersion": version, "roleIds": ids}
		}
		o.steps("userRolesSet", "user { version roles { role { name } } } warnings { code }", []step{
			{name: "success", by: as(c.ada), input: set(c.uma, v, "approver"), check: map[string]any{"user.roles.0.role.name": "approver", "user.version": v + 1}},
			{name: "stale", by: as(c.ada), input: set(c.uma, v, "auditor"), code: "STALE", check: map[string]any{"user.roles.0.role.name": "approver"}},
			{name: "one's own", by: as(c.ada), input: set(c.ada, o.person(c.ada).Version), code: "SELF_GRANT"},
			{name: "other company", by: as(c.ada), input: set(c.other, 1, "auditor"), code: "UNKNOWN_USER", field: "userId"},
			{name: "no role", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "roleIds": []string{"rol_x"}}, code: "NOT_FOUND", field: "roleIds"},
			{name: "denied", by: as(c.uma), input: set(c.bob, 1), top: fault.CodeForbidden},
		})
	})
}

func TestDirectManagerSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		v := o.person(c.uma).Version
		o.steps("directManagerSet", "user { version manager { name } } warnings { code message }", []step{
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v, "managerId": usr(c.bob)}, check: map[string]any{"user.manager.name": "Bob Barker"}},
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v, "managerId": usr(c.ada)}, code: "STALE", check: map[string]any{"user.manager.name": "Bob Barker"}},
			{name: "oneself", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "managerId": usr(c.uma)}, code: "SELF_MANAGER", field: "managerId"},
			{name: "the id of nobody, which is not none", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "managerId": usr(ident.ID{})}, code: "UNKNOWN_USER", field: "managerId"},
			{name: "of another company", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "managerId": usr(c.other)}, code: "UNKNOWN_USER", field: "managerId"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other), "expectedVersion": 1}, code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(c.uma), input: vars{"userId": usr(c.uma), "expectedVersion": 1}, top: fault.CodeForbidden},
			{name: "none", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "managerId": nil},
				check: map[string]any{"user.manager": nil, "warnings.0.code": "NO_DIRECT_MANAGER"}},
		})
	})
}

func TestLendingLimitsSet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		loan := func(v int, amount any) vars {
			return vars{"userId": usr(c.uma), "expectedVersion": v, "loanAmount": vars{"amount": amount}}
		}
		shown := "user { lendingLimits { id version maxCapacity maxDiscretionBps loanAmount { amount currency unlimited } } }"
		o.steps("lendingLimitsSet", shown, []step{
			{name: "first", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 0, "maxCapacity": 5, "maxDiscretionBps": 25, "loanAmount": vars{"amount": "500000.00"}},
				check: map[string]any{"user.lendingLimits.version": 1, "user.lendingLimits.loanAmount.amount": "500000.00", "user.lendingLimits.maxCapacity": 5, "user.lendingLimits.maxDiscretionBps": 25}},
			{name: "stale", by: as(c.ada), input: loan(0, "1"), code: "STALE", check: map[string]any{"user.lendingLimits.version": 1}},
			{name: "unlimited, capacity stays", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 1, "loanAmount": vars{"unlimited": true}},
				check: map[string]any{"user.lendingLimits.loanAmount.unlimited": true, "user.lendingLimits.loanAmount.amount": nil, "user.lendingLimits.maxCapacity": 5}},
			{name: "null unsets", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 2, "loanAmount": nil, "maxCapacity": nil},
				check: map[string]any{"user.lendingLimits.loanAmount.amount": nil, "user.lendingLimits.loanAmount.unlimited": false, "user.lendingLimits.maxCapacity": nil}},
			{name: "decimals", by: as(c.ada), input: loan(3, "1.001"), code: "INVALID", field: "loanAmount.amount"},
			{name: "words", by: as(c.ada), input: loan(3, "much"), code: "INVALID", field: "loanAmount.amount"},
			{name: "both", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 3, "loanAmount": vars{"amount": "1", "unlimited": true}}, code: "INVALID", field: "loanAmount"},
			{name: "negative", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 3, "maxCapacity": -1}, code: "INVALID", field: "maxCapacity"},
			{name: "one's own", by: as(c.ada), input: vars{"userId": usr(c.ada), "expectedVersion": 0, "maxCapacity": 1}, code: "SELF_GRANT"},
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other), "expectedVersion": 0, "maxCapacity": 1}, code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(c.uma), input: loan(3, "1"), top: fault.CodeForbidden},
			{name: "once", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 3, "maxCapacity": 7, "idempotencyKey": "x"}, check: map[string]any{"user.lendingLimits.version": 4}},
			{name: "again", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 3, "maxCapacity": 7, "idempotencyKey": "x"}, check: map[string]any{"user.lendingLimits.version": 4}},
		})
		o.ask(as(c.ada), `mutation($input: LendingLimitsSetInput!) { lendingLimitsSet(input: $input) { user { id } } }`, vars{"input": loan(4, 0.1)}).refused(200, fault.CodeInvalid)
		lim := strings.Replace(usr(c.uma), "usr_", "lim_", 1)
		o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { id ... on LendingLimits { maxCapacity } } }`, vars{"id": lim}).ok().want("node.maxCapacity", 7)
	})
}
