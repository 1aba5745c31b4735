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
	for i := 0; i < len(s.shapes)-1 && i < maxDateline; i++ {
		switch s.shapes[i] {
		case capital, capitals, dotted, digits, comma, letter:
		case small:
			if open < 0 && !joinsPlaces[s.text(i)] {
				return 0
			}
		case opener:
			if open >= 0 || i == 0 || s.text(i) != "(" {
				return 0
			}
			open = i
		case closer:
			if open < 0 || s.text(i) != ")" || i-open > 7 || !s.agency(open+1, i) {
				return 0
			}
			if s.shapes[i+1] == dash && i+2 < len(s.shapes) {
				return i + 2
			}
			return 0
		case dash, other:
			if open < 0 && s.text(i) != "/" && s.text(i) != "-" { // "KYIV/MOSCOW"
				return 0
			}
		default:
			return 0
		}
	}
	return 0
}

// agency reports whether words from to to begin like the name of an agency.
func (s *scanner) agency(from, to int) bool {
	return to > from && (s.shapes[from] == capital || s.shapes[from] == capitals)
}

func (s *scanner) text(i int) string {
	w := s.doc.Words[s.base+i]
	return s.doc.Text[w.Start:w.End]
}
