package desk_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// others is what a call can name of a company: each kind of id that an operation takes.
type others struct{ person, deal, request ident.ID }

// beside opens a second company on the same database, with a deal that waits for an
// approval.
func (o *office) beside() (*office, others) {
	o.t.Helper()
	far := o.second()
	ann := far.hire("ann", 5, 500)
	max := far.approver("max", 900_000)
	deal := far.submit("far", 400)
	facilities := []desk.FacilityText{{Category: assign.CategoryMortgage, Amount: "1000"}}
	far.must(far.desk.Update(far.ctx, desk.DealUpdate{Deal: deal, Facilities: &facilities}))
	return far, others{ann, deal, far.asks(ann, deal, max)}
}

// second is another company of the same installation.
func (o *office) second() *office {
	o.t.Helper()
	tenant, err := o.directory.CreateTenant(o.t.Context(), directory.NewTenant{Slug: "other", Name: "Other", Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
	o.must(err)
	far := *o
	far.tenant, far.ctx = tenant, actor.With(o.t.Context(), actor.ForSystem(tenant))
	return &far
}

// TestIdsOfOthersAreAbsent is I-13: whoever names a person, deal or request of another
// company is told what they are told of one that does not exist, and nothing happens there.
func TestIdsOfOthersAreAbsent(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		own := o.hire("own", 5, 500_000)
		deal := o.submit("near", 1000)
		far, theirs := o.beside()
		before := far.everything()
		missing := others{ident.ID{1, 2, 3}, ident.ID{1, 2, 4}, ident.ID{1, 2, 5}}
		for name, call := range o.callsNaming(own, deal) {
			got, want := call(theirs), call(missing)
			if shown(got) != shown(want) {
				t.Errorf("%s: of another company %s, of none %s", name, shown(got), shown(want))
			}
			if err, failed := want.(error); failed && fault.As(err).Kind == fault.Internal {
				t.Errorf("%s: %v", name, err)
			}
		}
		if after := far.everything(); after != before {
			t.Errorf("the other company has changed:\n%s\nbefore\n%s", after, before)
		}
	})
}

