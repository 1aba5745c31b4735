package language_test

import (
	"testing"

	"casus.dev/casus/internal/acquire/language"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, declared, want string }{
		{"The ministry said on Tuesday that the border crossing would stay open until the end of the month, although both armies have moved troops to the river.", "", "en"},
		{"Le ministère a déclaré mardi que le poste frontière resterait ouvert jusqu'à la fin du mois, bien que les deux armées aient déplacé des troupes vers le fleuve.", "en", "fr"},
		{"Министерство заявило во вторник, что пограничный переход останется открытым до конца месяца, хотя обе армии перебросили войска к реке.", "", "ru"},
		{"Short note.", "de-AT", "de"},
		{"", "", ""},
	} {
		if got := language.Of(c.text, c.declared); got != c.want {
			t.Errorf("Of(%.20q, %q) = %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}
