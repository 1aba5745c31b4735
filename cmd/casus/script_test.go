package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"casus": main})
}

// TestScripts runs the scripts of testdata/script. Beside testscript's own
// commands they have
//
//	exits CODE casus ARG...   runs the program and wants this exit code
//	make KIND FILE            writes an input that is too large or odd to stand in a script
func TestScripts(t *testing.T) {
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("ARTICLES", articles)
			return nil
		},
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "make": makeInput},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}

// exits runs a command and compares its exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// makeInput writes a file of the named kind.
func makeInput(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: make KIND FILE")
	}
	said := "Kenya expelled two Somali diplomats on Tuesday. "
	var b []byte
	switch args[0] {
	case "line": // one line of 100 MB
		b = bytes.Repeat([]byte("a"), 100<<20)
	case "records": // the same line between two records
		b = append([]byte(`{"text":"`+said+`"}`+"\n"), bytes.Repeat([]byte("a"), 100<<20)...)
		b = append(b, "\n"+`{"id":"after","text":"`+said+`"}`+"\n"...)
	case "latin1":
		b = []byte(said + "A minister in Caf\xe9 Royal said so, and the ambassador denied it.")
	case "utf16":
		b = []byte{0xFE, 0xFF}
		for _, c := range []byte(said) {
			b = append(b, 0, c)
		}
	case "nul":
		b = []byte("Kenya\x00 " + said)
	case "picture":
		b = append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{0, 1, 2, 250}, 500)...)
	case "deep":
		b = append([]byte("<!DOCTYPE html><html><body>"), bytes.Repeat([]byte("<div>"), 20_000)...)
	case "blanks": // text that could make a careless pattern slow
		b = append([]byte(said), bytes.Repeat([]byte(" \n\t"), 300_000)...)
	case "quotes":
		b = append([]byte(said), bytes.Repeat([]byte(`"“`), 5_000)...)
	default:
		ts.Fatalf("no kind %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}
