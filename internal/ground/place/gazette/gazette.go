// Package gazette holds the places of the gazetteer in one run of bytes that is
// read where it lies: nothing is unpacked when a program starts.
//
// A place is a [Record]: a country, a first- or second-order division, a city,
// or a region, sea or site. Names are looked up in folded form ([Fold]). The
// layout of the bytes is that of [Write]; [Open] checks it.
package gazette

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
)

// Kind is what a place is.
type Kind uint8

// The kinds of place.
const (
	Country Kind = iota + 1
	Region       // a sea, a river, a part of the world or of a country
	Admin1       // state, province, oblast
	Admin2       // county, district
	City
	Site
)

// Record is one place.
type Record struct {
	Name       string
	Kind       Kind
	Country    int // position of its country's record, or None
	Admin1     int // position of the record of its first-order division, or None
	Admin2     int // position of the record of its second-order division, or None
	Lat, Lon   float64
	Population int // as known to 3 %; 0 if unknown
	Seat       uint8
	ID         int    // GeoNames id, 0 if unknown
	Code       string // of a country: ISO 3166-1 alpha-3
}

// None is the position of no record.
const None = -1

// The seats that a city can be.
const (
	SectionOfCity uint8 = 1 // a quarter of another city
	SeatOfAdmin2  uint8 = 2
	SeatOfAdmin1  uint8 = 3
	Capital       uint8 = 4
)

// The layout: a header of words (uint32, little endian), then the sections
// that it gives the sizes of. See Write.
const (
	magic      = "CGAZ0003"
	headerSize = len(magic) + 5*4
	recordSize = 26
	codeSize   = 3
	entrySize  = 8
	// NumBuckets is the number of buckets of the index of names.
	NumBuckets = 1 << 17
	rankSteps  = 32 // steps of the population's logarithm, per power of ten
	degrees    = 1e4
	noneWide   = 0xFFFF // of a division or country
)

// ErrFormat says that bytes are no gazetteer of this version.
var ErrFormat = errors.New("gazette: not a gazetteer of this version")

// File is an open gazetteer. It is safe for concurrent use.
type File struct {
	records []byte
	codes   []byte
	names   string
	buckets []byte
	entries []byte
	people  [256]int // population by rank
}

// Open returns the gazetteer in data, which it keeps. It returns ErrFormat if
// the header or a size is wrong.
func Open(data []byte) (*File, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	var sizes [5]int
	total := headerSize
	for i := range sizes {
		sizes[i] = int(binary.LittleEndian.Uint32(data[len(magic)+4*i:]))
		total += sizes[i]
	}
	if total != len(data) || sizes[0]%recordSize != 0 || sizes[1]%codeSize != 0 || sizes[3] != 4*(NumBuckets+1) || sizes[4]%entrySize != 0 {
		return nil, fmt.Errorf("%w: sizes %v in %d bytes", ErrFormat, sizes, len(data))
	}
	f := &File{}
	var names []byte
	at := headerSize
	for i, part := range []*[]byte{&f.records, &f.codes, &names, &f.buckets, &f.entries} {
		*part = data[at : at+sizes[i] : at+sizes[i]]
		at += sizes[i]
	}
	f.names = string(names)
	for i := range f.people {
		f.people[i] = population(byte(i))
	}
	return f, nil
}

// Len returns the number of records.
func (f *File) Len() int { return len(f.records) / recordSize }

// Record returns record i.
func (f *File) Record(i int) Record {
	b := f.records[i*recordSize : (i+1)*recordSize]
	name := binary.LittleEndian.Uint32(b)
	r := Record{
		Name:       f.names[name : name+uint32(b[4])],
		Kind:       Kind(b[5]),
		Seat:       b[6],
		Population: f.people[b[7]],
		Country:    wide(b[8:]), Admin1: wide(b[10:]), Admin2: wide(b[12:]),
		Lat: float64(int32(binary.LittleEndian.Uint32(b[14:]))) / degrees,
		Lon: float64(int32(binary.LittleEndian.Uint32(b[18:]))) / degrees,
		ID:  int(binary.LittleEndian.Uint32(b[22:])),
	}
	if r.Kind == Country {
		r.Code = string(f.codes[i*codeSize : (i+1)*codeSize])
	}
	return r
}

func wide(b []byte) int {
	n := binary.LittleEndian.Uint16(b)
	if n == noneWide {
		return None
	}
	return int(n)
}

// Lookup appends to buf the positions of the records that are called by the
// folded name, the likeliest first, and returns it.
func (f *File) Lookup(buf []int, folded []byte) []int {
	h := hash(folded)
	bucket := h % NumBuckets
	from := binary.LittleEndian.Uint32(f.buckets[4*bucket:])
	to := binary.LittleEndian.Uint32(f.buckets[4*bucket+4:])
	for ; from < to; from++ {
		e := f.entries[entrySize*from : entrySize*(from+1)]
		if binary.LittleEndian.Uint32(e[4:]) == mark(h) {
			buf = append(buf, int(binary.LittleEndian.Uint32(e)))
		}
	}
	return buf
}

// mark is the part of the hash that an entry of the index holds beside its
// record. With the 17 bits of the bucket, 49 bits of the hash must agree: one
// look-up in a billion finds a name that is not there.
func mark(h uint64) uint32 { return uint32(h >> 17) }

func hash(folded []byte) uint64 {
	h := fnv.New64a()
	h.Write(folded)
	x := h.Sum64()
	return x ^ x>>32
}

// population returns the number of which rank is the logarithm.
func population(rank byte) int {
	if rank == 0 {
		return 0
	}
	return int(math.Pow(10, float64(rank)/rankSteps))
}

func rank(population int) byte {
	if population <= 1 {
		return 0
	}
	return byte(min(255, math.Round(math.Log10(float64(population))*rankSteps)))
}
