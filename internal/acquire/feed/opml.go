package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
)

// Source is a feed that is followed.
type Source struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	Group string `json:"group,omitempty"` // folder in the list
}

// ReadOPML returns the feeds of an OPML list, versions 1 and 2, with the names
// of their outermost folders. Entries without an http address are left out.
func ReadOPML(r io.Reader) ([]Source, error) {
	b, err := io.ReadAll(io.LimitReader(r, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("feed: opml: %w", err)
	}
	root, err := checkXML(b)
	if err != nil {
		return nil, err
	}
	if root != "opml" {
		return nil, fmt.Errorf("%w: root element is %q, want opml", ErrForm, root)
	}
	var out []Source
	var folders []string
	d := decoder(b)
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("%w: opml after %d feeds: %w", ErrForm, len(out), err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local != "outline" {
				continue
			}
			a := attributes(t)
			if len(out) >= maxItems {
				return nil, ErrLong
			}
			if link := resolve(&url.URL{}, a["xmlUrl"]); link != "" {
				s := Source{URL: link, Title: clean(a["title"])}
				if s.Title == "" {
					s.Title = clean(a["text"])
				}
				if len(folders) > 0 {
					s.Group = folders[0]
				}
				out = append(out, s)
			}
			folders = append(folders, clean(a["text"]))
		case xml.EndElement:
			if t.Name.Local == "outline" && len(folders) > 0 {
				folders = folders[:len(folders)-1]
			}
		}
	}
}

func attributes(t xml.StartElement) map[string]string {
	out := map[string]string{}
	for _, a := range t.Attr {
		name := a.Name.Local
		if name == "xmlurl" || name == "XMLURL" {
			name = "xmlUrl"
		}
		out[name] = a.Value
	}
	return out
}

// WriteOPML writes sources as OPML 2.0, grouped by their folders.
func WriteOPML(w io.Writer, sources []Source) error {
	type outline struct {
		Text     string     `xml:"text,attr"`
		Title    string     `xml:"title,attr,omitempty"`
		Type     string     `xml:"type,attr,omitempty"`
		URL      string     `xml:"xmlUrl,attr,omitempty"`
		Outlines []*outline `xml:"outline"`
	}
	var body []*outline
	groups := map[string]*outline{}
	for _, s := range sources {
		o := &outline{Text: s.Title, Title: s.Title, Type: "rss", URL: s.URL}
		if o.Text == "" {
			o.Text = s.URL
		}
		if s.Group == "" {
			body = append(body, o)
			continue
		}
		g := groups[s.Group]
		if g == nil {
			g = &outline{Text: s.Group}
			groups[s.Group] = g
			body = append(body, g)
		}
		g.Outlines = append(g.Outlines, o)
	}
	doc := struct {
		XMLName xml.Name   `xml:"opml"`
		Version string     `xml:"version,attr"`
		Title   string     `xml:"head>title"`
		Body    []*outline `xml:"body>outline"`
	}{Version: "2.0", Title: "Feeds followed by casus", Body: body}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("feed: opml: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("feed: opml: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}
