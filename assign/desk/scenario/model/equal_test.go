package model

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mandate/assign/desk/scenario"
	"mandate/assign/desk/scenario/play"
	"mandate/store/storetest"
)

func player(t *testing.T, kind string) *play.Player {
	t.Helper()
	clock := &play.Clock{}
	clock.Set(time.Date(2011, time.January, 1, 0, 0, 0, 0, time.UTC))
	return play.NewPlayer(storetest.OpenAt(t, storetest.Address(t, kind), clock.Now), clock)
}

// TestEqual: after every event of any timeline the desk and the model say the same of
// everything: refusals, deals, people, requests, notices and history.
func TestEqual(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := player(t, kind)
			failure, until := "", time.Now().Add(checkTime)
			rapid.Check(t, func(rt *rapid.T) {
				if failure != "" || time.Now().After(until) && bounded() {
					return
				}
				f := draw{rt}.timeline(rapid.IntRange(1, 30).Draw(rt, "events"))
				if _, differences := firstDifference(t, p, f); len(differences) > 0 {
					failure = report(t, p, f)
				}
			})
			if failure != "" {
				t.Error(failure)
			}
			references(t, p)
		})
	}
}

// TestTenants is I-13: two timelines that are played in turns on one database come to what
// each comes to alone.
func TestTenants(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := player(t, kind)
			var stages [2]*play.Stage
			var worlds [2]*World
			var files [2]scenario.File
			for i := range files {
				files[i] = rapid.Custom(func(rt *rapid.T) scenario.File { return draw{rt}.timeline(25) }).Example(i)
				var err error
				if stages[i], err = p.Start(t.Context(), files[i]); err != nil {
					t.Fatal(err)
				}
				if worlds[i], err = New(files[i]); err != nil {
					t.Fatal(err)
				}
			}
			for n := range files[0].Events {
				for i := range files {
					e := files[i].Events[n]
					got, err := stages[i].Apply(t.Context(), e, play.Look{Everything: true})
					if err != nil {
						t.Fatal(err)
					}
					for _, d := range differ(worlds[i].Apply(e), got) {
						t.Errorf("company %d, event %d: %s", i, n, d)
					}
				}
			}
		})
	}
}

// checkTime bounds the everyday run on each database; with -rapid.checks all checks asked
// for are run.
const checkTime = 20 * time.Second

func bounded() bool {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	return !given
}

// shrinkTime bounds the search for a smaller file that fails as well.
const shrinkTime = 20 * time.Second

func report(t *testing.T, p *play.Player, f scenario.File) string {
	f = smaller(f, func(f scenario.File) bool {
		_, differences := firstDifference(t, p, f)
		return len(differences) > 0
	}, time.Now().Add(shrinkTime))
	i, differences := firstDifference(t, p, f)
	return fmt.Sprintf("event %d: %s\n%s", i, strings.Join(differences, "\n"), written(f, i))
}

// written is the file up to an event, for a test's log.
func written(f scenario.File, last int) string {
	f.Events = f.Events[:last+1]
	text, err := json.Marshal(f)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// firstDifference plays a file on desk and model, up to the first event after which they
// differ.
func firstDifference(t *testing.T, p *play.Player, f scenario.File) (int, []string) {
	stage, err := p.Start(t.Context(), f)
	if err != nil {
		return 0, []string{fmt.Sprintf("start: %v", err)}
	}
	w, err := New(f)
	if err != nil {
		return 0, []string{err.Error()}
	}
	for i, e := range f.Events {
		want := w.Apply(e)
		got, err := stage.Apply(t.Context(), e, play.Look{Everything: true, Explain: i%4 == 3 || i == len(f.Events)-1})
		if err != nil {
			return i, []string{fmt.Sprintf("%s: %v", e.Type, err)}
		}
		if differences := differ(want, got); len(differences) > 0 {
			return i, differences
		}
	}
	return len(f.Events) - 1, nil
}

// references sees that rows of the companies that were played last refer to what is there.
func references(t *testing.T, p *play.Player) {
	t.Helper()
	played, err := p.Store.Tenants(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, company := range played[max(0, len(played)-20):] {
		for _, gone := range storetest.Orphans(t, p.Store, company.ID) {
			t.Error(gone)
		}
	}
}

// differ lists the keys in which two states are not the same.
func differ(want, got scenario.State) (out []string) {
	compare := func(key string, w, g any) {
		a, _ := json.Marshal(w)
		b, _ := json.Marshal(g)
		if string(a) != string(b) {
			out = append(out, fmt.Sprintf("%s: model %s, desk %s", key, a, b))
		}
	}
	compare("error", want.Error, got.Error)
	compare("warnings", append([]string{}, want.Warnings...), append([]string{}, got.Warnings...))
	compare("unassigned", want.Unassigned, got.Unassigned)
	compare("notifications", sorted(want.Notifications), sorted(got.Notifications))
	compare("history", named(want.History), named(got.History))
	for id, d := range want.Deals {
		g := got.Deals[id]
		if g.Explain == nil || d.Explain == nil {
			d.Explain, g.Explain = nil, nil
		}
		compareKeys(compare, "deals."+id, d, g)
	}
	for id, u := range want.Users {
		compareKeys(compare, "users."+id, u, got.Users[id])
	}
	compare("requests", want.Requests, got.Requests)
	compare("how many", []int{len(want.Deals), len(want.Users)}, []int{len(got.Deals), len(got.Users)})
	return out
}

// named keeps of each entry what section 20 names with its action; the desk may say more.
func named(history []scenario.Entry) []scenario.Entry {
	out := make([]scenario.Entry, len(history))
	for i, e := range history {
		out[i] = scenario.Entry{Action: e.Action, Target: e.Target, By: e.By, At: e.At}
		switch e.Action {
		case "DEAL_ASSIGNED", "DEAL_UNASSIGNED", "DELEGATE_ADDED", "DELEGATE_REMOVED":
			out[i].User, out[i].Mode, out[i].Reason = e.User, e.Mode, e.Reason
		case "USER_DEACTIVATED", "USER_ACTIVATED":
			out[i].Source = e.Source
		case "OOO_ENDED":
			out[i].Reason = e.Reason
		case "DEAL_STATUS", "APPROVAL_GRANTED", "APPROVAL_UNROUTED":
			out[i].Status = e.Status
		}
	}
	return out
}

func compareKeys(compare func(string, any, any), prefix string, want, got any) {
	w, g := keysOf(want), keysOf(got)
	for key := range w {
		compare(prefix+"."+key, w[key], g[key])
	}
}

func keysOf(thing any) (out map[string]any) {
	data, err := json.Marshal(thing)
	if err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return out
}

func sorted(list []scenario.Notice) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = fmt.Sprintf("%+v", n)
	}
	slices.Sort(out)
	return out
}
