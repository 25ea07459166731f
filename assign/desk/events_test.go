package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"

	"mandate/ident"
	"mandate/store"
)

// chaos makes random events on one office, some of them refused.
type chaos struct {
	*office
	random *rand.Rand
	people []ident.ID
	deals  []ident.ID
	prefix string // of the references and names it makes
}

func pick[T any](c *chaos, list []T) T { return list[c.random.IntN(len(list))] }

// event does one thing; refusals are part of the game, faults of ours are not.
func (c *chaos) event() error {
	if len(c.people) < 3 {
		return c.newPerson()
	}
	switch n := c.random.IntN(100); {
	case n < 45 || len(c.deals) == 0:
		return c.newDeal()
	case n < 60:
		return c.desk.SetStatus(c.ctx, desk.StatusStep{Deal: pick(c, c.deals), To: assign.Status(pick(c, assign.Status("").Values()))})
	case n < 68:
		return c.newLimits(pick(c, c.people))
	case n < 75:
		return c.newPreferences(pick(c, c.people))
	case n < 80:
		return c.directory.Deactivate(c.ctx, pick(c, c.people), 0, "left")
	case n < 85:
		return c.directory.Activate(c.ctx, pick(c, c.people), 0, "")
	case n < 88:
		return c.newPerson()
	case n < 90:
		return c.rename(pick(c, c.people))
	case n < 92:
		return c.remove()
	case n < 95:
		return c.newBrokers()
	}
	return c.newSettings()
}

func (c *chaos) newDeal() error {
	in := submission(fmt.Sprintf("%s-%d", c.prefix, c.random.IntN(400)), 100*c.random.IntN(5)) // some come again
	in.Location = pick(c, []string{"ON", "QC", ""})
	in.Language = pick(c, []string{"en", "fr", ""})
	in.Currency = pick(c, []string{"CAD", "CAD", "CAD", "CAD", "USD", "EURO"})
	in.Broker = pick(c, []string{"", "b1", "b2", "b9"})
	in.ExistingRetail = pick(c, []string{"", "100"})
	id, err := c.desk.Submit(c.ctx, in)
	if err == nil {
		c.deals = append(c.deals, id)
	}
	return err
}

func (c *chaos) newPerson() error {
	name := fmt.Sprintf("%s%d", c.prefix, c.random.Int64())
	id, _, err := c.directory.Create(c.ctx, directory.NewPerson{FirstName: name, LastName: "Test", Email: name + "@acme.test"})
	if err != nil {
		return err
	}
	c.people = append(c.people, id)
	return c.newLimits(id)
}

func (c *chaos) newLimits(id ident.ID) error {
	capacity := pick(c, []assign.Maximum{{}, assign.MaximumOf(0), assign.MaximumOf(2), assign.MaximumOf(5), assign.MaximumOf(9)})
	limit := func() *assign.Limit {
		l := pick(c, []assign.Limit{{}, assign.LimitOf(200_00), assign.LimitOf(300_00), assign.Unlimited()})
		return &l
	}
	return c.directory.SetLimits(c.ctx, id, 0, directory.LimitsUpdate{MaxCapacity: &capacity, LoanAmount: limit(), MortgageSecured: limit(), TotalConnection: limit()})
}

func (c *chaos) newPreferences(id ident.ID) error {
	on := c.random.IntN(5) > 0
	locations, languages := pick(c, [][]string{{}, {"ON"}, {"ON", "QC"}}), pick(c, [][]string{{}, {"en"}, {"fr"}})
	return c.directory.SetPreferences(c.ctx, id, 0, directory.PreferencesUpdate{AutoAssign: &on, Locations: &locations, Languages: &languages})
}

func (c *chaos) rename(id ident.ID) error {
	name := fmt.Sprintf("New%d", c.random.IntN(1000))
	_, err := c.directory.Update(c.ctx, id, 0, directory.PersonUpdate{FirstName: &name})
	return err
}

func (c *chaos) remove() error {
	i := c.random.IntN(len(c.people))
	id := c.people[i]
	c.people = append(c.people[:i:i], c.people[i+1:]...)
	return c.directory.Delete(c.ctx, id, 0, "left")
}

func (c *chaos) newBrokers() error {
	_, err := c.desk.UpsertBrokers(c.ctx, []desk.BrokerUpsert{
		{Reference: "b1", Name: "One", Verified: c.random.IntN(2) == 0}, {Reference: "b2", Name: "Two", Verified: true}})
	return err
}

func (c *chaos) newSettings() error {
	var u directory.SettingsUpdate
	on := c.random.IntN(3) > 0
	switch c.random.IntN(6) {
	case 0:
		u.AutoAssign = &on
	case 1:
		u.OverLimitFallback = &on
	case 2:
		v := pick(c, []assign.CapacityRelease{assign.ReleaseAtConditionalApproval, assign.ReleaseAtTerminal})
		u.CapacityRelease = &v
	case 3:
		v := pick(c, []assign.LimitsView{assign.ViewCondensed, assign.ViewExpanded})
		u.LimitsView = &v
	case 4:
		v := pick(c, []assign.LeaverDeals{assign.LeaverKeep, assign.LeaverRelease})
		u.LeaverDeals = &v
	case 5:
		v := pick(c, []string{"en", "fr"})
		u.Language = &v
	}
	return c.directory.UpdateSettings(c.ctx, 0, u)
}

// fail is an operation that breaks off after it has written: its batch is undone.
func (c *chaos) fail() error {
	return c.store.Settle(c.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "DEAL_CREATED", TargetKind: ident.Tenant, Target: c.tenant})
		if err := tx.Client.Product.Create().SetID(tx.NewID()).SetReference("never").SetName("never").Exec(ctx); err != nil {
			return err
		}
		return errBroken
	})
}

// failAlone is fail once the machine gets to it: nobody else is at work in this company, but
// other tests may be, beside which a statement can run out of its time.
func (c *chaos) failAlone() (err error) {
	for range 20 {
		if err = c.fail(); !unavailable(err) {
			return err
		}
	}
	return err
}
