package dataset

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
)

// Native is a row of casus's own table: one event as one article tells it.
// Lists are joined by semicolons; an empty cell is not known.
type Native struct {
	EventID            int64    `json:"event_id" parquet:"event_id" doc:"number of the event in the database; unique"`
	Cluster            int64    `json:"cluster" parquet:"cluster" doc:"number of the cluster of reports of one act; 0: the event is not counted"`
	DocumentID         string   `json:"document_id" parquet:"document_id" doc:"sha256 of the article's normalised text"`
	Event              string   `json:"event" parquet:"event" doc:"id of the event in its document's record"`
	URL                string   `json:"url" parquet:"url" doc:"canonical address of the article"`
	Publisher          string   `json:"publisher" parquet:"publisher,dict" doc:"publisher of the article"`
	Published          string   `json:"published" parquet:"published,dict" doc:"day of publication, ISO 8601"`
	Day                string   `json:"day" parquet:"day,dict" doc:"first day of the event, else the day of publication"`
	Date               string   `json:"date" parquet:"date,dict" doc:"date of the event as the text gives it: day, month, year or interval a/b"`
	DateBasis          string   `json:"date_basis" parquet:"date_basis,dict" doc:"text, narrative, dateline or published"`
	Type               string   `json:"type" parquet:"type,dict" doc:"PLOVER event type"`
	Mode               string   `json:"mode" parquet:"mode,dict" doc:"PLOVER mode"`
	Contexts           string   `json:"contexts" parquet:"contexts,dict" doc:"PLOVER contexts"`
	RawType            string   `json:"raw_type" parquet:"raw_type,dict" doc:"type before a folding or a correction changed it"`
	CAMEO              string   `json:"cameo" parquet:"cameo,dict" doc:"CAMEO code"`
	Quad               int32    `json:"quad" parquet:"quad" doc:"quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"`
	Goldstein          *float64 `json:"goldstein" parquet:"goldstein,optional" doc:"Goldstein score of the CAMEO code by GDELT's table, -10 to 10"`
	Modality           string   `json:"modality" parquet:"modality,dict" doc:"actual, planned, conditional, possible, demanded, denied or negated; only actual events are told as done"`
	Background         bool     `json:"background" parquet:"background" doc:"the text tells it as background, not as news of the day"`
	SameAs             string   `json:"same_as" parquet:"same_as" doc:"event of the same document that this mention repeats"`
	ActorNames         string   `json:"actor_names" parquet:"actor_names" doc:"who did it"`
	ActorCodes         string   `json:"actor_codes" parquet:"actor_codes,dict" doc:"codes of the actors: country and sector, or a body's own code"`
	ActorCountries     string   `json:"actor_countries" parquet:"actor_countries,dict" doc:"ISO 3166-1 alpha-3"`
	RecipientNames     string   `json:"recipient_names" parquet:"recipient_names" doc:"to whom"`
	RecipientCodes     string   `json:"recipient_codes" parquet:"recipient_codes,dict" doc:"codes of the recipients"`
	RecipientCountries string   `json:"recipient_countries" parquet:"recipient_countries,dict" doc:"ISO 3166-1 alpha-3"`
	Speakers           string   `json:"speakers" parquet:"speakers" doc:"who says so; empty: the reporter's own voice"`
	Place              string   `json:"place" parquet:"place" doc:"where, as resolved"`
	Admin1             string   `json:"admin1" parquet:"admin1,dict" doc:"first-order division"`
	Country            string   `json:"country" parquet:"country,dict" doc:"country of the place, ISO 3166-1 alpha-3"`
	Grain              string   `json:"grain" parquet:"grain,dict" doc:"precision of the place: country, admin1, admin2, city or site"`
	Lat                *float64 `json:"lat" parquet:"lat,optional" doc:"latitude, degrees, WGS 84"`
	Lon                *float64 `json:"lon" parquet:"lon,optional" doc:"longitude, degrees, WGS 84"`
	GeoNameID          int64    `json:"geonameid" parquet:"geonameid" doc:"GeoNames id; 0: none"`
	Confidence         float64  `json:"confidence" parquet:"confidence" doc:"calibrated probability that the event is right"`
	Mentions           int32    `json:"mentions" parquet:"mentions" doc:"events in the cluster"`
	Articles           int32    `json:"articles" parquet:"articles" doc:"articles in the cluster"`
	Sources            int32    `json:"sources" parquet:"sources" doc:"independent sources in the cluster: copies of one report count once"`
	Status             string   `json:"status" parquet:"status,dict" doc:"machine, or corrected by a person"`
	Evidence           string   `json:"evidence" parquet:"evidence" doc:"the words it rests on, at most 300 characters"`
	Why                string   `json:"why" parquet:"why" doc:"rule that fired"`
	Coder              string   `json:"coder" parquet:"coder,dict" doc:"version of the program"`
	Model              string   `json:"model" parquet:"model,dict" doc:"hash of the models"`
	Lexicon            string   `json:"lexicon" parquet:"lexicon,dict" doc:"hash of the lexicon"`
	Gazetteer          string   `json:"gazetteer" parquet:"gazetteer,dict" doc:"hash of the gazetteer and its newest record"`
}

