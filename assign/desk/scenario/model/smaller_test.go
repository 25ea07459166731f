package model

import (
	"slices"
	"time"

	"mandate/assign/desk/scenario"
)

// smaller takes away from a file what it can while it still fails, for as long as it is
// given: events, deals and people, then what is said of people.
func smaller(f scenario.File, fails func(scenario.File) bool, until time.Time) scenario.File {
	for changed := true; changed && time.Now().Before(until); {
		changed = false
		for _, cut := range cuts(f) {
			next := cut(f)
			if !sound(next) || time.Now().After(until) {
				continue
			}
			if _, err := New(next); err != nil || !fails(next) {
				continue
			}
			f, changed = next, true
			break
		}
	}
	return f
}

// cuts are the ways to take one thing away, the largest first.
func cuts(f scenario.File) (out []func(scenario.File) scenario.File) {
	for i := range f.Events {
		out = append(out, func(f scenario.File) scenario.File {
			f.Events = slices.Delete(slices.Clone(f.Events), i, i+1)
			return f
		})
	}
	for i := range f.Deals {
		out = append(out, func(f scenario.File) scenario.File {
			f.Deals = slices.Delete(slices.Clone(f.Deals), i, i+1)
			return f
		})
	}
	for i := range f.Users {
		out = append(out, func(f scenario.File) scenario.File {
			f.Users = slices.Delete(slices.Clone(f.Users), i, i+1)
			return f
		})
		out = append(out, simpler(i)...)
	}
	return out
}

// simpler takes one thing away from a person.
func simpler(i int) (out []func(scenario.File) scenario.File) {
	for _, change := range []func(*scenario.User) bool{
		func(u *scenario.User) bool { old := len(u.Permissions); u.Permissions = nil; return old > 0 },
		func(u *scenario.User) bool { old := u.OOO; u.OOO = nil; return old != nil },
		func(u *scenario.User) bool { old := u.Manager; u.Manager = ""; return old != "" },
		func(u *scenario.User) bool { old := u.LastAssignedAt; u.LastAssignedAt = nil; return old != nil },
		func(u *scenario.User) bool { old := u.LastLoginAt; u.LastLoginAt = nil; return old != nil },
		func(u *scenario.User) bool { old := len(u.Inactive); u.Inactive = nil; return old > 0 },
		func(u *scenario.User) bool {
			p := u.Prefs
			u.Prefs = scenario.Prefs{}
			return len(p.Brokers)+len(p.Products)+len(p.Languages)+len(p.Locations)+len(p.PropertyTypes) > 0
		},
		func(u *scenario.User) bool {
			old := u.Limits.BridgeSecured.Given
			u.Limits = scenario.Limits{MaxCapacity: u.Limits.MaxCapacity, MaxDiscretionBps: u.Limits.MaxDiscretionBps, LoanAmount: u.Limits.LoanAmount}
			return old
		},
	} {
		out = append(out, func(f scenario.File) scenario.File {
			f.Users = slices.Clone(f.Users)
			if !change(&f.Users[i]) {
				f.Start = time.Time{} // nothing was there to take: not sound
			}
			return f
		})
	}
	return out
}

// sound reports whether nobody and nothing that is spoken of is missing.
func sound(f scenario.File) bool {
	known := map[string]bool{"": true, "nobody": true, "d99": true}
	for _, u := range f.Users {
		known[u.ID] = true
	}
	for _, u := range f.Users {
		if !known[u.Manager] || u.OOO != nil && !known[u.OOO.Delegate] {
			return false
		}
	}
	for _, d := range f.Deals {
		known[d.ID] = true
		if !known[d.Owner.Or("")] || d.Held && len(f.Users) == 0 {
			return false
		}
	}
	for _, e := range f.Events {
		known[e.Request] = known[e.Request] || e.Type == scenario.ApprovalRequest
		known[e.User] = known[e.User] || e.NewUser != nil
		known[e.Deal] = known[e.Deal] || e.NewDeal != nil
		for _, name := range append([]string{e.User, e.Actor, e.Delegate, e.Deal, e.Request, e.SetUser.Manager.Or("")}, e.Approver...) {
			if !known[name] {
				return false
			}
		}
	}
	return !f.Start.IsZero()
}
