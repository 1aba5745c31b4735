package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/internal/ground/place/gazette"
)

// use counts how texts use a name of the gazetteer, or a given name.
type use struct{ place, other, lower, given int }

// usage counts, in texts whose names are marked (token, tab, BIO tag; an empty
// line after each sentence), how often each name of the gazetteer is a place,
// another name, or a word in lower case, and which words open the names of
// persons. It writes a TSV of those that are not always places.
func (b *builder) usage(folder, out string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.bio.gz"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("usage: no *.bio.gz in %s", folder)
	}
	uses := map[string]*use{}
	for _, n := range b.index {
		uses[n.Folded] = &use{}
	}
	names := maps.Clone(uses)
	for _, p := range paths {
		if strings.Contains(p, "-dev") {
			continue
		}
		if err := count(p, uses); err != nil {
			return err
		}
	}
	return replace(out, func(w io.Writer) error {
		fmt.Fprintln(w, "# name, folded\ttimes a place\tanother name\tin lower case\topening the name of a person")
		for _, name := range slices.Sorted(maps.Keys(uses)) {
			u := uses[name]
			_, place := names[name]
			if place && u.other+u.lower+u.given > 0 || u.given > 2 && u.given > 2*u.lower {
				fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", name, u.place, u.other, u.lower, u.given)
			}
		}
		return nil
	})
}

// count adds the uses of one file.
func count(path string, uses map[string]*use) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("usage: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("usage: %s: %w", path, err)
	}
	var words, tags []string
	for r := bufio.NewReader(z); ; {
		line, err := r.ReadString('\n')
		word, tag, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok {
			words, tags = append(words, word), append(tags, tag)
		} else {
			sentence(words, tags, uses)
			words, tags = words[:0], tags[:0]
		}
		if err == io.EOF {
			sentence(words, tags, uses)
			return nil
		}
		if err != nil {
			return fmt.Errorf("usage: %s: %w", path, err)
		}
	}
}

// sentence adds the uses of one sentence.
func sentence(words, tags []string, uses map[string]*use) {
	for i := 0; i < len(words); {
		j := i + 1
		if tags[i] == "O" {
			f := gazette.Fold(nil, words[i])
			r, _ := utf8.DecodeRuneInString(words[i])
			if u := uses[string(f)]; u != nil && unicode.IsLower(r) {
				u.lower++
			} else if u != nil && i > 0 && unicode.IsUpper(r) {
				u.other++
			}
			i = j
			continue
		}
		for j < len(words) && strings.HasPrefix(tags[j], "I-") {
			j++
		}
		full := gazette.Fold(nil, strings.Join(words[i:j], " "))
		switch strings.ToUpper(tags[i][2:]) {
		case "LOC", "LOCATION", "COUNTRY":
			if u := uses[string(full)]; u != nil {
				u.place++
			}
		case "PER", "POLITICIAN", "PERSON":
			person(words[i:j], uses)
		case "GPE", "NORP":
			// In one of the sets this is a demonym, and a country now and then.
		default:
			if u := uses[string(full)]; u != nil {
				u.other++
			}
		}
		i = j
	}
}

// person adds the uses of the words of a person's name.
func person(words []string, uses map[string]*use) {
	for k, w := range words {
		f := string(gazette.Fold(nil, w))
		if f == "" {
			continue
		}
		u := uses[f]
		if u == nil {
			if k > 0 || len(words) == 1 {
				continue
			}
			u = &use{}
			uses[f] = u
		}
		if u.other++; k == 0 && len(words) > 1 {
			u.given++
		}
	}
}
