package graph_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"mandate/assign/desk"
	"mandate/ent/db"
	entdirectory "mandate/ent/db/directory"
	"mandate/ident"
	"mandate/store/storetest"
)

// counting counts the statements of a company's reads: every query of ent passes by
// an interceptor, eager-loaded edges and counts included.
func counting(o *office) *atomic.Int64 {
	o.t.Helper()
	var n atomic.Int64
	o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
		c.Intercept(db.InterceptFunc(func(next db.Querier) db.Querier {
			return db.QuerierFunc(func(ctx context.Context, q db.Query) (db.Value, error) {
				n.Add(1)
				return next.Query(ctx, q)
			})
		}))
		return nil
	}))
	return &n
}

// whole are the lists of the schema with everything that their rows can show.
var whole = map[string]string{
	"users":         `{ users(first: 30) { totalCount edges { cursor node { id manager { id } } } nodes { ` + userFacts + ` manager { id manager { name roles { role { name } } } preferences { id } } } } }`,
	"reports":       `{ users(first: 30) { nodes { directReports { id load } } } }`,
	"histories":     `{ users(first: 30) { nodes { history(first: 3) { totalCount nodes { action actorName targetName user { name } changes { field after } } } } } }`,
	"deals":         `{ deals(first: 30) { totalCount edges { node { id } } nodes { ` + dealFacts + ` owner { id load manager { name } lendingLimits { maxCapacity } } } } }`,
	"explained":     `{ deals(first: 12) { nodes { explanation { at live considered chosen { name } counts { reason } ranking { user { name load } reason } } } } }`,
	"review":        `{ accessReview(first: 100) { totalCount nodes { permissions since user { name } grants { role permissions source group since grantedBy { name } } lendingLimits { maxCapacity } } } }`,
	"brokers":       `{ brokers(first: 100) { totalCount nodes { id name } } }`,
	"products":      `{ products(first: 100) { totalCount nodes { id name locations } } }`,
	"roles":         `{ roles(first: 100) { totalCount nodes { id name permissions grants grantable preset } } }`,
	"groups":        `{ groups(first: 100) { totalCount nodes { id displayName memberCount roles { name } } } }`,
	"directories":   `{ directories(first: 100) { totalCount nodes { id name userCount tokens { id hint } } } }`,
	"history":       `{ history(first: 100) { totalCount nodes { id action actorName targetName user { name } onBehalfOf { name } changes { field after } } } }`,
	"notifications": `{ notifications(first: 100) { totalCount nodes { id subjectName } } }`,
	"approvals":     `{ approvals(first: 30) { totalCount nodes { id state requestedBy { name } deal { id reference owner { name } } places { state approver { name } } viewerCan { action code } } } }`,
	"outOfOffice":   `{ outOfOffice(first: 30) { totalCount nodes { id startDate state user { name manager { name } } delegate { name } } } }`,
	"matrix":        `{ authorityMatrix { rows(first: 30) { totalCount nodes { user { name manager { name } } limits { maxCapacity } } } } }`,
	"approvers":     `{ approvers(first: 30, amount: "100.00", all: true) { nodes { available reason user { name manager { name } } comparisons { code } } } }`,
	"blocked":       `{ deals(first: 30) { nodes { comparisons { code } delegates { user { name } } grant { approver { name } } approvalRequest { id places { approver { name } } } requests { id requestedBy { name } } tasks { title assignee { name } } } } }`,
	"visibleTo":     `{ deals(first: 30) { nodes { visibleTo { id } } } }`,
	"orgTree":       `{ orgTree(depth: 3) { depth managerId reportCount user { name manager { name } } } }`,
	"provisioning":  `{ directories(first: 30) { nodes { groupCount conflictCount health { requests lastRequestAt causes { cause } } clients { id } openBrake { peopleCount heldCount directory { id } } eventStreams { queuedCount deadCount directory { id } } } } }`,
	"brakes":        `{ directories(first: 30) { nodes { openBrake { decidedBy { name } people { name } } } } }`,
	"events":        `{ provisioningEvents(first: 100) { totalCount nodes { subject replayable directory { name } user { name } group { displayName } changes { action actorName changes { field } } } } }`,
	"conflicts":     `{ directoryConflicts(first: 100) { totalCount nodes { userName directory { name } user { name } } } }`,
	"deadEvents":    `{ deadEvents(first: 100) { totalCount nodes { error stream { id audience deadCount } entry { action targetName } } } }`,
	"groupsOf":      `{ groups(first: 100) { nodes { directory { name } } } }`,
	"queueLoad":     `{ queueLoad { load user { name load manager { name } } } }`,
}

// TestStatementsDoNotGrowWithRows: three times as many rows, the same statements.
func TestStatementsDoNotGrowWithRows(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := o.hire("Ada Lovelace", "administrator")
		n := counting(o)
		count := func() map[string]int64 {
			used := map[string]int64{}
			for name, query := range whole {
				n.Store(0)
				o.ask(as(ada), query, nil).ok()
				used[name] = n.Load()
			}
			return used
		}
		pat := o.hire("Pat Approver", "approver")
		o.limit(pat, 0, 5_000_000)
		o.grow(0, 4)
		count() // what is kept from one request to the next is there from here on
		few := count()
		o.grow(4, 12)
		count()
		many := count()
		for name, used := range many {
			if used != few[name] {
				t.Errorf("%s: %d statements, with three times the rows %d", name, few[name], used)
			}
			if used > 45 {
				t.Errorf("%s: %d statements", name, used)
			}
		}
		t.Log(many)
	})
}

