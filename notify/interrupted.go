package notify

import (
	"context"
	"errors"
	"fmt"

	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/store"
)

// interrupted says that a try ended with the work and not by the server's word: the process
// is being restarted, or another replica works now. What the server took or refused for
// good before that stands.
func interrupted(ctx context.Context, outcome error) bool {
	return ctx.Err() != nil && outcome != nil && !errors.As(outcome, &Refusal{})
}

// giveBack undoes the claim of messages whose try was interrupted: they are due as they
// were, and no try has failed. What somebody else has claimed since is theirs.
func (p *Post) giveBack(ctx context.Context, rows []*db.Mail) error {
	if len(rows) == 0 {
		return nil
	}
	err := p.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, row := range rows {
			err := tx.Client.Mail.Update().
				Where(mailrow.ID(row.ID), mailrow.StateEQ(mailrow.StateQUEUED), mailrow.Attempts(row.Attempts+1)).
				SetAttempts(row.Attempts).SetNextAttemptAt(row.NextAttemptAt).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("give mail back: %w", err)
	}
	return nil
}
