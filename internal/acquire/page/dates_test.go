package page_test

import (
	"testing"
	"time"

	"casus.dev/casus/internal/acquire/page"
)

func TestUpdatedDay(t *testing.T) {
	const pub = `<meta property="article:published_time" content="2024-05-01T08:00:00Z">`
	for _, c := range []struct{ name, head, said, want string }{
		{"json-ld", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks","datePublished":"2024-05-01","dateModified":"2024-05-03T10:00:00+02:00"}</script>`, "", "2024-05-01 json-ld, 2024-05-03 json-ld"},
		{"meta", pub + `<meta property="article:modified_time" content="2024-05-02T21:15:00Z">`, "", "2024-05-01 meta, 2024-05-02 meta"},
		{"og", pub + `<meta property="og:updated_time" content="2024-05-02">`, "", "2024-05-01 meta, 2024-05-02 meta"},
		{"itemprop", pub + `<meta itemprop="dateModified" content="2024-05-04">`, "", "2024-05-01 meta, 2024-05-04 meta"},
		{"time with a label before it", pub, `<p>Updated <time datetime="2024-05-05T09:00">today</time></p>`, "2024-05-01 meta, 2024-05-05 time element"},
		{"time with its label inside", pub, `<time datetime="2024-05-05">Last updated on Sunday</time>`, "2024-05-01 meta, 2024-05-05 time element"},
		{"two time elements", "", `<p>Published <time datetime="2024-05-01">1 May</time></p><p>Last modified: <time datetime="2024-05-06">6 May</time></p>`, "2024-05-01 time element, 2024-05-06 time element"},
		{"hAtom of one day", "", `<time class="entry-date updated" datetime="2024-05-01">1 May</time>`, "2024-05-01 time element, 2024-05-01 time element"},
		{"hAtom of two", "", `<time class="entry-date published" datetime="2024-05-01">1 May</time><time class="updated" datetime="2024-05-02">2 May</time>`, "2024-05-01 time element, 2024-05-02 time element"},
		{"line", pub, `<div>Updated 10:15 GMT, 7 May 2024</div>`, "2024-05-01 meta, 2024-05-07 line"},
		{"line of two elements", pub, `<div><b>Last Updated:</b> <span>May 7th, 2024 at 10:15</span></div>`, "2024-05-01 meta, 2024-05-07 line"},
		{"figures whose order nobody knows", pub, `<div>Updated 05/07/2024</div>`, "2024-05-01 meta, -"},
		{"a change before the article", pub + `<meta name="last-modified" content="2019-01-01">`, "", "2024-05-01 meta, -"},
		{"a template's day, then a line", pub + `<meta name="last-modified" content="2019-01-01">`, `<p>Modified on 2 May 2024</p>`, "2024-05-01 meta, 2024-05-02 line"},
		{"a sentence is no label", pub, `<p>Updated figures that were published on 9 May 2024 by the ministry show that the grain harvest of the two provinces fell by a third.</p>`, "2024-05-01 meta, -"},
		{"a short sentence is none either", pub, `<p>Updated figures came on 9 May 2024.</p>`, "2024-05-01 meta, -"},
		{"hour and weekday", pub, `<p>LAST UPDATED: Tuesday, 10:15 pm IST, May 7, 2024 | Editor</p>`, "2024-05-01 meta, 2024-05-07 line"},
		{"no such day", pub, `<p>Updated 31 February 2024</p>`, "2024-05-01 meta, -"},
		{"nothing", "", "", "-, -"},
	} {
		p, err := page.Read([]byte(body(c.head, "</p>"+c.said+"<p>")), "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		say := func(day time.Time, basis string) string {
			if day.IsZero() {
				return "-"
			}
			return day.Format(time.DateOnly) + " " + basis
		}
		if got := say(p.Published, p.PublishedBasis) + ", " + say(p.Updated, p.UpdatedBasis); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestReservations(t *testing.T) {
	for head, want := range map[string]string{
		`<meta name="robots" content="index, follow">`:                                            "",
		`<meta name="ROBOTS" content="NoAI, NoImageAI"><meta name="tdm-reservation" content="1">`: "noai noimageai tdm-reservation",
		`<meta name="robots" content="noarchive"><meta name="tdm-reservation" content="0">`:       "noarchive",
	} {
		p, err := page.Read([]byte(body(head, "")), "")
		if err != nil || p.Reserved != want {
			t.Errorf("%s: %q, %v, want %q", head, p.Reserved, err, want)
		}
	}
}
