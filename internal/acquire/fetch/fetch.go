// Package fetch gets pages and feeds from the web, politely and safely.
//
// Politely: it says who it is, keeps one connection and at least a second
// between requests to a host, obeys robots.txt and Retry-After, and asks for a
// page again only if it has changed. Reservations against text and data mining
// (X-Robots-Tag: noai, tdm-reservation) are recorded.
//
// Safely: no private, loopback or link-local address is ever asked, whatever
// name or redirect leads there (the check is made when the connection is
// opened, after names are resolved), unless a host is allowed by name. Bodies
// are bounded before and after decompression and by their ratio.
package fetch

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// Errors that callers decide on; each comes wrapped with the address.
var (
	ErrScheme   = errors.New("fetch: only http and https addresses are fetched")
	ErrPrivate  = errors.New("fetch: private, loopback and link-local addresses are never fetched unless allowed by name")
	ErrPort     = errors.New("fetch: only ports 80 and 443 are asked, of hosts that are not allowed by name")
	ErrHeld     = errors.New("fetch: the host has asked to be left alone")
	ErrRobots   = errors.New("fetch: robots.txt disallows it")
	ErrRedirect = errors.New("fetch: more than 5 redirects")
	ErrLong     = errors.New("fetch: body is longer than allowed")
	ErrBomb     = errors.New("fetch: body grows more than a hundredfold when decompressed")
)

// StatusError is an answer that is neither success nor "not modified".
type StatusError struct {
	Status int
	After  time.Duration // what Retry-After asks for; 0 if it does not
}

// Error returns the status.
func (e *StatusError) Error() string {
	if e.After > 0 {
		return fmt.Sprintf("fetch: status %d, try again in %v", e.Status, e.After)
	}
	return fmt.Sprintf("fetch: status %d", e.Status)
}

// Options of a Client. The zero value of each field means what is said beside it.
type Options struct {
	UserAgent string        // "casus/0.1 (+https://casus.dev)"
	Allow     []string      // hosts that may be private, by name: "localhost", "10.0.0.7"
	Interval  time.Duration // between requests to a host; 0 means a second, less is raised to it unless the host is allowed
	Timeout   time.Duration // of one request with its body; 0 means 30 s
	MaxWire   int64         // bytes on the wire; 0 means 10 MiB
	MaxBody   int64         // bytes after decompression; 0 means 50 MiB
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error // nil means to wait
}

const (
	defaultAgent = "casus/0.1 (+https://casus.dev)"
	maxRedirects = 5
	maxRatio     = 100
	minWire      = 64 << 10         // bytes under which a ratio tells nothing
	maxAfter     = 24 * time.Hour   // a longer Retry-After is cut to it
	maxWait      = 2 * time.Minute  // a host that wants to be left alone for longer is not waited for
	robotsLife   = 12 * time.Hour   // how long a robots.txt is believed
	maxRobots    = 500 << 10        // bytes, as RFC 9309 asks for at least
	maxHeader    = 1 << 20          // bytes
	idleTime     = 90 * time.Second // of a kept connection
)

// Client fetches. It is safe for concurrent use; requests to one host wait for
// each other.
type Client struct {
	opt    Options
	http   *http.Client
	mu     sync.Mutex
	hosts  map[string]*host   // by name, without port: a machine is one host however it is asked
	robots map[string]*robots // by scheme, name and port, as RFC 9309 has it
}

// host is what a client knows of one host.
type host struct {
	turn  chan struct{} // one token: who holds it may ask
	next  time.Time     // before which nothing is asked
	delay time.Duration // between requests, as its robots.txt wants it
}

// New returns a Client.
func New(opt Options) *Client {
	if opt.UserAgent == "" {
		opt.UserAgent = defaultAgent
	}
	if opt.Timeout == 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.MaxWire == 0 {
		opt.MaxWire = 10 << 20
	}
	if opt.MaxBody == 0 {
		opt.MaxBody = 50 << 20
	}
	if opt.Now == nil {
		opt.Now = time.Now //nolint:forbidigo // the default of an argument
	}
	if opt.Sleep == nil {
		opt.Sleep = sleep
	}
	allow := make([]string, 0, len(opt.Allow))
	for _, name := range opt.Allow {
		allow = append(allow, strings.ToLower(strings.TrimSpace(name)))
	}
	opt.Allow = allow
	c := &Client{opt: opt, hosts: map[string]*host{}, robots: map[string]*robots{}}
	guarded := &net.Dialer{Timeout: 10 * time.Second, Control: guard()}
	open := &net.Dialer{Timeout: 10 * time.Second}
	c.http = &http.Client{
		Timeout:       opt.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				if name, _, err := net.SplitHostPort(addr); err == nil && c.allowed(name) {
					return open.DialContext(ctx, network, addr)
				}
				return guarded.DialContext(ctx, network, addr)
			},
			MaxConnsPerHost: 1, IdleConnTimeout: idleTime, DisableCompression: true, MaxResponseHeaderBytes: maxHeader, ForceAttemptHTTP2: true,
		},
	}
	return c
}

