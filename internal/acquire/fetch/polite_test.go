package fetch_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"casus.dev/casus/internal/acquire/fetch"
)

func TestManyWantOneHost(t *testing.T) {
	var robots, open, most atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := open.Add(1)
		defer open.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if r.URL.Path == "/robots.txt" {
			robots.Add(1)
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7\n")
			return
		}
		fmt.Fprint(w, "page")
	}))
	defer s.Close()
	c := &clock{now: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	f := client(c, "127.0.0.1")
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if _, err := f.Get(t.Context(), fmt.Sprintf("%s/%d", s.URL, i), fetch.Condition{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if robots.Load() != 1 || most.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times and %d requests were open at once, want 1 and 1", robots.Load(), most.Load())
	}
	if c.slept < 11*7*time.Second {
		t.Errorf("slept %v between 12 pages of a host that wants 7 s", c.slept)
	}
}

func TestOneMachineIsOneHost(t *testing.T) {
	page := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "page") })
	a, b := httptest.NewServer(page), httptest.NewServer(page)
	defer a.Close()
	defer b.Close()
	c := &clock{now: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	f := client(c, " LocalHost ")
	for _, s := range []*httptest.Server{a, b} { // another port, and the name in capitals
		at := strings.Replace(s.URL, "127.0.0.1", "LOCALHOST", 1)
		if _, err := f.Get(t.Context(), at, fetch.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	if c.slept < 3*time.Second {
		t.Errorf("slept %v between four requests to one machine, want three seconds", c.slept)
	}
}

func TestHostThatWantsToBeLeftAlone(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked++
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer s.Close()
	c := &clock{now: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	f := client(c, "127.0.0.1")
	if _, err := f.Get(t.Context(), s.URL+"/a", fetch.Condition{}); err == nil {
		t.Fatal("no error for status 503")
	}
	if _, err := f.Get(t.Context(), s.URL+"/b", fetch.Condition{}); !errors.Is(err, fetch.ErrHeld) || asked != 1 || c.slept > time.Minute {
		t.Errorf("Get = %v after %d requests and %v, want ErrHeld at once", err, asked, c.slept)
	}
}

func TestOddPortOfAPublicAddress(t *testing.T) {
	if _, err := client(&clock{}).Get(t.Context(), "http://8.8.8.8:8080/", fetch.Condition{}); !errors.Is(err, fetch.ErrPort) {
		t.Errorf("Get = %v, want ErrPort", err)
	}
}

func TestGzippedFileAndBombInside(t *testing.T) {
	pack := func(b []byte) []byte {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return z.Bytes()
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/map.xml.gz":
			w.Write(pack([]byte("<urlset></urlset>"))) //nolint:errcheck // a test server
		case "/bomb.gz": // gzip in gzip: each layer alone looks small
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(pack(pack(make([]byte, 60<<20)))) //nolint:errcheck // the client hangs up
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	f := client(&clock{}, "127.0.0.1")
	res, err := f.Get(t.Context(), s.URL+"/map.xml.gz", fetch.Condition{})
	if err != nil || string(res.Body) != "<urlset></urlset>" {
		t.Errorf("Get = %v, %v, want the sitemap", res, err)
	}
	if _, err := f.Get(t.Context(), s.URL+"/bomb.gz", fetch.Condition{}); !errors.Is(err, fetch.ErrBomb) {
		t.Errorf("Get = %v, want ErrBomb", err)
	}
}
