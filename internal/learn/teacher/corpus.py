"""Readers: CoNLL-U trees and BIO name files become sentences with one name scheme.

Names are PER ORG LOC GPE NORP EQP MISC. No corpus marks all of them, so each word carries the *set* of tags that its
corpus leaves open, and the loss sums the probability of that set: a corpus that never marks demonyms does not teach
that they are no names.
"""
import gzip
import re

KINDS = ["PER", "ORG", "LOC", "GPE", "NORP", "EQP", "MISC"]
TAGS = ["O"] + [p + k for k in KINDS for p in ("B-", "I-")]
TAG = {t: i for i, t in enumerate(TAGS)}


class Sentence:
    __slots__ = ("forms", "upos", "feats", "lemma", "head", "rel", "names", "rules", "bank", "comments", "misc", "multi")

    def __init__(self, forms):
        self.forms = forms
        self.upos = self.feats = self.lemma = self.head = self.rel = self.names = self.rules = None
        self.bank, self.comments, self.misc, self.multi = 0, [], None, {}


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def read_conllu(path, bank=0):
    out, rows, comments, multi = [], [], [], {}
    with opened(path) as f:
        for line in list(f) + [""]:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                c = line.split("\t")
                if "-" in c[0]:
                    multi[int(c[0].split("-")[0])] = c
                elif "." not in c[0]:
                    rows.append(c)
            elif rows:
                s = Sentence([r[1] for r in rows])
                s.lemma, s.upos, s.feats = ([r[k] for r in rows] for k in (2, 3, 5))
                s.head, s.rel = [int(r[6]) if r[6].isdigit() else 0 for r in rows], [r[7] for r in rows]
                s.misc, s.bank, s.comments, s.multi = [r[9] for r in rows], bank, comments, multi
                out.append(s)
                rows, comments, multi = [], [], {}
    return out


def sent_id(comments):
    return next((c.split("=", 1)[1].strip() for c in comments if c.startswith("# sent_id")), None)


def read_bio(path):
    """Yields (sent_id or None, forms, tags)."""
    out, forms, tags, ident = [], [], [], None
    with opened(path) as f:
        for line in list(f) + [""]:
            line = line.rstrip("\n")
            if line.startswith("# ") and "\t" not in line:
                ident = line.split("=", 1)[1].strip() if "sent_id" in line else ident
            elif line:
                form, tag = line.split("\t")
                forms.append(form)
                tags.append(tag)
            elif forms:
                out.append((ident, forms, tags))
                forms, tags, ident = [], [], None
    return out


def words(text):
    return set(text.split())


COUNTRIES = words("""Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain
Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Burma Burundi
Cambodia Cameroon Canada Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador
Egypt England Eritrea Estonia Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada Guatemala Guinea
Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo
Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Macedonia Madagascar Malawi
Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia
Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar
Romania Russia Rwanda Samoa Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Swaziland Sweden
Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan
Vanuatu Venezuela Vietnam Wales Scotland Yemen Zambia Zimbabwe US USA U.S. U.S.A. UK U.K. UAE America Yugoslavia USSR Chechnya
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas
Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma
Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Quebec Ontario Bavaria Crimea Punjab Kashmir
London Paris Berlin Moscow Beijing Washington Tokyo Baghdad Tehran Kabul Islamabad Delhi Jerusalem Damascus Beirut Cairo Ankara
Istanbul Kyiv Kiev Rome Madrid Vienna Geneva Brussels Athens Warsaw Prague Budapest Belgrade Seoul Pyongyang Bangkok Jakarta
Manila Hanoi Nairobi Khartoum Mogadishu Lagos Abuja Johannesburg Harare Tripoli Tunis Algiers Rabat Riyadh Doha Amman Basra Mosul
Fallujah Kandahar Karachi Lahore Mumbai Kolkata Chicago Boston Houston Dallas Miami Seattle Philadelphia Atlanta Denver Detroit
Toronto Montreal Ottawa Sydney Melbourne Canberra Havana Caracas Bogota Lima Santiago Brasilia Minsk Tbilisi Yerevan Baku
Dublin Belfast Edinburgh Glasgow Manchester Liverpool Stockholm Oslo Copenhagen Helsinki Lisbon Amsterdam Munich Hamburg Milan
Houston Baltimore Pittsburgh Cleveland Sarajevo Zagreb Pristina Tirana Sofia Bucharest Dubai Sanaa Aden Gaza Ramallah Hebron""")
COUNTRY_NAMES = COUNTRIES | {
    "United States", "United States of America", "United Kingdom", "South Korea", "North Korea", "Saudi Arabia", "New Zealand",
    "South Africa", "Sri Lanka", "Ivory Coast", "Costa Rica", "El Salvador", "Burkina Faso", "Sierra Leone", "Czech Republic",
    "Dominican Republic", "East Timor", "Papua New Guinea", "United Arab Emirates", "Soviet Union", "New York", "New York City",
    "Los Angeles", "San Francisco", "Hong Kong", "New Delhi", "Tel Aviv", "St. Petersburg", "New Jersey", "New Mexico",
    "New Hampshire", "North Carolina", "South Carolina", "North Dakota", "South Dakota", "Rhode Island", "West Virginia",
    "Washington D.C.", "Washington , D.C.", "Great Britain", "Northern Ireland", "Puerto Rico", "Mexico City", "Rio de Janeiro",
    "Buenos Aires", "Addis Ababa", "New Orleans", "Las Vegas", "San Diego", "Kuala Lumpur", "Phnom Penh", "Ho Chi Minh City"}