// guard returns the check of every connection before it is opened: of the
// address first, so that a private one is called that whatever its port.
func guard() func(network, addr string, conn syscall.RawConn) error {
	private, port := ssrf.New(ssrf.WithAnyPort()), ssrf.New(ssrf.WithPorts(80, 443))
	return func(network, addr string, conn syscall.RawConn) error {
		return cmp.Or(private.Safe(network, addr, conn), port.Safe(network, addr, conn))
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (c *Client) allowed(name string) bool {
	return slices.Contains(c.opt.Allow, strings.ToLower(name))
}

// Condition is what is known of an earlier answer.
type Condition struct {
	ETag     string
	Modified string // Last-Modified
}

// Response is an answer.
type Response struct {
	URL         string // after redirects
	Status      int
	NotModified bool // the body is empty: nothing has changed
	ContentType string
	Body        []byte // decompressed
	Wire        int64  // bytes that came
	Condition   Condition
	Reserved    string // reservation against machine reading, "" if none
}

// Get fetches an address. It follows at most five redirects, each of them
// checked like the first address. It returns a *StatusError for an answer
// other than 200 and 304, and ErrHeld, without asking, for a host that wants to
// be left alone for more than two minutes.
func (c *Client) Get(ctx context.Context, address string, cond Condition) (*Response, error) {
	at := address
	for range maxRedirects + 1 {
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("%w: %q", ErrScheme, at)
		}
		ok, err := c.mayFetch(ctx, u)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%w: %s", ErrRobots, at)
		}
		res, next, err := c.ask(ctx, u, cond)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		if next == "" {
			return res, nil
		}
		at = next
	}
	return nil, fmt.Errorf("%w: %s", ErrRedirect, address)
}

// hostOf returns what is known of the host of an address.
func (c *Client) hostOf(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := strings.ToLower(u.Hostname())
	h := c.hosts[name]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		c.hosts[name] = h
	}
	return h
}

