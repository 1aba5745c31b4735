// Package archive walks files, folders and archives (zip, tar, tar.gz) and
// hands out what they hold, one file at a time and in a fixed order.
//
// Nothing is unpacked to disk: names inside an archive are only names. The
// number of members and the bytes of each are bounded, and an archive that is
// cut off ends with an error after the members that could be read.
package archive

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Errors of walking; each comes wrapped with the name of what it is about.
var (
	ErrMembers = errors.New("archive: more than 1,000,000 members")
	ErrLong    = errors.New("archive: member is longer than 512 MiB")
)

const (
	maxMembers = 1_000_000 // a month of a world's news is half of that
	maxMember  = 512 << 20 // bytes of one member, decompressed
)

// Visit is called with each file found and its name: the path as given, or
// "archive.zip/member". It reports whether to go on. A file that could not be
// opened comes with its error and no reader.
type Visit func(name string, r io.Reader, err error) (more bool)

// Walk visits path: a file, the files of a folder and its folders in lexical
// order, or the members of an archive in their order. Hidden files and
// symbolic links inside folders are left out.
func Walk(path string, visit Visit) {
	walk(path, visit)
}

func walk(path string, visit Visit) bool {
	st, err := os.Stat(path)
	if err != nil {
		return visit(path, nil, plain(err))
	}
	if !st.IsDir() {
		return file(path, visit)
	}
	more := true
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			more = visit(p, nil, plain(err))
		case p != path && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			more = file(p, visit)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return more && err == nil
}

func file(path string, visit Visit) bool {
	f, err := os.Open(path)
	if err != nil {
		return visit(path, nil, plain(err))
	}
	defer f.Close()
	low := strings.ToLower(path)
	switch {
	case strings.HasSuffix(low, ".zip"):
		return zipped(path, f, visit)
	case strings.HasSuffix(low, ".tar"):
		return tarred(path, f, visit)
	case strings.HasSuffix(low, ".tar.gz"), strings.HasSuffix(low, ".tgz"):
		z, err := gzip.NewReader(f)
		if err != nil {
			return visit(path, nil, fmt.Errorf("archive: %w", err))
		}
		return tarred(path, z, visit)
	}
	return visit(path, f, nil)
}

func zipped(path string, f *os.File, visit Visit) bool {
	st, err := f.Stat()
	if err != nil {
		return visit(path, nil, plain(err))
	}
	z, err := zip.NewReader(f, st.Size())
	if err != nil {
		return visit(path, nil, fmt.Errorf("archive: %w", err))
	}
	if len(z.File) > maxMembers {
		return visit(path, nil, ErrMembers)
	}
	for _, m := range z.File {
		if m.FileInfo().IsDir() {
			continue
		}
		name := path + "/" + safe(m.Name)
		r, err := m.Open()
		if err != nil {
			if !visit(name, nil, fmt.Errorf("archive: %w", err)) {
				return false
			}
			continue
		}
		more := visit(name, &capped{r: r, left: maxMember}, nil)
		if err := r.Close(); err != nil && more {
			more = visit(name, nil, fmt.Errorf("archive: %w", err))
		}
		if !more {
			return false
		}
	}
	return true
}

func tarred(path string, r io.Reader, visit Visit) bool {
	t := tar.NewReader(r)
	for n := 0; ; n++ {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return visit(path, nil, fmt.Errorf("archive: after %d members: %w", n, err))
		}
		if n >= maxMembers {
			return visit(path, nil, ErrMembers)
		}
		if h.Typeflag == tar.TypeReg && !visit(path+"/"+safe(h.Name), &capped{r: t, left: maxMember}, nil) {
			return false
		}
	}
}

// safe makes a member's name fit for a message and a record: no control
// characters, no way up.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == '\uFFFD' {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	var parts []string
	for p := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if p != "" && p != "." && p != ".." {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

// capped ends a member with ErrLong instead of reading on for ever.
type capped struct {
	r    io.Reader
	left int64
}

// Read reads at most what is left.
func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, ErrLong
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	return n, err //nolint:wrapcheck // io.EOF must stay itself
}

func plain(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
