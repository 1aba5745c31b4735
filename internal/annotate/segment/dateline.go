package segment

// maxDateline is the number of words in which a dateline must end:
// "ADDIS ABABA, Ethiopia, Nov. 18, 2024 (Reuters) -" has 14.
const maxDateline = 18

// dateline returns the number of words of the dateline that begins the line,
// its dash included, or 0. A dateline is a sentence of its own, as in EWT. It
// has no word in small letters before the agency in brackets; datelines
// without an agency are left to the classifier.
func (s *scanner) dateline() int {
	open := -1
	for i := 0; i < len(s.shapes)-2 && i < maxDateline; i++ {
		w := s.text(i)
		switch {
		case open >= 0 && w == ")":
			if i-open <= 7 && s.agency(open+1, i) && s.shapes[i+1] == dash {
				return i + 2
			}
			return 0
		case open < 0 && w == "(" && i > 0:
			open = i
		case open < 0 && !s.inDateline(i, w):
			return 0
		}
	}
	return 0
}

// inDateline reports whether word i, written w, can stand in a dateline before
// the agency.
func (s *scanner) inDateline(i int, w string) bool {
	switch s.shapes[i] {
	case capital, capitals, dotted, digits, comma, letter:
		return true
	case small:
		return joinsPlaces[w]
	case dash, other:
		return w == "/" || w == "-" // "KYIV/MOSCOW"
	default: // marks that end clauses
		return false
	}
}

// agency reports whether words from to begin like the name of an agency.
func (s *scanner) agency(from, to int) bool {
	return to > from && (s.shapes[from] == capital || s.shapes[from] == capitals)
}

func (s *scanner) text(i int) string {
	w := s.doc.Words[s.base+i]
	return s.doc.Text[w.Start:w.End]
}
