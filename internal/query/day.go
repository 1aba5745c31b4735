package query

import "time"

// Day returns the first day (or the last, if end is set) of a date, month or
// year as YYYY-MM-DD, and whether v is one.
func Day(v string, end bool) (string, bool) {
	if t, err := time.Parse(time.DateOnly, v); err == nil {
		return t.Format(time.DateOnly), true
	}
	if t, err := time.Parse("2006-01", v); err == nil {
		if end {
			t = t.AddDate(0, 1, -1)
		}
		return t.Format(time.DateOnly), true
	}
	if t, err := time.Parse("2006", v); err == nil {
		if end {
			t = t.AddDate(1, 0, -1)
		}
		return t.Format(time.DateOnly), true
	}
	return "", false
}
