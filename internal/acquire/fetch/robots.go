package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

// agent is the name by which robots.txt may speak of casus.
const agent = "casus"

// robots is what a host's robots.txt says, and until when it is believed.
type robots struct {
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
	c.mu.Lock()
	var known *robots
	if h := c.hosts[u.Host]; h != nil {
		known = h.robots
	}
	c.mu.Unlock()
	if known == nil || c.opt.Now().After(known.until) {
		group, err := c.readRobots(ctx, u)
		if err != nil {
			return false, err
		}
		known = &robots{group, c.opt.Now().Add(robotsLife)}
		c.mu.Lock()
		h := c.hosts[u.Host]
		h.robots = known
		c.mu.Unlock()
		if known.group != nil && known.group.CrawlDelay > c.interval(u) {
			c.hold(h, min(known.group.CrawlDelay, time.Minute))
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
		case errors.As(err, &status) && status.Status >= http.StatusInternalServerError:
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
