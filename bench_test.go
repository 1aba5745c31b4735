package casus_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"
	"time"

	"casus.dev/casus"
	"casus.dev/casus/article"
)

// BenchmarkRead measures the whole road on one sample article, one core.
func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("testdata/articles/atacms.txt")
	if err != nil {
		b.Fatal(err)
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	art := article.Article{Text: string(text), Published: time.Date(2024, 11, 18, 0, 0, 0, 0, time.UTC)}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		rep, err := coder.Read(b.Context(), art)
		if err != nil {
			b.Fatal(err)
		}
		n += len(rep.Sentences)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkReadNews measures the whole road on news texts that lie beside the
// repository, one core.
func BenchmarkReadNews(b *testing.B) {
	f, err := os.Open("../shared/data/attribution/dev.jsonl.gz")
	if err != nil {
		b.Skipf("needs the data beside the repository: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	for dec, rec := json.NewDecoder(z), (struct{ Text string }{}); dec.More(); {
		if err := dec.Decode(&rec); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, rec.Text)
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n, k := 0, 0
	for b.Loop() {
		rep, err := coder.Read(b.Context(), article.Article{Text: texts[k%len(texts)], Published: time.Date(2014, 11, 18, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			b.Fatal(err)
		}
		n += len(rep.Sentences)
		k++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkNew measures what a start costs: reading the embedded models and tables.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := casus.New(casus.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
