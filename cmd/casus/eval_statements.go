package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// goldStatements is an article with its statements and ledger, whose parts are
// exact substrings of the text.
type goldStatements struct {
	ID         string `json:"id"`
	Published  string `json:"published"`
	Publisher  string `json:"publisher"`
	Half       string `json:"half"` // dev or final
	Text       string `json:"text"`
	Statements []struct {
		Speaker   string         `json:"speaker"`
		Cue       string         `json:"cue"`
		Content   string         `json:"content"`
		Parts     []string       `json:"parts"` // all parts of a content in pieces, the first of them Content
		Stance    event.Stance   `json:"stance"`
		StanceAlt []event.Stance `json:"stance_alt"`
		Addressee string         `json:"addressee"`
		Optional  bool           `json:"optional"`
	} `json:"statements"`
	Threats []struct {
		Speaker     string  `json:"speaker"`
		Addressee   *string `json:"addressee"`
		Condition   *string `json:"condition"`
		Consequence string  `json:"consequence"`
	} `json:"threats"`
	Claims []struct {
		Anchor   string   `json:"anchor"`
		Low      *float64 `json:"low"`
		High     *float64 `json:"high"`
		Unit     string   `json:"unit"`
		Asserter *string  `json:"asserter"`
	} `json:"claims"`
	Shifts []struct {
		Actor  string `json:"actor"`
		Anchor string `json:"anchor"`
	} `json:"shifts"`
}

func newEvalStatementsCommand() *cobra.Command {
	var half string
	var verbose bool
	cmd := &cobra.Command{
		Use:   "statements [FOLDER]",
		Short: "measure statements, stances, threats, claims and shifts on gold articles",
		Long: `statements codes the gold articles of a folder (testdata/statements by default)
and prints how many statements, speakers, stances, addressees, threats, claims
and shifts are right. A statement is found when half of its content's words
agree; a threat when its statement's consequence does; a claim when figure and
unit are right; a shift when actor and passage are. A list that an article does
not have is not counted. The last lines tell how many of the statements of each
confidence are right. testdata/statements/shifts has shifts only.

Exit codes: 0 done; 1 an article could not be read; 2 wrong usage.`,
		Example: "  casus eval statements --half final testdata/statements",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			folder := filepath.Join("testdata", "statements")
			if len(args) > 0 {
				folder = args[0]
			}
			if half != "" && half != "dev" && half != "final" {
				return usagef("half %q is neither dev nor final", half)
			}
			return evalStatements(cmd.Context(), cmd.OutOrStdout(), folder, half, verbose)
		},
	}
	cmd.Flags().StringVar(&half, "half", "", "only the articles of this half: dev or final")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "print what was missed and what was too much")
	return cmd
}

// hits counts what precision, recall and F1 need.
type hits struct{ right, found, gold int }

func (t hits) String() string {
	p, r := float64(t.right)/float64(max(1, t.found)), float64(t.right)/float64(max(1, t.gold))
	f := 0.0
	if t.found+t.gold > 0 {
		f = 2 * float64(t.right) / float64(t.found+t.gold)
	}
	return fmt.Sprintf("P %.3f  R %.3f  F1 %.3f  (%d right, %d found, %d gold)", p, r, f, t.right, t.found, t.gold)
}

// statementScore is the result of casus eval statements.
type statementScore struct {
	statements, threats, claims, shifts          hits
	speakers, speakersRight, stances, addressees int
	addresseesRight                              int
	bins                                         [10]hits // by tenths of the confidence: right and found
	log                                          io.Writer
}

func evalStatements(ctx context.Context, w io.Writer, folder, half string, verbose bool) error {
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(names) == 0 {
		return fmt.Errorf("%s: no gold articles (%w)", folder, os.ErrNotExist)
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	s := statementScore{log: io.Discard}
	if verbose {
		s.log = w
	}
	n := 0
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var g goldStatements
		if err := json.Unmarshal(b, &g); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if half != "" && g.Half != half {
			continue
		}
		day, err := time.Parse(time.DateOnly, g.Published)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		rep, err := coder.Read(ctx, article.Article{Text: g.Text, Ref: g.ID, Publisher: g.Publisher, Published: day})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.add(&g, rep)
		n++
	}
	s.print(w, n)
	return nil
}

func (s *statementScore) print(w io.Writer, articles int) {
	share := func(a, b int) string { return fmt.Sprintf("%.3f  (%d of %d)", float64(a)/float64(max(1, b)), a, b) }
	fmt.Fprintf(w, "articles             %d\n", articles)
	fmt.Fprintf(w, "statements           %v\n", s.statements)
	fmt.Fprintf(w, "  speaker actor      %s\n", share(s.speakersRight, s.speakers))
	fmt.Fprintf(w, "  stance             %s\n", share(s.stances, s.statements.right))
	fmt.Fprintf(w, "  addressee          %s\n", share(s.addresseesRight, s.addressees))
	fmt.Fprintf(w, "threats              %v\n", s.threats)
	fmt.Fprintf(w, "claims               %v\n", s.claims)
	fmt.Fprintf(w, "shifts               %v\n", s.shifts)
	for i, b := range s.bins {
		if b.found > 0 {
			fmt.Fprintf(w, "confidence %.1f-%.1f   %s\n", float64(i)/10, float64(i+1)/10, share(b.right, b.found))
		}
	}
}

