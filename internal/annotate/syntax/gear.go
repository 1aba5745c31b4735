package syntax

import (
	"cmp"
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// No corpus marks weapon systems, so the network hardly finds them. They are
// found by their designations ("Su-24", "S-300") and by a list of names.

// gearNames are names of weapon systems that mean nothing else in news.
const gearNames = `ATACMS ATACMs HIMARS GMLRS JASSM AMRAAM THAAD NASAMS SAMP/T AWACS Kalashnikov Kalashnikovs Bayraktar Bayraktars TB2
Katyusha Katyushas Qassam Kinzhal Oreshnik Sarmat Iskander Iskanders Kalibr Tomahawk Tomahawks Scud Scuds Topol-M Bulava Humvee Humvees
Eurofighter Rafale Gripen Merkava BrahMos Shahed Shaheds Taepodong Nodong Harpoon Brimstone Starstreak Switchblade Excalibur Panzerhaubitze
Storm_Shadow Storm_Shadows Black_Hawk Black_Hawks Leopard_2 Leopard_2s Challenger_2 Leopard_tanks Iron_Dome Iron_Beam Arrow_3 IRIS-T`

// gearNouns follow a name that alone may be something else: "Patriot missiles".
const gearNouns = ` missile missiles helicopter helicopters tank tanks drone drones system systems battery batteries jet jets fighter fighters
 rocket rockets submarine submarines aircraft bomber bombers rifle rifles launcher launchers howitzer howitzers interceptor interceptors warplane warplanes `

// maybeGear are names that need one of gearNouns behind them.
const maybeGear = ` Patriot Apache Javelin Stinger Grad Predator Reaper Trident Abrams Bradley Leopard Taurus Mirage Tornado Typhoon Hellfire
 Neptune Hurricane Smerch Uragan Buk Tor Pantsir Caesar Archer Aegis Hawk Osprey Chinook Cobra Mohajer Fateh Emad Zolfaghar Hwasong Agni Shaheen `

// designators begin designations that a hyphen and a number complete. Those of
// one letter need two digits at least.
const designators = ` F B C S T M P J Su MiG Mig Tu Il An Mi Ka Yak AK MQ RQ AH UH CH KC DF AMX BMP BTR RPG TOW SA `

const mostGear = 4 // words of a name

// addGear moves the names of a sentence from the front of names to d.Names,
// and puts weapon systems in place of names inside them.
func addGear(d *nlp.Doc, s nlp.Span, names *[]nlp.Name) {
	n := 0
	for n < len(*names) && (*names)[n].Span.Start < s.End {
		n++
	}
	own := (*names)[:n]
	*names = (*names)[n:]
	found := gear(d, s, own)
	if found == nil {
		d.Names = append(d.Names, own...)
		return
	}
	all := slices.DeleteFunc(slices.Clone(own), func(n nlp.Name) bool {
		return slices.ContainsFunc(found, func(g nlp.Name) bool { return g.Span.Overlaps(n.Span) })
	})
	all = append(all, found...)
	slices.SortFunc(all, func(a, b nlp.Name) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	d.Names = append(d.Names, all...)
}

// gear returns the weapon systems of a sentence that cut none of its names and
// are no part of a longer one.
func gear(d *nlp.Doc, s nlp.Span, names []nlp.Name) []nlp.Name {
	var found []nlp.Name
	for i := s.Start; i < s.End; i++ {
		if f := d.Form(i); f == "" || f[0] < 'A' || f[0] > 'Z' {
			continue
		}
		for n := min(mostGear, s.End-i); n > 0; n-- {
			span := nlp.Span{Start: i, End: i + n}
			next := ""
			if span.End < s.End {
				next = d.Form(span.End)
			}
			cuts := func(n nlp.Name) bool { return n.Span.Overlaps(span) && !span.Contains(n.Span) }
			if isGear(d.SpanText(span), next) && !slices.ContainsFunc(names, cuts) {
				found = append(found, nlp.Name{Span: span, Label: "EQP"})
				i += n - 1
				break
			}
		}
	}
	return found
}

// isGear reports whether text, with next behind it, names a weapon system.
func isGear(text, next string) bool {
	if in(gearNames, strings.ReplaceAll(text, " ", "_")) {
		return true
	}
	if in(maybeGear, text) {
		return in(gearNouns, next)
	}
	head, number, ok := strings.Cut(text, "-")
	if !ok || !in(designators, head) {
		return false
	}
	digits := 0
	for digits < len(number) && number[digits] >= '0' && number[digits] <= '9' {
		digits++
	}
	return digits > 0 && digits <= 3 && (digits > 1 || len(head) > 1) && len(number)-digits <= 2 && !strings.ContainsAny(number, " -.")
}

// in reports whether word is one of a list parted by white space.
func in(list, word string) bool {
	if word == "" {
		return false
	}
	for at := 0; ; {
		k := strings.Index(list[at:], word)
		if k < 0 {
			return false
		}
		at += k
		end := at + len(word)
		if (at == 0 || list[at-1] <= ' ') && (end == len(list) || list[end] <= ' ') {
			return true
		}
		at = end
	}
}
