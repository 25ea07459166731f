package main

import (
	"context"
	"fmt"

	"mandate/directory/job"
	"mandate/directory/job/roster"
	"mandate/directory/webhook"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// The demo's webhooks lead nowhere, so neither is told: one rests after it was tried, the
// other's receiver has gone.
var (
	demoPaused = webhook.Subscription{Name: "Loan origination", URL: "https://los.northlake.test/hooks/mandate",
		Events: []string{"DEAL_ASSIGNED", "DEAL_STATUS", "DEAL_UNASSIGNED", "APPROVAL_GRANTED", "APPROVAL_DECLINED"}}
	demoGone = webhook.Subscription{Name: "Data warehouse", URL: "https://warehouse.northlake.test/mandate"}
)

func (s *seeder) webhooks(ctx context.Context) error {
	room := &webhook.Room{Directory: s.directory}
	paused, err := s.tried(ctx, room, demoPaused, webhook.Outcome{Status: 200}, webhook.Outcome{Status: 204})
	if err != nil {
		return err
	}
	off := false
	if _, err := room.Update(ctx, paused, 0, webhook.Change{Active: &off}); err != nil {
		return fmt.Errorf("pause webhook: %w", err)
	}
	_, err = s.tried(ctx, room, demoGone, webhook.Outcome{Status: 200}, webhook.Outcome{Status: 410, Error: "The receiver answered 410 Gone.", Gone: true})
	return err
}

// tried makes a webhook whose test events were answered like this.
func (s *seeder) tried(ctx context.Context, room *webhook.Room, as webhook.Subscription, answers ...webhook.Outcome) (ident.ID, error) {
	id, _, err := room.Create(ctx, as)
	if err != nil {
		return id, fmt.Errorf("make webhook %s: %w", as.Name, err)
	}
	for _, answer := range answers {
		if err := room.Test(ctx, id); err != nil {
			return id, fmt.Errorf("test webhook %s: %w", as.Name, err)
		}
		due, err := room.Due(ctx)
		if err != nil {
			return id, err
		}
		for _, batch := range due {
			if err := room.Done(ctx, batch.Webhook, batch.Targets[0][0], answer); err != nil {
				return id, fmt.Errorf("answer for webhook %s: %w", as.Name, err)
			}
		}
	}
	return id, nil
}

// demoFile is an import that a branch sent: two of its rows can't be taken.
const demoFile = `userName,firstName,lastName,roles,manager
rosa.klein@northlake.test,Rosa,Klein,underwriter,
tom.abbott@northlake.test,Tom,Abbott,underwriter,
not an address,Ivy,Marsh,underwriter,
gil.novak@northlake.test,Gil,Novak,no-such-role,
ana.reis@northlake.test,Ana,Reis,auditor,
`

// jobsOfTheDay waits in the queue, for the server to do.
func (s *seeder) jobsOfTheDay(ctx context.Context) error {
	var admin ident.ID
	err := s.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		admin, err = c.User.Query().Where(user.Email(demoAdmin)).OnlyID(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("find the administrator: %w", err)
	}
	ctx = s.as(ctx, admin)
	queue := jobs(s.directory, nil, s.log)
	if _, err := queue.Start(ctx, job.New{Kind: job.UsersExport, Input: roster.Export{Format: roster.CSV}}); err != nil {
		return fmt.Errorf("start export: %w", err)
	}
	if _, err := roster.StartImport(ctx, queue, roster.Import{Format: roster.CSV, Quiet: true}, ident.ID{}, []byte(demoFile), true); err != nil {
		return fmt.Errorf("start import: %w", err)
	}
	return nil
}