// callsNaming are the operations, each with what it answers: an error or a result.
func (o *office) callsNaming(own, deal ident.ID) map[string]func(others) any {
	ctx := o.as(own, actor.All...)
	today := assign.DateOf(o.store.Now())
	leave := func(user, delegate ident.ID) any {
		_, warnings, err := o.desk.SetAbsence(ctx, desk.Leave{User: user, Start: today, End: today, Delegate: delegate})
		return either(warnings, err)
	}
	return map[string]func(others) any{
		"update": func(x others) any { return o.desk.Update(ctx, desk.DealUpdate{Deal: x.deal}) },
		"status": func(x others) any {
			return o.desk.SetStatus(ctx, desk.StatusStep{Deal: x.deal, To: assign.StatusInReview})
		},
		"assign":        func(x others) any { return o.desk.Assign(ctx, desk.Move{Deal: x.deal, To: own}) },
		"assign to":     func(x others) any { return o.desk.Assign(ctx, desk.Move{Deal: deal, To: x.person}) },
		"pick up":       func(x others) any { return o.desk.PickUp(ctx, desk.Move{Deal: x.deal}) },
		"unassign":      func(x others) any { return o.desk.Unassign(ctx, desk.Move{Deal: x.deal}) },
		"release":       func(x others) any { return o.desk.Release(ctx, desk.Move{Deal: x.deal}) },
		"undelegate":    func(x others) any { return o.desk.Undelegate(ctx, desk.Move{Deal: x.deal}) },
		"leave of":      func(x others) any { return leave(x.person, own) },
		"leave to":      func(x others) any { return leave(own, x.person) },
		"delegate of":   func(x others) any { return both(o.desk.SetDelegate(ctx, x.person, 0, own)) },
		"end leave":     func(x others) any { return o.desk.EndAbsence(ctx, x.person, 0) },
		"reassign from": func(x others) any { return both(o.desk.Reassign(ctx, desk.Reassignment{From: x.person, To: own})) },
		"reassign to":   func(x others) any { return both(o.desk.Reassign(ctx, desk.Reassignment{From: own, To: x.person})) },
		"reassign deal": func(x others) any {
			list, err := o.desk.Reassign(ctx, desk.Reassignment{From: own, Deals: []ident.ID{x.deal}})
			for i := range list {
				list[i].Deal = ident.ID{}
			}
			return both(list, err)
		},
		"ask about": func(x others) any {
			return both(o.desk.RequestApproval(ctx, desk.ApprovalAsk{Deal: x.deal, Approvers: []ident.ID{own}}))
		},
		"ask whom": func(x others) any {
			return both(o.desk.RequestApproval(ctx, desk.ApprovalAsk{Deal: deal, Approvers: []ident.ID{x.person}}))
		},
		"reroute": func(x others) any {
			return o.desk.RerouteApproval(ctx, desk.Reroute{Request: x.request, Approvers: []ident.ID{own}})
		},
		"decide": func(x others) any {
			return o.desk.DecideApproval(ctx, desk.ApprovalDecision{Request: x.request, Approve: true})
		},
		"task of": func(x others) any {
			return both(o.desk.UpsertTasks(ctx, []desk.TaskUpsert{{Reference: "t", Title: "t", Assignee: x.person}}))
		},
		"task about": func(x others) any {
			return both(o.desk.UpsertTasks(ctx, []desk.TaskUpsert{{Reference: "t", Title: "t", Deal: x.deal}}))
		},
		"import": func(x others) any {
			return both(o.desk.Import(ctx, []desk.ImportedDeal{{Submission: submission("imported", 1000), Owner: x.person}}, desk.ImportOptions{}))
		},
		"approvers": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.Approvers(ctx, c, desk.ApproverQuery{Deal: x.deal})
		}),
		"authority": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.CheckAuthority(ctx, c, desk.AuthorityQuery{User: x.person, Deal: deal})
		}),
		"may on": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.Can(ctx, c, own, actor.DealEdit, x.deal)
		}),
		"may": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.Can(ctx, c, x.person, actor.DealEdit, deal)
		}),
		"visible to": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.VisibleTo(ctx, c, x.deal)
		}),
		"limits": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.LimitsAt(ctx, c, x.person, o.store.Now())
		}),
		"chain": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.ChainAt(ctx, c, x.person, o.store.Now())
		}),
		"loads": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			loads, err := o.desk.Loads(ctx, c, []ident.ID{x.person})
			return loads[x.person], err
		}),
		"people": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			people, err := o.desk.PeopleAt(ctx, c, o.store.Now(), []ident.ID{x.person})
			return len(people), err
		}),
		"what if": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			return o.desk.WhatIf(ctx, c, []desk.Supposed{supposedLimit(x.person, 1)})
		}),
		"explain one": o.reading(ctx, func(ctx context.Context, c *db.Client, x others) (any, error) {
			v, rank, err := o.desk.ExplainOne(ctx, c, o.row(ctx, c, deal), x.person)
			return []any{v, rank}, err
		}),
	}
}

func (o *office) reading(ctx context.Context, fn func(context.Context, *db.Client, others) (any, error)) func(others) any {
	return func(x others) (answer any) {
		err := o.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
			answer, err = fn(ctx, c, x)
			return err
		})
		return either(answer, err)
	}
}

func either(answer any, err error) any {
	if err != nil {
		return err
	}
	return answer
}

func both[T any](answer T, err error) any { return either(answer, err) }

// shown tells an answer, and of an error what a caller is told.
func shown(answer any) string {
	err, failed := answer.(error)
	if !failed {
		if v := reflect.ValueOf(answer); v.Kind() == reflect.Pointer && !v.IsNil() {
			answer = v.Elem().Interface()
		}
		return fmt.Sprintf("%+v", answer)
	}
	f := fault.As(err)
	return fmt.Sprint(f.Kind, f.Code, f.Message, f.Field)
}

// everything is what a company's people have, do and did.
func (o *office) everything() string {
	o.t.Helper()
	var out string
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		entries, err := c.HistoryEntry.Query().Count(ctx)
		if err != nil {
			return err
		}
		deals, err := c.Deal.Query().All(ctx)
		if err != nil {
			return err
		}
		requests, err := c.ApprovalRequest.Query().WithPlaces().All(ctx)
		out = fmt.Sprint(entries, deals, requests)
		return err
	}))
	return out
}
