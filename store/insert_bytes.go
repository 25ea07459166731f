package store

import "strconv"

// bytesKind is the type of columns of bytes.
const bytesKind = "bytea"

// pieces says a column of bytes as one value, and where in it each row's begin and how many
// they are. An array of them is text in which PostgreSQL looks at each digit three times:
// for its end, for a backslash, and for its worth.
func (s *selection) pieces(name string, rows [][]any, column int) {
	var whole []byte
	starts, lengths := make([]byte, 0, len(rows)*8), make([]byte, 0, len(rows)*5)
	for i, row := range rows {
		starts = strconv.AppendInt(append(starts, "{,"[min(i, 1)]), int64(len(whole)+1), 10)
		lengths = append(lengths, "{,"[min(i, 1)])
		if row[column] == nil {
			lengths = append(lengths, "NULL"...)
			continue
		}
		piece := row[column].([]byte) // as onlyBytes has seen
		whole, lengths = append(whole, piece...), strconv.AppendInt(lengths, int64(len(piece)), 10)
	}
	from, length := name+"_from", name+"_length"
	s.add(name, `substring(`+s.value(notNil(whole))+`::bytea, "`+from+`", "`+length+`")`)
	s.unnest(from, s.value(string(append(starts, '}')))+"::integer[]")
	s.unnest(length, s.value(string(append(lengths, '}')))+"::integer[]")
}

// onlyBytes: a column whose first value is bytes may have others after it, which are no part
// of one value.
func onlyBytes(rows [][]any, column int) bool {
	for _, row := range rows {
		if _, is := row[column].([]byte); !is && row[column] != nil {
			return false
		}
	}
	return true
}
