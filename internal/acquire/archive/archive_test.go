package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/internal/acquire/archive"
)

func write(tb testing.TB, path string, b []byte) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		tb.Fatal(err)
	}
}

func tgz(tb testing.TB, names ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, n := range names {
		if err := w.WriteHeader(&tar.Header{Name: n, Mode: 0o600, Size: int64(len(n))}); err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, n); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func zipped(tb testing.TB, names ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		f, err := w.Create(n)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(f, n); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func visit(path string) (names []string, faults int) {
	archive.Walk(path, func(name string, r io.Reader, err error) bool {
		if err == nil {
			_, err = io.ReadAll(r)
		}
		if err != nil {
			faults++
			return true
		}
		names = append(names, name)
		return true
	})
	return names, faults
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "b.txt"), []byte("b"))
	write(t, filepath.Join(dir, ".hidden", "x.txt"), []byte("x"))
	write(t, filepath.Join(dir, "a", "c.tar.gz"), tgz(t, "one.txt", "../../etc/two\n.txt"))
	write(t, filepath.Join(dir, "z.zip"), zipped(t, "three.txt", "/abs/four.txt"))
	got, faults := visit(dir)
	for i := range got {
		got[i] = strings.TrimPrefix(got[i], dir+"/")
	}
	want := []string{"a/c.tar.gz/one.txt", "a/c.tar.gz/etc/two_.txt", "b.txt", "z.zip/three.txt", "z.zip/abs/four.txt"}
	if !slices.Equal(got, want) || faults != 0 {
		t.Errorf("Walk visits %q with %d faults, want %q", got, faults, want)
	}
}

func TestTruncatedArchiveKeepsWhatCanBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cut.tar")
	z, err := gzip.NewReader(bytes.NewReader(tgz(t, "one.txt", "two.txt", "three.txt")))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, all[:2*1024+100])
	names, faults := visit(path)
	if len(names) != 2 || faults != 1 {
		t.Errorf("Walk visits %q with %d faults, want two members and one fault", names, faults)
	}
}

func FuzzWalk(f *testing.F) {
	f.Add(tgz(f, "a", "b"), "x.tgz")
	f.Add(zipped(f, "a", "b"), "x.zip")
	f.Fuzz(func(t *testing.T, b []byte, _ string) {
		for _, name := range []string{"x.zip", "x.tar", "x.tgz"} {
			path := filepath.Join(t.TempDir(), name)
			write(t, path, b)
			names, _ := visit(path)
			for _, n := range names {
				if strings.Contains(n[len(path):], "..") && strings.Contains(n[len(path):], "/../") || strings.ContainsAny(n, "\n\x00") {
					t.Errorf("unsafe name %q", n)
				}
			}
		}
	})
}
