package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"casus.dev/casus/internal/acquire/fetch"
)

// clock is a clock that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.slept = c.now.Add(d), c.slept+d
	return nil
}

// site is a server with everything that a client may meet.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 60 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /secret\n\nUser-agent: casus\nDisallow: /secret\nDisallow: /noai\n")
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("X-Robots-Tag", "noai, noimageai")
		w.Header().Set("tdm-reservation", "1")
		fmt.Fprintf(w, "hello %s", r.UserAgent())
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb.Bytes()) //nolint:errcheck // the client hangs up
	})
	mux.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) {
		for range 20 {
			w.Write(bytes.Repeat([]byte("x"), 1<<20)) //nolint:errcheck // the client hangs up
		}
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/private", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("/secret", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func client(c *clock, allow ...string) *fetch.Client {
	return fetch.New(fetch.Options{Allow: allow, Now: c.Now, Sleep: c.Sleep})
}

func TestGet(t *testing.T) {
	s, c := site(t), &clock{now: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	f := client(c, "127.0.0.1")
	res, err := f.Get(t.Context(), s.URL+"/page", fetch.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(res.Body), "hello casus/") || res.Condition.ETag != `"v1"` || !strings.Contains(res.Reserved, "tdm-reservation") || !strings.Contains(res.Reserved, "noai") {
		t.Errorf("Get = %q, %+v", res.Body, res)
	}
	again, err := f.Get(t.Context(), s.URL+"/page", res.Condition)
	if err != nil || !again.NotModified {
		t.Errorf("conditional Get = %+v, %v, want not modified", again, err)
	}
	if c.slept < 2*time.Second {
		t.Errorf("slept %v between three requests to one host, want two seconds", c.slept)
	}
}

func TestFaults(t *testing.T) {
	s := site(t)
	for path, want := range map[string]error{
		"/bomb": fetch.ErrBomb, "/long": fetch.ErrLong, "/loop": fetch.ErrRedirect, "/private": fetch.ErrPrivate, "/file": fetch.ErrScheme, "/secret": fetch.ErrRobots,
	} {
		_, err := client(&clock{}, "127.0.0.1").Get(t.Context(), s.URL+path, fetch.Condition{})
		if !errors.Is(err, want) {
			t.Errorf("Get(%s) = %v, want %v", path, err, want)
		}
	}
	for _, at := range []string{s.URL + "/page", "http://localhost:1/", "http://[::1]/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/"} {
		if _, err := client(&clock{}).Get(t.Context(), at, fetch.Condition{}); !errors.Is(err, fetch.ErrPrivate) {
			t.Errorf("Get(%s) = %v, want ErrPrivate", at, err)
		}
	}
	for _, at := range []string{"ftp://example.org/", "javascript:alert(1)", "", "//x", "http://"} {
		if _, err := client(&clock{}).Get(t.Context(), at, fetch.Condition{}); !errors.Is(err, fetch.ErrScheme) {
			t.Errorf("Get(%q) = %v, want ErrScheme", at, err)
		}
	}
}

func TestRetryAfterHoldsTheHost(t *testing.T) {
	s, c := site(t), &clock{now: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	f := client(c, "127.0.0.1")
	_, err := f.Get(t.Context(), s.URL+"/busy", fetch.Condition{})
	var status *fetch.StatusError
	if !errors.As(err, &status) || status.Status != http.StatusTooManyRequests || status.After != 2*time.Minute {
		t.Fatalf("Get = %v, want status 429 with two minutes", err)
	}
	if _, err := f.Get(t.Context(), s.URL+"/page", fetch.Condition{}); err != nil || c.slept < 2*time.Minute {
		t.Errorf("the next request came after %v (%v), want two minutes", c.slept, err)
	}
}
