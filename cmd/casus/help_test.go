package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestEveryCommandSaysItsExitCodesAndShowsAnExample walks all commands.
func TestEveryCommandSaysItsExitCodesAndShowsAnExample(t *testing.T) {
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
		if cmd.HasSubCommands() && cmd.HasParent() {
			return
		}
		if !strings.Contains(strings.Join(strings.Fields(cmd.Long), " "), "Exit codes: 0 ") {
			t.Errorf("%s: no exit codes in its help", cmd.CommandPath())
		}
		if !strings.Contains(cmd.Example, "casus") {
			t.Errorf("%s: no example", cmd.CommandPath())
		}
	}
	walk(newRootCommand(func(string) string { return "" }))
}
