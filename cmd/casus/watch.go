package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/publicsuffix"

	"casus.dev/casus/article"
	"casus.dev/casus/internal/acquire/feed"
	"casus.dev/casus/internal/acquire/fetch"
	"casus.dev/casus/internal/acquire/language"
	"casus.dev/casus/internal/acquire/page"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/work"
)

// watchOptions are the flags of casus watch and casus fetch.
type watchOptions struct {
	coderOptions
	db    dbOption
	web   webOptions
	every time.Duration
	once  bool
	mode  string
}

// newWatchCommand returns "casus watch".
func newWatchCommand(env environment) *cobra.Command {
	var opt watchOptions
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Poll the feeds on a schedule and code what is new",
		Long: `watch asks the feeds of the database, fetches the articles that are new and codes
them into the database. It says who it is, keeps at least a second between
requests to a host, obeys robots.txt and Retry-After and asks again only for
what has changed. Private addresses are never asked. It runs until it is
interrupted; nothing that it has accepted is lost. An article that its feed says
has changed is fetched again, and its new text takes the place of the old one.
` + exitCodes,
		Example: "  casus watch --db news.db --every 15m\n  casus watch --db news.db --once",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opt.every < time.Minute {
				return usagef("--every: %v is less than a minute", opt.every)
			}
			return runWatch(cmd.Context(), opt, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.add(cmd, env)
	cmd.Flags().DurationVar(&opt.every, "every", 15*time.Minute, "how often to ask each feed")
	cmd.Flags().BoolVar(&opt.once, "once", false, "ask every feed that is due once, and end")
	return cmd
}

// newFetchCommand returns "casus fetch".
func newFetchCommand(env environment) *cobra.Command {
	var opt watchOptions
	cmd := &cobra.Command{
		Use:     "fetch URL...",
		Short:   "Fetch pages and code them into the database",
		Long:    "fetch asks for pages by their addresses, as politely as watch, and codes their articles.\n" + exitCodes,
		Example: "  casus fetch --db news.db https://example.org/article",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			w, err := newWatcher(cmd.Context(), opt, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			for _, u := range urls {
				if err := w.link(cmd.Context(), store.Link{URL: store.Canonical(u), Address: u}); err != nil {
					return errors.Join(err, w.close())
				}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %v\n", opt.db.file(), w.in.tally)
			return errors.Join(w.flaw(), w.close())
		},
	}
	opt.add(cmd, env)
	return cmd
}

func (o *watchOptions) add(cmd *cobra.Command, env environment) {
	o.db.add(cmd, env)
	o.web.add(cmd)
	o.addCoderFlags(cmd, env)
	cmd.Flags().StringVar(&o.mode, "mode", "", "what a new database keeps: spans, full or none")
}

// watcher polls feeds and takes in their articles.
type watcher struct {
	opt    watchOptions
	client *fetch.Client
	log    io.Writer
	mu     sync.Mutex // guards in, log and failed
	in     ingester
	failed bool
}

func newWatcher(ctx context.Context, opt watchOptions, log io.Writer) (*watcher, error) {
	coder, err := opt.coder(log)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, opt.db.file(), store.Options{Mode: store.Mode(opt.mode)})
	if errors.Is(err, store.ErrMode) {
		return nil, usagef("--mode: %w", err)
	}
	if err != nil {
		return nil, err
	}
	return &watcher{opt: opt, client: opt.web.client(), log: log, in: ingester{db: db, coder: coder, reader: &inputReader{}, log: log, tally: tally{}}}, nil
}

func (w *watcher) close() error { return w.in.db.Close() }

func (w *watcher) flaw() error {
	if w.failed {
		return errSome
	}
	return nil
}

func (w *watcher) complain(address string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = true
	if strings.HasPrefix(err.Error(), address) { // the fetcher names where a redirect led
		fmt.Fprintf(w.log, "casus: %v\n", err)
		return
	}
	fmt.Fprintf(w.log, "casus: %s: %v\n", address, err)
}

// runWatch polls until the context ends, or once.
func runWatch(ctx context.Context, opt watchOptions, stdout, stderr io.Writer) error {
	w, err := newWatcher(ctx, opt, stderr)
	if err != nil {
		return err
	}
	for {
		w.in.tally = tally{}
		if err := w.round(ctx); err != nil && ctx.Err() == nil {
			return errors.Join(err, w.close())
		}
		fmt.Fprintf(stdout, "%s %s: %v\n", time.Now().UTC().Format(time.RFC3339), opt.db.file(), w.in.tally)
		if opt.once || ctx.Err() != nil {
			return errors.Join(w.flaw(), w.close())
		}
		t := time.NewTimer(time.Minute)
		select {
		case <-ctx.Done():
		case <-t.C:
		}
		t.Stop()
		if ctx.Err() != nil {
			return w.close()
		}
	}
}

// round asks the feeds that are due and fetches what is new, one host beside
// the other; the client keeps the requests to one host apart.
func (w *watcher) round(ctx context.Context) error {
	feeds, err := w.in.db.Feeds(ctx)
	if err != nil {
		return err
	}
	now := time.Now().UTC().Format(time.RFC3339)
	var due []store.Feed
	for _, f := range feeds {
		if f.After <= now && (w.opt.once || f.Next <= now) {
			due = append(due, f)
		}
	}
	if err := work.Each(ctx, inFlight, due, w.poll); err != nil {
		return err
	}
	links, err := w.in.db.NewLinks(ctx)
	if err != nil {
		return err
	}
	return work.Each(ctx, inFlight, byTurns(links), w.link)
}

// byTurns returns links so that every host has its turn: a host that is slow
// or has many does not keep the others waiting.
func byTurns(links []store.Link) []store.Link {
	hosts := map[string][]store.Link{}
	var order []string
	for _, l := range links {
		host := ""
		if u, err := url.Parse(l.Address); err == nil {
			host = strings.ToLower(u.Hostname())
		}
		if hosts[host] == nil {
			order = append(order, host)
		}
		hosts[host] = append(hosts[host], l)
	}
	out := make([]store.Link, 0, len(links))
	for turn := 0; len(out) < len(links); turn++ {
		for _, h := range order {
			if turn < len(hosts[h]) {
				out = append(out, hosts[h][turn])
			}
		}
	}
	return out
}

// inFlight is how many hosts are asked at a time.
const inFlight = 16

// poll asks one feed and notes the links that it shows. A sitemap's index is
// followed one level down.
func (w *watcher) poll(ctx context.Context, f store.Feed) error {
	res, err := w.client.Get(ctx, f.URL, fetch.Condition{ETag: f.ETag, Modified: f.Modified})
	w.note(ctx, f.URL, res, err)
	every := w.opt.every
	if every == 0 {
		every = 15 * time.Minute
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		w.complain(f.URL, err)
		f.Status, f.Failures = err.Error(), f.Failures+1
		// A feed that fails is asked less and less often, at least once a day.
		wait := min(every<<min(f.Failures, 8), 24*time.Hour)
		if status, ok := errors.AsType[*fetch.StatusError](err); ok && status.After > 0 {
			wait = max(wait, status.After)
			f.After = time.Now().Add(status.After).UTC().Format(time.RFC3339)
		}
		f.Next = time.Now().Add(wait).UTC().Format(time.RFC3339)
		_, err := w.in.db.Polled(ctx, f, nil)
		return err
	}
	f.After, f.Status, f.Failures, f.Next = "", "ok", 0, time.Now().Add(every).UTC().Format(time.RFC3339)
	var links []store.Link
	if !res.NotModified {
		f.ETag, f.Modified = res.Condition.ETag, res.Condition.Modified
		parsed, err := feed.Parse(res.Body, res.URL)
		if err != nil {
			w.complain(f.URL, err)
			f.Status, f.Failures = err.Error(), f.Failures+1
		} else {
			f.Title = parsed.Title
			links = w.links(ctx, parsed)
		}
	}
	_, err = w.in.db.Polled(ctx, f, links)
	return err
}

// maxMaps is how many sitemaps of an index are read in one round.
const maxMaps = 20

func (w *watcher) links(ctx context.Context, f *feed.Feed) []store.Link {
	items := f.Items
	if f.Kind == "index" {
		// The maps that changed last hold the news.
		slices.SortStableFunc(f.Items, func(a, b feed.Item) int { return b.Updated.Compare(a.Updated) })
		maps := f.Items[:min(len(f.Items), maxMaps)]
		items = nil
		for _, m := range maps {
			res, err := w.client.Get(ctx, m.URL, fetch.Condition{})
			w.note(ctx, m.URL, res, err)
			if err != nil {
				w.complain(m.URL, err)
				continue
			}
			sub, err := feed.Parse(res.Body, res.URL)
			if err != nil || sub.Kind == "index" { // an index of an index may be a circle
				w.complain(m.URL, errors.Join(err, errors.New("no sitemap")))
				continue
			}
			items = append(items, sub.Items...)
		}
	}
	var out []store.Link
	for _, it := range items {
		l := store.Link{Address: it.URL, Title: it.Title}
		if !it.Published.IsZero() {
			l.Published = it.Published.Format(time.DateOnly)
		}
		if !it.Updated.IsZero() {
			l.Updated = it.Updated.UTC().Format(time.RFC3339)
		}
		out = append(out, l)
	}
	return out
}

// note writes a line of the fetch log.
func (w *watcher) note(ctx context.Context, address string, res *fetch.Response, err error) {
	line := store.Fetch{URL: address, At: time.Now()}
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status):
		line.Status, line.Problem = status.Status, err.Error()
	case err != nil:
		line.Problem = err.Error()
	default:
		line.Status, line.Bytes, line.ETag, line.Modified, line.Robots = res.Status, res.Wire, res.Condition.ETag, res.Condition.Modified, res.Reserved
	}
	if err := w.in.db.Log(ctx, line); err != nil && ctx.Err() == nil {
		w.complain(address, err)
	}
}

