package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// TestPeopleOfThen is HI-3 for people, limits, settings and the matrix.
func TestPeopleOfThen(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		ann, bob, gone := o.hire("ann", 3, 500), o.hire("bob", 0, 100), o.hire("gone", 1, 10)
		now.set(march(2))
		o.limit(ann, 7, 900)
		o.manage(ann, bob)
		o.away(ann, bob, march(5))
		o.must(o.directory.Delete(o.ctx, gone, 0, ""))
		now.set(march(3))
		o.back(ann)
		view := assign.ViewExpanded
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LimitsView: &view}))
		late := o.hire("late", 1, 1)
		now.set(march(4))
		minute := time.Minute
		o.read(func(ctx context.Context, c *db.Client) error {
			first, err := o.desk.PeopleAt(ctx, c, march(1).Add(minute), nil)
			o.must(err)
			if p := first[ann]; len(first) != 3 || !p.Active || p.Absent || p.Limits.LoanAmount != assign.LimitOf(500_00) || !p.Manager.IsZero() || !p.Since.Equal(march(1)) {
				t.Errorf("1 March: %d people, ann %+v", len(first), p)
			}
			second, err := o.desk.PeopleAt(ctx, c, march(2).Add(minute), []ident.ID{ann, gone, late})
			o.must(err)
			if p := second[ann]; len(second) != 1 || !p.Absent || p.Delegate != bob || p.Limits.MaxCapacity != assign.MaximumOf(7) || p.Manager != bob {
				t.Errorf("2 March: %d people, ann %+v", len(second), p)
			}
			today, err := o.desk.PeopleAt(ctx, c, time.Time{}, nil)
			o.must(err)
			if p := today[ann]; len(today) != 3 || p.Absent || !p.Since.IsZero() || !slices.Contains(p.Permissions, actor.DealEdit) {
				t.Errorf("today: %d people, ann %+v", len(today), p)
			}
			limits, err := o.desk.LimitsAt(ctx, c, ann, march(1).Add(minute))
			o.must(err)
			if limits.Limits.LoanAmount != assign.LimitOf(500_00) || limits.Settings.LimitsView != assign.ViewCondensed || limits.Settings.Currency != "CAD" {
				t.Errorf("limits of 1 March: %+v", limits)
			}
			limits, err = o.desk.LimitsAt(ctx, c, ann, time.Time{})
			o.must(err)
			if limits.Limits.LoanAmount != assign.LimitOf(900_00) || limits.Settings.LimitsView != assign.ViewExpanded {
				t.Errorf("limits of today: %+v", limits)
			}
			if _, err := o.desk.LimitsAt(ctx, c, late, march(2)); !fault.Is(err, fault.CodeUnknownUser) {
				t.Errorf("before they came: %v", err)
			}
			return nil
		})
		names := func(q desk.MatrixQuery) (list []string) {
			q.Order = []user.OrderOption{user.ByFirstName()}
			o.read(func(ctx context.Context, c *db.Client) error {
				rows, err := o.desk.AuthorityMatrix(ctx, c, q)
				for _, r := range rows {
					list = append(list, r.User.FirstName)
				}
				n, _ := o.desk.MatrixCount(ctx, c, q)
				if q.Limit == 0 && n != len(rows) {
					t.Errorf("counted %d of %d", n, len(rows))
				}
				return err
			})
			return list
		}
		for of, tc := range map[string]struct {
			q    desk.MatrixQuery
			want []string
		}{
			"today":    {desk.MatrixQuery{}, []string{"ann", "bob", "late"}},
			"1 March":  {desk.MatrixQuery{At: march(1).Add(minute)}, []string{"ann", "bob", "gone"}},
			"2 March":  {desk.MatrixQuery{At: march(2).Add(minute)}, []string{"ann", "bob"}},
			"one page": {desk.MatrixQuery{Limit: 2, Where: []predicate.User{user.FirstNameNEQ("ann")}}, []string{"bob", "late"}},
		} {
			if got := names(tc.q); !slices.Equal(got, tc.want) {
				t.Errorf("matrix of %s: %v, want %v", of, got, tc.want)
			}
		}
	})
}

// TestChains is DC-1 as a picture, now, then and to come.
func TestChains(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		ann, bob, cat, off, gone := o.hire("ann", 0, 1), o.hire("bob", 0, 1), o.hire("cat", 0, 1), o.hire("off", 0, 1), o.hire("gone", 0, 1)
		names := map[ident.ID]string{ann: "ann", bob: "bob", cat: "cat", off: "off", gone: "gone"}
		chain := func(of ident.ID, at time.Time) (list []string) {
			t.Helper()
			o.read(func(ctx context.Context, c *db.Client) error {
				picture, err := o.desk.ChainAt(ctx, c, of, at)
				if err != nil {
					return err
				}
				for _, s := range picture.Steps {
					text := names[s.User] + " " + string(s.State)
					if s.State == desk.ChainAbsent {
						text += s.Until.Format(" 2")
					}
					list = append(list, text)
				}
				list = append(list, "acts: "+names[picture.Acting])
				return nil
			})
			return list
		}
		want := func(got []string, want ...string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("chain %v, want %v", got, want)
			}
		}
		now.set(march(2))
		o.away(ann, bob, march(20))
		now.set(march(3))
		o.away(bob, cat, march(5))
		want(chain(ann, time.Time{}), "ann ABSENT 20", "bob ABSENT 5", "cat AVAILABLE", "acts: cat")
		now.set(march(4))
		o.away(cat, ann, march(6))
		want(chain(ann, time.Time{}), "ann ABSENT 20", "bob ABSENT 5", "cat ABSENT 6", "ann CYCLE", "acts: ")
		now.set(march(7))
		o.back(bob)
		o.back(cat)
		want(chain(ann, time.Time{}), "ann ABSENT 20", "bob AVAILABLE", "acts: bob")
		want(chain(ann, march(3).Add(time.Hour)), "ann ABSENT 20", "bob ABSENT 5", "cat AVAILABLE", "acts: cat")
		want(chain(ann, march(2).Add(-time.Hour)), "ann AVAILABLE", "acts: ann")
		want(chain(ann, march(21)), "ann AVAILABLE", "acts: ann")
		o.away(off, gone, march(9))
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		want(chain(ann, time.Time{}), "ann ABSENT 20", "bob INACTIVE", "acts: ")
		want(chain(off, time.Time{}), "off ABSENT 9", "gone AVAILABLE", "acts: gone")
		o.must(o.directory.Delete(o.ctx, gone, 0, ""))
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		if got := chain(off, time.Time{}); got[0] != "off ABSENT 9" || got[len(got)-1] != "acts: " {
			t.Errorf("a delegate who is deleted: %v", got)
		}
		o.read(func(ctx context.Context, c *db.Client) error {
			if _, err := o.desk.ChainAt(ctx, c, gone, time.Time{}); !fault.Is(err, fault.CodeUnknownUser) {
				t.Errorf("of somebody deleted: %v", err)
			}
			return nil
		})
	})
}
