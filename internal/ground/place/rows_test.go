package place

import (
	"strings"
	"testing"
)

func TestBrokenTablesNameFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"# head\nparis\t1\t2\t3":              "usage.tsv:2: 4 columns, want 5",
		"paris\t1\t2\t3\t4\nrome\t1\tx\t3\t4": `usage.tsv:2: "x" is no count`,
		"rome\t1\t-2\t3\t4":                   `usage.tsv:1: "-2" is no count`,
	} {
		if _, err := readUsage(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("readUsage(%q) = %v, want %s", text, err, want)
		}
	}
	usage, err := readUsage("# head\nparis\t128\t16\t0\t2\n")
	if err != nil || usage["paris"] != (use{128, 16, 0, 2}) {
		t.Errorf("readUsage = %v, %v", usage, err)
	}
}
