package syntax

import "testing"

func TestNumeral(t *testing.T) {
	for form, want := range map[string]string{
		"7,500": "7500", "12,345,678": "12345678", "1,200.5": "1200.5", "84": "84", "3.5": "3.5", "2021": "2021",
		"3,40": "", "7,5": "", "1990s": "", "ten": "", "": "", ",": "", "1.2.3": "", "12-15": "",
	} {
		if got, ok := numeral(form); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", form, got, ok, want)
		}
	}
}
