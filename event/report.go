// Package event holds the record of one article: who did what to whom, who
// said what, when and where, and what is only threatened, planned, denied or
// alleged. Its JSON form is the output contract, schema "casus.document/1"
// ([Schema]); everything in it points into the article's text by byte ranges.
//
// Three levels are kept apart: a mention (one place in the text), a report
// (one article, [Report]) and an event cluster (many reports, made elsewhere).
// A field that is not known is absent, never guessed.
package event

import "casus.dev/casus/nlp"

// SchemaName names the version of the record's form.
const SchemaName = "casus.document/1"

// Report is the record of one article.
type Report struct {
	Schema     string      `json:"schema"`
	ID         string      `json:"id"`
	Ref        string      `json:"ref,omitempty"`
	URL        string      `json:"url,omitempty"`
	Title      string      `json:"title,omitempty"`
	Publisher  string      `json:"publisher,omitempty"`
	Credit     []string    `json:"credit,omitempty"`
	Author     []string    `json:"author,omitempty"`
	Dateline   *Dateline   `json:"dateline,omitempty"`
	Published  string      `json:"published,omitempty"` // ISO 8601 date
	PubBasis   string      `json:"published_basis,omitempty"`
	Updated    string      `json:"updated,omitempty"` // ISO 8601 date of the last change that is stated
	UpdBasis   string      `json:"updated_basis,omitempty"`
	Language   string      `json:"language,omitempty"` // BCP 47
	Text       string      `json:"text"`
	Coder      Version     `json:"coder"`
	Warnings   []string    `json:"warnings,omitempty"`
	Sentences  []Sentence  `json:"sentences"`
	Actors     []Actor     `json:"actors"`
	Places     []Place     `json:"places"`
	Times      []Time      `json:"times"`
	Statements []Statement `json:"statements"`
	Events     []Event     `json:"events"`
	Threats    []Threat    `json:"threats"`
	Claims     []Claim     `json:"claims"`
	Positions  []Position  `json:"positions"`
	Shifts     []Shift     `json:"shifts"`
	Equipment  []Equipment `json:"equipment"`
}

// Dateline is the place and agency that open a wire report: "KYIV (Reuters) -".
type Dateline struct {
	Place  string    `json:"place,omitempty"` // id of a Place
	Agency string    `json:"agency,omitempty"`
	Span   nlp.Range `json:"span"`
}

// Version says what made the record.
type Version struct {
	Version   string `json:"version"`
	Model     string `json:"model"`     // "sha256:..." of the models
	Lexicon   string `json:"lexicon"`   // "sha256:..." of the coder's lexicon
	Gazetteer string `json:"gazetteer"` // "sha256:..." and the day of the newest record
}

// Sentence is one sentence of the text and what it is in the article.
type Sentence struct {
	Span nlp.Range `json:"span"`
	Kind nlp.Kind  `json:"kind"`
}

// ActorKind is what an actor is.
type ActorKind string

// The kinds of actor.
const (
	Person       ActorKind = "person"
	State        ActorKind = "state"
	Government   ActorKind = "government"
	Military     ActorKind = "military"
	Organisation ActorKind = "organisation"
	Group        ActorKind = "group"
	Population   ActorKind = "population"
)

// MentionKind is how a text mentions an actor.
type MentionKind string

// The kinds of mention.
const (
	ByName    MentionKind = "name"
	ByRole    MentionKind = "role"
	ByDemonym MentionKind = "demonym"
	ByMetonym MentionKind = "metonym"
	ByPronoun MentionKind = "pronoun"
	ByNominal MentionKind = "nominal"
)

// Basis is the ground on which an actor was resolved.
type Basis string

// The bases of an actor.
const (
	FromGazetteer  Basis = "gazetteer"
	FromText       Basis = "text"
	FromDictionary Basis = "dictionary"
)

// Mention is one place where the text speaks of an actor. Words and Head are
// for the stations that follow: the mention's words and its syntactic head.
type Mention struct {
	Span nlp.Range   `json:"span"`
	Kind MentionKind `json:"kind"`

	Words nlp.Span `json:"-"`
	Head  int      `json:"-"`
}

