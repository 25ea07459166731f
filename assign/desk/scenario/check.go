package scenario

import (
	"fmt"
	"slices"
	"time"
)

// check refuses what no tenant could be brought to: labels that stand for two things or
// for none, a clock that goes back, a zone that does not exist.
func (f File) check() error {
	for _, check := range []func() error{f.checkStart, f.checkLabels, f.checkUsers, f.checkDeals, f.checkRequests, f.checkEvents} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (f File) checkStart() error {
	if f.Start.IsZero() {
		return fmt.Errorf("start: an instant is needed")
	}
	if f.Company.Zone != nil {
		if _, err := time.LoadLocation(*f.Company.Zone); err != nil {
			return fmt.Errorf("company.zone: there is no zone %q", *f.Company.Zone)
		}
	}
	return nil
}

func (f File) checkLabels() error {
	l := f.starting()
	for _, kind := range []struct {
		name   string
		labels []string
	}{{"users", l.Users}, {"deals", l.Deals}, {"requests", l.Requests}} {
		seen := map[string]bool{}
		for _, label := range kind.labels {
			if label == "" || seen[label] {
				return fmt.Errorf("%s: %q stands for two, or for nothing", kind.name, label)
			}
			seen[label] = true
		}
	}
	return nil
}

func (f File) checkUsers() error {
	known := f.starting().Users
	for i, u := range f.Users {
		path := fmt.Sprintf("users[%d]", i)
		if u.Manager != "" && !slices.Contains(known, u.Manager) {
			return fmt.Errorf("%s.manager: there is nobody %q", path, u.Manager)
		}
		if u.OOO == nil {
			continue
		}
		if !slices.Contains(known, u.OOO.Delegate) {
			return fmt.Errorf("%s.ooo.delegate: there is nobody %q", path, u.OOO.Delegate)
		}
		for _, date := range []string{u.OOO.StartDate, u.OOO.EndDate} {
			if _, err := time.Parse(time.DateOnly, date); err != nil {
				return fmt.Errorf("%s.ooo: %q is no date", path, date)
			}
		}
	}
	return nil
}

func (f File) checkDeals() error {
	known := f.starting().Users
	for i, d := range f.Deals {
		if owner := d.Owner.Or(""); owner != "" && !slices.Contains(known, owner) {
			return fmt.Errorf("deals[%d].owner: there is nobody %q", i, owner)
		}
	}
	return nil
}

func (f File) checkRequests() error {
	for i, r := range f.Requests {
		if !slices.ContainsFunc(f.Deals, func(d Deal) bool { return d.ID == r.Deal }) {
			return fmt.Errorf("requests[%d].deal: there is no deal %q", i, r.Deal)
		}
		for _, name := range append(Names{r.RequestedBy}, r.Approver...) {
			if !slices.Contains(f.starting().Users, name) {
				return fmt.Errorf("requests[%d]: there is nobody %q", i, name)
			}
		}
	}
	return nil
}

func (f File) checkEvents() error {
	last := f.Start
	for i, e := range f.Events {
		path := fmt.Sprintf("events[%d]", i)
		if e.At.Before(last) {
			return fmt.Errorf("%s.at: the clock goes back", path)
		}
		last = e.At
		if e.NewDeal != nil && !e.NewDeal.fresh(e.At) {
			return fmt.Errorf("%s.deal: a deal that is created is NEW, has no owner, is not held, and its createdAt is the event's at", path)
		}
		if u := e.NewUser; u != nil && (len(u.Inactive) > 0 || u.LastAssignedAt != nil || u.LastLoginAt != nil || u.OOO != nil) {
			return fmt.Errorf("%s.user: a person who is created has no past and no absence", path)
		}
	}
	return nil
}

// fresh: what a file may say of a deal that is created is what every such deal is.
func (d Deal) fresh(at time.Time) bool {
	return d.Owner.Value == nil && (d.Status == "" || d.Status == "NEW") && !d.Held && (d.CreatedAt == nil || d.CreatedAt.Equal(at))
}