// grow makes people with managers, limits and preferences, deals that have an owner
// and deals that wait, and a directory with a group, each from to.
func (o *office) grow(from, to int) {
	o.t.Helper()
	ada := o.firstUser()
	for i := from; i < to; i++ {
		id := o.hire(fmt.Sprintf("Person %d", i), "underwriter")
		_, err := o.people.SetManager(o.ctx, id, 0, ada)
		o.must(err)
		o.limit(id, 3, 600_000)
		_, err = o.desk.UpsertBrokers(o.ctx, []desk.BrokerUpsert{{Reference: fmt.Sprint(i), Name: fmt.Sprint(i), Verified: true}})
		o.must(err)
		_, err = o.desk.UpsertProducts(o.ctx, []desk.ProductUpsert{{Reference: fmt.Sprint(i), Name: fmt.Sprint(i)}})
		o.must(err)
		o.submit(fmt.Sprintf("S-%d", i), 500_000)
		o.submit(fmt.Sprintf("W-%d", i), 900_000)
		o.blocks(id, o.submit(fmt.Sprintf("B-%d", i), 500_000))
		o.away(id, 20, 30, ada)
		o.stirs(i)
	}
}

// blocks raises a deal beyond its owner's limits, and asks for approval.
func (o *office) blocks(owner, deal ident.ID) {
	o.t.Helper()
	id := deal.Text(ident.Deal)
	read := o.ask(as(o.firstUser()), `query($id: ID!) { deal(id: $id) { version owner { id } } approvers(first: 1, amount: "700000.00") { nodes { user { id } } } }`, vars{"id": id}).ok()
	who, err := ident.Parse(ident.User, read.at("deal.owner.id").(string))
	o.must(err)
	o.ask(as(who), `mutation($id: ID!, $v: Int!) { dealUpdate(input: { dealId: $id, expectedVersion: $v, facilities: [{ category: MORTGAGE, amount: "700000.00" }] }) { userErrors { code } } }`,
		vars{"id": id, "v": read.at("deal.version")}).done("dealUpdate")
	o.ask(as(who), `mutation($id: ID!, $who: [ID!]!) { approvalRequest(input: { dealId: $id, approverIds: $who }) { userErrors { code } } }`,
		vars{"id": id, "who": []any{read.at("approvers.nodes.0.user.id")}}).done("approvalRequest")
}

// stirs makes a directory with everything that one can have.
func (o *office) stirs(i int) {
	o.t.Helper()
	o.provisionedBy(fmt.Sprintf("IdP %d", i), fmt.Sprintf("Group %d", i), fmt.Sprintf("petra%d", i))
	b := bridge{cast: cast{office: o}}
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		b.dir.Directory, err = c.Directory.Query().Where(entdirectory.Name(fmt.Sprintf("IdP %d", i))).OnlyID(ctx)
		return err
	}))
	b.everything(fmt.Sprint(i))
}

const listQuery = `query($first: Int!) { users(first: $first) { nodes { id name email active lastLoginAt manager { id name } roles { source role { id name } group { id displayName } } } pageInfo { hasNextPage endCursor } } }`

// BenchmarkUsers is the console's list of people: a page of 50 of 500.
func BenchmarkUsers(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			ada := o.hire("Ada Lovelace", "administrator")
			for i := range 500 {
				id := o.hire(fmt.Sprintf("Person %03d", i), "underwriter")
				if i%2 == 0 {
					_, err := o.people.SetManager(o.ctx, id, 0, ada)
					o.must(err)
				}
			}
			o.door.Now = fastClock()
			b.ResetTimer()
			for b.Loop() {
				o.ask(as(ada), listQuery, vars{"first": 50}).ok()
			}
		})
	}
}

// BenchmarkViewer is the least that a request can ask.
func BenchmarkViewer(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			ada := o.hire("Ada Lovelace", "administrator")
			o.door.Now = fastClock()
			b.ResetTimer()
			for b.Loop() {
				o.ask(as(ada), "{ viewer { kind user { name } } }", nil).ok()
			}
		})
	}
}

// BenchmarkDealSubmit is eight clients of the LOS in one tenant.
func BenchmarkDealSubmit(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			for i := range 50 {
				o.limit(o.hire(fmt.Sprintf("Person %03d", i), "underwriter"), 1_000_000, 600_000)
			}
			key := o.key("service-los")
			var i atomic.Int64
			o.door.Now = fastClock()
			b.SetParallelism(8 / runtime.GOMAXPROCS(0))
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					o.ask(with(key), `mutation($input: DealSubmitInput!) { dealSubmit(input: $input) { deal { id owner { name } } userErrors { code } } }`,
						vars{"input": figures(fmt.Sprintf("R-%d", i.Add(1)), "500000.00", nil)}).done("dealSubmit")
				}
			})
		})
	}
}