// link fetches one article, codes it and stores it.
func (w *watcher) link(ctx context.Context, l store.Link) error {
	res, err := w.client.Get(ctx, l.Address, fetch.Condition{ETag: l.ETag, Modified: l.Modified})
	if errors.Is(err, fetch.ErrHeld) { // it was not asked, so nothing was tried
		w.complain(l.Address, err)
		return nil
	}
	var p *page.Page
	var unread error
	if err == nil && !res.NotModified {
		if p, unread = readPage(res); unread == nil && p.Reserved != "" {
			res.Reserved = strings.TrimSpace(res.Reserved + " " + p.Reserved)
		}
	}
	w.note(ctx, l.Address, res, err)
	if err = cmp.Or(err, unread); err == nil && !res.NotModified {
		err = w.take(ctx, l, res, p)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	problem := ""
	if err != nil {
		w.complain(l.Address, err)
		problem = err.Error()
		w.mu.Lock()
		w.in.tally["failed"]++
		w.mu.Unlock()
	}
	return w.in.db.Fetched(ctx, l.URL, problem, lasting(err))
}

// lasting reports whether a fault will be the same tomorrow.
func lasting(err error) bool {
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		return status.Status < http.StatusInternalServerError && status.Status != http.StatusTooManyRequests && status.Status != http.StatusRequestTimeout
	}
	for _, e := range []error{fetch.ErrPrivate, fetch.ErrPort, fetch.ErrScheme, fetch.ErrRedirect, fetch.ErrLong, fetch.ErrBomb, fetch.ErrRobots, errNoPage} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// errNoPage is what a feed, a picture or a document in place of a page is.
var errNoPage = errors.New("page: not a page but")

// readPage reads the article of an answer that is a page.
func readPage(res *fetch.Response) (*page.Page, error) {
	kind, _, err := mime.ParseMediaType(res.ContentType)
	switch {
	case err != nil, kind == "text/html", kind == "application/xhtml+xml", kind == "application/octet-stream":
	default:
		return nil, fmt.Errorf("%w %s", errNoPage, kind)
	}
	return page.Read(res.Body, res.ContentType)
}

// sameSite reports whether two addresses are of one registered domain. A page
// may name its canonical address there; elsewhere it could take the place of
// another publisher's article.
func sameSite(a, b string) bool {
	site := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			return ""
		}
		host := strings.ToLower(u.Hostname())
		if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
			return s
		}
		return host
	}
	return site(a) != "" && site(a) == site(b)
}

