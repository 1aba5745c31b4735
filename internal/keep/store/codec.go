package store

import (
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"casus.dev/casus/event"
)

// maxRecord bounds a record that is read back.
const maxRecord = 256 << 20 // bytes

// codec writes and reads records as zstd JSON. It is safe for concurrent use.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxRecord))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return &codec{enc, dec}, nil
}

// pack returns the record as zstd JSON, nil in mode none. Only mode full keeps
// the text.
func (c *codec) pack(r *event.Report, mode Mode) ([]byte, error) {
	if mode == ModeNone {
		return nil, nil
	}
	copied := *r
	if mode != ModeFull {
		copied.Text = ""
	}
	raw, err := json.Marshal(&copied)
	if err != nil {
		return nil, err
	}
	return c.enc.EncodeAll(raw, nil), nil
}

func (c *codec) unpack(b []byte) (*event.Report, error) {
	raw, err := c.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, err
	}
	var r event.Report
	return &r, json.Unmarshal(raw, &r)
}
