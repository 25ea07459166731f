package graph

import (
	"context"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
	"mandate/store"
)

// eventText is what is looked for in the subjects of events.
func eventText(where *gql.ProvisioningEventWhere) (string, error) {
	if where == nil {
		return "", nil
	}
	words, err := searchText(where.Text.Value())
	if err != nil {
		return "", fault.As(err).On("where", "text")
	}
	return words, nil
}

// soughtEvents finds events by the person or the group that they are about, and by what the
// newest were told of it.
func (s sight) soughtEvents(words string, within ...func(*sql.Selector)) sought {
	f := sought{text: store.Fold(words), sight: s, within: append(within, s.provisioning()), plain: []string{provisioningevent.FieldSubjectKey}}
	f.ways = []way{f.ofPeople(provisioningevent.FieldResourceID), f.ofGroups(provisioningevent.FieldResourceID)}
	return f
}

// ofGroups finds rows by the group that a column names.
func (f sought) ofGroups(column string) way {
	called := named(group.FieldDisplayNameKey, f.text)
	return f.linked(link{column, group.Table, f.sight.groups(), called, called, func(c *db.Client, ctx context.Context) ([]ident.ID, error) {
		return c.Group.Query().Where(f.sight.groups(), called).Limit(alone + 1).IDs(ctx)
	}})
}

// eventWays are the outcomes that are asked for, each with its index in the order of the list;
// else the methods.
func eventWays(where *gql.ProvisioningEventWhere) []func(*sql.Selector) {
	if where == nil {
		return nil
	}
	if outcomes, _ := where.Outcomes.ValueOK(); len(outcomes) > 1 {
		return each(outcomes, func(o provisioningevent.Outcome) func(*sql.Selector) { return provisioningevent.OutcomeEQ(o) })
	}
	methods, _ := where.Methods.ValueOK()
	return each(methods, func(m string) func(*sql.Selector) { return provisioningevent.Method(m) })
}

// oneByOne reads a list that is not searched in several ways.
func oneByOne[R any](f sought, ways []func(*sql.Selector), read listRead[R]) listRead[R] {
	if !f.empty() || len(ways) < 2 {
		return read
	}
	return func(shape, modify func(*sql.Selector), n int) ([]R, error) {
		return read(shape, oneOf(ways, modify), n)
	}
}

// eventPeriod is by when events came. Their ids, which are the order of the list, tell when they
// had been answered.
func eventPeriod(where *gql.ProvisioningEventWhere) (list []predicate.ProvisioningEvent) {
	if v, ok := value(where.From); ok {
		list = append(list, provisioningevent.AtGTE(v))
		if since := v.Add(-lateBy); since.After(time.Unix(0, 0)) {
			list = append(list, provisioningevent.IDGTE(ident.Floor(since)))
		}
	}
	if v, ok := value(where.To); ok {
		list = append(list, provisioningevent.AtLT(v))
		if until := v.Add(lateBy); until.After(time.Unix(0, 0)) {
			list = append(list, provisioningevent.IDLT(ident.Floor(until)))
		}
	}
	return list
}

// causedBy are failures as the health of a directory groups them: by SCIM error type,
// and by status where there is none. What a failure is, is said as its index says it.
func causedBy(cause string) predicate.ProvisioningEvent {
	failed := predicate.ProvisioningEvent(func(s *sql.Selector) {
		status := s.C(provisioningevent.FieldStatus)
		s.Where(sql.P(func(b *sql.Builder) { b.Ident(status).WriteString(" >= 400") }))
	})
	if status, err := strconv.Atoi(cause); err == nil {
		return provisioningevent.And(failed, provisioningevent.Status(status), provisioningevent.ScimType(""))
	}
	return provisioningevent.And(failed, provisioningevent.ScimType(cause))
}
