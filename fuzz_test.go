package casus_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/nlp"
)

// FuzzRead feeds any text to the whole road. The layers agree with each other,
// every span of the record lies inside the text on whole code points, and the
// record survives its JSON form.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"Kenya expelled two Somali diplomats on Tuesday, and recalled its envoy. \"An act of war,\" Somalia's minister said.",
		"KYIV (Wire) - The U.S. won't, he said, \"send 40 tanks\" unless Russia attacks; up to 12,000 troops left.\n\nSource: Wire",
		"\r\n\t\u2028\u00a0", "'\"‘“ (( 3,,4 -- U.S.A. \u0130\u0301 \U0001F54A", "a", "\x00", "He said she said they said that it said no.",
	} {
		f.Add(text)
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		f.Fatal(err)
	}
	published := time.Date(2024, 11, 18, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 5000 {
			return
		}
		doc, err := coder.Annotate(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		rep, err := coder.Read(t.Context(), article.Article{Text: text, Published: published})
		if err != nil {
			t.Fatal(err)
		}
		if rep.Text != text {
			t.Fatalf("text %q, want %q", rep.Text, text)
		}
		ranges(t, reflect.ValueOf(*rep), text)
		if b, err := json.Marshal(rep); err != nil || !json.Valid(b) {
			t.Fatalf("%v: %s", err, b)
		}
	})
}

// ranges checks every nlp.Range in v that stands in the record.
func ranges(t *testing.T, v reflect.Value, text string) {
	t.Helper()
	if r, ok := reflect.TypeAssert[nlp.Range](v); ok {
		if r.Start < 0 || r.End <= r.Start || r.End > len(text) || !utf8.RuneStart(text[r.Start]) || (r.End < len(text) && !utf8.RuneStart(text[r.End])) {
			t.Fatalf("range %v of a text of %d bytes: %q", r, len(text), text)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				ranges(t, v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			ranges(t, v.Index(i), text)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			ranges(t, v.Elem(), text)
		}
	}
}
