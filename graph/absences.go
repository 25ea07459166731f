package graph

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func awayID(o *model.OutOfOffice) *ident.ID     { return &o.Absence.UserID }
func delegateID(o *model.OutOfOffice) *ident.ID { return o.Absence.DelegateID }

// absencesAsked are the arguments of Query.outOfOffice beside those of a page.
type absencesAsked struct {
	days   *gql.DateRangeInput
	person *string
	where  *gql.OutOfOfficeWhere
	at     time.Time // as they stood then; zero: now
}

// absencesInOrder are periods by their beginning.
func absencesInOrder() list[*db.Absence, *model.OutOfOffice] {
	return list[*db.Absence, *model.OutOfOffice]{
		by:    order{list: "outOfOffice", column: absence.FieldStartsAt, kind: timeValue, prefix: ident.Absence},
		id:    func(a *db.Absence) ident.ID { return a.ID },
		key:   func(a *db.Absence) any { return a.StartsAt },
		nodes: func(rows []*db.Absence) ([]*model.OutOfOffice, error) { return model.Absences(rows), nil },
	}
}

// listAbsences is Query.outOfOffice.
func (s *Server) listAbsences(ctx context.Context, p pageArgs, asked absencesAsked, asOf *time.Time) (*model.OutOfOfficeConnection, error) {
	var err error
	if asked.at, err = s.past(asOf); err != nil {
		return nil, err
	}
	if !asked.at.IsZero() {
		return s.listAbsencesThen(ctx, p, asked)
	}
	l := absencesInOrder()
	filter, err := asked.filter(ctx)
	if err != nil {
		return nil, err
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Absence], counter) {
		q := c.Absence.Query().Where(sightOf(ctx).absences(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.Absence, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func (a absencesAsked) filter(ctx context.Context) (predicate.Absence, error) {
	list := []predicate.Absence{all}
	if a.person != nil {
		id, err := parseID(ident.User, *a.person, "userId")
		if err != nil {
			return nil, err
		}
		list = append(list, absence.UserID(id))
	}
	if a.days != nil {
		within, err := withinDays(ctx, *a.days)
		if err != nil {
			return nil, err
		}
		list = append(list, within)
	}
	of, err := absenceWhere(a.where)
	return absence.And(append(list, of)...), err
}

// withinDays keeps periods with an instant in the days. What is over counts as long as
// it lasted.
func withinDays(ctx context.Context, days gql.DateRangeInput) (predicate.Absence, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	zone, err := company.zone()
	if err != nil {
		return nil, err
	}
	from, to, err := boundsOf(days, zone)
	return absence.And(absence.StartsAtLT(to), absence.EndsAtGT(from), absence.Or(absence.EndedAtIsNil(), absence.EndedAtGT(from))), err
}

// boundsOf are the first instant of the first day and of the day after the last.
func boundsOf(days gql.DateRangeInput, zone *time.Location) (from, to time.Time, err error) {
	first, last, err := datesOf(days.From, days.To)
	if err != nil {
		return from, to, err
	}
	if from, to = assign.Period(first, last, zone); !from.Before(to) {
		return from, to, fault.New(fault.Invalid, fault.CodeInvalidRange, "The last day is before the first.").On("range", "to")
	}
	return from, to, nil
}

func datesOf(start, end string) (first, last assign.Date, err error) {
	if first, err = assign.ParseDate(start); err != nil {
		return first, last, fault.As(err).On("startDate")
	}
	if last, err = assign.ParseDate(end); err != nil {
		return first, last, fault.As(err).On("endDate")
	}
	return first, last, nil
}

func absenceWhere(where *gql.OutOfOfficeWhere) (predicate.Absence, error) {
	if where == nil {
		where = &gql.OutOfOfficeWhere{}
	}
	list := []predicate.Absence{all}
	if states, set := where.States.ValueOK(); set && states != nil {
		list = append(list, absence.StateIn(states...))
	} else {
		list = append(list, absence.StateNEQ(absence.StateCANCELLED))
	}
	if v, ok := value(where.DelegateID); ok {
		id, err := parseID(ident.User, v, "where", "delegateId")
		if err != nil {
			return nil, err
		}
		list = append(list, absence.DelegateID(id))
	}
	if v, ok := value(where.ManagerID); ok {
		id, err := parseID(ident.User, v, "where", "managerId")
		if err != nil {
			return nil, err
		}
		list = append(list, absence.HasUserWith(user.ManagerID(id), user.DeletedAtIsNil()))
	}
	return absence.And(list...), nil
}

// saved are the periods that have not ended, of which a person has one at most.
func saved() predicate.Absence {
	return absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)
}

// savedOf loads the period of each person that has not ended.
func savedOf(ctx context.Context, people []*model.User) (map[ident.ID]*model.OutOfOffice, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Absence.Query().Where(sightOf(ctx).absences(), saved(), absence.UserIDIn(collect(people, userID)...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load absences: %w", err)
	}
	return index(model.Absences(rows), func(o *model.OutOfOffice) ident.ID { return o.Absence.UserID }), nil
}

// savedAbsence is User.outOfOffice.
func (s *Server) savedAbsence(ctx context.Context, u *model.User) (*model.OutOfOffice, error) {
	if u.Then != nil {
		return shared(ctx, u.Kin, "absence", u.User.ID, s.savedThen)
	}
	return shared(ctx, u.Kin, "absence", u.User.ID, savedOf)
}

// isAway is User.absent.
func (s *Server) isAway(ctx context.Context, u *model.User) (bool, error) {
	if u.Then != nil {
		return u.Then.Authority.Absent, nil
	}
	o, err := s.savedAbsence(ctx, u)
	return o != nil && o.State == absence.StateACTIVE, err
}

// away keeps people who are away, or those who are not.
func away(yes bool) predicate.User {
	absent := user.HasAbsencesWith(absence.StateEQ(absence.StateACTIVE))
	if yes {
		return absent
	}
	return user.Not(absent)
}
