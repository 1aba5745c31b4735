package dataset

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"casus.dev/casus/internal/ground/actor"
)

// cows reads the Correlates of War numbers from the gazetteer's countries.
var cows = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	tables, err := actor.Embedded()
	if err != nil {
		return out
	}
	for _, t := range tables {
		if t.Name != "countries.tsv" {
			continue
		}
		for line := range strings.SplitSeq(string(t.Data), "\n") {
			if c := strings.Split(line, "\t"); len(c) > 3 && len(c[0]) == 3 {
				out[c[0]] = c[2]
			}
		}
	}
	return out
})

// cow returns the Correlates of War number of a country, "" if it has none.
func cow(iso3 string) string { return cows()[iso3] }

// countryName returns the English name of a country.
func countryName(iso3 string) string {
	if iso3 == "" {
		return ""
	}
	if iso3 == "XKX" {
		return "Kosovo"
	}
	r, err := language.ParseRegion(iso3)
	if err != nil {
		return iso3
	}
	return display.English.Regions().Name(r)
}

// fipsCodes are the FIPS 10-4 codes of countries where GDELT uses them, by ISO
// 3166-1 alpha-3. Own compilation of public facts.
const fipsCodes = `AFG AF ALB AL DZA AG AND AN AGO AO ATG AC ARG AR ARM AM AUS AS AUT AU AZE AJ BHS BF BHR BA BGD BG BRB BB BLR BO BEL BE BLZ BH BEN BN
BTN BT BOL BL BIH BK BWA BC BRA BR BRN BX BGR BU BFA UV BDI BY KHM CB CMR CM CAN CA CPV CV CAF CT TCD CD CHL CI CHN CH COL CO COM CN COG CF COD CG
CRI CS CIV IV HRV HR CUB CU CYP CY CZE EZ DNK DA DJI DJ DMA DO DOM DR ECU EC EGY EG SLV ES GNQ EK ERI ER EST EN SWZ WZ ETH ET FJI FJ FIN FI FRA FR
GAB GB GMB GA GEO GG DEU GM GHA GH GRC GR GRD GJ GTM GT GIN GV GNB PU GUY GY HTI HA HND HO HKG HK HUN HU ISL IC IND IN IDN ID IRN IR IRQ IZ IRL EI
ISR IS ITA IT JAM JM JPN JA JOR JO KAZ KZ KEN KE KIR KR PRK KN KOR KS XKX KV KWT KU KGZ KG LAO LA LVA LG LBN LE LSO LT LBR LI LBY LY LIE LS LTU LH
LUX LU MDG MA MWI MI MYS MY MDV MV MLI ML MLT MT MHL RM MRT MR MUS MP MEX MX FSM FM MDA MD MCO MN MNG MG MNE MJ MAR MO MOZ MZ MMR BM NAM WA NRU NR
NPL NP NLD NL NZL NZ NIC NU NER NG NGA NI MKD MK NOR NO OMN MU PAK PK PLW PS PSE WE PAN PM PNG PP PRY PA PER PE PHL RP POL PL PRT PO QAT QA ROU RO
RUS RS RWA RW KNA SC LCA ST VCT VC WSM WS SMR SM STP TP SAU SA SEN SG SRB RI SYC SE SLE SL SGP SN SVK LO SVN SI SLB BP SOM SO ZAF SF SSD OD ESP SP
LKA CE SDN SU SUR NS SWE SW CHE SZ SYR SY TWN TW TJK TI TZA TZ THA TH TLS TT TGO TO TON TN TTO TD TUN TS TUR TU TKM TX TUV TV UGA UG UKR UP ARE AE
GBR UK USA US URY UY UZB UZ VUT NH VAT VT VEN VE VNM VM ESH WI YEM YM ZMB ZA ZWE ZI`

var fipsTable = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	f := strings.Fields(fipsCodes)
	for i := 0; i+1 < len(f); i += 2 {
		out[f[i]] = f[i+1]
	}
	return out
})

// fips returns the FIPS 10-4 code of a country, "" if it is not known.
func fips(iso3 string) string { return fipsTable()[iso3] }