func native(it store.Item) Native {
	v := look(it)
	e, r := v.Event, v.Report
	n := Native{
		EventID: v.Row.ID, Cluster: v.Row.Cluster, DocumentID: v.Row.Doc, Event: e.ID, URL: v.Row.URL, Publisher: v.Row.Publisher, Published: v.Row.Published,
		Day: v.Row.Day, Date: v.Row.Date, DateBasis: v.Row.Basis, Type: e.Type, Mode: e.Mode, Contexts: strings.Join(e.Contexts, ";"), CAMEO: e.CAMEO, Quad: int32(e.Quad),
		Goldstein: e.Goldstein, Modality: string(e.Modality), Background: e.Background, SameAs: e.SameAs,
		ActorNames: join(v.actors, name), ActorCodes: join(v.actors, code), ActorCountries: join(v.actors, country),
		RecipientNames: join(v.recipients, name), RecipientCodes: join(v.recipients, code), RecipientCountries: join(v.recipients, country),
		Confidence: e.Confidence, Mentions: int32(v.Mentions), Articles: int32(v.Articles), Sources: int32(v.Sources), Status: v.Row.Status, Evidence: v.Row.Evidence, Why: e.Why,
		Coder: r.Coder.Version, Model: r.Coder.Model, Lexicon: r.Coder.Lexicon, Gazetteer: r.Coder.Gazetteer,
	}
	if e.Raw != nil {
		n.RawType = e.Raw.Type
	}
	if p := v.place; p != nil {
		n.Place, n.Admin1, n.Country, n.Grain, n.Lat, n.Lon, n.GeoNameID = p.Name, p.Admin1, p.Country, string(p.Grain), p.Lat, p.Lon, int64(p.GeoNameID)
	}
	var said []string
	for _, id := range e.AttributedTo {
		for i := range r.Statements {
			if r.Statements[i].ID == id {
				said = append(said, actorName(r, r.Statements[i].Speaker.Actor))
			}
		}
	}
	n.Speakers = strings.Join(said, ";")
	return n
}

func actorName(r *event.Report, id string) string {
	for i := range r.Actors {
		if r.Actors[i].ID == id {
			return r.Actors[i].Name
		}
	}
	return ""
}

func name(a *event.Actor) string    { return a.Name }
func code(a *event.Actor) string    { return a.Code }
func country(a *event.Actor) string { return a.Country }

