package play

import (
	"context"
	"fmt"
	"sync"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/directory"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// together runs independent operations at once: the store commits them together.
func together[T any](list []T, run func(T) error) error {
	errs := make([]error, len(list))
	var all sync.WaitGroup
	for i, item := range list {
		all.Go(func() { errs[i] = run(item) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// people makes everybody, and then gives managers, who must be there.
func (s *Stage) people(ctx context.Context, f scenario.File) error {
	for _, u := range f.Users {
		if err := s.role(ctx, u.Permissions); err != nil {
			return err
		}
		s.permissions[u.ID] = u.Permissions
	}
	err := together(f.Users, func(u scenario.User) error {
		u.Manager = ""
		_, err := s.createUser(ctx, u)
		return err
	})
	if err != nil {
		return fmt.Errorf("make people: %w", err)
	}
	return together(f.Users, func(u scenario.User) error {
		if u.Manager == "" {
			return nil
		}
		_, err := s.Directory.SetManager(ctx, s.users.id[u.ID], 0, s.users.id[u.Manager])
		return err
	})
}

// past writes what no operation can bring about: when somebody was last assigned a deal
// and signed in.
func (s *Stage) past(ctx context.Context, f scenario.File) error {
	s.Clock.Set(f.Start)
	return s.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		var all []ident.ID
		for _, u := range f.Users {
			id, login := s.users.id[u.ID], f.Start
			if u.LastLoginAt != nil {
				login = *u.LastLoginAt
			}
			up := tx.Client.User.Update().Where(user.ID(id)).SetLastLoginAt(login).SetActivatedAt(login)
			if u.LastAssignedAt != nil {
				up.SetLastAssignedAt(*u.LastAssignedAt)
			} else {
				up.ClearLastAssignedAt()
			}
			if err := up.Exec(ctx); err != nil {
				return fmt.Errorf("write the past of %s: %w", u.ID, err)
			}
			all = append(all, id)
			tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: id})
		}
		if len(all) == 0 {
			return nil
		}
		return s.Desk.OnChange(ctx, tx, directory.Change{Kind: directory.PreferencesChanged, Users: all})
	})
}

func (s *Stage) absences(ctx context.Context, f scenario.File) error {
	return together(f.Users, func(u scenario.User) error {
		if u.OOO == nil {
			return nil
		}
		leave, err := s.leave(u.ID, u.OOO.StartDate, u.OOO.EndDate, u.OOO.Delegate)
		if err == nil {
			_, _, err = s.Desk.SetAbsence(ctx, leave)
		}
		if fault.Is(err, fault.CodeOOOInPast) {
			return nil // it has been, as everything due by the start has
		}
		if err != nil {
			return fmt.Errorf("absence of %s: %w", u.ID, err)
		}
		return nil
	})
}

func (s *Stage) leave(person, start, end, delegate string) (desk.Leave, error) {
	first, err := assign.ParseDate(start)
	if err != nil {
		return desk.Leave{}, err
	}
	last, err := assign.ParseDate(end)
	return desk.Leave{User: s.user(person), Start: first, End: last, Delegate: s.user(delegate)}, err
}

// inactive locks people; they kept their deals (LC-2).
func (s *Stage) inactive(ctx context.Context, f scenario.File) error {
	for _, u := range f.Users {
		for _, reason := range u.Inactive {
			if err := s.lock(ctx, u.ID, reason); err != nil {
				return fmt.Errorf("%s inactive by %s: %w", u.ID, reason, err)
			}
		}
	}
	return nil
}

func (s *Stage) lock(ctx context.Context, label, reason string) error {
	switch reason {
	case "ADMIN":
		return s.Directory.Deactivate(ctx, s.users.id[label], 0, "")
	case "DIRECTORY":
		return s.governed(ctx, label, "", false)
	case "INACTIVITY":
		return s.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
			id := s.users.id[label]
			if err := tx.Client.User.Update().Where(user.ID(id)).SetInactiveInactivity(true).SetActive(false).AddVersion(1).Exec(ctx); err != nil {
				return err
			}
			tx.Record(store.Event{Action: "USER_DEACTIVATED", TargetKind: ident.User, Target: id, Source: reason, System: true})
			if err := directory.KeepAuthorities(ctx, tx, []ident.ID{id}); err != nil {
				return err
			}
			return s.Desk.OnChange(ctx, tx, directory.Change{Kind: directory.Deactivated, User: id, Source: reason})
		})
	}
	return fmt.Errorf("there is no reason %q", reason)
}
