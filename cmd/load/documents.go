package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"
)

// paragraphsOf returns the paragraphs of articles: text files, or JSON files
// with a field "text".
func paragraphsOf(files []string) ([]string, error) {
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		text := string(b)
		if strings.HasSuffix(f, ".json") {
			var art struct{ Text string }
			if err := json.Unmarshal(b, &art); err != nil {
				return nil, fmt.Errorf("%s: %w", f, err)
			}
			text = art.Text
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, line)
			}
		}
	}
	if len(out) == 0 {
		return nil, errors.New("articles are needed")
	}
	return out, nil
}

// copies is how many articles there are to one copy.
const copies = 10

// documents writes n records, each of as many paragraphs as told.
func documents(w io.Writer, n, paragraphs int, files []string) error {
	pool, err := paragraphsOf(files)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	for i := range n {
		of := i
		if i%copies == copies-1 { // wire copy of an article shortly before
			of = i - copies/2
		}
		r := rand.New(rand.NewPCG(1, uint64(of)))
		text, day := compose(r, pool, paragraphs)
		publisher := "Paper " + word(rand.New(rand.NewPCG(3, uint64(i))), 2)
		if of != i {
			text += "\nReaders of the " + publisher + " may write to the editor."
		}
		if err := enc.Encode(map[string]string{"id": fmt.Sprint("doc", i), "text": text, "published": day, "publisher": publisher}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// compose makes up the text of an article and its day.
func compose(r *rand.Rand, pool []string, paragraphs int) (text, day string) {
	shift := 1 + r.IntN(len(states)-1)
	var pairs []string
	for k, s := range states {
		to := states[(k+shift)%len(states)]
		for j := range s {
			pairs = append(pairs, s[j], to[j])
		}
	}
	var b strings.Builder
	for range paragraphs {
		b.WriteString(pool[r.IntN(len(pool))] + "\n")
	}
	var own []string
	for range 5 {
		own = append(own, word(r, 2))
	}
	fmt.Fprintf(&b, "Minister %s %s said that %d of them had come from %s.", word(r, 2), word(r, 3), 2+r.IntN(900), strings.Join(own, ", "))
	day = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(1800)).Format(time.DateOnly)
	return strings.NewReplacer(pairs...).Replace(b.String()), day
}
