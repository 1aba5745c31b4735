package actor

import "time"

// testDay is a day on which the tables are full.
var testDay = time.Date(2024, 11, 18, 0, 0, 0, 0, time.UTC)
