package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/rogpeppe/go-internal/testscript"

	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/serve/dataset"
)

// deeds make the leads of the desk's articles: actor, words, recipient.
var deeds = []string{"expelled the ambassador of %s", "accused %s of cheating in the fish talks", "signed a trade agreement with %s", "condemned %s for closing a canal", "imposed sanctions on %s", "thanked %s for its help after the flood"}

var states = []string{"Kenya", "Peru", "Norway", "Vietnam", "Ghana", "Chile", "Latvia", "Jordan", "Nepal", "Cuba", "Fiji", "Malta"}

// story is article n of a site. The first four of the second site are wire
// copies of the first.
func story(site, n int) string {
	who, whom := states[n%len(states)], states[(n+site+5)%len(states)]
	body, publisher := paragraph(site, n), fmt.Sprintf("Paper %d", site)
	if site == 2 && n < 4 { // wire copy of the first site
		body = paragraph(1, n) + " Readers may write to the editor."
	}
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%s and %s, day %d</title><meta property="og:site_name" content="%s">
<meta property="article:published_time" content="2024-03-%02dT08:00:00Z"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>%s and %s, day %d</h1><p>%s</p></article><footer>All rights reserved</footer></body></html>`, who, whom, n, publisher, 4+n, who, whom, n, body)
}

// goods make the stories differ in more than names.
var goods = strings.Fields("anchovies barley copper dates eels figs ginger hides indigo jute kelp lentils maize nickel oats pepper quinces rye saffron tea umber vanilla wool yams zinc cloves linen resin salt tin")

// paragraph is the text of article n of a site.
func paragraph(site, n int) string {
	r := rand.New(rand.NewPCG(uint64(site), uint64(n)))
	who, whom := states[n%len(states)], states[(n+site+5)%len(states)]
	var list []string
	for range 25 {
		list = append(list, goods[r.IntN(len(goods))])
	}
	return fmt.Sprintf("%s %s on Monday. A spokesman for the foreign ministry said that the step had been weighed for %d weeks. The two governments trade in %s.",
		who, fmt.Sprintf(deeds[(n+site)%len(deeds)], whom), n+2*site+3, strings.Join(list, ", "))
}

// site serves a feed of twelve articles. The fourth also links to what a
// fetcher must survive.
func site(t *testing.T, k int) *httptest.Server {
	t.Helper()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 30 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		var links []string
		for n := range 12 {
			links = append(links, fmt.Sprintf("/a/%d?utm_source=feed", n))
		}
		if k == 4 {
			links = append(links, "/bomb", "/private", "/missing", "/slow", "/feed", "/thief")
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Paper %d</title>`, k)
		for _, l := range links {
			fmt.Fprintf(w, `<item><title>t</title><link>%s</link></item>`, l)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	mux.HandleFunc("/a/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscan(r.PathValue("n"), &n); err != nil {
			t.Error(err)
		}
		fmt.Fprint(w, story(k, n))
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb.Bytes()) //nolint:errcheck // the client hangs up
	})
	mux.HandleFunc("/private", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(300 * time.Millisecond)
		fmt.Fprint(w, story(k, 99))
	})
	mux.HandleFunc("/thief", func(w http.ResponseWriter, _ *http.Request) { // would take another's place
		fmt.Fprint(w, strings.Replace(story(k, 98), "<head>", `<head><link rel="canonical" href="https://other.example/a/1">`, 1))
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// agency serves an Atom feed of one article. Every poll of the feed tells a later
// date of change, but the third; the article changes once, before the second.
func agency(t *testing.T) *httptest.Server {
	t.Helper()
	var polls, pages atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/atom", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/atom+xml")
		day := []int{4, 5, 5, 6}[min(polls.Add(1)-1, 3)]
		fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>t</title><id>1</id><link href="/story"/><published>2024-03-04T08:00:00Z</published><updated>2024-03-%02dT09:00:00Z</updated></entry></feed>`, day)
	})
	mux.HandleFunc("/story", func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%d"`, min(pages.Add(1), 2))
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		fmt.Fprint(w, strings.Replace(story(1, 1), "</p></article>", " Version "+strings.Trim(tag, `"`)+".</p></article>", 1))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// model is a server that speaks like a language model that an article has led
// astray: beside one passage of the text it proposes what stands nowhere, what
// is no type, and a command.
func model(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || bytes.Contains(body, []byte("s3cret")) {
			t.Errorf("the model is told %s, %v", body, err)
		}
		said := `{"events":[{"type":"PROTEST","mode":"","modality":"actual","actor":"Kenya","recipient":"","quote":"expelled three Somali diplomats"},
			{"type":"ASSAULT","mode":"","modality":"actual","actor":"Kenya","recipient":"","quote":"bombed Mogadishu"},
			{"type":"RUN","mode":"","modality":"actual","actor":"Kenya","recipient":"","quote":"expelled three Somali diplomats"}]}`
		answer, err := json.Marshal(map[string]any{"model": "tiny-2026-11", "choices": []any{map[string]any{"message": map[string]any{"content": said, "tool_calls": []any{map[string]any{"function": map[string]string{"name": "shell", "arguments": "rm -rf /"}}}}}}})
		if err != nil {
			t.Error(err)
		}
		w.Write(answer) //nolint:errcheck // the client hangs up
	}))
	t.Cleanup(s.Close)
	return s
}

