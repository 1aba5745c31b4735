// Package gazette holds the places of the gazetteer in one run of bytes. The
// index of names is read where it lies; the records stand in small compressed
// blocks, of which each is unpacked when one of its records is first asked for:
// nothing is unpacked when a program starts.
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
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
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
	magic      = "CGAZ0004"
	sections   = 5
	headerSize = len(magic) + (1+sections)*4
	codeSize   = 3
	entrySize  = 8
	// blockSize is the number of records in a block. Twice as many make the file
	// 3 % smaller and the first use of a place twice as dear.
	blockSize = 256
	fixedSize = 22      // bytes of a record in an unpacked block, without its name
	maxBlock  = 1 << 20 // bytes; an unpacked block has at most blockSize*(fixedSize+255)
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
	size    int
	codes   []byte
	offsets []byte // of each block in packed, and its end
	packed  []byte
	buckets []byte
	entries []byte
	people  [256]int // population by rank
	decoder *zstd.Decoder
	blocks  []atomic.Pointer[block] // those unpacked so far
}

// block is an unpacked run of records: column after column, each number's
// lowest bytes before its higher ones, then the names.
type block struct {
	columns []byte
	names   string
	ends    []uint16 // of each record's name
}

// Open returns the gazetteer in data, which it keeps. It returns ErrFormat if
// the header or a size is wrong.
func Open(data []byte) (*File, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	f := &File{size: int(binary.LittleEndian.Uint32(data[len(magic):]))}
	var sizes [sections]int
	total := headerSize
	for i := range sizes {
		sizes[i] = int(binary.LittleEndian.Uint32(data[len(magic)+4+4*i:]))
		total += sizes[i]
	}
	blocks := (f.size + blockSize - 1) / blockSize
	if total != len(data) || sizes[0]%codeSize != 0 || sizes[1] != 4*(blocks+1) || sizes[3] != 4*(NumBuckets+1) || sizes[4]%entrySize != 0 {
		return nil, fmt.Errorf("%w: %d records, sizes %v in %d bytes", ErrFormat, f.size, sizes, len(data))
	}
	at := headerSize
	for i, part := range []*[]byte{&f.codes, &f.offsets, &f.packed, &f.buckets, &f.entries} {
		*part = data[at : at+sizes[i] : at+sizes[i]]
		at += sizes[i]
	}
	for i := range blocks {
		if from, to := f.bounds(i); from > to || to > len(f.packed) {
			return nil, fmt.Errorf("%w: block %d from %d to %d", ErrFormat, i, from, to)
		}
	}
	for i := range f.people {
		f.people[i] = population(byte(i))
	}
	var err error
	if f.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock)); err != nil {
		return nil, fmt.Errorf("gazette: %w", err)
	}
	f.blocks = make([]atomic.Pointer[block], blocks)
	return f, nil
}

// bounds returns where block i lies in the packed ones.
func (f *File) bounds(i int) (from, to int) {
	return int(binary.LittleEndian.Uint32(f.offsets[4*i:])), int(binary.LittleEndian.Uint32(f.offsets[4*i+4:]))
}

// Len returns the number of records.
func (f *File) Len() int { return f.size }

// block returns block i, unpacked. Two callers that need it first at the same
// time both unpack it, and get the same.
func (f *File) block(i int) *block {
	if b := f.blocks[i].Load(); b != nil {
		return b
	}
	from, to := f.bounds(i)
	raw, err := f.decoder.DecodeAll(f.packed[from:to], nil)
	n := min(blockSize, f.size-i*blockSize)
	if err != nil || len(raw) < n*fixedSize {
		panic(fmt.Sprintf("gazette: block %d of the file is broken: %v", i, err)) // the program carries the file: a bug of ours
	}
	b := &block{columns: raw[:n*fixedSize], names: string(raw[n*fixedSize:]), ends: make([]uint16, n)}
	end := 0
	for k := range n {
		end += int(raw[k])
		b.ends[k] = uint16(end)
	}
	if end != len(b.names) {
		panic(fmt.Sprintf("gazette: block %d of the file is broken: names of %d bytes, not %d", i, len(b.names), end))
	}
	f.blocks[i].Store(b)
	return b
}

// Record returns record i.
func (f *File) Record(i int) Record {
	b, k := f.block(i/blockSize), i%blockSize
	n, c := len(b.ends), b.columns
	number := func(first, width int) (v uint32) { // of the columns first, first+1, ...
		for j := range width {
			v |= uint32(c[(first+j)*n+k]) << (8 * j)
		}
		return v
	}
	end := int(b.ends[k])
	r := Record{
		Name:       b.names[end-int(c[k]) : end],
		Kind:       Kind(c[n+k]),
		Seat:       c[2*n+k],
		Population: f.people[c[3*n+k]],
		Country:    wide(number(4, 2)), Admin1: wide(number(6, 2)), Admin2: wide(number(8, 2)),
		Lat: float64(int32(number(10, 4))) / degrees,
		Lon: float64(int32(number(14, 4))) / degrees,
		ID:  int(number(18, 4)),
	}
	if r.Kind == Country {
		r.Code = string(f.codes[i*codeSize : (i+1)*codeSize])
	}
	return r
}

func wide(n uint32) int {
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
