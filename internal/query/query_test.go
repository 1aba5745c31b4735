package query_test

import (
	"errors"
	"testing"

	"casus.dev/casus/internal/query"
)

func TestParseNormalForm(t *testing.T) {
	for in, want := range map[string]string{
		``: ``,
		`actor:RUS recipient:IGONATO type:THREATEN modality:actual since:2024-06-01 source:tass "long-range"`: `actor:RUS recipient:IGONATO type:THREATEN modality:actual since:"2024-06-01" source:tass "long-range"`,
		`  speaker:"Vladimir Putin"  -type:AID,AGREE  missiles `:                                              `actor:"Vladimir Putin" -type:AID,AGREE "missiles"`,
		`11:30`: `"11:30"`,
	} {
		q, err := query.Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
			continue
		}
		if got := q.String(); got != want {
			t.Errorf("Parse(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestParseNamesThePlaceOfAFault(t *testing.T) {
	for in, at := range map[string]int{
		`type:AID colour:red`:    9,
		`actor:"Vladimir`:        6,
		`since:2024-13-45`:       0,
		`type:`:                  5,
		`quad:7`:                 0,
		`actor:RUS confidence:2`: 10,
		`confidence:NaN`:         0,
		`confidence:0.5x`:        0,
	} {
		_, err := query.Parse(in)
		var fault *query.Error
		if !errors.As(err, &fault) || fault.At != at {
			t.Errorf("Parse(%q) = %v, want a fault at byte %d", in, err, at)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`actor:RUS -type:AID,"x y" since:2024 "long-range"`)
	f.Add(`--- ::: ,,, """`)
	f.Fuzz(func(t *testing.T, in string) {
		q, err := query.Parse(in)
		if err != nil {
			return
		}
		again, err := query.Parse(q.String())
		if err != nil || again.String() != q.String() {
			t.Fatalf("%q -> %s -> %s, %v", in, q, again, err)
		}
	})
}