// turn waits until the host may be asked, and returns what gives it back.
func (c *Client) turn(ctx context.Context, u *url.URL) (*host, func(), error) {
	h := c.hostOf(u)
	select {
	case <-h.turn:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	c.mu.Lock()
	wait := h.next.Sub(c.opt.Now())
	c.mu.Unlock()
	if wait > maxWait {
		h.turn <- struct{}{}
		return nil, nil, fmt.Errorf("%w for %v more", ErrHeld, wait.Round(time.Second))
	}
	if wait > 0 {
		if err := c.opt.Sleep(ctx, wait); err != nil {
			h.turn <- struct{}{}
			return nil, nil, err
		}
	}
	return h, func() {
		c.hold(h, max(c.interval(u), h.delay))
		h.turn <- struct{}{}
	}, nil
}

// hold lets nobody ask the host for a while.
func (c *Client) hold(h *host, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if next := c.opt.Now().Add(d); next.After(h.next) {
		h.next = next
	}
}

func (c *Client) interval(u *url.URL) time.Duration {
	d := c.opt.Interval
	if d == 0 || d < time.Second && !c.allowed(u.Hostname()) {
		d = time.Second
	}
	return d
}

// ask makes one request. next is where a redirect leads, else "".
func (c *Client) ask(ctx context.Context, u *url.URL, cond Condition) (res *Response, next string, err error) {
	h, done, err := c.turn(ctx, u)
	if err != nil {
		return nil, "", err
	}
	defer done()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("User-Agent", c.opt.UserAgent)
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5")
	if cond.ETag != "" {
		req.Header.Set("If-None-Match", cond.ETag)
	}
	if cond.Modified != "" {
		req.Header.Set("If-Modified-Since", cond.Modified)
	}
	r, err := c.http.Do(req)
	if err != nil {
		switch {
		case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
			err = ErrPrivate
		case errors.Is(err, ssrf.ErrProhibitedPort):
			err = ErrPort
		}
		return nil, "", err
	}
	defer r.Body.Close()
	switch r.StatusCode {
	case http.StatusOK, http.StatusNotModified:
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := u.Parse(r.Header.Get("Location"))
		if err != nil || r.Header.Get("Location") == "" {
			return nil, "", fmt.Errorf("fetch: redirect to %q", r.Header.Get("Location"))
		}
		return nil, to.String(), nil
	default:
		e := &StatusError{Status: r.StatusCode, After: retryAfter(r.Header.Get("Retry-After"), c.opt.Now())}
		if e.After > 0 {
			c.hold(h, e.After)
		}
		return nil, "", e
	}
	return c.read(u, r)
}

func (c *Client) read(u *url.URL, r *http.Response) (res *Response, next string, err error) {
	res = &Response{
		URL: u.String(), Status: r.StatusCode, NotModified: r.StatusCode == http.StatusNotModified, ContentType: r.Header.Get("Content-Type"),
		Condition: Condition{r.Header.Get("ETag"), r.Header.Get("Last-Modified")}, Reserved: reserved(r.Header),
	}
	if res.NotModified {
		return res, "", nil
	}
	wire := &counted{r: r.Body, left: c.opt.MaxWire}
	body := io.Reader(wire)
	if strings.EqualFold(r.Header.Get("Content-Encoding"), "gzip") {
		z, err := gzip.NewReader(wire)
		if err != nil {
			return nil, "", fmt.Errorf("fetch: gzip: %w", err)
		}
		body = z
	}
	res.Body, err = readAll(body, wire, c.opt.MaxBody)
	if err == nil && bytes.HasPrefix(res.Body, gzipMark) { // a file that is gzipped itself: sitemap.xml.gz
		again := &counted{r: bytes.NewReader(res.Body), left: int64(len(res.Body)) + 1}
		var z *gzip.Reader
		if z, err = gzip.NewReader(again); err == nil {
			res.Body, err = readAll(z, again, c.opt.MaxBody)
		}
	}
	res.Wire = wire.n
	if err != nil {
		return nil, "", err
	}
	return res, "", nil
}

// gzipMark begins a gzip file with deflate, the only method there is.
var gzipMark = []byte{0x1f, 0x8b, 8}

// readAll reads at most limit bytes, and stops early at a bomb.
func readAll(body io.Reader, wire *counted, limit int64) ([]byte, error) {
	var out bytes.Buffer
	buf := make([]byte, 32<<10)
	for {
		n, err := body.Read(buf)
		out.Write(buf[:n])
		switch {
		case int64(out.Len()) > limit:
			return nil, ErrLong
		case int64(out.Len()) > maxRatio*max(wire.n, minWire/maxRatio):
			return nil, ErrBomb
		case errors.Is(err, io.EOF):
			return out.Bytes(), nil
		case err != nil:
			return nil, err
		}
	}
}

// counted counts and bounds what comes over the wire.
type counted struct {
	r       io.Reader
	n, left int64
}

// Read reads until the bound.
func (c *counted) Read(p []byte) (int, error) {
	if c.n >= c.left {
		return 0, ErrLong
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left-c.n)])
	c.n += int64(n)
	return n, err //nolint:wrapcheck // io.EOF must stay itself
}

// retryAfter reads the header: seconds or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n > 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, maxAfter)
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(t.Sub(now), 0), maxAfter)
	}
	return 0
}

// reserved tells what the headers of an answer reserve.
func reserved(h http.Header) string {
	var out []string
	for _, v := range h.Values("X-Robots-Tag") {
		low := strings.ToLower(v)
		for _, word := range []string{"noai", "noimageai", "noindex", "noarchive", "none"} {
			if strings.Contains(low, word) && !slices.Contains(out, word) && (word != "noai" || !strings.Contains(low, "noimageai") || strings.Contains(low, "noai,") || strings.HasSuffix(low, "noai")) {
				out = append(out, word)
			}
		}
	}
	if strings.TrimSpace(h.Get("tdm-reservation")) == "1" {
		out = append(out, "tdm-reservation")
	}
	return strings.Join(out, " ")
}
