// Package language tells the language of a text, so that what is not English
// is stored and skipped with a count and not mangled. It counts trigrams
// (package whatlanggo) over the first part of the text and takes what the
// publisher declares only where the text is too short to tell.
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

const (
	sample   = 4000 // bytes; trigram counts hardly move after that
	minBytes = 120  // a shorter text tells too little
	minSure  = 0.6  // confidence from which the text overrules a declaration
)

// Of returns the language of text as an ISO 639-1 code, "" if it cannot be
// told. declared is what the publisher says ("en-GB"), or "".
func Of(text, declared string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(declared, "_", "-")), "-")
	if len(text) > sample {
		end := sample
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	if len(text) < minBytes {
		return declared
	}
	info := whatlanggo.Detect(text)
	// No text in another script is English, whichever of its languages it is.
	if code := info.Lang.Iso6391(); code != "" && (info.Confidence >= minSure || info.Script != unicode.Latin) {
		return code
	}
	return declared
}

// English reports whether a text in this language can be coded: English, or
// not known to be anything else.
func English(code string) bool { return code == "en" || code == "" }
