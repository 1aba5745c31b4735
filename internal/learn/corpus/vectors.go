package corpus

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
)

// Vectors are words with the vectors that they start from.
type Vectors struct {
	Words  []string
	Values [][]float32
}

// ReadVectors reads lines of a word and width values. Longer vectors are cut:
// their values are in the order of their weight.
func ReadVectors(path string, width int) (Vectors, error) {
	var out Vectors
	r, err := openGzip(path)
	if err != nil {
		return out, err
	}
	defer r.Close()
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		fields := strings.Split(sc.Text(), " ")
		if len(fields) < width+1 {
			return out, fmt.Errorf("corpus: %s:%d: %d values, want %d", path, line, len(fields)-1, width)
		}
		values := make([]float32, width)
		for i := range values {
			v, err := strconv.ParseFloat(fields[i+1], 32)
			if err != nil {
				return out, fmt.Errorf("corpus: %s:%d: %w", path, line, err)
			}
			values[i] = float32(v)
		}
		out.Words = append(out.Words, fields[0])
		out.Values = append(out.Values, values)
	}
	if err := sc.Err(); err != nil {
		return out, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return out, nil
}
