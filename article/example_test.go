package article_test

import (
	"fmt"

	"casus.dev/casus/article"
)

// The same article has the same id however it was wrapped.
func ExampleID() {
	fmt.Println(article.ID("Talks  began\nin Kyiv.") == article.ID("Talks began in Kyiv."))
	// Output: true
}

// Bytes that are no UTF-8 are replaced, and the first is named.
func ExampleValid() {
	text, warning := article.Valid("Caf\xe9")
	fmt.Println(text, "|", warning)
	// Output: Caf� | invalid UTF-8 replaced, first at byte 3 (0xE9)
}

// What is no date is an error and never guessed.
func ExampleParseDate() {
	day, err := article.ParseDate("18 November 2024")
	fmt.Println(day.Format("2006-01-02"), err)
	_, err = article.ParseDate("2024-13-45")
	fmt.Println(err)
	// Output:
	// 2024-11-18 <nil>
	// article: "2024-13-45" is no date (want YYYY-MM-DD)
}
