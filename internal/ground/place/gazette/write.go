package gazette

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// Name is a name that a record is called by, folded.
type Name struct {
	Folded string
	Record int
}

// Write writes a gazetteer: the header (eight bytes of magic, the number of
// records and the sizes of the five sections), the codes of the countries,
// which are the first records, the offsets of the blocks, the blocks, the
// offsets of the buckets of the index and its entries. A block holds 256
// records as one frame of zstd: a column for each byte of length of the name,
// kind, seat, rank of population, country, first and second division, latitude,
// longitude (in 1/10000 degree) and GeoNames id, then the names. The names of
// one folded form keep their order. It returns an error if a record does not
// fit.
func Write(w io.Writer, records []Record, index []Name) error {
	var codes, offsets, packed []byte
	for i, r := range records {
		if len(r.Name) > math.MaxUint8 || r.Name == "" {
			return fmt.Errorf("gazette: record %d: name %q of %d bytes", i, r.Name, len(r.Name))
		}
		for _, n := range []int{r.Country, r.Admin1, r.Admin2} {
			if n >= noneWide || n < None || n >= len(records) {
				return fmt.Errorf("gazette: record %d (%s): parent %d", i, r.Name, n)
			}
		}
		if r.Kind == Country {
			if len(r.Code) != codeSize || len(codes) != i*codeSize {
				return fmt.Errorf("gazette: country %q: code %q, or not among the first records", r.Name, r.Code)
			}
			codes = append(codes, r.Code...)
		}
	}
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderCRC(false))
	if err != nil {
		return fmt.Errorf("gazette: %w", err)
	}
	for i := 0; i < len(records); i += blockSize {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(packed)))
		packed = zip.EncodeAll(columns(records[i:min(i+blockSize, len(records))]), packed)
	}
	offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(packed)))
	buckets, entries := pack(index)
	head := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(records)))
	parts := [sections][]byte{codes, offsets, packed, buckets, entries}
	for _, p := range parts {
		head = binary.LittleEndian.AppendUint32(head, uint32(len(p)))
	}
	for _, p := range append([][]byte{head}, parts[:]...) {
		if _, err := w.Write(p); err != nil {
			return fmt.Errorf("gazette: %w", err)
		}
	}
	return nil
}

// columns lays records out as a block.
func columns(records []Record) []byte {
	n := len(records)
	size := n * fixedSize
	for i := range records {
		size += len(records[i].Name)
	}
	out := make([]byte, size)
	for k, r := range records {
		put := func(first, width int, v uint32) {
			for j := range width {
				out[(first+j)*n+k] = byte(v >> (8 * j))
			}
		}
		put(0, 1, uint32(len(r.Name)))
		put(1, 1, uint32(r.Kind))
		put(2, 1, uint32(r.Seat))
		put(3, 1, uint32(rank(r.Population)))
		put(4, 2, uint32(r.Country))
		put(6, 2, uint32(r.Admin1))
		put(8, 2, uint32(r.Admin2))
		put(10, 4, uint32(int32(math.Round(r.Lat*degrees))))
		put(14, 4, uint32(int32(math.Round(r.Lon*degrees))))
		put(18, 4, uint32(r.ID))
	}
	names := out[n*fixedSize:]
	for _, r := range records {
		names = names[copy(names, r.Name):]
	}
	return out
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
