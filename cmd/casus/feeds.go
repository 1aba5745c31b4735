package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/internal/acquire/feed"
	"casus.dev/casus/internal/acquire/fetch"
	"casus.dev/casus/internal/keep/store"
)

// webOptions are the flags of every command that asks the web.
type webOptions struct {
	allow    []string
	agent    string
	interval time.Duration
}

func (o *webOptions) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&o.allow, "allow-private", nil, "`HOST`s that may have a private address, by name")
	cmd.Flags().DurationVar(&o.interval, "interval", time.Second, "between requests to a host; less than a second only for hosts of --allow-private")
	cmd.Flags().StringVar(&o.agent, "user-agent", "", "how to say who asks (default casus/VERSION with its address)")
}

func (o *webOptions) client() *fetch.Client {
	agent := o.agent
	if agent == "" {
		agent = "casus/" + casus.Version + " (+https://casus.dev)"
	}
	return fetch.New(fetch.Options{UserAgent: agent, Allow: o.allow, Interval: o.interval})
}

// newFeedsCommand returns "casus feeds".
func newFeedsCommand(env environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feeds",
		Short: "The feeds that casus watch follows: RSS, Atom, JSON Feed, sitemaps",
		Long:  "feeds keeps the list of feeds in the database.\n" + exitCodes,
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newFeedsAdd(env), newFeedsRemove(env), newFeedsImport(env), newFeedsExport(env), newFeedsList(env), newFeedsCheck(env))
	return cmd
}

// withDB opens the database, which is made if it is not there, around f.
func withDB(ctx context.Context, o *dbOption, f func(*store.Store) error) error {
	s, err := store.Open(ctx, o.file(), store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(f(s), s.Close())
}

func newFeedsAdd(env environment) *cobra.Command {
	var db dbOption
	var group string
	cmd := &cobra.Command{
		Use: "add URL...", Short: "Follow feeds", Example: "  casus feeds add --group wires https://example.org/rss", Long: "add follows feeds from now on.\n" + exitCodes,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			var feeds []store.Feed
			for _, u := range urls {
				if !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
					return usagef("%q is no http address", u)
				}
				feeds = append(feeds, store.Feed{URL: u, Group: group})
			}
			return withDB(cmd.Context(), &db, func(s *store.Store) error { return addFeeds(cmd, s, feeds) })
		},
	}
	db.add(cmd, env)
	cmd.Flags().StringVar(&group, "group", "", "folder in the list")
	return cmd
}

func addFeeds(cmd *cobra.Command, s *store.Store, feeds []store.Feed) error {
	n, err := s.AddFeeds(cmd.Context(), feeds...)
	if err == nil {
		fmt.Fprintf(cmd.OutOrStdout(), "%d feeds added, %d were there\n", n, len(feeds)-n)
	}
	return err
}