LAND = words("""River Rivers Lake Lakes Sea Ocean Mountain Mountains Mount Mt Mt. Gulf Strait Straits Bay Valley Desert Island Islands
Peninsula Canal Street St Road Rd Avenue Ave Boulevard Highway Park Airport Bridge Square Hills Hill Beach Forest Coast Cape
Basin Creek Strip Bank Zone Border Heights Canyon Falls Harbor Channel Delta Plateau Sahara Africa Asia Europe Antarctica
Pacific Atlantic Mediterranean Caribbean Balkans Caucasus Arctic Middle Sinai Himalayas Alps Camp Base Prison Mosque Church
Cathedral Temple Tower Plaza Hotel Stadium Hall House Center Building Palace Station Museum Library Cemetery Earth Mars Moon""")
TITLES = words("""President Prime Minister Mr. Mrs. Ms. Dr. Secretary Senator General Gen. King Queen Prince Princess Pope Chancellor
Vice Governor Gov. Sen. Rep. Representative Colonel Col. Major Captain Lieutenant Lt. Sergeant Ambassador Judge Justice Premier
Sheikh Chairman Foreign Defense Finance Interior Ayatollah Cardinal Archbishop Bishop Reverend Rev. Sir Lord Lady Deputy Former
former prime minister president secretary spokesman Spokesman Attorney State Congressman Mayor Admiral Commander Director""")
GEAR = words("""ATACMS HIMARS Kalashnikov AK-47 F-16 F-16s F-35 F-35s F-15 F-22 F/A-18 B-52 B-1 B-2 MiG-29 MiG-31 Su-24 Su-25 Su-27
Su-30 Su-34 Su-35 Tu-95 Tu-22M3 Il-76 An-24 Scud Scuds Tomahawk Topol Topol-M Iskander Kalibr Shahed Shahed-136 Bayraktar TB2
Katyusha Katyushas Qassam Shahab-3 Taepodong Taepodong-2 Nodong S-300 S-400 THAAD Hellfire Humvee Humvees RPG-7 M-16 C-130 C-17
AWACS U-2 Rafale Gripen Eurofighter Merkava T-72 T-90 Kinzhal Oreshnik Sarmat Zircon Bulava Hwasong-15 Hwasong-17 Neptune""")
MAYBE_GEAR = words("Patriot Apache Javelin Stinger Grad Predator Reaper Trident Abrams Bradley Leopard Taurus Mirage Hawk Tiger Harrier")
GEAR_NOUNS = words("""missile missiles helicopter helicopters tank tanks drone drones system systems battery batteries jet jets
fighter fighters rocket rockets submarine submarines aircraft bomber bombers rifle rifles launcher launchers""")
TYPE_NUMBER = re.compile(r"^[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Z]?s?$")


