package factor

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// codeTime is how long a code by SMS is good.
const codeTime = 5 * time.Minute

// SendCode sends a new code of six digits to the mobile number of a step's person, and
// gives the number. text is the message; its %s is the code. Callers bound how often.
func (f *Factors) SendCode(ctx context.Context, s Step, text string) (number string, err error) {
	if f.Send == nil {
		return "", fault.New(fault.Denied, CodeNoSMS, "This installation sends no SMS.")
	}
	if number, err = f.mobile(ctx, s); err != nil {
		return "", err
	}
	code, err := f.digits()
	if err != nil {
		return "", err
	}
	s.State.Number, s.State.CodeHash, s.State.CodeEnds = number, smsHash(s.ID, code), f.Store.Now().Add(codeTime)
	if err := f.keep(ctx, s); err != nil {
		return "", err
	}
	if err := f.Send(ctx, number, fmt.Sprintf(text, code)); err != nil {
		return "", fault.New(fault.Unavailable, CodeNoSMS, "The message could not be sent. Try again, or use another way.").Because(err)
	}
	return number, nil
}

// mobile is the number of a step's person that codes may go to. A step that adds SMS
// proves the number; for every other, codes by SMS are the person's factor already.
func (f *Factors) mobile(ctx context.Context, s Step) (number string, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		u, err := personOf(ctx, c, s)
		if err != nil {
			return err
		}
		if u.Phone == "" || !u.PhoneIsMobile {
			return fault.New(fault.Denied, CodeNoSMS, "Codes by SMS need a number that is marked as mobile.").On("phone")
		}
		if !s.addsSMS() && !bySMS(u) {
			return fault.New(fault.Denied, CodeNoSMS, "Codes by SMS are not your second factor.")
		}
		number = u.Phone
		return nil
	})
	return number, err
}

func personOf(ctx context.Context, c *db.Client, s Step) (*db.User, error) {
	u, err := c.User.Query().Where(user.ID(s.Person), user.DeletedAtIsNil()).Only(ctx)
	if err != nil {
		return nil, unknownPerson(err)
	}
	return u, nil
}

// bySMS reports whether codes by SMS are somebody's factor.
func bySMS(u *db.User) bool {
	return u.MfaMethod == user.MfaMethodSMS && u.PhoneIsMobile && u.Phone != ""
}

// addsSMS reports whether a step may make codes by SMS a factor.
func (s Step) addsSMS() bool { return s.Purpose == EnrolFactor || s.Purpose == AddSMS }

// digits draws six digits, each as likely as any other.
func (f *Factors) digits() (string, error) {
	for {
		var b [4]byte
		if _, err := io.ReadFull(f.Random, b[:]); err != nil {
			return "", fmt.Errorf("make code: %w", err)
		}
		n := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
		if n < 4_294_000_000 {
			return fmt.Sprintf("%06d", n%1_000_000), nil
		}
	}
}

func smsHash(step ident.ID, code string) string {
	return store.HashCredential(step.String() + ":" + plain(code))
}

// checkSMS compares a code; the step that it belongs to is used up by the caller.
func checkSMS(tx *store.Tx, s Step, code string) error {
	right := subtle.ConstantTimeCompare([]byte(smsHash(s.ID, code)), []byte(s.State.CodeHash)) == 1
	if s.State.CodeHash == "" || !right || !tx.Now.Before(s.State.CodeEnds) {
		return wrong()
	}
	return nil
}

// takeSMS takes a code by SMS of somebody whose factor that is, at the number that it
// went to.
func takeSMS(ctx context.Context, tx *store.Tx, s Step, code string) error {
	u, err := personOf(ctx, tx.Client, s)
	if err != nil {
		return err
	}
	if !bySMS(u) || u.Phone != s.State.Number {
		return wrong()
	}
	return checkSMS(tx, s, code)
}

// ConfirmSMS takes the code of a step that was sent to the person's number; codes by
// SMS are their factor from then on. The step is used up.
func (f *Factors) ConfirmSMS(ctx context.Context, s Step, code string) error {
	err := f.once(ctx, s.Person, func(ctx context.Context, tx *store.Tx) error {
		if err := checkSMS(tx, s, code); err != nil {
			return err
		}
		u, err := personOf(ctx, tx.Client, s)
		if err != nil {
			return err
		}
		if !s.addsSMS() || u.Phone != s.State.Number || !u.PhoneIsMobile {
			return wrong() // the number has changed since
		}
		if err := enrols(ctx, tx, s); err != nil {
			return err
		}
		return added(ctx, tx, s.Person, SMS)
	})
	if fault.Is(err, CodeWrong) {
		if missed := f.missed(ctx, s); missed != nil {
			return missed
		}
	}
	return err
}

// RemoveSMS ends codes by SMS for somebody.
func (f *Factors) RemoveSMS(ctx context.Context, person ident.ID) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		held, err := heldBy(ctx, tx.Client, person)
		if err != nil || !held.SMS {
			return err
		}
		return removed(ctx, tx, person, SMS)
	})
}
