module casus.dev/casus

go 1.26.0
