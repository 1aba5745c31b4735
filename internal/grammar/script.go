package grammar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Script returns how lemma is made from form: a letter for the case of the
// result (l lower, s as it stands, t first letter upper), then "-k+ending" for
// k runes dropped from the end and an ending put in their place. "!lemma"
// stands for a lemma that shares no first letter with its form.
func Script(form, lemma string) string {
	best := ""
	for _, mode := range "lts" {
		base := recase(form, mode)
		if base == lemma {
			return string(mode)
		}
		common := 0
		for common < len(base) && common < len(lemma) && base[common] == lemma[common] {
			common++
		}
		for common > 0 && common < len(base) && !utf8.RuneStart(base[common]) {
			common--
		}
		for common > 0 && common < len(lemma) && !utf8.RuneStart(lemma[common]) {
			common--
		}
		if common == 0 {
			continue
		}
		s := string(mode) + "-" + strconv.Itoa(utf8.RuneCountInString(base[common:])) + "+" + lemma[common:]
		if best == "" || len(s) < len(best) {
			best = s
		}
	}
	if best == "" || len(best) >= len(lemma)+3 {
		return "!" + lemma
	}
	return best
}

// Apply returns the lemma that script makes of form, and false if the form is
// too short for it.
func Apply(form, script string) (string, bool) {
	if script == "" {
		return form, false
	}
	if script[0] == '!' {
		return script[1:], true
	}
	base := recase(form, rune(script[0]))
	if len(script) == 1 {
		return base, true
	}
	count, ending, _ := strings.Cut(script[2:], "+")
	k, _ := strconv.Atoi(count)
	end := len(base)
	for ; k > 0; k-- {
		if end == 0 {
			return base, false
		}
		_, w := utf8.DecodeLastRuneInString(base[:end])
		end -= w
	}
	if end == 0 {
		return base, false
	}
	return base[:end] + ending, true
}

func recase(form string, mode rune) string {
	switch mode {
	case 'l':
		return strings.ToLower(form)
	case 't':
		low := strings.ToLower(form)
		r, w := utf8.DecodeRuneInString(low)
		return string(unicode.ToUpper(r)) + low[w:]
	default:
		return form
	}
}