// Actor is who acts or is acted upon, resolved on the day of publication.
type Actor struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Kind     ActorKind `json:"kind"`
	Country  string    `json:"country,omitempty"` // ISO 3166-1 alpha-3; "" for an IGO, NGO or stateless group
	Sector   string    `json:"sector,omitempty"`  // PLOVER sector
	Code     string    `json:"code"`              // country + sector, or a code of its own such as IGONATO
	Role     string    `json:"role,omitempty"`
	Basis    Basis     `json:"basis"`
	Interval string    `json:"interval,omitempty"` // of the office that was used: "2019-05-20/.."
	For      string    `json:"for,omitempty"`      // id of the principal that a spokesperson speaks for
	Members  []string  `json:"members,omitempty"`  // ids of the members of a compound actor
	Mentions []Mention `json:"mentions"`
}

// Grain is the precision of a place or a time.
type Grain string

// The grains of places and times.
const (
	GrainCountry Grain = "country"
	GrainAdmin1  Grain = "admin1"
	GrainAdmin2  Grain = "admin2"
	GrainCity    Grain = "city"
	GrainSite    Grain = "site"

	GrainDay    Grain = "day"
	GrainWeek   Grain = "week"
	GrainMonth  Grain = "month"
	GrainSeason Grain = "season"
	GrainYear   Grain = "year"
	GrainDecade Grain = "decade"
	GrainRange  Grain = "interval"
)

// Place is a mention of a place that is meant as a place.
type Place struct {
	ID        string    `json:"id"`
	Span      nlp.Range `json:"span"`
	Name      string    `json:"name"`
	Country   string    `json:"country,omitempty"`
	Admin1    string    `json:"admin1,omitempty"`
	Lat       *float64  `json:"lat,omitempty"`
	Lon       *float64  `json:"lon,omitempty"`
	Grain     Grain     `json:"grain,omitempty"`
	GeoNameID int       `json:"geonameid,omitempty"`
	Basis     string    `json:"basis,omitempty"`

	Words nlp.Span `json:"-"`
	Head  int      `json:"-"`
}

// Time is a time expression. Value is an ISO 8601 date, month, year or
// interval a/b, relative to the day on which the text was written.
type Time struct {
	ID    string    `json:"id"`
	Span  nlp.Range `json:"span"`
	Text  string    `json:"text"`
	Value string    `json:"value"`
	Grain Grain     `json:"grain"`

	Words nlp.Span `json:"-"`
	Head  int      `json:"-"`
}

// StatementKind is how the words are reported.
type StatementKind string

// The kinds of statement.
const (
	Direct   StatementKind = "direct"
	Indirect StatementKind = "indirect"
	Mixed    StatementKind = "mixed"
)

// Stance is a speaker's attitude to what the statement is about.
type Stance string

// The stances.
const (
	Support  Stance = "support"
	Oppose   Stance = "oppose"
	Cautious Stance = "cautious"
	Neutral  Stance = "neutral"
	Declines Stance = "declines"
)

// CueClass tells speech from belief and intention.
type CueClass string

// The classes of cue.
const (
	Speech    CueClass = "speech"
	Belief    CueClass = "belief"
	Intention CueClass = "intention"
)

// Speaker is the source of a statement, as resolved and as written there.
type Speaker struct {
	Actor string      `json:"actor,omitempty"`
	Spans []nlp.Range `json:"spans"`
}

// Statement is something that somebody said, wrote, thought or declined to say.
type Statement struct {
	ID         string        `json:"id"`
	Kind       StatementKind `json:"kind"`
	Class      CueClass      `json:"class,omitempty"`
	Speaker    Speaker       `json:"speaker"`
	Cue        []nlp.Range   `json:"cue"`
	Content    []nlp.Range   `json:"content"`
	Addressee  string        `json:"addressee,omitempty"`
	Stance     Stance        `json:"stance,omitempty"`
	About      string        `json:"about,omitempty"`
	Time       string        `json:"time,omitempty"`
	Via        []string      `json:"via,omitempty"` // ids of the statements that carry it, outermost first
	Confidence float64       `json:"confidence,omitempty"`
	Why        string        `json:"why,omitempty"`

	CueHead int `json:"-"` // word that heads the cue; -1 where there is none
}

// Modality is whether an event is told as done.
type Modality string

