package graph_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// TestEveryTypeForEveryRole walks the types of nodes and the roles: what node()
// shows is exactly what the rule of the type says, and nodes() the same.
func TestEveryTypeForEveryRole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		boss := o.hire("Mia Mid", "underwriter") // Uma's direct manager, by no permission
		_, err := o.people.SetManager(o.ctx, c.uma, 0, boss)
		o.must(err)
		o.limit(c.uma, 3, 600_000)
		people := map[string]who{
			"administrator": as(c.ada),
			"owner":         as(c.uma),
			"manager":       as(boss),
			"peer":          as(o.hire("Pia Peer", "underwriter")),
			"bystander":     as(o.hire("Ben Bystander")),
			"teamManager":   as(o.hire("Tom Team", "team-manager")),
			"auditor":       as(o.hire("Aude Auditor", "auditor")),
			"contact":       as(o.contact("Cora Contact")),
			"los":           with(o.key("service-los")),
			"stranger":      asIn(c.otherTenant, c.other),
		}
		everybody := []string{"administrator", "owner", "manager", "peer", "bystander", "teamManager", "auditor", "contact", "los"}
		staff := without(everybody, "contact")
		dealAll := []string{"administrator", "teamManager", "auditor", "los"}
		ids := o.oneOfEach(c)
		for _, rule := range []struct {
			what  string
			sees  []string
			about string
		}{
			{"user", staff, "all staff see people"},
			{"contactUser", everybody, "a contact sees themselves"},
			{"preferences", []string{"administrator", "owner", "manager", "teamManager", "auditor", "los"}, "their business"},
			{"limits", []string{"administrator", "owner", "manager", "teamManager", "auditor", "los"}, "their business"},
			{"ownedDeal", append([]string{"owner", "manager"}, dealAll...), "VI-3"},
			{"waitingDeal", append([]string{"owner", "manager", "peer"}, dealAll...), "VI-4"},
			{"closedDeal", append([]string{"owner", "manager"}, dealAll...), "VI-3"},
			{"role", staff, "all staff"},
			{"broker", staff, "all staff"},
			{"product", staff, "all staff"},
			{"settings", everybody, "everybody signed in"},
			{"group", []string{"administrator"}, "directory.manage"},
			{"directory", []string{"administrator"}, "directory.manage"},
			{"token", []string{"administrator"}, "directory.manage"},
			{"session", []string{"administrator", "owner"}, "one's own or user.manage"},
			{"history", []string{"administrator", "auditor"}, "history.view"},
			{"notification", []string{"owner"}, "one's own"},
			{"job", []string{"administrator", "owner"}, "one's own or job.manage"},
			{"pendingChange", []string{"administrator", "owner"}, "limits.manage, or about oneself"},
			{"view", []string{"owner"}, "one's own, and shared ones"},
			{"apiKey", []string{"administrator", "owner"}, "one's own or apikey.manage"},
			{"absence", staff, "all staff"},
			{"approval", append([]string{"owner", "manager"}, dealAll...), "who sees the deal, asked or was asked"},
			{"task", append([]string{"owner", "manager"}, dealAll...), "who sees the deal"},
			{"event", []string{"administrator"}, "directory.manage"},
			{"client", []string{"administrator"}, "directory.manage"},
			{"brake", []string{"administrator"}, "directory.manage"},
			{"conflict", []string{"administrator"}, "directory.manage"},
			{"stream", []string{"administrator"}, "directory.manage"},
			{"delivery", []string{"administrator"}, "directory.manage"},
			{"connection", []string{"administrator"}, "connection.manage"},
			{"domain", []string{"administrator"}, "connection.manage"},
			{"application", []string{"administrator"}, "connection.manage"},
			{"testRun", []string{"administrator"}, "connection.manage"},
			{"setupLink", []string{"administrator"}, "connection.manage"},
			{"account", []string{"administrator"}, "customer.manage"},
			{"contact", []string{"administrator"}, "customer.manage"},
			{"portfolio", []string{"administrator"}, "customer.manage"},
			{"mail", []string{"administrator"}, "company.manage"},
			{"webhook", []string{"administrator"}, "webhook.manage"},
			{"webhookDelivery", []string{"administrator"}, "webhook.manage"},
		} {
			id, ok := ids[rule.what]
			if !ok {
				t.Fatalf("no %s", rule.what)
			}
			for name, w := range people {
				a := o.ask(w, `query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }`, vars{"id": id}).ok()
				want := slices.Contains(rule.sees, name)
				if got := a.at("node") != nil; got != want {
					t.Errorf("%s sees %s: %v, want %v (%s)", name, rule.what, got, want, rule.about)
				}
				if got := a.at("nodes.0") != nil; got != want {
					t.Errorf("%s sees %s among nodes: %v, want %v", name, rule.what, got, want)
				}
			}
		}
		if len(ids) != 41 {
			t.Errorf("%d kinds of nodes are looked at", len(ids))
		}
	})
}

