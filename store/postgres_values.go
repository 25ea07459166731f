package store

import (
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	"mandate/ident"
)

// CheckNamedValue turns an argument into what PostgreSQL reads: an id is its
// UUID text, a list of ids an array (for "= ANY($1)"), a time UTC microseconds.
func (c *postgresConn) CheckNamedValue(arg *driver.NamedValue) error {
	if id, ok := anID(arg.Value); ok {
		arg.Value = postgresID(id)
		return nil
	}
	if list, ok := arg.Value.([]ident.ID); ok {
		arg.Value = postgresIDs(list)
		return nil
	}
	err := c.base.CheckNamedValue(arg)
	if errors.Is(err, driver.ErrSkip) {
		arg.Value, err = driver.DefaultParameterConverter.ConvertValue(arg.Value)
	}
	if err != nil {
		return err
	}
	switch v := arg.Value.(type) {
	case time.Time:
		arg.Value, err = instant(v)
	case string:
		err = checkText(v)
	}
	return err
}

func postgresID(id *ident.ID) driver.Value {
	if id == nil {
		return nil
	}
	return id.String()
}

func postgresIDs(list []ident.ID) driver.Value {
	var b strings.Builder
	b.WriteByte('{')
	for i, id := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(id.String())
	}
	b.WriteByte('}')
	return b.String()
}
