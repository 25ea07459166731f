package notify

import (
	"fmt"
	"strings"
	"time"
)

var months = map[string][12]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
}

// moment writes an instant as people read it, with the name of the zone. A text that is
// no instant (RFC 3339) stays what it is.
func moment(text, language string, zone *time.Location) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	at = at.In(zone)
	month := months[language][at.Month()-1]
	switch language {
	case "de":
		return fmt.Sprintf("%d. %s %d, %s Uhr (%s)", at.Day(), month, at.Year(), at.Format("15:04"), at.Format("MST"))
	case "fr":
		return fmt.Sprintf("%s %s %d, %s (%s)", first(at.Day()), month, at.Year(), at.Format("15 h 04"), at.Format("MST"))
	}
	return fmt.Sprintf("%s %d, %d, %s (%s)", month, at.Day(), at.Year(), at.Format("15:04"), at.Format("MST"))
}

// first is the day of a month in French, whose first is an ordinal.
func first(day int) string {
	if day == 1 {
		return "1er"
	}
	return fmt.Sprint(day)
}

// oneLine is a value for a line or a header: without control characters, and not longer
// than a name is.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))), " ")
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return text
}

const longest = 200
