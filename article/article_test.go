package article_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"casus.dev/casus/article"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2024-11-18": "2024-11-18", " 2024-11-18T23:59:59Z ": "2024-11-18", "2024-11-18T23:00:00-05:00": "2024-11-18",
		"Mon, 18 Nov 2024 08:00:00 GMT": "2024-11-18", "November 18, 2024": "2024-11-18", "20241118": "2024-11-18",
	} {
		got, err := article.ParseDate(in)
		if err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "2024-13-45", "2024-02-30", "18/11", "yesterday", "2024"} {
		if got, err := article.ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", in, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("2024-11-18T08:00:00+05:30")
	f.Fuzz(func(t *testing.T, s string) {
		day, err := article.ParseDate(s)
		if err != nil {
			return
		}
		if day.Hour() != 0 || day.Location() != time.UTC {
			t.Fatalf("ParseDate(%q) = %v, want midnight UTC", s, day)
		}
		if again, err := article.ParseDate(day.Format(time.DateOnly)); day.Year() > 999 && day.Year() < 10000 && (err != nil || !again.Equal(day)) {
			t.Fatalf("%v reads back as %v, %v", day, again, err)
		}
	})
}

func FuzzValid(f *testing.F) {
	f.Add("Caf\xe9 \xf0\x9f\x95")
	f.Fuzz(func(t *testing.T, s string) {
		text, warning := article.Valid(s)
		if !utf8.ValidString(text) {
			t.Fatalf("Valid(%q) = %q, which is no UTF-8", s, text)
		}
		if utf8.ValidString(s) != (warning == "") || (warning == "" && text != s) {
			t.Fatalf("Valid(%q) = %q, %q", s, text, warning)
		}
		if text != strings.ToValidUTF8(s, "\uFFFD") && !strings.Contains(text, "\uFFFD") {
			t.Fatalf("Valid(%q) = %q", s, text)
		}
		if article.ID(text) != article.ID(" "+strings.ReplaceAll(text, " ", "\n")) {
			t.Fatalf("the id of %q depends on how it is wrapped", text)
		}
	})
}
