package date

import (
	"time"

	"casus.dev/casus/event"
)

// value is a run of days, both ends included. The zero value is none.
type value struct {
	from, to time.Time
	grain    event.Grain
}

// The calendar that the values use is the Gregorian one; these are the years
// that are written with four digits and read as years.
const (
	minYear = 1000
	maxYear = 2199
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// valid reports whether there is such a day: there is no 30 February.
func valid(y int, m time.Month, d int) bool {
	t := day(y, m, d)
	return d > 0 && m >= time.January && m <= time.December && t.Day() == d && y > 0 && y <= 9999
}

func dayOf(t time.Time) value { return value{t, t, event.GrainDay} }

func monthOf(y int, m time.Month) value {
	return value{day(y, m, 1), day(y, m+1, 0), event.GrainMonth}
}

func yearOf(y int) value { return value{day(y, 1, 1), day(y, 12, 31), event.GrainYear} }

// weekOf returns the week, Monday to Sunday, that holds t.
func weekOf(t time.Time) value {
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return value{monday, monday.AddDate(0, 0, 6), event.GrainWeek}
}

// weekendOf returns the Saturday and Sunday of the week that holds t.
func weekendOf(t time.Time) value {
	sunday := weekOf(t).to
	return value{sunday.AddDate(0, 0, -1), sunday, event.GrainRange}
}

// decadeOf returns the ten years that begin with y.
func decadeOf(y int) value { return value{day(y, 1, 1), day(y+9, 12, 31), event.GrainDecade} }

// centuryOf returns the n-th century: 1901 to 2000 is the 20th.
func centuryOf(n int) value {
	return value{day(100*(n-1)+1, 1, 1), day(100*n, 12, 31), event.GrainRange}
}

// quarterOf returns quarter n of 4, or half n-4 of 2, of year y.
func quarterOf(y, n int) value {
	if n > 4 {
		return value{day(y, time.Month(6*(n-5)+1), 1), day(y, time.Month(6*(n-4)+1), 0), event.GrainRange}
	}
	return value{day(y, time.Month(3*n-2), 1), day(y, time.Month(3*n+1), 0), event.GrainRange}
}

// seasonOf returns the meteorological season that begins in month m of y:
// March, June, September or December.
func seasonOf(y int, m time.Month) value {
	return value{day(y, m, 1), day(y, m+3, 0), event.GrainSeason}
}

// String returns the value in ISO 8601, "" for none.
func (v value) String() string {
	switch v.grain {
	case "":
		return ""
	case event.GrainDay:
		return v.from.Format(time.DateOnly)
	case event.GrainMonth:
		return v.from.Format("2006-01")
	case event.GrainYear:
		return v.from.Format("2006")
	default:
		return v.from.Format(time.DateOnly) + "/" + v.to.Format(time.DateOnly)
	}
}

// shift returns v moved by n of unit. The result has the grain of the unit if
// that is the coarser one.
func (v value) shift(u unit, n int) value {
	t := v.from
	switch u {
	case unitDay:
		if v.grain != event.GrainDay {
			return value{}
		}
		return inCalendar(dayOf(t.AddDate(0, 0, n)))
	case unitWeek:
		return inCalendar(weekOf(t.AddDate(0, 0, 7*n)))
	case unitWeekend:
		return inCalendar(weekendOf(t.AddDate(0, 0, 7*n)))
	case unitMonth:
		first := day(t.Year(), t.Month()+time.Month(n), 1)
		return inCalendar(monthOf(first.Year(), first.Month()))
	case unitQuarter:
		first := day(t.Year(), t.Month()+time.Month(3*n), 1)
		return inCalendar(quarterOf(first.Year(), (int(first.Month())+2)/3))
	case unitYear:
		return inCalendar(yearOf(t.Year() + n))
	case unitDecade:
		return inCalendar(yearOf(t.Year() + 10*n))
	case unitCentury:
		return inCalendar(yearOf(t.Year() + 100*n))
	default:
		return value{}
	}
}

// inCalendar returns v if its years have four digits, else none.
func inCalendar(v value) value {
	if v.from.Year() < 1 || v.to.Year() > 9999 {
		return value{}
	}
	return v
}
