package ledger

import (
	"math"
	"strconv"
	"strings"

	"casus.dev/casus/nlp"
)

// number is a figure in words or digits.
type number struct {
	words     nlp.Span
	low, high float64
	open      bool // "dozens of", "5,000-plus": high is not known
}

// numberAt reads the figure that starts at word i, with its multipliers
// ("1.5 million", "two dozen") and as a range ("40 to 50"). It returns false
// where there is none.
func (p *page) numberAt(i, end int) (number, bool) {
	n, ok := p.figure(i, end)
	if !ok {
		return n, false
	}
	at := n.words.End
	if at < end && (p.d.Form(at) == "plus" || p.d.Form(at) == "+") {
		n.words.End++
		n.open = true
		return n, true
	}
	if at+1 < end {
		switch w := strings.ToLower(p.d.Form(at)); w {
		case "to", "-", "–", "and", "or":
			next := at + 1
			if next < end && currencySign(p.d.Form(next)) {
				next++ // "between $2 and $3 million"
			}
			m, ok := p.figure(next, end)
			between := p.betweenBefore(i)
			if ok && (w != "and" || between) && (w != "or" || m.low == n.low+1) {
				scale := 1.0 // "two to three million": the second multiplier holds for both
				if n.high < 1000 && m.low >= 1000 {
					for m.low/scale >= 1000 {
						scale *= 1000
					}
				}
				if n.low*scale < m.high {
					return number{nlp.Span{Start: i, End: m.words.End}, n.low * scale, m.high, m.open}, true
				}
			}
		}
	}
	return n, true
}

// betweenBefore reports whether "between" stands before word i, or before its
// sign of currency: "between $2 and $3 million".
func (p *page) betweenBefore(i int) bool {
	if i > 1 && currencySign(p.d.Form(i-1)) {
		i--
	}
	return i > 0 && strings.EqualFold(p.d.Form(i-1), "between")
}

// figure reads one figure without ranges.
func (p *page) figure(i, end int) (number, bool) {
	if i >= end {
		return number{}, false
	}
	word := strings.ToLower(p.d.Form(i))
	if low, ok := vague[word]; ok { // "dozens of troops", "hundreds of thousands of"
		n := number{words: nlp.Span{Start: i, End: i + 1}, low: low, open: true}
		if i+2 < end && p.lemma(i+1) == "of" {
			if more, ok := vague[strings.ToLower(p.d.Form(i+2))]; ok {
				n.words.End, n.low = i+3, low*more/2 // a plural counts two: two hundred thousand
			}
		}
		return n, true
	}
	v, at, ok := p.beginning(i, end)
	if !ok {
		return number{}, false
	}
	total, current := 0.0, v
	for at < end {
		next, used := p.addend(at, end, current)
		if m := multipliers[strings.ToLower(p.d.Form(at))]; m > 0 {
			if current == 0 {
				current = 1
			}
			if m >= 1000 {
				total += float64(current * m)
				current = 0
			} else {
				current *= m
			}
			at++
			continue
		}
		if used == 0 {
			break
		}
		current += next
		at += used
	}
	return number{words: nlp.Span{Start: i, End: at}, low: total + current, high: total + current}, true
}

// beginning reads the first word of a figure: digits, a number's name, "a
// hundred", "half a million". at is where the figure may go on.
func (p *page) beginning(i, end int) (v float64, at int, ok bool) {
	word := strings.ToLower(p.d.Form(i))
	if v, ok := value(word); ok {
		return v, i + 1, true
	}
	multiplies := func(k int) bool { return k < end && multipliers[strings.ToLower(p.d.Form(k))] > 0 }
	switch {
	case (word == "a" || word == "an") && multiplies(i+1):
		return 1, i + 1, true
	case word == "half" && i+1 < end && p.lemma(i+1) == "a" && multiplies(i+2):
		return 0.5, i + 2, true
	}
	return 0, i, false
}

// addend returns what the words from at on add to current ("twenty one", "twenty-one",
// "two hundred and five") and how many words they are, 0 for none.
func (p *page) addend(at, end int, current float64) (v float64, used int) {
	w := strings.ToLower(p.d.Form(at))
	if next, ok := value(w); ok && w[0] >= 'a' {
		if current == 0 || current >= 20 && next < 10 || current >= 100 && next < 100 {
			return next, 1
		}
		return 0, 0
	}
	if at+1 >= end {
		return 0, 0
	}
	switch {
	case w == "-" && current >= 20 && current < 100 && smaller(p.d.Form(at+1)):
		x, _ := value(strings.ToLower(p.d.Form(at + 1)))
		return x, 2
	case w == "and" && current >= 100 && spelledNumber(p.d.Form(at+1)):
		return 0, 1
	}
	return 0, 0
}

func smaller(form string) bool {
	x, ok := value(strings.ToLower(form))
	return ok && x < 10 && form[0] > '9'
}

func spelledNumber(form string) bool {
	_, ok := value(strings.ToLower(form))
	return ok && form[0] > '9'
}

// value reads one word: digits with separators, digits with a letter for the
// multiplier ("61bn", "5k"), or the number's name.
func value(word string) (float64, bool) {
	if v, ok := named[word]; ok {
		return v, true
	}
	if left, right, ok := strings.Cut(word, "-"); ok { // "twenty-one"
		a, ok1 := named[left]
		b, ok2 := named[right]
		if ok1 && ok2 && a >= 20 && b < 10 {
			return a + b, true
		}
	}
	if word == "" || word[0] < '0' || word[0] > '9' {
		return 0, false
	}
	scale := 1.0
	for _, s := range suffixes {
		if cut, ok := strings.CutSuffix(word, s.name); ok {
			word, scale = cut, s.value
			break
		}
	}
	// A comma parts thousands only: "1,5" is not read.
	for k, part := range strings.Split(word, ",") {
		if k > 0 && len(strings.SplitN(part, ".", 2)[0]) != 3 {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(word, ",", ""), 64)
	if err != nil || math.IsInf(v, 0) || strings.ContainsAny(word, "eEpPxX_") {
		return 0, false
	}
	return v * scale, true
}
