package coder

// prepositions that patterns may name.
var prepositions = []string{
	"about", "across", "after", "against", "along", "among", "around", "as", "at", "before", "behind", "between", "by", "during", "for", "from",
	"in", "inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "through", "throughout", "to", "toward", "towards",
	"under", "until", "upon", "via", "with", "within", "without", "beyond",
}

// modals and what they make of their verb; "will" depends on the tense.
var modals = map[string]string{
	"will": "planned", "'ll": "planned", "wo": "planned", "shall": "planned", "would": "conditional", "'d": "conditional",
	"could": "possible", "can": "possible", "may": "possible", "might": "possible",
	"must": "demanded", "should": "demanded", "ought": "demanded", "need": "demanded",
}

// agentNouns hold the agent in a modifier or after "of" or "from": "members of
// parliament", "a statement from the ministry".
var agentNouns = map[string]bool{
	"member": true, "leader": true, "official": true, "government": true, "head": true, "chief": true, "representative": true, "group": true,
	"spokesman": true, "spokeswoman": true, "spokesperson": true, "delegation": true, "team": true, "statement": true, "letter": true,
	"message": true, "report": true, "warning": true, "resolution": true, "comment": true, "remark": true, "communique": true, "majority": true,
	"hundred": true, "thousand": true, "dozen": true, "score": true, "number": true, "some": true, "all": true, "most": true, "many": true,
	"part": true, "people": true, "citizen": true, "resident": true, "supporter": true, "president": true, "minister": true, "ministry": true,
	"army": true, "troop": true, "force": true, "police": true, "soldier": true, "fighter": true, "jet": true, "warplane": true, "drone": true,
	"missile": true, "rocket": true, "office": true, "bloc": true, "coalition": true, "alliance": true, "council": true, "court": true,
	"parliament": true, "lawmaker": true, "legislator": true, "administration": true, "regime": true, "authority": true, "attack": true,
	"strike": true, "airstrike": true, "raid": true, "offensive": true, "bombing": true, "use": true, "test": true, "decision": true, "move": true, "response": true,
	"tens": true, "ten": true, "crowd": true, "militant": true, "rebel": true, "gunman": true, "one": true, "two": true, "three": true, "video": true,
	"ambassador": true, "envoy": true, "diplomat": true, "unit": true, "militia": true, "wing": true, "faction": true, "branch": true,
	"assessment": true, "source": true, "agency": true, "shelling": true, "bombardment": true, "artillery": true, "ship": true, "navy": true,
	"series": true, "wave": true, "barrage": true, "rest": true, "majorities": true, "side": true, "battery": true, "helicopter": true,
}

// publicSectors are the PLOVER sectors whose acts are political.
var publicSectors = map[string]bool{
	"": true, "GOV": true, "MIL": true, "LEG": true, "JUD": true, "COP": true, "SPY": true, "REB": true, "PTY": true, "OPP": true, "UAF": true,
	"PRM": true, "ELI": true, "PRE": true, "IGO": true, "INS": true, "SEP": true,
}

// needsRecipient are types that say nothing without the other side.
var needsRecipient = map[string]bool{"AID": true, "COOPERATE": true}

// anonymous are subjects that name no actor: an attack by them has an empty
// actor list.
var anonymous = map[string]bool{
	"helicopter": true, "warplane": true, "jet": true, "plane": true, "aircraft": true, "gunboat": true, "youth": true, "thug": true, "gunman": true, "attacker": true, "assailant": true, "bomber": true, "militant": true, "insurgent": true, "rebel": true, "bomb": true,
	"explosion": true, "blast": true, "attack": true, "rocket": true, "missile": true, "mortar": true, "shell": true, "drone": true, "strike": true,
	"airstrike": true, "raid": true, "shelling": true, "bombing": true, "grenade": true, "bombardment": true, "mine": true, "somebody": true,
	"someone": true, "unknown": true, "terrorist": true, "extremist": true, "kidnapper": true, "sniper": true, "car": true,
	"gunfire": true, "bullet": true, "device": true, "ambush": true, "clash": true, "fighting": true, "violence": true, "suspect": true,
	"offensive": true, "barrage": true, "fighter": true, "gang": true, "mob": true, "man": true, "assault": true, "crossfire": true, "landmine": true,
}

// violent are the types that are coded even when nobody knows the author.
var violent = map[string]bool{"ASSAULT": true}

