package desk

import (
	"encoding/binary"
	"encoding/json"
	"slices"
	"time"

	"mandate/assign"
)

// A decision keeps the first of its order in a dense form, because it is most of what an
// assignment stores. It begins with packedForm; decisions from before it are JSON, which
// begins with a bracket. A verdict is the id, a byte of marks, and numbers as varints.
const packedForm = 1

// The marks of a verdict: two bits for its group, two for its reason, and what else it has.
const (
	markAbsent = 1 << (iota + 4)
	markStandIn
	markStandInMax
	markBreaches
)

func packedGroups() []assign.Group {
	return []assign.Group{assign.GroupSpecialistWithin, assign.GroupGeneralistWithin, assign.GroupSpecialistOver, assign.GroupGeneralistOver}
}

func packedReasons() []assign.Reason {
	return []assign.Reason{assign.ReasonChosen, assign.ReasonRankedBelow, assign.ReasonLowerTier}
}

// packRanking writes the order of a decision. Instants are kept to the microsecond, like
// all that are stored.
func packRanking(order []assign.Verdict) ([]byte, error) {
	packed := binary.AppendUvarint(make([]byte, 0, 2+72*len(order)), packedForm)
	packed = binary.AppendUvarint(packed, uint64(len(order)))
	for i := range order {
		var err error
		if packed, err = packVerdict(packed, &order[i]); err != nil {
			return nil, err
		}
	}
	return packed, nil
}

func packVerdict(packed []byte, v *assign.Verdict) ([]byte, error) {
	marks := byte(slices.Index(packedGroups(), v.Group) | slices.Index(packedReasons(), v.Reason)<<2)
	for _, has := range []struct {
		it   bool
		mark byte
	}{{v.Absent, markAbsent}, {!v.StandIn.IsZero(), markStandIn}, {v.StandInMax.Set, markStandInMax}, {len(v.Breaches) > 0, markBreaches}} {
		if has.it {
			marks |= has.mark
		}
	}
	packed = append(append(packed, v.Candidate[:]...), marks)
	packed = binary.AppendVarint(binary.AppendVarint(packed, int64(v.Load)), stampOf(v.LastAssignedAt))
	if v.Absent {
		packed = binary.AppendVarint(packed, int64(v.Owned))
	}
	if !v.StandIn.IsZero() {
		packed = append(packed, v.StandIn[:]...)
	}
	if v.StandInMax.Set {
		packed = binary.AppendVarint(packed, int64(v.StandInMax.N))
	}
	packed = packLimits(packed, &v.Limits)
	if len(v.Breaches) == 0 {
		return packed, nil
	}
	breaches, err := json.Marshal(v.Breaches)
	return append(binary.AppendUvarint(packed, uint64(len(breaches))), breaches...), err
}

// packLimits writes 0 for unset, 1 for UNLIMITED, else the number and two.
func packLimits(packed []byte, l *assign.Limits) []byte {
	for _, maximum := range []assign.Maximum{l.MaxCapacity, l.MaxDiscretionBps} {
		n := uint64(0)
		if maximum.Set {
			n = uint64(maximum.N) + 2
		}
		packed = binary.AppendUvarint(packed, n)
	}
	for _, limit := range []assign.Limit{l.LoanAmount, l.MortgageSecured, l.NonMortgageSecured, l.BridgeSecured, l.TotalConnection} {
		n := uint64(0)
		if amount, ok := limit.Amount(); ok {
			n = uint64(amount) + 2
		} else if limit.IsUnlimited() {
			n = 1
		}
		packed = binary.AppendUvarint(packed, n)
	}
	return packed
}

// stampOf is an instant in microseconds; never is 0.
func stampOf(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMicro()
}
