package notify

import (
	"time"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ent/db/predicate"
	"mandate/ident"
)

// waiting are the notices that no message has taken.
func waiting(now time.Time) []predicate.Notification {
	return []predicate.Notification{notification.StateEQ(notification.StatePENDING), notification.MailIDIsNil(), notification.NextAttemptAtLTE(now)}
}

// bundle puts notices, oldest first, into messages (NO-3): those to one person and
// address together, as soon as the oldest is a minute old or one is urgent; credentials
// each alone and at once. Notices whose minute is not over are left out.
func bundle(rows []*db.Notification, now time.Time) [][]*db.Notification {
	type to struct {
		person  ident.ID
		address string
	}
	var out [][]*db.Notification
	var order []to
	groups := map[to][]*db.Notification{}
	for _, n := range rows {
		if alone(n) {
			out = append(out, []*db.Notification{n})
			continue
		}
		key := to{n.RecipientID, n.Address}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], n)
	}
	for _, key := range order {
		if ripe(groups[key], now) {
			out = append(out, groups[key])
		}
	}
	return out
}

func alone(n *db.Notification) bool { return kindOf(n.Type).alone || len(n.SecretSealed) > 0 }

func ripe(rows []*db.Notification, now time.Time) bool {
	for _, n := range rows {
		if kindOf(n.Type).urgent {
			return true
		}
	}
	return !rows[0].CreatedAt.After(now.Add(-bundleTime))
}
