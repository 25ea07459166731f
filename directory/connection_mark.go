package directory

import (
	"errors"

	"entgo.io/ent/dialect"
)

// ErrOutdated says that a connection, or its company, is another by now than the one that an
// answer was judged beside, or takes no sign-ins any more. It refuses nobody: who gets it
// reads the connection and judges again.
var ErrOutdated = errors.New("the connection is another by now")

// ConnectionMark is an SQL expression for the version of a connection and of what is read
// with it (company and settings), under the names that the rows have in a statement. Rows of
// one mark say the same, whoever has written them by whichever means: PostgreSQL writes a
// changed row as a new one, at another place (ctid) and in the name of its transaction (xmin).
// A database that has fallen over to one that lost the last transactions counts them anew: the
// instant of the change tells two of the same place and number apart.
// Settings of a company are such a row; of the company itself, which also keeps when the
// clock has to be looked at, the mark holds what is read. On SQLite, which has nothing of the
// kind, the mark is empty, and an empty mark marks nothing.
func ConnectionMark(kind, connection, company, settings string) string {
	if kind != dialect.Postgres {
		return "''"
	}
	row := func(name string) string {
		return name + ".xmin::text || " + name + ".ctid::text || extract(epoch from " + name + ".updated_at)::text || ' ' || "
	}
	return row(connection) + row(settings) + company + ".slug || ' ' || " + company + ".kind || ' ' || " + company + ".name"
}