// The modalities.
const (
	Actual      Modality = "actual"
	Planned     Modality = "planned"
	Conditional Modality = "conditional"
	Possible    Modality = "possible"
	Demanded    Modality = "demanded"
	Denied      Modality = "denied"
	Negated     Modality = "negated"
)

// When is the day or days on which an event happened.
type When struct {
	Value string `json:"value"`
	Grain Grain  `json:"grain"`
	Basis string `json:"basis"` // text | narrative | dateline | published
}

// Event is one act, as one passage reports it.
type Event struct {
	ID           string      `json:"id"`
	Type         string      `json:"type"` // PLOVER
	Mode         string      `json:"mode,omitempty"`
	Contexts     []string    `json:"contexts,omitempty"`
	Raw          *RawType    `json:"raw,omitempty"` // the unfolded reading, where a folding changed it
	CAMEO        string      `json:"cameo,omitempty"`
	Quad         int         `json:"quad"` // 1..4: verbal/material cooperation, verbal/material conflict
	Goldstein    *float64    `json:"goldstein,omitempty"`
	Actors       []string    `json:"actors"`
	Recipients   []string    `json:"recipients"`
	Trigger      []nlp.Range `json:"trigger"`
	Sentence     int         `json:"sentence"`
	Modality     Modality    `json:"modality"`
	Date         *When       `json:"date,omitempty"`
	Place        string      `json:"place,omitempty"`
	AttributedTo []string    `json:"attributed_to,omitempty"`
	SameAs       string      `json:"same_as,omitempty"`
	Background   bool        `json:"background,omitempty"` // not news of the day: "the ongoing war"
	Confidence   float64     `json:"confidence"`
	Method       string      `json:"method,omitempty"` // "" for the rules; "llm:NAME (VERSION)" for a model's proposal, which never counts
	Why          string      `json:"why"`
	Evidence     []Evidence  `json:"evidence,omitempty"`

	Head int `json:"-"` // head word of the trigger
}

// RawType is an event's type and modality before a folding changed them.
type RawType struct {
	Type     string   `json:"type"`
	Mode     string   `json:"mode,omitempty"`
	Modality Modality `json:"modality"`
}

// Evidence ties a field of an event to the words it rests on.
type Evidence struct {
	Field string    `json:"field"` // trigger | actor | recipient | object | modality | date | place | attribution
	Span  nlp.Range `json:"span"`
	Note  string    `json:"note,omitempty"` // lexicon entry, tree path or cue
}

// Threat is a statement that announces harm, with the condition if one is given.
type Threat struct {
	Statement   string      `json:"statement"`
	Speaker     string      `json:"speaker,omitempty"`
	Addressee   string      `json:"addressee,omitempty"`
	Condition   []nlp.Range `json:"condition,omitempty"`
	Consequence []nlp.Range `json:"consequence,omitempty"`
}

// Claim is a figure that somebody gives. "some 40": low = high = 40; "up to
// 40": high only; "at least 40": low only.
type Claim struct {
	Span     nlp.Range `json:"span"`
	Low      *float64  `json:"low"`
	High     *float64  `json:"high"`
	Hedge    string    `json:"hedge,omitempty"`
	Unit     string    `json:"unit,omitempty"`
	About    string    `json:"about,omitempty"`
	Asserter string    `json:"asserter,omitempty"`
	Place    string    `json:"place,omitempty"`
}

// Position is where an actor stands on an issue, on a day, in its words.
type Position struct {
	Actor    string      `json:"actor"`
	Issue    string      `json:"issue"`
	Stance   Stance      `json:"stance"`
	Date     string      `json:"date,omitempty"`
	Evidence []nlp.Range `json:"evidence"`
}

// Shift is a change of an actor's position.
type Shift struct {
	Actor    string      `json:"actor"`
	Issue    string      `json:"issue,omitempty"`
	From     string      `json:"from,omitempty"`
	To       string      `json:"to,omitempty"`
	Evidence []nlp.Range `json:"evidence"`
}

// Equipment is a weapon system, ship or aircraft that the report mentions.
type Equipment struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Kind     string      `json:"kind,omitempty"`
	Supplier string      `json:"supplier,omitempty"`
	Holder   string      `json:"holder,omitempty"`
	Limits   []nlp.Range `json:"limits,omitempty"`
	Mentions []nlp.Range `json:"mentions"`
}