def gear(forms):
    """Finds weapon systems by a short list: [start, end) spans, the only evidence for EQP that the corpora lack."""
    found = []
    for i in range(len(forms)):
        if found and i < found[-1][1]:
            continue
        for n in (4, 3, 2, 1):
            name = "".join(forms[i:i + n])
            after = forms[i + n] if i + n < len(forms) else ""
            if i + n > len(forms) or (n > 1 and "-" not in forms[i:i + n]):
                continue
            if name in GEAR or (after in GEAR_NOUNS and (name in MAYBE_GEAR or TYPE_NUMBER.match(name))):
                found.append((i, i + n))
                break
        else:
            if forms[i] in ("USS", "HMS") and i + 1 < len(forms) and forms[i + 1][:1].isupper():
                end = i + 2
                while end < len(forms) and forms[end][:1].isupper() and end < i + 4:
                    end += 1
                found.append((i, end))
    return found


def spans(tags):
    out, cur = [], None
    for i, t in enumerate(tags + ["O"]):
        if cur and (t == "O" or t[0] == "B" or t[2:] != cur[2]):
            out.append((cur[0], i, cur[2]))
            cur = None
        if t != "O" and cur is None:
            cur = (i, i, t[2:])
    return out


def place_kinds(forms):
    name = " ".join(forms)
    if name in COUNTRY_NAMES:
        return ["GPE"]
    if any(f in LAND for f in forms):
        return ["LOC"]
    return ["GPE", "LOC"]


# What the kinds of each corpus may mean, and what its unmarked capitalised words may still be.
MEANS = {
    "uner": ({"PER": ["PER"], "ORG": ["ORG"]}, ["MISC", "EQP"]),
    "gum": ({"PER": ["PER"], "ORG": ["ORG"], "EVENT": ["MISC"], "OBJ": ["MISC", "EQP"]}, ["MISC", "EQP"]),
    "wikigold": ({"PER": ["PER"], "ORG": ["ORG"], "MISC": ["MISC", "EQP"]}, ["EQP"]),
    "gmb": ({"PER": ["PER"], "ORG": ["ORG"], "GPE": ["NORP"], "ART": ["MISC", "EQP"], "EVE": ["MISC"], "NAT": ["MISC"],
             "TIM": None}, ["MISC", "EQP"]),
    "crossner": ({"politician": ["PER"], "person": ["PER"], "organisation": ["ORG"], "politicalparty": ["ORG"],
                  "country": ["GPE"], "location": ["GPE", "LOC"], "election": ["MISC"], "event": ["MISC"],
                  "misc": ["MISC", "EQP", "NORP"]}, ["EQP", "NORP"]),
}


def name_sets(corpus, forms, tags, demonyms):
    """For each word the list of tag ids that the corpus leaves open."""
    means, silent = MEANS[corpus]
    sets = [None] * len(forms)
    for a, b, kind in spans(tags):
        while corpus == "gmb" and kind == "PER" and b - a > 1 and forms[a] in TITLES:
            sets[a] = [TAG["O"]]  # GMB counts titles into the name, the others do not
            a += 1
        if kind == "PER" and b - a == 1 and forms[a] in TITLES and corpus == "gmb":
            continue
        kinds = place_kinds(forms[a:b]) if kind == "LOC" else means[kind]
        if kind == "MISC" and b - a == 1 and forms[a] in demonyms:
            kinds = ["NORP"]
        if kinds is None:
            continue
        for i in range(a, b):
            sets[i] = [TAG[("B-" if i == a else "I-") + k] for k in kinds]
    for a, b in gear(forms):
        if all(sets[i] is None or len(sets[i]) > 1 for i in range(a, b)):
            for i in range(a, b):
                sets[i] = [TAG["B-EQP" if i == a else "I-EQP"]]
    for i, form in enumerate(forms):
        if sets[i] is None:
            if form in demonyms and corpus in ("uner", "gum", "crossner"):
                sets[i] = [TAG["B-NORP"]] if corpus != "crossner" else [TAG["O"], TAG["B-NORP"]]
            elif form[:1].isupper() or form[:1].isdigit():
                sets[i] = [TAG["O"]] + [TAG[p + k] for k in silent for p in ("B-", "I-")]
            else:
                sets[i] = [TAG["O"]]
    return sets


def find_demonyms(rows):
    """Words that GMB marks as GPE (its class of demonyms) nearly always."""
    marked, seen = {}, {}
    for _, forms, tags in rows:
        for f, t in zip(forms, tags):
            seen[f] = seen.get(f, 0) + 1
            if t == "B-GPE":
                marked[f] = marked.get(f, 0) + 1
    places = COUNTRIES | LAND
    return {f for f, n in marked.items() if n >= 4 and n >= 0.8 * seen[f] and f[:1].isupper() and f not in places}