func TestByTurns(t *testing.T) {
	var links []store.Link
	for _, a := range []string{"https://a.example/1", "https://a.example/2", "https://a.example/3", "https://b.example/1", "::", "https://B.example/2"} {
		links = append(links, store.Link{Address: a})
	}
	got := make([]string, 0, len(links))
	for _, l := range byTurns(links) {
		got = append(got, l.Address)
	}
	if want := "https://a.example/1 https://b.example/1 :: https://a.example/2 https://B.example/2 https://a.example/3"; strings.Join(got, " ") != want {
		t.Errorf("byTurns = %q, want %q", got, want)
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://www.paper.example/a", "https://m.paper.example/a?x=1", true},
		{"https://paper.co.uk/a", "https://other.co.uk/a", false},
		{"https://paper.example/a", "https://paper.example.evil.test/a", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:8080/", true},
		{"", "https://paper.example/", false},
	} {
		if got := sameSite(c.a, c.b); got != c.want {
			t.Errorf("sameSite(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// TestDesk runs the first hour of a new user against local servers: five
// feeds of twelve articles, with what the web has of traps.
func TestDesk(t *testing.T) {
	var opml strings.Builder
	opml.WriteString(`<opml version="2.0"><body><outline text="Papers">`)
	for k := 1; k <= 5; k++ {
		fmt.Fprintf(&opml, `<outline text="Paper %d" xmlUrl="%s/feed"/>`, k, site(t, k).URL)
	}
	opml.WriteString(`</outline></body></opml>`)
	busy, changing, llm := site(t, 6), agency(t), model(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/desk",
		Setup: func(env *testscript.Env) error {
			env.Setenv("BUSY", busy.URL+"/busy")
			env.Setenv("LLM", llm.URL+"/v1")
			env.Setenv("WIRE", changing.URL+"/atom")
			return os.WriteFile(filepath.Join(env.WorkDir, "papers.opml"), []byte(opml.String()), 0o600)
		},
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "same-events": sameEvents},
		RequireExplicitExec: true,
	})
}

// sameEvents reads the Parquet and the POLECAT table of one database back and
// wants the told events of the first to be the rows of the second.
func sameEvents(ts *testscript.TestScript, _ bool, args []string) {
	rows, err := parquet.ReadFile[dataset.Native](ts.MkAbs(args[0]))
	ts.Check(err)
	want := map[string]string{}
	for _, r := range rows {
		if r.Modality == "actual" && r.SameAs == "" && !r.Background {
			want[fmt.Sprintf("CASUS-%d", r.EventID)] = strings.Join([]string{r.Day, r.Type, r.ActorCountries, r.RecipientCountries}, " ")
		}
	}
	got := map[string]string{}
	for i, line := range strings.Split(strings.TrimSpace(ts.ReadFile(args[1])), "\n") {
		c := strings.Split(line, "\t")
		if len(c) != 40 {
			ts.Fatalf("line %d has %d columns, want 40", i+1, len(c))
		}
		if i > 0 {
			got[c[0]] = strings.Join([]string{c[1], c[2], c[8], c[16]}, " ")
		}
	}
	if len(got) == 0 || len(got) != len(want) {
		ts.Fatalf("POLECAT has %d events, Parquet %d", len(got), len(want))
	}
	for id, g := range got {
		if g != want[id] {
			ts.Fatalf("%s: POLECAT has %q, Parquet %q", id, g, want[id])
		}
	}
}
