package actor

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// day is a calendar day as the number 20060102; 0 is none.
type day int32

func dayOf(t time.Time) day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.Date()
	return day(y*10000 + int(m)*100 + d)
}

// partial is a day, a month or a year: the days from its first to its last.
type partial struct{ first, last day }

var errDate = errors.New("no date (want YYYY-MM-DD, YYYY-MM or YYYY)")

// parsePartial reads YYYY-MM-DD, YYYY-MM or YYYY; "" is the zero partial.
func parsePartial(s string) (partial, error) {
	if s == "" {
		return partial{}, nil
	}
	bad := func() (partial, error) { return partial{}, fmt.Errorf("%q is %w", s, errDate) }
	num := func(a, b int) (int, bool) {
		n, err := strconv.Atoi(s[a:b])
		return n, err == nil && s[a] != '-' && s[a] != '+'
	}
	var y, m, d int
	var ok bool
	switch len(s) {
	case 4, 7, 10:
		if y, ok = num(0, 4); !ok || y < 1000 {
			return bad()
		}
	default:
		return bad()
	}
	if len(s) == 4 {
		return partial{day(y*10000 + 101), day(y*10000 + 1231)}, nil
	}
	if m, ok = num(5, 7); !ok || s[4] != '-' || m < 1 || m > 12 {
		return bad()
	}
	month := day(y*10000 + m*100)
	days := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if len(s) == 7 {
		return partial{month + 1, month + day(days)}, nil
	}
	if d, ok = num(8, 10); !ok || s[7] != '-' || d < 1 || d > days {
		return bad()
	}
	return partial{month + day(d), month + day(d)}, nil
}

// String returns the day, month or year as it was written.
func (p partial) String() string {
	y, m, d := int(p.first)/10000, int(p.first)/100%100, int(p.first)%100
	switch {
	case p.first == 0:
		return ".."
	case p.first == p.last:
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	case int(p.last)/100 == int(p.first)/100:
		return fmt.Sprintf("%04d-%02d", y, m)
	}
	return fmt.Sprintf("%04d", y)
}

// interval is the time of an office or a name; a zero end is open.
type interval struct{ start, end partial }

// holds reports whether on may lie in the interval. Handing over takes a day:
// both the one who leaves and the one who comes hold office on it.
func (v interval) holds(on day) bool {
	return on == 0 || v.start.first <= on && (v.end.last == 0 || on <= v.end.last)
}

// before reports whether the interval is over on that day.
func (v interval) before(on day) bool { return v.end.last != 0 && v.end.last < on }

// String returns the interval in the form of ISO 8601: "2019-05-20/..".
func (v interval) String() string {
	if v.start.first == 0 && v.end.first == 0 {
		return ""
	}
	return v.start.String() + "/" + v.end.String()
}
