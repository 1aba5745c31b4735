package main

import (
	"io"
	"os"
	"time"

	"github.com/jedib0t/go-pretty/v6/progress"
	"golang.org/x/term"
)

// isTerminal reports whether f is a terminal.
func isTerminal(f any) bool {
	file, ok := f.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// bar is a progress bar over bytes; the zero value shows nothing.
type bar struct {
	writer  progress.Writer
	tracker *progress.Tracker
}

// newBar shows a bar on stderr if that is a terminal and there is enough to
// do for a person to wait: several files, or one of more than a megabyte.
func newBar(stderr io.Writer, files []string) *bar {
	const worthIt = 1 << 20 // bytes; less is done before a bar is drawn
	if !isTerminal(stderr) {
		return &bar{}
	}
	var total int64
	for _, name := range files {
		st, err := os.Stat(name)
		if err != nil || !st.Mode().IsRegular() {
			total = 0 // a pipe: nobody knows how much there is
			break
		}
		total += st.Size()
	}
	if len(files) < 2 && total < worthIt {
		return &bar{}
	}
	return startBar(stderr, &progress.Tracker{Message: "reading", Total: total, Units: progress.UnitsBytes})
}

func startBar(stderr io.Writer, t *progress.Tracker) *bar {
	b := &bar{writer: progress.NewWriter(), tracker: t}
	b.writer.SetOutputWriter(stderr)
	b.writer.SetUpdateFrequency(200 * time.Millisecond)
	b.writer.SetStyle(progress.StyleBlocks)
	b.writer.AppendTracker(b.tracker)
	go b.writer.Render()
	return b
}

const wholeShare = 1000 // what a bar of shares counts to

// newWorkBar shows a bar over shares of a job on stderr if that is a terminal.
func newWorkBar(stderr io.Writer) *bar {
	if !isTerminal(stderr) {
		return &bar{}
	}
	return startBar(stderr, &progress.Tracker{Message: "checking", Total: wholeShare})
}

// share says what is being done and how much of the whole, of 1, is done.
func (b *bar) share(what string, done float64) {
	if b.tracker != nil {
		b.tracker.UpdateMessage(what)
		b.tracker.SetValue(int64(done * wholeShare))
	}
}

// add counts n bytes as read.
func (b *bar) add(n int) {
	if b.tracker != nil {
		b.tracker.Increment(int64(n))
	}
}

// done takes the bar down before the last lines are written.
func (b *bar) done() {
	if b.writer == nil {
		return
	}
	b.tracker.MarkAsDone()
	b.writer.Stop()
	for b.writer.IsRenderInProgress() {
		time.Sleep(time.Millisecond)
	}
}

// log writes a line above the bar, or to w where there is none.
func (b *bar) logTo(w io.Writer) io.Writer {
	if b.writer == nil {
		return w
	}
	return barLog{b.writer}
}

// barLog writes lines above a bar.
type barLog struct{ w progress.Writer }

// Write logs p.
func (l barLog) Write(p []byte) (int, error) {
	n := len(p)
	for n > 0 && p[n-1] == '\n' {
		n--
	}
	l.w.Log("%s", p[:n])
	return len(p), nil
}