func without(list []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == name })
}

func (o *office) contact(name string) ident.ID {
	o.t.Helper()
	first, last, _ := strings.Cut(name, " ")
	id, _, err := o.people.Create(o.ctx, directory.NewPerson{Contact: true, FirstName: first, LastName: last, Email: strings.ToLower(first) + "@client.test"})
	o.must(err)
	o.contacts = append(o.contacts, id)
	return id
}

// oneOfEach makes a record of each type and gives their outside ids.
func (o *office) oneOfEach(c cast) map[string]string {
	o.t.Helper()
	owned := o.submit("OWNED", 500_000)
	waiting := o.submit("WAITING", 900_000)
	closed := o.submit("CLOSED", 400_000)
	o.ask(as(c.uma), `mutation($id: ID!) { dealStatusSet(input: { dealId: $id, status: DECLINED }) { userErrors { code } } }`, vars{"id": closed.Text(ident.Deal)}).done("dealStatusSet")
	group, _ := o.provisioned("Group")
	pat := o.hire("Pat Approver", "approver")
	o.limit(pat, 0, 5_000_000)
	o.blocks(c.uma, owned)
	o.away(c.bob, 20, 30, c.ada)
	o.signIn(c.uma, "Firefox")
	made := o.ask(with(o.key("service-los")), `mutation { brokersUpsert(input: { brokers: [{ reference: "b", name: "B" }] }) { brokers { id } userErrors { code } }
		productsUpsert(input: { products: [{ reference: "p", name: "P" }] }) { products { id } userErrors { code } } }`, nil).ok()
	ids := map[string]string{
		"user": usr(c.bob), "contactUser": usr(o.contacts[0]), "preferences": c.uma.Text(ident.Preferences), "limits": c.uma.Text(ident.Limits),
		"ownedDeal": owned.Text(ident.Deal), "waitingDeal": waiting.Text(ident.Deal), "closedDeal": closed.Text(ident.Deal),
		"role": o.roleID("auditor"), "group": group.Text(ident.Group),
		"broker": made.at("brokersUpsert.brokers.0.id").(string), "product": made.at("productsUpsert.products.0.id").(string),
	}
	o.administrative(c, ids)
	o.outbound(c, ids)
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		ids["settings"] = q.CompanySettings.Query().OnlyIDX(ctx).Text(ident.Settings)
		ids["directory"] = q.Directory.Query().OnlyIDX(ctx).Text(ident.Directory)
		ids["token"] = q.DirectoryToken.Query().OnlyIDX(ctx).Text(ident.Token)
		ids["session"] = q.Session.Query().OnlyIDX(ctx).Text(ident.Session)
		ids["history"] = q.HistoryEntry.Query().FirstIDX(ctx).Text(ident.History)
		o.signInNodes(ids)
		for _, n := range q.Notification.Query().AllX(ctx) {
			if n.RecipientID == c.uma && n.Type == "DEAL_ASSIGNED" {
				ids["notification"] = n.ID.Text(ident.Notification)
			}
		}
		return nil
	}))
	b := bridge{cast: c}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		b.dir.Directory = q.Directory.Query().OnlyIDX(ctx)
		ids["approval"] = q.ApprovalRequest.Query().OnlyIDX(ctx).Text(ident.Approval)
		ids["absence"] = q.Absence.Query().OnlyIDX(ctx).Text(ident.Absence)
		return nil
	}))
	maps.Copy(ids, b.everything(""))
	task := o.ask(with(o.key("service-los")), `mutation($d: ID) { tasksUpsert(input: { tasks: [{ reference: "t", title: "Call", dealId: $d }] }) { tasks { id } userErrors { code } } }`,
		vars{"d": owned.Text(ident.Deal)}).done("tasksUpsert")
	ids["task"] = task.at("tasksUpsert.tasks.0.id").(string)
	return ids
}

