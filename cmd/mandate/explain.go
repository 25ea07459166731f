package main

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

type assignCommands struct {
	Explain assignExplain `cmd:"" help:"Tell why a deal went to whom it went, or why it waits."`
}

type assignExplain struct {
	tenantFlag
	Deal string `arg:"" help:"Reference of the deal, or its id."`
	JSON bool   `help:"Print JSON."`
}

// Run reads one deal and its explanation (AS-14) at one instant.
func (e assignExplain) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := e.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	var told explained
	err = h.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := e.find(ctx, c)
		if err != nil {
			return err
		}
		why, err := h.desk.Explain(ctx, c, row)
		if err != nil {
			return err
		}
		told, err = explanation(ctx, c, row, why)
		return err
	})
	if err != nil {
		return err
	}
	if e.JSON {
		return term.show(true, told, "")
	}
	return told.print(term)
}

func (e assignExplain) find(ctx context.Context, c *db.Client) (*db.Deal, error) {
	which := deal.Reference(e.Deal)
	if id, err := ident.Parse(ident.Deal, e.Deal); err == nil {
		which = deal.ID(id)
	}
	row, err := c.Deal.Query().Where(which).WithFacilities().WithOwner().Only(ctx)
	if db.IsNotFound(err) {
		return nil, fault.New(fault.NotFound, fault.CodeUnknownDeal, "There is no deal %s.", e.Deal)
	}
	return row, err
}

// explained is what the command prints; amounts are decimal text.
type explained struct {
	Deal       string      `json:"deal"`
	Reference  string      `json:"reference"`
	Status     string      `json:"status"`
	Amount     string      `json:"amount"`
	Currency   string      `json:"currency"`
	Owner      string      `json:"owner,omitempty"`
	Decided    bool        `json:"decided"` // automatically, or judged now because the deal waits
	Live       bool        `json:"live"`    // judged now
	At         *time.Time  `json:"at,omitempty"`
	Mode       string      `json:"mode,omitempty"`
	Group      string      `json:"group,omitempty"`
	AutoAssign bool        `json:"auto_assign"`
	Considered int         `json:"considered"`
	Counts     []reasonRow `json:"counts"`
	Order      []placeRow  `json:"order"` // the first 20
}

type reasonRow struct {
	Reason string `json:"reason"`
	People int    `json:"people"`
}

type placeRow struct {
	Place        int        `json:"place"`
	User         string     `json:"user"`
	Name         string     `json:"name"`
	Reason       string     `json:"reason"`
	Group        string     `json:"group"`
	Load         int        `json:"load"`
	MaxCapacity  *int       `json:"max_capacity"`
	LastAssigned *time.Time `json:"last_assigned_at"`
	Absent       bool       `json:"absent"`
	StandIn      string     `json:"stand_in,omitempty"`
}

func explanation(ctx context.Context, c *db.Client, row *db.Deal, why *desk.Explanation) (explained, error) {
	told := explained{Deal: row.ID.Text(ident.Deal), Reference: row.Reference, Status: string(row.Status), Currency: row.Currency,
		Amount: assign.Money{Amount: row.LoanAmount, Currency: row.Currency}.Decimal(), AutoAssign: true, Counts: []reasonRow{}, Order: []placeRow{}}
	if row.Edges.Owner != nil {
		told.Owner = directory.ShownName(row.Edges.Owner)
	}
	if why == nil {
		return told, nil
	}
	told.Decided, told.Live, told.At, told.Mode, told.Group = true, why.Live, &why.At, why.Mode, string(why.Group)
	told.AutoAssign, told.Considered = !why.SwitchedOff, why.Considered
	for _, n := range why.Counts {
		told.Counts = append(told.Counts, reasonRow{string(n.Reason), n.People})
	}
	names, err := namesIn(ctx, c, why.Order)
	for i, v := range why.Order {
		told.Order = append(told.Order, placeOf(i+1, v, names))
	}
	return told, err
}

func placeOf(place int, v assign.Verdict, names map[ident.ID]string) placeRow {
	p := placeRow{Place: place, User: v.Candidate.Text(ident.User), Name: names[v.Candidate], Reason: string(v.Reason), Group: string(v.Group),
		Load: v.Load, MaxCapacity: v.Limits.MaxCapacity.Column(), Absent: v.Absent, StandIn: names[v.StandIn]}
	if !v.LastAssignedAt.IsZero() {
		p.LastAssigned = &v.LastAssignedAt
	}
	return p
}

func namesIn(ctx context.Context, c *db.Client, order []assign.Verdict) (map[ident.ID]string, error) {
	var ids []ident.ID
	for _, v := range order {
		ids = append(ids, v.Candidate, v.StandIn)
	}
	people, err := c.User.Query().Where(user.IDIn(ids...)).All(ctx)
	names := make(map[ident.ID]string, len(people))
	for _, u := range people {
		names[u.ID] = directory.ShownName(u)
	}
	if err != nil {
		return nil, fmt.Errorf("load names: %w", err)
	}
	return names, nil
}
