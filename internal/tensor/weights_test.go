package tensor

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func sample() *Weights {
	w := &Weights{Meta: json.RawMessage(`{"kind":"test"}`)}
	r := rand.New(rand.NewPCG(1, 1))
	w.AddMat("a", Float, random(r, 3, 5))
	w.AddMat("b", Int8, random(r, 4, 7))
	w.AddMat("c", Int4, random(r, 4, 7))
	w.AddText("d", []string{"один", "", "three"})
	return w
}

func TestWeightsRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	a, b, c := random(r, 3, 5), random(r, 4, 7), random(r, 4, 7)
	var file bytes.Buffer
	if _, err := sample().WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	w, err := ReadWeights(&file)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name  string
		want  Mat
		steps float64 // of quantisation between 0 and the greatest value
	}{{"a", a, math.Inf(1)}, {"b", b, 127}, {"c", c, 7}} {
		got, err := w.Mat(x.name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range x.want.Rows {
			top := 0.0
			for _, v := range x.want.Row(i) {
				top = max(top, math.Abs(float64(v)))
			}
			for j, v := range x.want.Row(i) {
				if d := math.Abs(float64(v - got.Row(i)[j])); d > 0.501*top/x.steps {
					t.Errorf("%s[%d,%d] is %v, want %v", x.name, i, j, got.Row(i)[j], v)
				}
			}
		}
	}
	if list, err := w.Strings("d"); err != nil || !slices.Equal(list, []string{"один", "", "three"}) {
		t.Errorf("strings %q, %v", list, err)
	}
	for _, err := range []error{second(w.Mat("d")), second(w.Mat("x")), second(w.Strings("a"))} {
		if !errors.Is(err, ErrFormat) {
			t.Errorf("error %v, want ErrFormat", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestReadWeightsRefusesDamage(t *testing.T) {
	var file bytes.Buffer
	if _, err := sample().WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	for i := 8; i < file.Len(); i += 13 {
		bad := slices.Clone(file.Bytes())
		bad[i] ^= 4
		if _, err := ReadWeights(bytes.NewReader(bad)); !errors.Is(err, ErrChecksum) {
			t.Errorf("byte %d changed: error %v, want ErrChecksum", i, err)
		}
	}
}

func FuzzReadWeights(f *testing.F) {
	var file bytes.Buffer
	if _, err := sample().WriteTo(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes()[len(weightsMagic)+sha256.Size:])
	f.Fuzz(func(t *testing.T, body []byte) {
		sum := sha256.Sum256(body)
		w, err := ReadWeights(bytes.NewReader(append(append([]byte(weightsMagic), sum[:]...), body...)))
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("error %v, want ErrFormat", err)
			}
			return
		}
		for i := range w.Blocks {
			b := &w.Blocks[i]
			if m, err := w.Mat(b.Name); err == nil && len(m.Data) != m.Rows*m.Cols {
				t.Errorf("block %s: %d elements in %dx%d", b.Name, len(m.Data), m.Rows, m.Cols)
			}
			if list, err := w.Strings(b.Name); err == nil && len(list) > b.Size {
				t.Errorf("block %s: %d strings in %d bytes", b.Name, len(list), b.Size)
			}
		}
	})
}

func TestTableHasTheRowsOfMat(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	var w Weights
	w.AddMat("a", Int4, random(r, 9, 7))
	w.AddMat("b", Int8, random(r, 5, 6))
	w.AddMat("c", Float, random(r, 2, 2))
	var file bytes.Buffer
	if _, err := w.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	read, err := ParseWeights(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b"} {
		want, err := read.Mat(name)
		if err != nil {
			t.Fatal(err)
		}
		table, err := read.Table(name)
		if err != nil {
			t.Fatal(err)
		}
		if table.Rows() != want.Rows || table.Cols() != want.Cols {
			t.Fatalf("%s is %dx%d, want %dx%d", name, table.Rows(), table.Cols(), want.Rows, want.Cols)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for i := range want.Rows {
					if !slices.Equal(table.Row(i), want.Row(i)) {
						t.Errorf("%s: row %d is %v, want %v", name, i, table.Row(i), want.Row(i))
					}
				}
			})
		}
		wg.Wait()
	}
	if _, err := read.Table("c"); !errors.Is(err, ErrFormat) {
		t.Errorf("Table of floats: %v", err)
	}
	if _, err := read.Table("d"); !errors.Is(err, ErrFormat) {
		t.Errorf("Table of nothing: %v", err)
	}
}
