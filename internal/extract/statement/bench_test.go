package statement_test

import (
	"os"
	"testing"

	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

func BenchmarkFind(b *testing.B) {
	r, err := os.Open("testdata/news.conllu")
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	d, err := nlp.ReadCoNLLU(r)
	if err != nil {
		b.Fatal(err)
	}
	f, err := statement.Load()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		f.Find(d, nil, nil)
	}
	b.ReportMetric(float64(len(d.Sents))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(len(d.Sents)*b.N), "µs/sentence")
}
