package trie_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/internal/trie"
)

func build(names ...string) *trie.Trie {
	b := trie.NewBuilder(1)
	for v, name := range names {
		var ids []int32
		for w := range strings.FieldsSeq(name) {
			ids = append(ids, b.Word([]byte(w)))
		}
		b.Add(ids, int32(v))
	}
	return b.Build()
}

// longest returns how many of the words belong to the longest name that starts
// at the first, and its values.
func longest(t *trie.Trie, text string) (n int, values []int32) {
	node := int32(trie.Root)
	for i, w := range strings.Fields(text) {
		if node = t.Next(node, t.Word([]byte(w))); node == trie.None {
			break
		}
		if v := t.Values(node); len(v) > 0 {
			n, values = i+1, v
		}
	}
	return n, values
}

func TestLongest(t *testing.T) {
	tr := build("south", "south korea", "south korea navy", "korea", "south korea")
	for _, c := range []struct {
		text   string
		n      int
		values []int32
	}{
		{"south korea said", 2, []int32{1, 4}},
		{"south korea navy ship", 3, []int32{2}},
		{"south korean", 1, []int32{0}},
		{"north korea", 0, nil},
		{"", 0, nil},
	} {
		n, values := longest(tr, c.text)
		if n != c.n || !slices.Equal(values, c.values) {
			t.Errorf("longest(%q) = %d %v, want %d %v", c.text, n, values, c.n, c.values)
		}
	}
}

func TestManyNamesAreAllFound(t *testing.T) {
	var names []string
	for i := range 5000 {
		names = append(names, fmt.Sprintf("w%d w%d w%d", i%71, i%97, i))
	}
	tr := build(names...)
	for i, name := range names {
		if n, v := longest(tr, name); n != 3 || !slices.Contains(v, int32(i)) {
			t.Fatalf("longest(%q) = %d %v, want value %d", name, n, v, i)
		}
	}
}

func TestTrieIsReadBackAndGoesOn(t *testing.T) {
	b := trie.NewBuilder(1)
	add := func(b *trie.Builder, name string, v int32) {
		var ids []int32
		for w := range strings.FieldsSeq(name) {
			ids = append(ids, b.Word([]byte(w)))
		}
		b.Add(ids, v)
	}
	for i := range 3000 {
		add(b, fmt.Sprintf("w%d w%d", i%41, i%607), int32(3000-i))
	}
	want := b.Build()
	data := want.Append(nil)
	read, rest, err := trie.Read(append(data, "more"...))
	if err != nil || string(rest) != "more" {
		t.Fatalf("Read: %q, %v", rest, err)
	}
	if again := read.Append(nil); !slices.Equal(again, data) {
		t.Error("a trie that was read is written otherwise")
	}
	more := read.Builder()
	add(more, "w1 new name", 7)
	tr := more.Build()
	for i := range 3000 {
		text := fmt.Sprintf("w%d w%d", i%41, i%607)
		n, v := longest(tr, text)
		if m, u := longest(want, text); n != m || !slices.Equal(v, u) {
			t.Fatalf("longest(%q) = %d %v, want %d %v", text, n, v, m, u)
		}
	}
	if n, _ := longest(read, "w1 new name"); n != 0 {
		t.Error("a name added to a builder is in the trie from which it goes on")
	}
	if n, v := longest(tr, "w1 new name"); n != 3 || !slices.Equal(v, []int32{7}) {
		t.Errorf("a name added later: %d %v", n, v)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(build("south korea", "south", "korea", "south").Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		tr, _, err := trie.Read(data)
		if err != nil {
			return
		}
		first := tr.Append(nil)
		again, rest, err := trie.Read(first)
		if err != nil || len(rest) > 0 || !slices.Equal(again.Append(nil), first) {
			t.Fatalf("written and read again: %v, %d bytes left", err, len(rest))
		}
		if got := tr.Builder().Build().Append(nil); !slices.Equal(got, first) {
			t.Fatal("a builder made of the trie makes another trie")
		}
	})
}

func TestEmptySequenceIsIgnored(t *testing.T) {
	b := trie.NewBuilder(0)
	b.Add(nil, 7)
	if v := b.Build().Values(trie.Root); len(v) != 0 {
		t.Errorf("Values(Root) = %v, want none", v)
	}
}

func FuzzLongest(f *testing.F) {
	f.Add("a b\na b c\nb", "a b c d")
	f.Fuzz(func(t *testing.T, names, text string) {
		list := strings.Split(names, "\n")
		tr := build(list...)
		n, _ := longest(tr, text)
		words := strings.Fields(text)
		want := 0
		for _, name := range list {
			w := strings.Fields(name)
			if len(w) <= len(words) && len(w) > want && slices.Equal(w, words[:len(w)]) {
				want = len(w)
			}
		}
		if n != want {
			t.Fatalf("longest(%q) = %d, want %d", text, n, want)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	var names []string
	for i := range 20000 {
		names = append(names, fmt.Sprintf("w%d w%d", i%5000, i))
	}
	for b.Loop() {
		build(names...)
	}
}
