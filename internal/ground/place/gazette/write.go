package gazette

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// Name is a name that a record is called by, folded.
type Name struct {
	Folded string
	Record int
}

// Write writes a gazetteer: the header (eight bytes of magic and the sizes of
// the five sections), the records, the codes of the countries, which are the
// first records, the names as written, the offsets of the buckets of the index
// and its entries. The names of one folded form keep their order. It returns an
// error if a record does not fit.
func Write(w io.Writer, records []Record, index []Name) error {
	var body, codes, names []byte
	at := map[string]int{}
	for i, r := range records {
		if len(r.Name) > math.MaxUint8 || r.Name == "" {
			return fmt.Errorf("gazette: record %d: name %q of %d bytes", i, r.Name, len(r.Name))
		}
		if _, ok := at[r.Name]; !ok {
			at[r.Name] = len(names)
			names = append(names, r.Name...)
		}
		for _, n := range []int{r.Country, r.Admin1, r.Admin2} {
			if n >= noneWide || n < None || n >= len(records) {
				return fmt.Errorf("gazette: record %d (%s): parent %d", i, r.Name, n)
			}
		}
		body = binary.LittleEndian.AppendUint32(body, uint32(at[r.Name]))
		body = append(body, byte(len(r.Name)), byte(r.Kind), r.Seat, rank(r.Population))
		for _, n := range []int{r.Country, r.Admin1, r.Admin2} {
			body = binary.LittleEndian.AppendUint16(body, uint16(n))
		}
		body = binary.LittleEndian.AppendUint32(body, uint32(int32(math.Round(r.Lat*degrees))))
		body = binary.LittleEndian.AppendUint32(body, uint32(int32(math.Round(r.Lon*degrees))))
		body = binary.LittleEndian.AppendUint32(body, uint32(r.ID))
		if r.Kind == Country {
			if len(r.Code) != codeSize || len(codes) != i*codeSize {
				return fmt.Errorf("gazette: country %q: code %q, or not among the first records", r.Name, r.Code)
			}
			codes = append(codes, r.Code...)
		}
	}
	buckets, entries := pack(index)
	head := []byte(magic)
	parts := [][]byte{body, codes, names, buckets, entries}
	for _, p := range parts {
		head = binary.LittleEndian.AppendUint32(head, uint32(len(p)))
	}
	for _, p := range append([][]byte{head}, parts...) {
		if _, err := w.Write(p); err != nil {
			return fmt.Errorf("gazette: %w", err)
		}
	}
	return nil
}

// pack sorts the names into buckets.
func pack(index []Name) (buckets, entries []byte) {
	type entry struct{ record, mark uint32 }
	lists := make([][]entry, NumBuckets)
	for _, n := range index {
		h := hash([]byte(n.Folded))
		lists[h%NumBuckets] = append(lists[h%NumBuckets], entry{uint32(n.Record), mark(h)})
	}
	total := uint32(0)
	for _, l := range lists {
		buckets = binary.LittleEndian.AppendUint32(buckets, total)
		for _, e := range l {
			entries = binary.LittleEndian.AppendUint32(entries, e.record)
			entries = binary.LittleEndian.AppendUint32(entries, e.mark)
		}
		total += uint32(len(l))
	}
	return binary.LittleEndian.AppendUint32(buckets, total), entries
}
