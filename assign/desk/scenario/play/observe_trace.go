package play

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/actor"
	"mandate/assign/desk/scenario"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/notification"
	"mandate/ident"
)

// mark forgets what happened up to now: it is not reported.
func (s *Stage) mark(ctx context.Context) error {
	return s.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		var ignored scenario.State
		if err := s.seeNotices(ctx, c, Look{}, &ignored); err != nil {
			return err
		}
		return s.seeHistory(ctx, c, Look{}, &ignored)
	})
}

// seeNotices gives the notices since the last look. Ids of one process rise.
func (s *Stage) seeNotices(ctx context.Context, c *db.Client, _ Look, out *scenario.State) error {
	rows, err := c.Notification.Query().Where(notification.IDGT(s.lastNotice)).Order(notification.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load notices: %w", err)
	}
	out.Notifications = []scenario.Notice{}
	for _, row := range rows {
		n := scenario.Notice{To: s.users.label[row.RecipientID], Type: row.Type}
		if row.SubjectID != nil {
			switch {
			case aboutRequest(row.Type):
				n.Request = s.requests.label[*row.SubjectID]
			case aboutDeal(row.Type):
				n.Deal = s.deals.label[*row.SubjectID]
			case aboutUser(row.Type):
				n.User = s.users.label[*row.SubjectID]
			}
		}
		out.Notifications = append(out.Notifications, n)
		s.lastNotice = row.ID
	}
	return nil
}

// told are the actions that files speak of (section 20); history holds more, such as
// sign-ins and roles.
func told(action string) bool {
	return slices.Contains([]string{"COMPANY_UPDATED", "USER_CREATED", "USER_UPDATED", "LIMITS_UPDATED", "USER_DEACTIVATED", "USER_ACTIVATED",
		"USER_DELETED", "MANAGER_CLEARED", "OOO_SET", "OOO_UPDATED", "OOO_STARTED", "OOO_ENDED", "OOO_CANCELLED", "DEAL_CREATED",
		"DEAL_UPDATED", "DEAL_STATUS", "DEAL_ASSIGNED", "DEAL_UNASSIGNED", "DEAL_RELEASED", "DELEGATE_ADDED", "DELEGATE_REMOVED",
		"DELEGATES_UNASSIGNED", "DELEGATION_STALLED", "APPROVAL_REQUESTED", "APPROVAL_REROUTED", "APPROVAL_GRANTED",
		"APPROVAL_DECLINED", "APPROVAL_UNROUTED", "APPROVAL_CANCELLED", "APPROVAL_VOIDED"}, action)
}

// seeHistory gives the entries since the last look. Of somebody created, what gives them
// their authority belongs to the creation; what one event changes of a person is one entry,
// and of their limits another.
func (s *Stage) seeHistory(ctx context.Context, c *db.Client, _ Look, out *scenario.State) error {
	rows, err := c.HistoryEntry.Query().Where(historyentry.IDGT(s.lastEntry)).Order(historyentry.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load history: %w", err)
	}
	out.History = []scenario.Entry{}
	created, updated := map[ident.ID]bool{}, map[ident.ID]bool{}
	for _, row := range rows {
		s.lastEntry = row.ID
		authority := row.Action == "USER_UPDATED" || row.Action == "LIMITS_UPDATED"
		again := row.Action == "USER_UPDATED" && updated[row.TargetID]
		if !told(row.Action) || again || authority && created[row.TargetID] {
			continue
		}
		updated[row.TargetID] = updated[row.TargetID] || row.Action == "USER_UPDATED"
		created[row.TargetID] = created[row.TargetID] || row.Action == "USER_CREATED"
		out.History = append(out.History, s.entry(row))
	}
	return nil
}

func (s *Stage) entry(row *db.HistoryEntry) scenario.Entry {
	e := scenario.Entry{Action: row.Action, Target: s.target(row), By: "SYSTEM", Mode: row.Mode, Reason: row.Reason, Source: row.Source,
		Status: row.Status, At: row.At.UTC().Format(time.RFC3339Nano)}
	if row.ActorKind == string(actor.User) && row.ActorID != nil {
		e.By = s.users.label[*row.ActorID]
	}
	if row.UserID != nil {
		e.User = s.users.label[*row.UserID]
	}
	return e
}

func (s *Stage) target(row *db.HistoryEntry) string {
	switch ident.Prefix(row.TargetKind) {
	case ident.Tenant:
		return "company"
	case ident.Deal:
		return s.deals.label[row.TargetID]
	case ident.Approval:
		return s.requests.label[row.TargetID]
	}
	return s.users.label[row.TargetID]
}