// standalone are the types whose nouns name an act by themselves ("Russia's
// attack on Kyiv"); the nouns of other types need a verb that carries them out.
var standalone = map[string]bool{"ASSAULT": true, "RETREAT": true, "COERCE": true, "CONSULT": true, "MOBILIZE": true, "SANCTION": true, "PROTEST": true, "AID": true}

// ditransitive are the verbs that take a receiver and a thing.
var ditransitive = map[string]bool{"give": true, "send": true, "promise": true, "offer": true, "lend": true, "grant": true, "hand": true, "pledge": true, "deny": true, "sell": true}

// irregular gives the verbs of past forms that no rule makes.
var irregular = map[string]string{
	"overthrew":  "overthrow",
	"overthrown": "overthrow",
	"fought":     "fight",
	"shot":       "shoot",
	"struck":     "strike",
	"stricken":   "strike",
	"broke":      "break",
	"broken":     "break",
	"gave":       "give",
	"given":      "give",
	"sent":       "send",
	"withdrew":   "withdraw",
	"withdrawn":  "withdraw",
	"held":       "hold",
	"met":        "meet",
	"led":        "lead",
	"lent":       "lend",
	"sold":       "sell",
	"bought":     "buy",
	"won":        "win",
	"took":       "take",
	"taken":      "take",
	"seized":     "seize",
	"drove":      "drive",
	"driven":     "drive",
	"swept":      "sweep",
	"overran":    "overrun",
	"sank":       "sink",
	"sunk":       "sink",
	"slew":       "slay",
	"slain":      "slay",
	"hit":        "hit",
	"hurt":       "hurt",
	"shed":       "shed",
	"blew":       "blow",
	"blown":      "blow",
	"burnt":      "burn",
	"stole":      "steal",
	"stolen":     "steal",
	"froze":      "freeze",
	"frozen":     "freeze",
	"forbade":    "forbid",
	"forbidden":  "forbid",
	"bade":       "bid",
	"swore":      "swear",
	"sworn":      "swear",
	"told":       "tell",
	"said":       "say",
	"spoke":      "speak",
	"spoken":     "speak",
	"stood":      "stand",
	"brought":    "bring",
	"sought":     "seek",
	"thought":    "think",
	"taught":     "teach",
	"caught":     "catch",
	"cut":        "cut",
	"shut":       "shut",
	"set":        "set",
	"put":        "put",
	"let":        "let",
	"quit":       "quit",
	"left":       "leave",
	"laid":       "lay",
	"paid":       "pay",
	"rose":       "rise",
	"risen":      "rise",
	"arose":      "arise",
	"chose":      "choose",
	"chosen":     "choose",
	"threw":      "throw",
	"thrown":     "throw",
	"tore":       "tear",
	"torn":       "tear",
	"wore":       "wear",
	"bore":       "bear",
	"fled":       "flee",
	"flew":       "fly",
	"flown":      "fly",
	"hung":       "hang",
	"hanged":     "hang",
	"kept":       "keep",
	"lost":       "lose",
	"made":       "make",
	"began":      "begin",
	"begun":      "begin",
	"ceded":      "cede",
	"upheld":     "uphold",
	"withheld":   "withhold",
	"undertook":  "undertake",
	"undertaken": "undertake",
	"forgave":    "forgive",
	"forgiven":   "forgive",
	"rebuilt":    "rebuild",
	"built":      "build",
	"spent":      "spend",
	"dealt":      "deal",
	"went":       "go",
	"gone":       "go",
	"came":       "come",
	"became":     "become",
	"ran":        "run",
	"fell":       "fall",
	"fallen":     "fall",
	"felt":       "feel",
	"found":      "find",
	"retook":     "retake",
	"retaken":    "retake",
	"beat":       "beat",
	"beaten":     "beat",
	"bled":       "bleed",
	"dug":        "dig",
	"overtook":   "overtake",
	"rang":       "ring",
	"rung":       "ring",
	"sued":       "sue",
	"underwent":  "undergo",
	"undergone":  "undergo",
}

// civic are the sectors whose demands and protests are political though they
// hold no office.
var civic = map[string]bool{"LAB": true, "SOC": true, "REL": true, "AGR": true, "EDU": true, "REF": true}

// voiced are the types in which civic actors count.
var voiced = map[string]bool{"PROTEST": true, "ACCUSE": true, "REQUEST": true, "THREATEN": true, "REJECT": true}