// TestListsAndEdgesObeyTheSameRules: lists, edges and totals show no more than node.
func TestListsAndEdgesObeyTheSameRules(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		boss := o.hire("Mia Mid", "underwriter")
		_, err := o.people.SetManager(o.ctx, c.uma, 0, boss)
		o.must(err)
		o.limit(c.uma, 1, 600_000)
		peer, contact := o.hire("Pia Peer", "underwriter"), o.contact("Cora Contact")
		o.submit("OWNED", 500_000)
		o.submit("WAITING", 900_000)
		deals := func(w who, args, want string) {
			t.Helper()
			a := o.ask(w, "{ deals(first: 9, orderBy: { field: REFERENCE }"+args+") { totalCount nodes { reference } } }", nil).ok()
			if got := a.names("deals.nodes", "reference"); got != want {
				t.Errorf("deals%s: %q, want %q", args, got, want)
			}
			a.want("deals.totalCount", len(strings.Fields(want)))
		}
		deals(as(c.ada), "", "OWNED WAITING")
		deals(as(c.uma), "", "OWNED WAITING")
		deals(as(c.uma), ", pipeline: MINE", "OWNED")
		deals(as(boss), ", pipeline: MINE", "")
		deals(as(boss), ", pipeline: TEAM", "OWNED")
		deals(as(boss), `, pipeline: TEAM, memberIds: ["`+usr(peer)+`"]`, "")
		deals(as(boss), `, pipeline: TEAM, memberIds: ["`+usr(c.uma)+`"]`, "OWNED")
		deals(as(peer), "", "WAITING")
		deals(as(peer), ", pipeline: UNASSIGNED", "WAITING")
		deals(as(c.ada), `, search: "own"`, "OWNED")
		deals(as(c.ada), `, search: "underwood"`, "OWNED")
		deals(as(c.ada), `, where: { stalled: true }`, "")
		deals(as(c.ada), `, where: { statuses: [NEW], ownerId: "`+usr(c.uma)+`" }`, "OWNED")
		deals(with(o.key("service-los")), "", "OWNED WAITING")
		deals(with(o.key("service-los")), ", pipeline: MINE", "")
		deals(asIn(c.otherTenant, c.other), "", "")

		private := `{ users(first: 9, search: "uma") { nodes { name preferences { id } lendingLimits { id } history { totalCount } } } }`
		o.ask(as(peer), private, nil).ok().want("users.nodes.0.preferences", nil).want("users.nodes.0.lendingLimits", nil).want("users.nodes.0.history", nil)
		o.ask(as(boss), private, nil).ok().want("users.nodes.0.lendingLimits.id", c.uma.Text(ident.Limits)).want("users.nodes.0.history", nil)
		o.ask(as(c.ada), private, nil).ok().want("users.nodes.0.history.totalCount", 3)

		alone := `{ users(first: 9, where: { kind: CONTACT }) { totalCount nodes { name manager { name } } } roles(first: 9) { totalCount } brokers(first: 9) { totalCount } viewer { company { name } user { name roles { role { name } } } } }`
		o.ask(as(contact), alone, nil).ok().want("users.totalCount", 1).want("users.nodes.0.name", "Cora Contact").want("roles.totalCount", 0).want("brokers.totalCount", 0).want("viewer.user.name", "Cora Contact")
		o.ask(as(contact), `{ users(first: 9) { totalCount } }`, nil).ok().want("users.totalCount", 0)
		o.ask(asIn(c.otherTenant, c.other), `{ users(first: 9) { totalCount } }`, nil).ok().want("users.totalCount", 1)
	})
}

func TestUserFilters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		_, err := o.people.SetManager(o.ctx, c.uma, 0, c.ada)
		o.must(err)
		o.must(o.people.Deactivate(o.ctx, c.bob, 0, ""))
		_, petra := o.provisioned("G")
		find := func(args, want string) {
			t.Helper()
			if got := o.ask(as(c.ada), "{ users(first: 9"+args+") { nodes { firstName } } }", nil).ok().names("users.nodes", "firstName"); got != want {
				t.Errorf("users%s: %q, want %q", args, got, want)
			}
		}
		find("", "Ada Bob Petra Uma")
		find(", where: { active: false }", "Bob")
		find(", where: { active: true, noDirectManager: true }", "Ada Petra")
		find(", where: { noDirectManager: false }", "Uma")
		find(", where: { source: DIRECTORY }", "Petra")
		find(`, search: "BARK bo"`, "Bob")
		find(`, search: "acme.test uma"`, "Uma")
		find(`, search: "`+usr(petra)+`"`, "Petra")
		find(`, search: "nobody"`, "")
		find(`, where: { roleId: "`+o.roleID("administrator")+`" }`, "Ada Bob")
		find(`, orderBy: { field: MANAGER, direction: DESC }`, "Uma Petra Bob Ada")
	})
}