func (w *watcher) take(ctx context.Context, l store.Link, res *fetch.Response, p *page.Page) (err error) {
	art := p.Article
	art.Ref = res.URL
	if !sameSite(art.URL, res.URL) {
		art.URL = res.URL
	}
	if art.Title == "" {
		art.Title = l.Title
	}
	if art.Published.IsZero() && l.Published != "" {
		if art.Published, err = article.ParseDate(l.Published); err != nil {
			return err
		}
		art.PublishedBasis = "feed"
	}
	if art.Updated.IsZero() && l.Updated != "" {
		// The day of publication may be a later one where only the page tells it.
		if t, err := time.Parse(time.RFC3339, l.Updated); err == nil && !t.Truncate(24*time.Hour).Before(art.Published) {
			art.Updated, art.UpdatedBasis = t, "feed"
		}
	}
	art.Language = language.Of(art.Text, art.Language)
	doc := stored{in: input{file: res.URL}}
	if !language.English(art.Language) {
		doc.skipped, doc.rep = "language "+art.Language, w.in.coder.Envelope(art)
	} else if doc.known, err = w.in.db.Known(ctx, article.ID(art.Text), art.URL); err != nil {
		return err
	} else if doc.known {
		doc.rep = w.in.coder.Envelope(art)
	} else if doc.rep, err = w.in.coder.Read(ctx, art); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return errors.Join(w.in.keep(ctx, doc), w.in.flush(ctx))
}
