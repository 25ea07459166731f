package scenario

import (
	"encoding/json"
	"time"
)

// MarshalJSON writes an event in the file's form, with the keys of its type.
func (e Event) MarshalJSON() ([]byte, error) {
	out := map[string]any{"at": e.At.UTC().Format(time.RFC3339Nano), "type": e.Type}
	if e.Actor != "" {
		out["actor"] = e.Actor
	}
	wanted, _ := keysOf(e.Type)
	for _, key := range wanted {
		if key, value := e.key(key); value != nil {
			out[key] = value
		}
	}
	if expect := e.Expect.file(); len(expect) > 0 {
		out["expect"] = expect
	}
	return json.Marshal(out)
}

// key gives one key of keysOf with its value; nil leaves it out.
func (e Event) key(name string) (string, any) {
	value := map[string]any{"status": e.Status, "decision": e.Decision, "startDate": e.StartDate, "endDate": e.EndDate,
		"id": e.Request, "approver": e.Approver, "user": e.User, "deal": e.Deal}
	switch name {
	case "source?":
		return "source", orNil(e.Source)
	case "deal?":
		return "deal", orNil(e.Deal)
	case "delegate?":
		return "delegate", orNil(e.Delegate)
	case "set":
		return name, e.set()
	}
	switch {
	case name == "user" && e.NewUser != nil:
		return name, e.NewUser
	case name == "deal" && e.NewDeal != nil:
		return name, e.NewDeal
	}
	return name, value[name]
}

func (e Event) set() any {
	switch e.Type {
	case UserUpdate:
		return e.SetUser
	case DealUpdate:
		return e.SetDeal
	}
	return e.SetCompany
}

func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// file is an expectation in the file's form: what is listed.
func (e Expectation) file() map[string]any {
	out := map[string]any{}
	if e.Error != "" {
		out["error"] = e.Error
	}
	if len(e.Warnings) > 0 {
		out["warnings"] = e.Warnings
	}
	for key, things := range map[string]map[string]Listed{"deals": e.Deals, "users": e.Users, "requests": e.Requests} {
		if len(things) > 0 {
			out[key] = things
		}
	}
	if e.Unassigned != nil {
		out["unassigned"] = *e.Unassigned
	}
	if e.Notifications != nil {
		out["notifications"] = *e.Notifications
	}
	if e.History != nil {
		out["history"] = *e.History
	}
	return out
}