// add counts one article.
func (s *statementScore) add(g *goldStatements, rep *event.Report) {
	fmt.Fprintf(s.log, "## %s\n", g.ID)
	if g.Statements != nil { // a list that was not coded is not counted
		s.addStatements(g, rep)
	}
	if g.Threats != nil {
		s.addThreats(g, rep)
	}
	if g.Claims != nil {
		s.addClaims(g, rep)
	}
	if g.Shifts != nil {
		s.addShifts(g, rep)
	}
}

func (s *statementScore) addStatements(g *goldStatements, rep *event.Report) {
	used := make([]bool, len(rep.Statements))
	for i := range g.Statements {
		want := &g.Statements[i]
		if len(want.Parts) > 0 {
			want.Content = strings.Join(want.Parts, " ")
		}
		best := bestStatement(rep, used, want.Cue, want.Content, want.Stance)
		if best < 0 {
			if !want.Optional {
				s.statements.gold++
				fmt.Fprintf(s.log, "  missed   %s | %s | %s\n", want.Speaker, want.Cue, want.Content)
			}
			continue
		}
		used[best] = true
		s.confide(&rep.Statements[best], true)
		if want.Optional {
			continue
		}
		have := &rep.Statements[best]
		s.statements.gold++
		s.statements.found++
		s.statements.right++
		s.speakers++
		if namesActor(rep, have.Speaker.Actor, textOf(rep, have.Speaker.Spans), want.Speaker) {
			s.speakersRight++
		} else {
			fmt.Fprintf(s.log, "  speaker  want %s, have %q (%s) | %s\n", want.Speaker, actorName(rep, have.Speaker.Actor), textOf(rep, have.Speaker.Spans), want.Content)
		}
		if have.Stance == want.Stance || slices.Contains(want.StanceAlt, have.Stance) {
			s.stances++
		} else {
			fmt.Fprintf(s.log, "  stance   want %s, have %s | %s %s\n", want.Stance, have.Stance, want.Cue, want.Content)
		}
		if want.Addressee != "" {
			s.addressees++
			if namesActor(rep, have.Addressee, "", want.Addressee) {
				s.addresseesRight++
			} else {
				fmt.Fprintf(s.log, "  addressee want %s, have %q | %s %s\n", want.Addressee, actorName(rep, have.Addressee), want.Cue, want.Content)
			}
		}
	}
	for k, u := range used {
		if have := &rep.Statements[k]; !u && len(have.Via) == 0 {
			s.statements.found++
			s.confide(have, false)
			fmt.Fprintf(s.log, "  too much %s | %s | %s (%s)\n", textOf(rep, have.Speaker.Spans), textOf(rep, have.Cue), textOf(rep, have.Content), have.Why)
		}
	}
}

// confide counts a statement, right or wrong, under its confidence.
func (s *statementScore) confide(st *event.Statement, right bool) {
	b := &s.bins[max(0, min(len(s.bins)-1, int(st.Confidence*float64(len(s.bins)))))]
	b.found++
	if right {
		b.right++
	}
}

// bestStatement returns the statement whose cue has the last word of cue and
// whose content agrees most with content, by half at least, or -1; refusals
// agree by their cue alone.
func bestStatement(rep *event.Report, used []bool, cue, content string, stance event.Stance) int {
	best, score := -1, 0.5
	for k := range rep.Statements {
		have := &rep.Statements[k]
		if used[k] || !strings.Contains(textOf(rep, have.Cue)+" "+textOf(rep, have.Content), lastWord(cue)) {
			continue
		}
		agree := wordAgreement(textOf(rep, have.Content), content)
		if stance == event.Declines && have.Stance == event.Declines {
			agree = 1
		}
		if agree >= score {
			best, score = k, agree
		}
	}
	return best
}

func (s *statementScore) addThreats(g *goldStatements, rep *event.Report) {
	used := make([]bool, len(rep.Threats))
	s.threats.gold += len(g.Threats)
	s.threats.found += len(rep.Threats)
	for i := range g.Threats {
		want := &g.Threats[i]
		k := slices.IndexFunc(rep.Threats, func(t event.Threat) bool {
			return wordAgreement(textOf(rep, t.Consequence), want.Consequence) >= 0.5 && (want.Condition == nil) == (len(t.Condition) == 0) &&
				(want.Condition == nil || wordAgreement(textOf(rep, t.Condition), *want.Condition) >= 0.5)
		})
		if k < 0 || used[k] {
			fmt.Fprintf(s.log, "  threat missed %s: %s\n", want.Speaker, want.Consequence)
			continue
		}
		used[k] = true
		s.threats.right++
	}
	for k, u := range used {
		if !u {
			fmt.Fprintf(s.log, "  threat too much %s: if %q then %q\n", actorName(rep, rep.Threats[k].Speaker), textOf(rep, rep.Threats[k].Condition), textOf(rep, rep.Threats[k].Consequence))
		}
	}
}