func newFeedsRemove(env environment) *cobra.Command {
	var db dbOption
	cmd := &cobra.Command{
		Use: "remove URL...", Short: "Follow feeds no more", Example: "  casus feeds remove https://example.org/rss", Long: "remove takes feeds off the list; their articles stay.\n" + exitCodes,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			return withDB(cmd.Context(), &db, func(s *store.Store) error {
				for _, u := range urls {
					if err := s.RemoveFeed(cmd.Context(), u); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	db.add(cmd, env)
	return cmd
}

func newFeedsImport(env environment) *cobra.Command {
	var db dbOption
	cmd := &cobra.Command{
		Use: "import FILE.opml|-|URL...", Short: "Follow the feeds of OPML lists", Example: "  casus feeds import subscriptions.opml", Long: "import follows the feeds of OPML lists, from files, standard input or the web.\n" + exitCodes,
		Args: cobra.MinimumNArgs(1),
	}
	var web webOptions
	web.add(cmd)
	db.add(cmd, env)
	cmd.RunE = func(cmd *cobra.Command, names []string) error {
		var feeds []store.Feed
		for _, name := range names {
			sources, err := readOPML(cmd.Context(), web.client(), name, cmd.InOrStdin())
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			for _, s := range sources {
				feeds = append(feeds, store.Feed{URL: s.URL, Title: s.Title, Group: s.Group})
			}
		}
		return withDB(cmd.Context(), &db, func(s *store.Store) error { return addFeeds(cmd, s, feeds) })
	}
	return cmd
}

func readOPML(ctx context.Context, c *fetch.Client, name string, stdin io.Reader) ([]feed.Source, error) {
	switch {
	case name == stdinName:
		return feed.ReadOPML(stdin)
	case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
		res, err := c.Get(ctx, name, fetch.Condition{})
		if err != nil {
			return nil, err
		}
		return feed.ReadOPML(strings.NewReader(string(res.Body)))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plainPathError(err)
	}
	defer f.Close()
	return feed.ReadOPML(f)
}

func newFeedsExport(env environment) *cobra.Command {
	var db dbOption
	cmd := &cobra.Command{
		Use: "export", Short: "Write the feeds as OPML", Example: "  casus feeds export > feeds.opml", Long: "export writes the feeds as OPML 2.0.\n" + exitCodes,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDB(cmd.Context(), &db, func(s *store.Store) error {
				feeds, err := s.Feeds(cmd.Context())
				if err != nil {
					return err
				}
				var sources []feed.Source
				for _, f := range feeds {
					sources = append(sources, feed.Source{URL: f.URL, Title: f.Title, Group: f.Group})
				}
				return feed.WriteOPML(cmd.OutOrStdout(), sources)
			})
		},
	}
	db.add(cmd, env)
	return cmd
}

func newFeedsList(env environment) *cobra.Command {
	var opt queryOptions
	cmd := &cobra.Command{
		Use: "list", Short: "List the feeds and their health", Example: "  casus feeds list", Long: "list prints each feed, how its last poll went and when it is asked next.\n" + exitCodes,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDB(cmd.Context(), &opt.db, func(s *store.Store) error {
				feeds, err := s.Feeds(cmd.Context())
				if err != nil {
					return err
				}
				g := &grid{head: []string{"url", "title", "group", "links", "failures", "status", "next"}}
				for _, f := range feeds {
					g.rows = append(g.rows, []string{f.URL, f.Title, f.Group, strconv.Itoa(f.Links), strconv.Itoa(f.Failures), f.Status, f.Next})
					g.raw = append(g.raw, f)
				}
				return g.write(cmd.OutOrStdout(), opt.format)
			})
		},
	}
	opt.add(cmd, env, "table", "json", "jsonl", "csv")
	return cmd
}

func newFeedsCheck(env environment) *cobra.Command {
	var db dbOption
	var web webOptions
	cmd := &cobra.Command{
		Use: "check [URL]...", Short: "Ask feeds and say what they are, without taking anything in", Example: "  casus feeds check https://example.org/rss", Long: "check asks the feeds named, or all that are followed, and prints what each is.\n" + exitCodes,
		RunE: func(cmd *cobra.Command, urls []string) error {
			return withDB(cmd.Context(), &db, func(s *store.Store) error {
				if len(urls) == 0 {
					feeds, err := s.Feeds(cmd.Context())
					if err != nil {
						return err
					}
					for _, f := range feeds {
						urls = append(urls, f.URL)
					}
				}
				failed := false
				c := web.client()
				for _, u := range slices.Compact(urls) {
					f, err := readFeed(cmd.Context(), c, u)
					if err != nil {
						failed = true
						fmt.Fprintf(cmd.ErrOrStderr(), "casus: %s: %v\n", u, err)
						continue
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%d entries\t%s\n", u, f.Kind, len(f.Items), f.Title)
				}
				if failed {
					return errSome
				}
				return nil
			})
		},
	}
	db.add(cmd, env)
	web.add(cmd)
	return cmd
}

func readFeed(ctx context.Context, c *fetch.Client, address string) (*feed.Feed, error) {
	res, err := c.Get(ctx, address, fetch.Condition{})
	if err != nil {
		return nil, err
	}
	return feed.Parse(res.Body, res.URL)
}
