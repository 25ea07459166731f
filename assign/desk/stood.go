package desk

import (
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/dealversion"
)

// clocksApart is more than the clocks of two replicas differ.
const clocksApart = time.Hour

// stood keeps the versions that were true when a decision was taken: those of its
// position and earlier that no other had followed by then. Positions decide (TX-1);
// instants only spare the question where they are far enough apart, since each
// replica has a clock of its own. table is one of versions, key whose they are.
func stood(table, key string, decision *db.AssignmentDecision) func(*sql.Selector) {
	return func(s *sql.Selector) {
		next := sql.Table(table).As("next")
		followed := sql.Select().From(next).Where(sql.And(
			sql.ColumnsEQ(next.C(key), s.C(key)),
			sql.ColumnsGT(next.C(authorityversion.FieldPosition), s.C(authorityversion.FieldPosition)),
			sql.LTE(next.C(authorityversion.FieldPosition), decision.Position)))
		s.Where(sql.And(
			sql.LTE(s.C(authorityversion.FieldPosition), decision.Position),
			sql.Or(
				sql.IsNull(s.C(authorityversion.FieldValidTo)),
				sql.GT(s.C(authorityversion.FieldValidTo), decision.CreatedAt.Add(clocksApart)),
				sql.And(sql.GT(s.C(authorityversion.FieldValidTo), decision.CreatedAt.Add(-clocksApart)), sql.NotExists(followed)))))
	}
}

// notGivenBy leaves out the deals that a decision and those after it in its sweep gave
// to their owners: versions have the end of their operation.
func notGivenBy(decision *db.AssignmentDecision) func(*sql.Selector) {
	return func(s *sql.Selector) {
		given := sql.Table(assignmentdecision.Table)
		s.Where(sql.Or(
			sql.LT(s.C(dealversion.FieldPosition), decision.Position),
			sql.NotExists(sql.Select().From(given).Where(sql.And(
				sql.ColumnsEQ(given.C(assignmentdecision.FieldDealID), s.C(dealversion.FieldDealID)),
				sql.EQ(given.C(assignmentdecision.FieldPosition), decision.Position),
				sql.GTE(given.C(assignmentdecision.FieldID), decision.ID))))))
	}
}

// before keeps the decisions that were taken before another: of an earlier position,
// or earlier in its own sweep.
func before(row *db.AssignmentDecision) func(*sql.Selector) {
	return assignmentdecision.Or(assignmentdecision.PositionLT(row.Position),
		assignmentdecision.And(assignmentdecision.Position(row.Position), assignmentdecision.IDLT(row.ID)))
}
