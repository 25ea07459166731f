package desk

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/ident"
)

var errRanking = errors.New("ranking is broken off")

// unpackRanking reads what packRanking writes, and the JSON of older decisions.
func unpackRanking(packed []byte) (order []assign.Verdict, err error) {
	if len(packed) == 0 {
		return nil, nil
	}
	if packed[0] != packedForm {
		return order, json.Unmarshal(packed, &order)
	}
	r := unpacking{left: packed[1:]}
	for n := r.count(); n > 0 && r.err == nil; n-- {
		order = append(order, r.verdict())
	}
	if r.err == nil && len(r.left) > 0 {
		r.err = fmt.Errorf("%d bytes follow the ranking", len(r.left))
	}
	return order, r.err
}

// unpacking reads on until something is wrong.
type unpacking struct {
	left []byte
	err  error
}

func (r *unpacking) verdict() (v assign.Verdict) {
	r.id(&v.Candidate)
	marks := r.take(1)
	if r.err != nil {
		return v
	}
	group, reason, mark := marks[0]&3, marks[0]>>2&3, marks[0]
	if int(reason) >= len(packedReasons()) {
		r.err = fmt.Errorf("no reason has the number %d", reason)
		return v
	}
	v.Group, v.Reason = packedGroups()[group], packedReasons()[reason]
	v.Load = int(r.number())
	if stamp := r.number(); stamp != 0 {
		v.LastAssignedAt = time.UnixMicro(stamp).UTC()
	}
	if v.Absent = mark&markAbsent != 0; v.Absent {
		v.Owned = int(r.number())
	}
	if mark&markStandIn != 0 {
		r.id(&v.StandIn)
	}
	if mark&markStandInMax != 0 {
		v.StandInMax = assign.MaximumOf(int(r.number()))
	}
	r.limits(&v.Limits)
	if mark&markBreaches != 0 {
		if text := r.take(r.count()); r.err == nil {
			r.err = json.Unmarshal(text, &v.Breaches)
		}
	}
	return v
}

func (r *unpacking) limits(l *assign.Limits) {
	for _, maximum := range []*assign.Maximum{&l.MaxCapacity, &l.MaxDiscretionBps} {
		if n := r.count(); n > 0 {
			*maximum = assign.MaximumOf(n - 2)
		}
	}
	for _, limit := range []*assign.Limit{&l.LoanAmount, &l.MortgageSecured, &l.NonMortgageSecured, &l.BridgeSecured, &l.TotalConnection} {
		switch n := r.count(); n {
		case 0:
		case 1:
			*limit = assign.Unlimited()
		default:
			*limit = assign.LimitOf(int64(n - 2))
		}
	}
}

func (r *unpacking) id(into *ident.ID) { copy(into[:], r.take(len(into))) }

// take gives the next bytes; fewer are an error.
func (r *unpacking) take(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.left) {
		r.fail()
		return nil
	}
	part := r.left[:n]
	r.left = r.left[n:]
	return part
}

func (r *unpacking) number() int64 {
	n, size := binary.Varint(r.left)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.left = r.left[size:]
	return n
}

func (r *unpacking) count() int {
	n, size := binary.Uvarint(r.left)
	if size <= 0 || n > 1<<62 {
		r.fail()
		return 0
	}
	r.left = r.left[size:]
	return int(n)
}

func (r *unpacking) fail() {
	if r.err == nil {
		r.err = errRanking
	}
	r.left = nil
}