func (s *statementScore) addClaims(g *goldStatements, rep *event.Report) {
	used := make([]bool, len(rep.Claims))
	s.claims.gold += len(g.Claims)
	s.claims.found += len(rep.Claims)
	for i := range g.Claims {
		want := &g.Claims[i]
		at := strings.Index(g.Text, want.Anchor)
		k := slices.IndexFunc(rep.Claims, func(c event.Claim) bool {
			return c.Span.Overlaps(nlp.Range{Start: at, End: at + len(want.Anchor)}) && sameFigure(c.Low, want.Low) && sameFigure(c.High, want.High) && c.Unit == want.Unit
		})
		if k < 0 || used[k] {
			fmt.Fprintf(s.log, "  claim missed %s\n", want.Anchor)
			continue
		}
		used[k] = true
		s.claims.right++
		if want.Asserter != nil && !namesActor(rep, rep.Claims[k].Asserter, "", *want.Asserter) {
			fmt.Fprintf(s.log, "  claim asserter want %s, have %q | %s\n", *want.Asserter, actorName(rep, rep.Claims[k].Asserter), want.Anchor)
		}
	}
	for k, u := range used {
		if c := &rep.Claims[k]; !u {
			fmt.Fprintf(s.log, "  claim too much %q unit %s low %v high %v\n", rep.Text[c.Span.Start:c.Span.End], c.Unit, figure(c.Low), figure(c.High))
		}
	}
}

func (s *statementScore) addShifts(g *goldStatements, rep *event.Report) {
	used := make([]bool, len(rep.Shifts))
	s.shifts.gold += len(g.Shifts)
	for i := range g.Shifts {
		want := &g.Shifts[i]
		at := strings.Index(g.Text, want.Anchor)
		r := nlp.Range{Start: at, End: at + len(want.Anchor)}
		k := slices.IndexFunc(rep.Shifts, func(h event.Shift) bool {
			return slices.ContainsFunc(h.Evidence, r.Overlaps) && namesActor(rep, h.Actor, "", want.Actor)
		})
		if k < 0 {
			fmt.Fprintf(s.log, "  shift missed %s: %s\n", want.Actor, want.Anchor)
			continue
		}
		if used[k] { // a second passage that tells of the same shift
			s.shifts.found++
		}
		used[k] = true
		s.shifts.right++
	}
	for k, u := range used {
		s.shifts.found++
		if !u {
			fmt.Fprintf(s.log, "  shift too much %s: %s\n", actorName(rep, rep.Shifts[k].Actor), textOf(rep, rep.Shifts[k].Evidence))
		}
	}
}

func textOf(rep *event.Report, ranges []nlp.Range) string {
	var parts []string
	for _, r := range ranges {
		parts = append(parts, rep.Text[r.Start:r.End])
	}
	return strings.Join(parts, " ")
}

func lastWord(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return s
	}
	for i := len(f) - 1; i > 0; i-- {
		if len(f[i]) > 3 {
			return f[i]
		}
	}
	return f[0]
}

func figure(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprint(*x)
}

func sameFigure(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-6*math.Abs(*b)
}

// wordAgreement is the F1 of the words of two texts.
func wordAgreement(a, b string) float64 {
	x, y := contentWords(a), contentWords(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	left := map[string]int{}
	for _, w := range x {
		left[w]++
	}
	n := 0
	for _, w := range y {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return 2 * float64(n) / float64(len(x)+len(y))
}

func contentWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 && !strings.ContainsRune("“”‘’—–", r))
	})
}

func actorName(rep *event.Report, id string) string {
	for i := range rep.Actors {
		if rep.Actors[i].ID == id {
			return rep.Actors[i].Name
		}
	}
	return ""
}

// namesActor reports whether the actor with the id, or, where none was
// resolved, the words of the source, are the one that want names: by a mention
// in the text or by name. want may be a part of the name that no other has.
func namesActor(rep *event.Report, id, source, want string) bool {
	if id == "" {
		return source != "" && strings.Contains(strings.ToLower(source), strings.ToLower(want))
	}
	for i := range rep.Actors {
		a := &rep.Actors[i]
		if a.ID != id {
			continue
		}
		if agrees(a.Name, want) {
			return true
		}
		for _, m := range a.Mentions {
			if m.Kind != event.ByPronoun && agrees(rep.Text[m.Span.Start:m.Span.End], want) {
				return true
			}
		}
	}
	return false
}

func agrees(name, want string) bool {
	n, w := strings.ToLower(name), strings.ToLower(want)
	return n == w || strings.Contains(n, w) || len(n) > 3 && strings.HasSuffix(w, n)
}
