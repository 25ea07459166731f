package desk

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign"
	"mandate/ident"
)

func drawID(t *rapid.T, name string) (id ident.ID) {
	copy(id[:], rapid.SliceOfN(rapid.Byte(), len(id), len(id)).Draw(t, name))
	return id
}

func drawLimit(t *rapid.T, name string) assign.Limit {
	return rapid.OneOf(rapid.Just(assign.Limit{}), rapid.Just(assign.Unlimited()), rapid.Custom(func(t *rapid.T) assign.Limit {
		return assign.LimitOf(rapid.Int64Range(0, 1<<52).Draw(t, "minor"))
	})).Draw(t, name)
}

func drawMaximum(t *rapid.T, name string) assign.Maximum {
	return rapid.OneOf(rapid.Just(assign.Maximum{}), rapid.Custom(func(t *rapid.T) assign.Maximum {
		return assign.MaximumOf(rapid.IntRange(0, 1<<30).Draw(t, "n"))
	})).Draw(t, name)
}

func drawVerdict(t *rapid.T) assign.Verdict {
	v := assign.Verdict{
		Candidate: drawID(t, "candidate"), Load: rapid.IntRange(0, 1<<40).Draw(t, "load"), Absent: rapid.Bool().Draw(t, "absent"),
		Group: rapid.SampledFrom(packedGroups()).Draw(t, "group"), Reason: rapid.SampledFrom(packedReasons()).Draw(t, "reason"),
		Limits: assign.Limits{
			MaxCapacity: drawMaximum(t, "capacity"), MaxDiscretionBps: drawMaximum(t, "discretion"), LoanAmount: drawLimit(t, "loan"),
			MortgageSecured: drawLimit(t, "mortgage"), NonMortgageSecured: drawLimit(t, "other"), BridgeSecured: drawLimit(t, "bridge"), TotalConnection: drawLimit(t, "total"),
		},
	}
	if rapid.Bool().Draw(t, "assigned before") {
		v.LastAssignedAt = time.UnixMicro(rapid.Int64Range(1, 1<<52).Draw(t, "last")).UTC()
	}
	if v.Absent {
		v.StandIn, v.Owned, v.StandInMax = drawID(t, "standIn"), rapid.IntRange(0, 99).Draw(t, "owned"), drawMaximum(t, "standInMax")
	}
	if v.Group.Over() {
		v.Breaches = assign.Breaches(assign.Figures{Currency: "CAD", Loan: 1 << 53}, assign.Limits{LoanAmount: assign.LimitOf(7)},
			assign.Settings{Currency: "CAD", LimitsView: assign.ViewCondensed})
	}
	return v
}

// What is packed is read again, and so is the JSON of decisions from before; what is
// broken off anywhere is an error, never a shorter order.
func TestRankingIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.SliceOfN(rapid.Custom(drawVerdict), 1, 20).Draw(t, "order")
		packed, err := packRanking(order)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpackRanking(packed); err != nil || !reflect.DeepEqual(got, order) {
			t.Fatalf("packed: %v\n%+v\nwant %+v", err, got, order)
		}
		text, err := json.Marshal(order)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpackRanking(text); err != nil || !reflect.DeepEqual(got, order) {
			t.Fatalf("JSON: %v\n%+v\nwant %+v", err, got, order)
		}
		if got, err := unpackRanking(packed[:rapid.IntRange(1, len(packed)-1).Draw(t, "broken off")]); err == nil {
			t.Fatalf("a part was read as %+v", got)
		}
	})
}

func TestRankingOfNobody(t *testing.T) {
	t.Parallel()
	if got, err := unpackRanking(nil); got != nil || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	packed, err := packRanking(nil)
	if got, broken := unpackRanking(packed); err != nil || broken != nil || len(got) != 0 {
		t.Errorf("%v, %v, %v", got, err, broken)
	}
	if _, err := unpackRanking(append(packed, 0)); err == nil {
		t.Error("bytes behind the ranking were passed over")
	}
}
