package coref

import "strings"

// words returns the set of the words of its arguments.
func words(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, l := range lists {
		for w := range strings.FieldsSeq(l) {
			out[w] = true
		}
	}
	return out
}

// First names that news uses, by the gender that most of their bearers have.
// Names common to both are left out. Own compilation.
var maleNames = words(
	`aaron abdel abdul abdullah abraham adam adel adrian ahmad ahmed alan albert aleksandar aleksandr alex alexander alexandre alexei alexey ali alfonso alfred
	alberto alejandro amir anatoly anders andrei andreas andrej andres andrew andriy andrzej angus anthony antonio antony ariel arnold arthur arturo ashraf asif atiku
	barack bart bashar ben benjamin benny bernard bernardo bernie bertie bill bob bobby boris brad brandon brett brian bruce bruno bujar carl carles carlos cesar charles
	charlie chester chris christian christopher chuck colin craig cyril dale dan daniel dave david dean denis dennis derek diego dieter dimitri dimitris dmitri dmitry dmytro
	dominic donald doug douglas dwight edgar eduardo edward edwin ehud elias elijah elon emmanuel emmerson eric erik ernest ernesto eugene evan evo fabian farouk felipe felix
	ferdinand fernando fidel francis francisco francois frank franz fred frederick friedrich fumio gabriel gareth gary gavin geert geir gennady geoffrey george georges gerald
	gerard gerhard gianni gilbert giorgi giorgio giovanni giuseppe gordon graham greg gregory guillermo gustavo guy hakan hamad hamid hans harold harry hasan hashim hassan
	heinz hector helmut henrik henry herbert herman hermann hosni howard hugh hugo hun hussein ian ibrahim igor ilham ilir imran irakli isaac isaias ismail ivan ivica jack
	jacob jacques jair jake jakob jamal james jan janez janusz jared jaroslaw jason javier jean jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joao joe
	joel johan johannes john johnny jon jonas jonathan jorge jose josef joseph joshua josep juan julian julius junichiro justin kamal karim karl keir keith ken kenneth kevin
	khalid khalifa kofi kostas kurt kyriakos kyrylo larry lars laurent lech leo leon leonard leonid leonel leszek liam lindsey lloyd lorenzo louis luc luca luciano luis luiz
	mahmoud malcolm manmohan manuel marc marcel marcelo marcin marco marcos marek mario mariano mark marko markus martin marwan massoud mateusz matt matteo matthew maurice
	mauricio max maxim mehmet michael michal michel miguel mike mikhail milan milorad milos mitch mitt mohamed mohammad mohammed moshe muammar muhammad mustafa mykhailo
	najib naftali nabil narendra nawaz neil nelson nestor nicholas nick nicolas nikola nikolai nikos nigel noel nouri nuri oleg oleksandr oleksii oleh oliver olivier omar
	oscar osama otto pablo paolo pascal patrice patrick paul paulo pavel pavlo pedro per peter petr petro philip philippe phil pierre pieter pietro piotr prem rafael raila
	rajiv ralph ramon ramzan rand rashid raul ray raymond recep reinhard rene rex ricardo richard rick rob robert roberto rodrigo roger roland romano ron ronald rory
	rowan roy rudolf rudolph rudy rupert russell rustem sadiq saeed saddam salva salman salvador sam sami samuel saud scott sean sebastian sebastien serge sergei
	sergey sergio serhiy shaukat shehbaz shigeru shimon shinzo silvio simon slobodan spencer stanislav stefan stephane stephen steve steven stuart sultan sven syed
	taras tarek tariq ted teodoro terry theodore theo thabo thaksin thomas tim timothy tobias toby tom tomas tomasz tommy tony toomas travis trevor tsai uhuru umar
	vaclav valdis valery vasyl viktor vincent vicente vitali vitaly vladimir vladislav vojislav volodymyr vuk vyacheslav walid walter warren wayne werner wesley
	wilfried will willem william winston wladyslaw wojciech wolfgang xavier yair yasser yitzhak yoav yoshihide yousef youssef yury yuri yves zbigniew zoran`,
)

var femaleNames = words(
	`abigail adriana agnes aisha alexandra alexandria alice alicia alina amanda amina amy ana andrea angela angelina anita anna annalena anne annegret annette annie antonia
	asma aung aura ayelet barbara beata beatrice benazir bernadette beth betty brenda bridget camille carla carmen carol caroline carrie catherine cathy cecilia charlotte
	chelsea christiane christina christine christy claire clara claudia condoleezza corazon cristina cynthia dalia danielle deborah debbie denise diana diane dilma dominique
	dora doris dorothy edith elena eleanor elise elisabeth elizabeth ellen emily emma erika erna esther eva evelyn fatima fatou federica fiona florence frances
	gabriela gertrude giorgia gita gloria golda grace greta gretchen gwen hanna hannah heather heidi helen helena helga helle hillary hina ilse indira ingrid irene irina
	iryna isabel isabella ivanka jacinda jane janet janice jean jeanine jen jenna jennifer jessica jill jo joan joanna jocelyn josephine joyce judith judy julia juliana
	julie june kaja kamala karen karin karine kate katharina katherine kathleen kathy katie katja kayleigh kelly kellyanne kersti khaleda kristalina kristi kristina kyrsten
	laila lara larisa laura lauren leila lena leni leticia lina linda lindiwe lisa liz loretta louise lucy luisa lydia madeleine magdalena maia mairead maliha
	malala margaret margrethe margot maria mariam marie marielle marina marine marta martha mary maryam maryna marylou megan megawati melania melissa mercedes meryem mette
	mia michaela michele micheline michelle mirjana monica monika nadia nancy naomi natalia natalie nathalie nicola nicole nikki nina nina oksana olena olga olha pamela
	patricia paula pauline penny petra portia pratibha priti priya rachel rashida rebecca regina renata rita roberta rosa rosemary roxana ruth sabine sahle sally
	samantha samia sandra sanna sara sarah segolene sevgil shamima sharon sheikh sheila shelley shirin shireen sigrid simone simonetta sirimavo sofia sonia sophia sophie
	stella stephanie sue susan susana suzanne svetlana svitlana sviatlana sylvia sylvie tanya tarja tatiana tatyana teresa tessa theresa tina tsipi tzipi ursula
	valentina valerie vanessa vera veronica victoria viktoria viola violeta virginia viviane vivian wendy xiomara yevgenia yingluck yulia yvette yvonne zinaida zuzana`,
)

