package syntax

import "strings"

// irregular lists verbs whose past tense or participle no ending explains: the
// lemma and its forms.
const irregular = `
arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; become became; befall befell befallen; begin began begun;
behold beheld; bend bent; beseech besought; beset; bet; bid bade bidden; bind bound; bite bit bitten; bleed bled; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; burst; buy bought; cast; catch caught; choose chose chosen;
cling clung; come came; cost; creep crept; cut; deal dealt; dig dug; do did done; draw drew drawn; dream dreamt; drink drank drunk;
drive drove driven; dwell dwelt; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
fling flung; fly flew flown; forbid forbade forbidden; forecast; forget forgot forgotten; forgive forgave forgiven;
forsake forsook forsaken; freeze froze frozen; get got gotten; give gave given; go went gone; grind ground; grow grew grown;
hang hung; have had; hear heard; hide hid hidden; hit; hold held; hurt; keep kept; kneel knelt; know knew known; lay laid; lead led;
lean leant; leap leapt; learn learnt; leave left; lend lent; let; lie lay lain; light lit; lose lost; make made; mean meant;
meet met; pay paid; plead pled; prove proven; put; quit; read; rid; ride rode ridden; ring rang rung; rise rose risen; run ran;
say said; see saw seen; seek sought; sell sold; send sent; set; sew sewn; shake shook shaken; shed; shine shone; shoot shot;
show shown; shrink shrank shrunk; shut; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid;
sling slung; slit; smell smelt; sow sown; speak spoke spoken; speed sped; spend spent; spill spilt; spin spun; spit spat; split;
spoil spoilt; spread; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; stink stank stunk;
stride strode stridden; strike struck stricken; string strung; strive strove striven; swear swore sworn; sweep swept;
swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought;
throw threw thrown; thrust; tread trod trodden; understand understood; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; wind wound; wring wrung; write wrote written`

// prefixes make new verbs of irregular ones: overthrew, withheld, retook.
var prefixes = []string{"re", "over", "under", "with", "out", "fore", "mis", "un", "up", "inter"}

// ambiguous forms are lemmas of other verbs too.
const ambiguous = " found lay saw felt fell bound ground wound left bore bit rose spoke stole sped shot lit "

// irregularForms returns the lemma of each form of irregular.
func irregularForms() map[string]string {
	out := map[string]string{}
	for verb := range strings.SplitSeq(strings.ReplaceAll(irregular, "\n", " "), ";") {
		forms := strings.Fields(verb)
		for _, f := range forms {
			out[f] = forms[0]
		}
	}
	for f := range strings.FieldsSeq(ambiguous) {
		delete(out, f)
	}
	return out
}
