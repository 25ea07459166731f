package graph_test

import (
	"context"
	"net/http"
	"testing"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

const reservedList = `query($s: String, $after: String) { reservedEmails(first: 2, search: $s, after: $after) {
	totalCount pageInfo { hasNextPage endCursor } nodes { id email userId name reservedAt } } }`

// leaves hires somebody who has signed in, and deletes them, so that the address stays.
func (o *office) leaves(name string) ident.ID {
	o.t.Helper()
	id := o.hire(name)
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		return tx.Client.User.UpdateOneID(id).SetLastLoginAt(tx.Now).Exec(ctx)
	}))
	o.must(o.people.Delete(o.ctx, id, 0, ""))
	return id
}

func TestReservedEmails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		mails := map[string]string{}
		gone := map[string]ident.ID{}
		for _, name := range []string{"Zoe_First", "Zoe Second", "Ruth Third"} {
			gone[name] = o.leaves(name)
			mails[name] = o.person(gone[name]).Email
		}
		never := o.hire("Nell Never")
		o.must(o.people.Delete(o.ctx, never, 0, ""))
		ask := func(w who, search, after any) *answer {
			return o.ask(w, reservedList, vars{"s": search, "after": after})
		}

		a := ask(as(c.ada), nil, nil).ok().want("reservedEmails.totalCount", 3).want("reservedEmails.pageInfo.hasNextPage", true)
		a.want("reservedEmails.nodes.0.email", mails["Ruth Third"]).want("reservedEmails.nodes.0.userId", usr(gone["Ruth Third"])).want("reservedEmails.nodes.0.name", "Ruth Third")
		a.want("reservedEmails.nodes.1.email", mails["Zoe Second"])
		ask(as(c.ada), nil, a.at("reservedEmails.pageInfo.endCursor")).ok().want("reservedEmails.nodes.0.email", mails["Zoe_First"]).want("reservedEmails.pageInfo.hasNextPage", false)

		ask(as(c.ada), "RU", nil).ok().want("reservedEmails.totalCount", 1).want("reservedEmails.nodes.0.email", mails["Ruth Third"])
		for _, nothing := range []string{"third", "%", "_oe", "nell"} {
			ask(as(c.ada), nothing, nil).ok().want("reservedEmails.totalCount", 0)
		}
		o.must(o.people.ErasePerson(o.ctx, gone["Ruth Third"], "asked"))
		ask(as(c.ada), mails["Ruth Third"], nil).ok().want("reservedEmails.totalCount", 1).
			want("reservedEmails.nodes.0.email", nil).want("reservedEmails.nodes.0.name", nil).want("reservedEmails.nodes.0.userId", usr(gone["Ruth Third"]))
		ask(as(c.ada), "ruth", nil).ok().want("reservedEmails.totalCount", 0)

		o.must(o.people.ReleaseEmail(o.ctx, mails["Zoe Second"], "comes back"))
		ask(as(c.ada), mails["Zoe Second"], nil).ok().want("reservedEmails.totalCount", 0)
	})
}

func TestReservedEmailsRefuse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		email := o.person(o.leaves("Zoe Gone")).Email
		ask := func(w who, v vars) *answer { return o.ask(w, reservedList, v) }
		ask(as(c.uma), nil).refused(http.StatusOK, fault.CodeForbidden)
		ask(as(o.contact("Cora Contact")), nil).refused(http.StatusOK, fault.CodeForbidden)
		for _, search := range []any{nil, email} {
			ask(asIn(c.otherTenant, c.other), vars{"s": search}).ok().want("reservedEmails.totalCount", 0)
		}
		ask(as(c.ada), vars{"after": "nonsense"}).refused(http.StatusOK, fault.CodeInvalid)
		o.ask(as(c.ada), `{ reservedEmails(first: 101) { totalCount } }`, nil).refused(http.StatusOK, fault.CodeTooLarge)
		o.ask(as(c.ada), `{ reservedEmails { totalCount } }`, nil).refused(http.StatusOK, fault.CodeRequired)

		role := o.role("people", []string{"user.manage"}, nil)
		id, err := ident.Parse(ident.Role, role)
		o.must(err)
		hr := o.hire("Hana Human")
		o.must(o.people.SetRoles(o.ctx, hr, 0, []ident.ID{id}))
		ask(as(hr), nil).ok().want("reservedEmails.nodes.0.email", email).want("reservedEmails.nodes.0.name", "Unknown Name")
	})
}
