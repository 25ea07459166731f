package store_test

import "fmt"

const entryOf = "(SELECT entry_id FROM history_seals WHERE seq = %d)"

// tampering is what an intruder does, and what the check says of it.
type tampering struct {
	name       string
	statements []string
	flaw       string
	seq        int64
}

// behind inserts an entry with the mark of one that is sealed already.
var behind = map[string]string{
	"postgres": "INSERT INTO history_entries (id, txid, tenant_id, created_at, at, actor_kind, action, target_kind, target_id) SELECT gen_random_uuid(), txid",
	"sqlite":   "INSERT INTO history_entries (id, rowid, tenant_id, created_at, at, actor_kind, action, target_kind, target_id) SELECT randomblob(16), -1",
}

func tamperings(kind string) []tampering {
	fifth := " WHERE id = " + fmt.Sprintf(entryOf, 5)
	list := []tampering{
		{"entry removed", []string{"DELETE FROM history_entries" + fifth}, "REMOVED", 5},
		{"seal removed", []string{"DELETE FROM history_seals WHERE seq = 5"}, "REMOVED", 5},
		{"seal and entry removed", []string{"DELETE FROM history_entries" + fifth, "DELETE FROM history_seals WHERE seq = 5"}, "REMOVED", 5},
		{"first removed", []string{"DELETE FROM history_seals WHERE seq = 1"}, "REMOVED", 1},
		{"tail cut", []string{"DELETE FROM history_entries WHERE id IN (SELECT entry_id FROM history_seals WHERE seq > 7)",
			"DELETE FROM history_seals WHERE seq > 7"}, "CUT", 8},
		{"tail cut and head moved", []string{"DELETE FROM history_entries WHERE id IN (SELECT entry_id FROM history_seals WHERE seq > 7)",
			"DELETE FROM history_seals WHERE seq > 7",
			"UPDATE history_heads SET seq = 7, hash = (SELECT hash FROM history_seals WHERE seq = 7)"}, "FORGED_HEAD", 7},
		{"all removed, head reset", []string{"DELETE FROM history_entries", "DELETE FROM history_seals",
			"UPDATE history_heads SET seq = 0, hash = NULL, mac = NULL, mark = 0"}, "FORGED_HEAD", 0},
		{"head rewritten", []string{"UPDATE history_heads SET seq = 11"}, "FORGED_HEAD", 11},
		{"seals swapped", []string{"UPDATE history_seals SET seq = 99 WHERE seq = 5", "UPDATE history_seals SET seq = 5 WHERE seq = 6",
			"UPDATE history_seals SET seq = 6 WHERE seq = 99"}, "REORDERED", 5},
		{"seal rehashed", []string{"UPDATE history_seals SET hash = previous WHERE seq = 5"}, "CHANGED", 5},
		{"entry put behind the mark", []string{behind[kind] + ", tenant_id, created_at, at, actor_kind, action, target_kind, target_id FROM history_entries" + fifth},
			"UNSEALED_BEHIND", 10},
	}
	for column, value := range map[string]string{
		"at": "'2020-01-01 00:00:00+00:00'", "actor_kind": "'USER'", "actor_id": "target_id", "on_behalf_of": "target_id",
		"action": "'OTHER'", "target_kind": "'usr'", "target_id": "id", "user_id": "id", "reason": "'x'", "source": "'x'", "mode": "'x'",
		"status": "'x'", "comment": "'x'", "changes": "NULL", "request_id": "'x'",
	} {
		list = append(list, tampering{"entry changed: " + column, []string{"UPDATE history_entries SET " + column + " = " + value + fifth}, "CHANGED", 5})
	}
	return list
}
