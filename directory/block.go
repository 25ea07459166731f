package directory

import (
	"context"
	"time"

	"mandate/ident"
	"mandate/store"
)

// longestBlock bounds SIGN_IN_BLOCKED (LC-3).
const longestBlock = 24 * time.Hour

// BlockSignIn keeps somebody from signing in until an instant, at most 24 hours ahead,
// and ends their sessions; deals are not touched (LC-3). The zero instant lifts it. It
// holds for governed accounts too. Nobody blocks themselves.
func (d *Directory) BlockSignIn(ctx context.Context, person ident.ID, expected int64, until time.Time) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, person, func() error { return block(ctx, tx, person, expected, until) })
	})
}

func block(ctx context.Context, tx *store.Tx, person ident.ID, expected int64, until time.Time) error {
	u, err := loadUser(ctx, tx.Client, person, expected)
	if err != nil {
		return err
	}
	lift := until.IsZero()
	switch {
	case !lift && (!until.After(tx.Now) || until.After(tx.Now.Add(longestBlock))):
		return invalid("A sign-in is blocked for at most 24 hours from now.").On("until")
	case !lift && tx.Actor.Person() == person:
		return invalid("Nobody blocks their own sign-in.").On("userId")
	case lift && (u.SignInBlockedUntil == nil || !u.SignInBlockedUntil.After(tx.Now)):
		return nil
	}
	up := tx.Client.User.Update()
	if lift {
		up.ClearSignInBlockedUntil()
	} else {
		up.SetSignInBlockedUntil(until)
	}
	if err := guarded(ctx, up, u); err != nil {
		return err
	}
	if lift {
		tx.Record(store.Event{Action: "SIGN_IN_UNBLOCKED", TargetKind: ident.User, Target: person})
		return nil
	}
	if _, err := endSessions(ctx, tx, person, "SIGN_IN_BLOCKED"); err != nil {
		return err
	}
	end := instant(until)
	tx.Record(store.Event{Action: "SIGN_IN_BLOCKED", TargetKind: ident.User, Target: person, Changes: []store.Change{{Field: "until", After: end}}})
	tx.Notify(store.Notice{Type: "SIGN_IN_BLOCKED", Recipient: person, Subject: person, Facts: map[string]string{"until": end}})
	return nil
}