// Titles and role nouns that tell the bearer's gender.
var (
	maleWords   = words(`mr mr. sir lord king prince emir sultan sheikh shah tsar emperor duke baron man men boy boys father son brother husband spokesman businessman chairman congressman policeman gunman fisherman statesman nobleman clergyman priest imam ayatollah pope monk uncle nephew widower actor cameraman serviceman`)
	femaleWords = words(`mrs mrs. ms ms. miss madam lady dame queen princess sheikha empress duchess baroness woman women girl girls mother daughter sister wife spokeswoman businesswoman chairwoman congresswoman policewoman stateswoman nun aunt niece widow actress servicewoman`)
)

// personNouns head noun phrases that speak of a person, or in the plural of
// several, and that a pronoun may take up.
var personNouns = words(`abbot activist adviser advisor administrator admiral agent aide ambassador analyst archbishop assailant attacker attorney author banker bishop bomber boy
	captain candidate cardinal chairman chairwoman chairperson chancellor chief child citizen civilian cleric colleague colonel commander commissioner congressman congresswoman
	coordinator correspondent counterpart critic defendant delegate demonstrator deputy detainee dictator diplomat director dissident doctor driver editor economist emir envoy
	executive expert farmer father fighter founder general girl governor guard guerrilla gunman head historian hostage immigrant inspector insurgent interpreter
	investigator islamist jihadist journalist judge king lawmaker lawyer leader legislator lieutenant lobbyist major man mayor mediator member mercenary militant
	militiaman minister mother nationalist negotiator nurse observer officer official opponent organiser organizer owner parliamentarian passenger patriarch patient
	pilot police policeman policewoman politician pope premier president priest prime-minister prince princess prisoner professor prosecutor protester protestor queen
	rebel refugee reporter representative republican democrat researcher resident rioter ruler sailor scholar scientist secretary secretary-general senator
	separatist sergeant settler sheikh smuggler soldier son source spokesman spokesperson spokeswoman spy strongman student successor sultan supporter suspect teacher terrorist
	trader trooper tsar veteran vice-president victim villager voter warlord widow wife witness woman worker writer`)

// groupNouns head noun phrases that speak of a body: "it" or "they" may take
// them up, and the bare "the ministry" takes up a name that ends in the noun.
var groupNouns = words(`academy administration agency alliance army assembly association authority bank bloc board brigade bureau cabinet caucus centre center chamber
	church club coalition commission committee community company confederation congress corporation council country court delegation department directorate
	embassy faction federation firm force foundation front government group guard guerrilla headquarters institute institution junta kingdom league legislature
	mafia military militia ministry mission monarchy movement nation navy network newspaper office opposition organisation organization panel paper parliament party
	police regime regiment republic secretariat senate service society state syndicate team television tribunal troika union unit university watchdog`)

// pluralGroups are plurals without an own singular in use for people.
var pluralGroups = words(`people troops police forces authorities militants rebels protesters residents civilians officials ministers leaders soldiers fighters
	lawmakers men women children workers students refugees migrants separatists militias insurgents demonstrators families villagers gunmen diplomats delegates
	negotiators senators governments countries nations parties sides allies groups states`)

// speechLemmas govern what is said; a pronoun that is the subject of what is
// said most often takes up the one who says it.
var speechLemmas = words(`say tell add state announce warn claim argue insist believe think hope promise pledge vow deny declare note explain write tweet admit acknowledge
	stress emphasize emphasise suggest report confirm reveal predict complain accuse urge ask reply respond remark comment describe recall testify maintain assert`)

// countryNouns take up a country.
var countryNouns = words(`country nation kingdom republic`)

// audience hears what is said; "they" in it speaks of others.
var audience = words(`reporter journalist correspondent`)

// times head phrases that "it" does not take up.
var times = words(`second minute hour day night morning afternoon evening week weekend month year decade century time season moment spring summer autumn
	fall winter end beginning way part number lot kind sort rest half third quarter case fact addition front top side return`)

// weather verbs have an "it" that takes up nothing.
var weather = words(`rain snow hail thunder`)

// bodies are nouns for what a name without a telling noun may be.
var bodies = words(`company firm corporation group organisation organization agency bloc association alliance network newspaper paper carmaker lender charity body`)