// nativeColumns describes the columns of Native from its own tags.
func nativeColumns() []Column {
	t := reflect.TypeFor[Native]()
	out := make([]Column, t.NumField())
	for i := range out {
		f := t.Field(i)
		kind := "string"
		switch f.Type.Kind() {
		case reflect.Int32, reflect.Int64:
			kind = "integer"
		case reflect.Float64, reflect.Pointer:
			kind = "number"
		case reflect.Bool:
			kind = "boolean"
		}
		if f.Name == "Published" || f.Name == "Day" {
			kind = "date"
		}
		out[i] = Column{f.Tag.Get("json"), kind, f.Tag.Get("doc")}
	}
	return out
}

// cells returns the row as text.
func (n Native) cells() []string {
	v := reflect.ValueOf(n)
	out := make([]string, v.NumField())
	for i := range out {
		switch x := v.Field(i).Interface().(type) {
		case string:
			out[i] = x
		case int32:
			out[i] = strconv.Itoa(int(x))
		case int64:
			out[i] = strconv.FormatInt(x, 10)
		case bool:
			out[i] = strconv.FormatBool(x)
		case float64:
			out[i] = number(x)
		case *float64:
			if x != nil {
				out[i] = number(*x)
			}
		}
	}
	return out
}

// writeNative writes JSON Lines, GeoJSON or Parquet.
func writeNative(ctx context.Context, items iter.Seq2[store.Item, error], as, file string) (n int, err error) {
	out, err := os.Create(file)
	if err != nil {
		return 0, fmt.Errorf("dataset: %w", err)
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			err = fmt.Errorf("dataset: %s: %w", file, err)
		}
	}()
	b := bufio.NewWriter(out)
	var w interface {
		write(row Native) error
		close() error
	}
	switch as {
	case "parquet":
		w = &parquetWriter{w: parquet.NewGenericWriter[Native](b, parquet.Compression(&parquet.Zstd))}
	case "geojson":
		w = &geoWriter{w: b}
	default:
		w = &lineWriter{json.NewEncoder(b)}
	}
	for it, err := range items {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return n, err
		}
		if err := w.write(native(it)); err != nil {
			return n, err
		}
		n++
	}
	return n, errors.Join(w.close(), b.Flush())
}

type lineWriter struct{ enc *json.Encoder }

func (w *lineWriter) write(row Native) error { return w.enc.Encode(row) }
func (*lineWriter) close() error             { return nil }

type parquetWriter struct {
	w   *parquet.GenericWriter[Native]
	buf []Native
}

func (w *parquetWriter) write(row Native) error {
	if w.buf = append(w.buf, row); len(w.buf) < 1024 {
		return nil
	}
	return w.flush()
}

func (w *parquetWriter) flush() error {
	_, err := w.w.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *parquetWriter) close() error { return errors.Join(w.flush(), w.w.Close()) }

// geoWriter writes a FeatureCollection (RFC 7946); an event without
// coordinates has a null geometry.
type geoWriter struct {
	w    io.Writer
	some bool
}

func (g *geoWriter) write(row Native) error {
	sep := ",\n"
	if !g.some {
		g.some, sep = true, "{\"type\":\"FeatureCollection\",\"features\":[\n"
	}
	type point struct {
		Type        string     `json:"type"`
		Coordinates [2]float64 `json:"coordinates"`
	}
	f := struct {
		Type       string `json:"type"`
		ID         int64  `json:"id"`
		Geometry   *point `json:"geometry"`
		Properties Native `json:"properties"`
	}{Type: "Feature", ID: row.EventID, Properties: row}
	if row.Lat != nil && row.Lon != nil {
		f.Geometry = &point{"Point", [2]float64{*row.Lon, *row.Lat}}
	}
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	_, err = io.WriteString(g.w, sep+string(raw))
	return err
}

func (g *geoWriter) close() error {
	tail := "\n]}\n"
	if !g.some {
		tail = "{\"type\":\"FeatureCollection\",\"features\":[]}\n"
	}
	_, err := io.WriteString(g.w, tail)
	return err
}
