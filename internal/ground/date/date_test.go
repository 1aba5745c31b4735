package date_test

import (
	"strings"
	"testing"
	"time"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/date"
	"casus.dev/casus/nlp"
)

// monday is the day on which the sentences of the tests were written.
var monday = time.Date(2024, time.November, 18, 0, 0, 0, 0, time.UTC)

// found writes times as "text=value; text=value".
func found(times []event.Time) string {
	out := make([]string, 0, len(times))
	for _, x := range times {
		out = append(out, x.Text+"="+x.Value)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	finder := date.New()
	for _, c := range []struct{ in, want string }{
		// Absolute.
		{"The treaty was signed on 18 November 2024.", "18 November 2024=2024-11-18"},
		{"The treaty of March 3, 1918, ended it.", "March 3, 1918=1918-03-03"},
		{"The 26th of March 1979 was a Monday.", "26th of March 1979=1979-03-26"},
		{"It began on 2022-02-24.", "2022-02-24=2022-02-24"},
		{"The form is dated 13/10/2023.", "13/10/2023=2023-10-13"},
		{"In August 1988 the guns fell silent.", "August 1988=1988-08"},
		{"The war began in 2014.", "2014=2014"},
		{"Wages fell in the 1990s.", "1990s=1990-01-01/1999-12-31"},
		{"Wages fell in the early '90s.", "early '90s=1990-01-01/1999-12-31"},
		{"The border dates from the 19th century.", "19th century=1801-01-01/1900-12-31"},
		{"Talks resumed in mid-2019.", "mid-2019=2019"},
		{"He ruled in 2014-15.", "2014-15=2014-01-01/2015-12-31"},
		{"Exports fell in the third quarter of 2023.", "third quarter of 2023=2023-07-01/2023-09-30"},
		{"Exports fell in Q2 2024.", "Q2 2024=2024-04-01/2024-06-30"},
		{"The spring of 2003 was wet.", "spring of 2003=2003-03-01/2003-05-31"},
		{"The attacks of 9/11 changed policy.", "9/11=2001-09-11"},
		// Partial, by tense.
		{"In June, the minister threatened to leave.", "June=2024-06"},
		{"The minister will visit Oslo in June.", "June=2025-06"},
		{"Voters go to the polls by February and will decide.", "February=2025-02"},
		{"The bridge was blown up on Aug. 6.", "Aug. 6=2024-08-06"},
		{"The court will sit on January 14.", "January 14=2025-01-14"},
		{"Talks are to be held on March 3-5 in Geneva.", "March 3-5=2025-03-03/2025-03-05"},
		{"They met on April 24 and 25.", "April 24=2024-04-24; 25=2024-04-25"},
		{"In June last year they met.", "June last year=2023-06"},
		{"Clashes between 3 and 7 May killed six.", "3 and 7 May=2024-05-03/2024-05-07"},
		{"The pair met from 3 to 7 May.", "3 to 7 May=2024-05-03/2024-05-07"},
		{"The economy shrank in the first half of the year.", "first half of the year=2024-01-01/2024-06-30"},
		{"Aid was cut half a year ago.", "half a year ago=2024-05"},
		// Weekdays.
		{"The strike lasted from Tuesday to Thursday.", "Tuesday=2024-11-12; Thursday=2024-11-14"},
		{"The strike lasted from Friday until Monday.", "Friday=2024-11-15; Monday=2024-11-18"},
		{"The truce will last from Tuesday to Thursday.", "Tuesday=2024-11-19; Thursday=2024-11-21"},
		{"The truce will last from Friday to Tuesday.", "Friday=2024-11-22; Tuesday=2024-11-26"},
		{"On Friday 15 November the court ruled.", "Friday 15 November=2024-11-15"},
		{"Rallies are planned for the coming weekend.", "coming weekend=2024-11-23/2024-11-24"},
		{"They will vote this coming Friday.", "this coming Friday=2024-11-22"},
		{"The move, announced Sunday, surprised many.", "Sunday=2024-11-17"},
		{"The envoy said on Monday that he was ill.", "Monday=2024-11-18"},
		{"The envoys will meet on Friday.", "Friday=2024-11-22"},
		{"The envoys are scheduled to meet on Friday.", "Friday=2024-11-22"},
		{"The envoys met on Friday.", "Friday=2024-11-15"},
		{"He was shot at 10 p.m. Wednesday.", "Wednesday=2024-11-13"},
		{"He was shot on Tuesday night.", "Tuesday night=2024-11-12"},
		{"They struck on Friday, Nov. 8, at dawn.", "Friday, Nov. 8=2024-11-08"},
		{"They left last Monday.", "last Monday=2024-11-11"},
		{"They will leave next Tuesday.", "next Tuesday=2024-11-26"},
		{"They will leave this Thursday.", "this Thursday=2024-11-21"},
		{"The envoys hope for a truce before Friday's vote.", "Friday=2024-11-22"},
		{"Ahead of Sunday's election, parties campaigned.", "Sunday=2024-11-24"},
		{"The tourists have been held since December.", "December=2023-12"},
		// Days by which an event is called.
		{"He was tried over the September 11 attacks.", "September 11=2001-09-11"},
		{"It was the worst since the October 7 attack.", "October 7=2023-10-07"},
		{"Police investigated the November 13 bombing of a market.", "November 13=2024-11-13"},
		// Relative to the day of writing.
		{"He spoke yesterday and will speak tomorrow.", "yesterday=2024-11-17; tomorrow=2024-11-19"},
		{"He left the day before yesterday.", "day before yesterday=2024-11-16"},
		{"Shells fell last night.", "last night=2024-11-17"},
		{"Shells fell this morning.", "this morning=2024-11-18"},
		{"An offensive was launched earlier this year.", "earlier this year=2024"},
		{"The vote took place last week.", "last week=2024-11-11/2024-11-17"},
		{"The vote will take place next month.", "next month=2024-12"},
		{"Three weeks ago the dam broke.", "Three weeks ago=2024-10-28/2024-11-03"},
		{"The dam broke ten days ago.", "ten days ago=2024-11-08"},
		{"The dam broke two months ago.", "two months ago=2024-09"},
		{"A decade ago the dam broke.", "A decade ago=2014"},
		{"The court sits in the week of December 2.", "week of December 2=2024-12-02/2024-12-08"},
		{"It was a Monday. They held a Sunday night vigil.", "Sunday night=2024-11-17"},
		{"The post-1959 laws and those of 1898.", "1959=1959; 1898=1898"},
		{"They fought over the weekend.", "weekend=2024-11-16/2024-11-17"},
		{"Fighting flared last winter.", "last winter=2023-12-01/2024-02-29"},
		{"The aid must arrive by the end of the month.", "the end of the month=2024-11"},
		// Relative to the date before.
		{"The march began on May 5, 2021. The next day it was banned.", "May 5, 2021=2021-05-05; next day=2021-05-06"},
		{"He fell ill on May 5, 2021. Two days later he died.", "May 5, 2021=2021-05-05; Two days later=2021-05-07"},
		{"She won in 1996 and the following year she resigned.", "1996=1996; following year=1997"},
		{"She came on May 5, 2021, and left later that day.", "May 5, 2021=2021-05-05; later that day=2021-05-05"},
		// Feasts, eves and anniversaries.
		{"A truce will begin on Christmas Eve.", "Christmas Eve=2024-12-24"},
		{"They will march on the eve of December 10.", "eve of December 10=2024-12-09"},
		{"They marked the 10th anniversary of the April 6, 1994, crash.", "10th anniversary=2004-04-06; April 6, 1994=1994-04-06"},
		{"Easter 2024 was quiet.", "Easter 2024=2024-03-31"},
		{"They dined on Thanksgiving 2023.", "Thanksgiving 2023=2023-11-23"},
		// What is no date.
		{"Ministers may march in the second row.", ""},
		{"Theresa May said that she would resign.", ""},
		{"The protesters began to March north.", ""},
		{"The 34-year-old woman waited for months.", ""},
		{"Flight 1989 carried 2000 passengers and 1995 troops.", ""},
		{"He starred in Friday Night Lights and read the Sunday Times.", ""},
		{"The envoys met for three days every Monday.", ""},
		{"The fall of the second government took a year.", ""},
		{"The sun rose over the wall.", ""},
		{"He lives at 1935 Orchard St. with seven cats.", ""},
		{"Bloody Sunday was never forgotten.", ""},
		{"On 30 February 2020 nothing happened.", "February 2020=2020-02"},
	} {
		if got := found(finder.Find(split(c.in), monday)); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestFindWithoutPublished(t *testing.T) {
	in := "On Sunday the minister recalled June 1990, last year and the 5th of May 2001."
	if got, want := found(date.New().Find(split(in), time.Time{})), "June 1990=1990-06; 5th of May 2001=2001-05-05"; got != want {
		t.Errorf("Find(%q) = %s, want %s", in, got, want)
	}
}

func TestFindDatelineMovesTheDay(t *testing.T) {
	in := "KYIV, Nov 16 (Agency) - The army withdrew on Saturday. The talks failed yesterday."
	if got, want := found(date.New().Find(split(in), monday)), "Nov 16=2024-11-16; Saturday=2024-11-16; yesterday=2024-11-15"; got != want {
		t.Errorf("Find(%q) = %s, want %s", in, got, want)
	}
}

// trees are sentences whose tense only the tree shows.
const trees = `# text = The talks the king proposed begin Thursday.
1	The	the	DET	DT	_	2	det	_	_
2	talks	talk	NOUN	NNS	_	6	nsubj	_	_
3	the	the	DET	DT	_	4	det	_	_
4	king	king	NOUN	NN	_	5	nsubj	_	_
5	proposed	propose	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	2	acl:relcl	_	_
6	begin	begin	VERB	VBP	Mood=Ind|Tense=Pres|VerbForm=Fin	0	root	_	_
7	Thursday	Thursday	PROPN	NNP	_	6	obl:tmod	_	SpaceAfter=No
8	.	.	PUNCT	.	_	6	punct	_	_

# text = The king, who will retire, met them in March.
1	The	the	DET	DT	_	2	det	_	_
2	king	king	NOUN	NN	_	8	nsubj	_	SpaceAfter=No
3	,	,	PUNCT	,	_	6	punct	_	_
4	who	who	PRON	WP	_	6	nsubj	_	_
5	will	will	AUX	MD	VerbForm=Fin	6	aux	_	_
6	retire	retire	VERB	VB	VerbForm=Inf	2	acl:relcl	_	SpaceAfter=No
7	,	,	PUNCT	,	_	6	punct	_	_
8	met	meet	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
9	them	they	PRON	PRP	_	8	obj	_	_
10	in	in	ADP	IN	_	11	case	_	_
11	March	March	PROPN	NNP	_	8	obl	_	SpaceAfter=No
12	.	.	PUNCT	.	_	8	punct	_	_

`

func TestFindReadsTenseOffTheTree(t *testing.T) {
	d, err := nlp.ReadCoNLLU(strings.NewReader(trees))
	if err != nil {
		t.Fatal(err)
	}
	times := date.New().Find(d, monday)
	if got, want := found(times), "Thursday=2024-11-21; March=2024-03"; got != want {
		t.Fatalf("Find = %s, want %s", got, want)
	}
	if got := times[1].Head; d.Form(got) != "March" || times[1].Words.Len() != 1 || times[1].ID != "t2" {
		t.Errorf("time 2 = %+v, want the word March", times[1])
	}
}

func FuzzFind(f *testing.F) {
	f.Add("KYIV, Nov 18 (Agency) - On Monday, mid-2019, '90s, the 10th anniversary of May 5, 2021.")
	f.Add("Q3 2024 9/11 24/7 2024-13-45 99/99/9999 February 30, 0000 ten thousand years ago")
	f.Add("last last next this previous the same day day after tomorrow twenty-ninety the 00s")
	finder := date.New()
	f.Fuzz(func(t *testing.T, in string) {
		d := split(in)
		if d.Check() != nil {
			t.Skip("the words of the test's own splitter are no document")
		}
		last := 0
		for _, x := range finder.Find(d, monday) {
			if x.Span.Start < last || x.Span.End <= x.Span.Start || x.Span.End > len(in) || in[x.Span.Start:x.Span.End] != x.Text {
				t.Fatalf("span %v of %q after %d", x.Span, in, last)
			}
			last = x.Span.End
			for v := range strings.SplitSeq(x.Value, "/") {
				ok := false
				for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
					if _, err := time.Parse(form, v); err == nil {
						ok = true
					}
				}
				if !ok {
					t.Fatalf("%q: value %q is no date", x.Text, x.Value)
				}
			}
			if a, b, ok := strings.Cut(x.Value, "/"); ok && a > b {
				t.Fatalf("%q: interval %q ends before it begins", x.Text, x.Value)
			}
			if x.Words.Start < 0 || x.Words.End > d.Len() || !x.Words.Has(x.Head) {
				t.Fatalf("words %v, head %d of %d", x.Words, x.Head, d.Len())
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	const text = "In a shift of policy, the president authorised the use of longer missiles. The move, announced Sunday, " +
		"marks a departure from months of hesitation. Two divisions have been sent to the border since March, where an offensive " +
		"began earlier this year. In June, he threatened to retaliate. The ministers will meet on 3 December 2024 in Brussels.\n\n" +
		"The opposition declined to comment. Aid worth 2,000 million euros was pledged in the 1990s and again in 2014. "
	d := split(text)
	finder := date.New()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		finder.Find(d, monday)
	}
	b.ReportMetric(float64(len(d.Sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
