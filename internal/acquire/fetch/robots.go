package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
)

// agent is the name by which robots.txt may speak of casus.
const agent = "casus"

// robots is what a host's robots.txt says, and until when it is believed. Who
// holds the token may read and write it.
type robots struct {
	token chan struct{}
	group *robotstxt.Group
	until time.Time
}

// mayFetch reports whether the host's robots.txt allows the address. A missing
// file allows everything; one that cannot be had because the host is in
// trouble allows nothing for now (RFC 9309, section 2.3.1).
func (c *Client) mayFetch(ctx context.Context, u *url.URL) (bool, error) {
	if u.Path == "/robots.txt" {
		return true, nil
	}
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	c.mu.Lock()
	known := c.robots[key]
	if known == nil {
		known = &robots{token: make(chan struct{}, 1)}
		known.token <- struct{}{}
		c.robots[key] = known
	}
	c.mu.Unlock()
	select { // of many that want pages of a new host, one asks
	case <-known.token:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { known.token <- struct{}{} }()
	if known.until.IsZero() || c.opt.Now().After(known.until) {
		group, err := c.readRobots(ctx, u)
		if err != nil {
			return false, err
		}
		known.group, known.until = group, c.opt.Now().Add(robotsLife)
		if group != nil && group.CrawlDelay > 0 {
			h, done, err := c.turn(ctx, u)
			if err != nil {
				return false, err
			}
			h.delay = min(group.CrawlDelay, time.Minute)
			done()
		}
	}
	return known.group == nil || known.group.Test(u.EscapedPath()+query(u)), nil
}

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

func (c *Client) readRobots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		res, next, err := c.ask(ctx, at, Condition{})
		var status *StatusError
		switch {
		case errors.As(err, &status) && (status.Status >= http.StatusInternalServerError || status.Status == http.StatusTooManyRequests):
			return nil, fmt.Errorf("%w: %s: %w", ErrRobots, at, err)
		case errors.As(err, &status):
			return nil, nil //nolint:nilnil // no file: everything is allowed
		case err != nil:
			return nil, fmt.Errorf("%s: %w", at, err)
		case next != "":
			if at, err = url.Parse(next); err != nil || at.Scheme != "http" && at.Scheme != "https" {
				return nil, nil //nolint:nilnil,nilerr // a broken redirect is no file
			}
			continue
		}
		body := res.Body
		if len(body) > maxRobots {
			body = body[:maxRobots]
		}
		data, err := robotstxt.FromBytes(body)
		if err != nil {
			return nil, nil //nolint:nilnil,nilerr // an unreadable file forbids nothing
		}
		return data.FindGroup(agent), nil
	}
	return nil, nil //nolint:nilnil // a circle of redirects is no file
}
