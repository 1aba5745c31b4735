package store

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"strings"
	"unicode"
)

// Near-duplicates are found by MinHash over shingles of four words (Broder
// 1997): 128 permutations in 32 bands of 4 rows, so that a pair that shares
// 70 % of its shingles meets in some band with probability 0.9998, and is then
// compared by its whole signature.
const (
	permutations = 128
	bandCount    = 32
	bandRows     = permutations / bandCount
	shingleWords = 4
	// sameArticle is the estimated overlap from which two texts count as one
	// report: wire copy that a site has trimmed or led in with its own line.
	sameArticle = 0.6
)

// signature is the MinHash of a text; nil for a text under four words.
type signature []uint32

// sign returns the signature of text. It takes linear time.
func sign(text string) signature {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < shingleWords {
		return nil
	}
	sig := make(signature, permutations)
	for i := range sig {
		sig[i] = math.MaxUint32
	}
	hashes := make([]uint64, len(words))
	for i, w := range words {
		h := fnv.New64a()
		h.Write([]byte(w))
		hashes[i] = h.Sum64()
	}
	for i := 0; i+shingleWords <= len(hashes); i++ {
		var x uint64
		for _, h := range hashes[i : i+shingleWords] {
			x = mix(x ^ h)
		}
		// Permutation k is k-th of a family a*x+b with odd a, drawn by the mixer.
		for k := range sig {
			v := uint32((x*permA(k) + permB(k)) >> 32)
			if v < sig[k] {
				sig[k] = v
			}
		}
	}
	return sig
}

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func permA(k int) uint64 { return mix(uint64(2*k+1)) | 1 }
func permB(k int) uint64 { return mix(uint64(2*k + 2)) }

// overlap estimates the share of shingles that two texts have in common.
func (s signature) overlap(t signature) float64 {
	if len(s) == 0 || len(s) != len(t) {
		return 0
	}
	same := 0
	for i := range s {
		if s[i] == t[i] {
			same++
		}
	}
	return float64(same) / float64(len(s))
}

// bands returns the hash of each band.
func (s signature) bands() []int64 {
	if len(s) == 0 {
		return nil
	}
	out := make([]int64, bandCount)
	for b := range out {
		var x uint64
		for _, v := range s[b*bandRows : (b+1)*bandRows] {
			x = mix(x ^ uint64(v))
		}
		out[b] = int64(x) //nolint:gosec // the bits are what counts
	}
	return out
}

func (s signature) bytes() []byte {
	out := make([]byte, 0, 4*len(s))
	for _, v := range s {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

func readSignature(b []byte) signature {
	out := make(signature, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.LittleEndian.Uint32(b))
	}
	return out
}
