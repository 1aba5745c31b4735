package main

import (
	"maps"
	"slices"
)

// sortedKeys returns the keys of all maps in order.
func sortedKeys(ms ...map[string]int) []string {
	all := map[string]bool{}
	for _, m := range ms {
		for k := range m {
			all[k] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
