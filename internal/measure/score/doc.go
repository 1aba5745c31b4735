// Package score measures output against gold: words, tags, trees and names
// (Parse).
package score
