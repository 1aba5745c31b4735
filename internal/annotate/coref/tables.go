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
	`abdallah abdelaziz abdelfattah abdelmadjid abdirahman abdou abdulaziz abdulla abiy abubakar adama adolfo agostinho ahmet aiden akinwumi akira akram alain
	alassane aldo alejo alemayehu alessandro alfredo alhaji alisher almazbek alpha alvaro amado amadou ambrose amos andreu andris andrus angelo anibal antoine
	anton antonis anwar arie armando armen arnaud arne arsen arseniy arvind asad askar atul augustin augusto aurelio avigdor axel aymeric aziz babajide bakari
	baltasar bamir barham barnaby bashir basil basuki benedict benigno benito bernhard bertrand bezalel bhupesh bilal biniam bjarne bjorn blaise bodo bogdan
	bohuslav boniface borut boubacar boyko bronislaw bulent burhan carlo carsten casimir cedric cevdet chadli chaim christoph christos claude claudio clement
	cliff clive colm connor constantin corneliu cornelius cristian cristobal cyprien damian damien daniil danilo danny dario darius david-maria davor declan
	demetrio derrick desmond devlet didier dietmar dilip dinesh dirk djibo dragan driss duncan edmund edson eduard edvard efrain ehsan einar ekrem eladio eliot
	elmar emil emile emilio emin emre enda enrico enrique erdogan eric-emmanuel erlan ernst ervin esteban ethan etienne eugen evariste evgeny ezra fabio fahd
	faisal faiz farid fathi fayez federico feliks ferenc fernand fethullah filip flavio florian floyd francesco franck franco frans freddie freddy frederik frits
	fritz fuad fyodor gabor gaston gebran gedeon geert-jan gent georgi georgios gerardo germain gerry gholam ghulam gil gilles gino giuliano glen godwin gonzalo
	goran grigori grigory guido guillaume gunter gunther gustav gusztav habib haider haitham hakim hamdi hamed hammad hannes harald haris harjit hatem henk henri
	henrique heriberto hermes hilmi hiroshi hisham hlaing horacio horst humberto ibrahima idriss idrissa ignacio ignazio ihor ilya imad imre inigo ioan ioannis
	ion iosif iqbal irfan ishaq iskander ismael istvan iurie ivo jaap jaber jaime jakaya jalal jan-werner janos jarl jarrod jayantha jean-claude jean-luc
	jean-marie jean-pierre jeremiah jerzy jesper jiri joao-manuel jochen jomo jong joram joschka josh jovan jozef juha jukka juozas jurgen kaarel kabir kadyr
	kais kaleb karel karlis karol kaspars katsuya kazimierz keiji kenan kenji kevork khaled khalil khurshid kirill kirsan klaus klemens koichi konstantin
	kostyantyn kristian kristjan krzysztof kuldip kunio kurmanbek ladislav lajos lansana lars-erik laszlo lauri lazar lazaro leandro leif leopold leopoldo levi
	levon ljubomir lluis logan lorne lothar lubomir ludovic luka lutz lynton maarten macky magnus mahamat mahathir maher mahinda mamadou mamady manfred
	mangosuthu manouchehr mansoor mansour marat marc-andre marcello marian marijan marin marius markku marlon martti massimo mathias mathieu matthias matti
	matvei maumoon mauro mehdi menachem mevlut micheal mihai mihail mikheil mikko miklos milo miloje mircea mirek miro miroslav mirza mohamad mohamud mohan
	mohsen mokhtar momcilo montgomery moritz morten moses moussa mulatu murad murat murtaza nabih nader nasir nasser nathan navin nayib necmettin nicanor nicolae
	niels nikita nikolaos nikolas nils nixon noah norbert norodom nureddin nursultan oded ognjen olaf olafur oleksiy ollanta olli olusegun omid onofre oriol
	orlando osman oswaldo ousmane ovidio pancho panos pascoal patxi paul-henri paulino peder pekka percy pere pervez phillip piero pinchas pinkas pio placido
	plamen prabowo pradeep prakash pranab prayuth premal primoz qasem qassem quentin quim quincy rachid radek radomir radoslaw radovan raffaele rahul raimonds
	rainer rais rajendra rajesh rajnath ralf ramiro ramush randall randy ranil raphael rasmus ratko raymundo reinaldo reinhold remigiusz renato reuven reza rishi
	riyad rodney rodolfo rogelio rolf roman romeo ronen ronnie rosendo rostislav ruben ruhollah rui ruslan ryan sabah sadyr safa salah salem salih salim sameh
	samson sandor sanjay santiago sardar satoshi saulius selahattin semyon seretse seth severin seyed shahbaz shahid shane sharif shaul shavkat shlomo siegfried
	sigmar sigmund silvano sinan slavko soltan soren spiro spiros stan stanislas stanley stavros stein stelios sten stepan stephan stjepan suleiman sunil suresh
	szymon tadeusz taha taieb takis tareck taro tassos tayyip teburoro tedros teuvo thein theodoros thierry thorbjorn thorvald tiberiu timo tito todor toivo
	tomislav torsten traian trygve tunku tyler ulrich umaro umberto unai urho urmas vadim vahan valdas valentin valentyn vartan vasile vaso vassilis vazgen
	velupillai venkaiah veton viacheslav victor vidal vidar vijay viktors vinko vinod virgilio vivek vlad vlado wael wilfrid wilhelm willi willy wim winfried
	witold wolodymyr woody yahya yakov yakub yanis yann yannis yaroslav yasin yasuo yaw yayi yehor yehuda yevgeny yevhen yisrael yitzak yordan yoshiro yoweri
	yulian yunus yusuf zacharias zafar zalmay zaza zdenek zdravko zeljko zhan zhelyu zine zlatko zsolt zulfikar zvonimir`,
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
	`abeba adele adelina afaf agata agathe agnieszka ahlam aida aileen aimee ainsley aizhan ajla akua alana alba alejandra aleksandra alena alessandra alessia
	alexa alexia alison alla alma alona althea alyona amal amalia amara ambra amelia amelie amira anabel anais anastasia anastasiia anastasiya andreia angeles
	angelika angelique angelita aniela anika anja anjali anke ann annamaria anneke annelie annemarie antje antoinette antonella antonina anya araceli ariana
	arianna arlene arminka asiya aslaug astrid atifete audrey augusta aurelia aurora aurore ava ayesha aylin azra azza baerbel bahia beatriz becky begona belen
	belinda benedicte berit bernadine bertha beverly bianca bibi bidya birgit birgitta bisan blanca bonnie borjana brigitte britta bronwyn brooke candace candice
	carina carlota carmela carolina carolyn cassandra catalina caterina cathie cathleen celeste celia celine chantal charlene chiara chimamanda chloe chrissy
	christelle christianne christie cindy clarisa clarissa claudette clementine coletta colette concepcion connie consuelo cora cordelia corinna corinne cornelia
	courtney cressida cristiana dagmar dagny dana daniela danuta danute daphne daria darja darya delia delphine denisa desiree despina dina dinah dolores
	dominika donatella donna dorcas doreen dorota dorothea dorothee dubravka ebba edda edwina eileen ekaterina elaine elda eleni eleonora eleonore elfriede elham
	eliane elin elina elisa elisabetta elissa eliza elke ella ellie elma eloise elsa elsie elvira elzbieta emilia emine emmanuelle encarnacion enrica erica erin
	ernestine esmeralda esperanza estela estelle estrella etelvina eugenia eunice eva-maria evelina evelyne ewa fadia fadwa fahima faiza fanny farah farida
	fatemeh fatma fawzia faye fenna fernanda flavia fleur flora florentina foluke francesca francine francoise franziska freda frederica frederike frida fumie
	fumiko funmilayo fusun gail galina gemma genevieve georgette georgia georgina geraldine gerda gergana germaine ghada gillian gina ginette giovanna gisela
	gisele giulia glenda glenys glynis gordana graca graciela grazyna greet griselda guadalupe gudrun guler gunilla gwendolyn habiba haifa hala halima hanan
	hania hannelore hassina hattie hedwig hedy heike heloisa henrietta herta hilary hilda hilde hortensia huda hulda ines inga ingeborg inger ingrida inmaculada
	ioana iolanda iratxe irena irma irmgard isabelle isadora isobel ivana ivona iwona izabela izabella jacqueline jacquelyn jadranka jadwiga jamila jana janina
	jaroslava jasmin jasmine jasna javiera jeannette jelena jeni jennie joana joann joanne jodi jody joelle johanna jolanta jordana josefa josefina josephina
	josette jovana juana juanita judit judita juliet julieta juliette jutta kaisa kalpana kamila karena karima karla karolina kasia katalin katarina katarzyna
	katerina kathrin kathryn katinka katrin katrina kay keiko kelley kerry kerstin khadija khadijah kirsten kirsti kirsty klara klaudia kristen kristiina kristin
	kristine krystyna ksenia lada laetitia lale lamia latifa laure laurence laurentine layla lea leah leanne leonor leonora leontine leyla liana lidia lidiya
	lila lilia lilian liliana lilla lily linnea lisbeth liselotte liudmila liv livia ljiljana ljubica lola lorena lorraine lotte lourdes lubna lucia luciana
	lucie lucila lucille lucinda lucja ludmila ludmilla luisella luljeta lusine luzia lyn lynda lynn lynne lyubov lyudmila mabel madalena maddalena madeline
	madina magali magda maggie maha mahnaz maija maja malak malika malin mandy manuela mara marcela marcella marcia marcie mardi maren margarida margarita marge
	margerita margit margo marguerite mariana marianna marianne maribel marica maricel mariella marija marijana marika marilena marilia mariluz marily marilyn
	marion marisa marisela marisol marissa marit marita maritza mariya marketa marlene marthe martina martine marwa mary-lou marzena masha matilda matilde maud
	maura maureen mavis maya mayra mayte meera meg meghan mehriban melina melinda mellie meral meredith meri mila milada mildred milena milica milka mina minerva
	minna mira miranda mireille mirela mireya miriam mirka mirna mitra moira mona monique montserrat muna muriel myriam myrna nabila nadejda nadezhda nadine
	nadja naima najat najla naledi nandini narges nasrin nastassja natalya natasa natasha nathalia nawal nazanin neda neelie nela nelly nermin nesrin neus
	nicoletta nicolette nilda nives noelle noemi nora norma nouria novella nuria odette odile ofelia olesya olimpia olivia olympe orla ottilie ouided paloma
	panagiota pascale patrizia paulette pauliina paulina pia pilar pipa polly pramila preeti premila purificacion rabia rachelle radhika radmila raisa rana rania
	raquel rasha raya razan reem regine reyhan rhoda rhonda rigoberta rima rina robyn rocio romana romina rosalia rosalie rosalind rosalyn rosamund rosangela
	rosaria rosario roseanne roselyne rosetta roswitha roumiana rowena roxanne roza rozalia rubina ruxandra ruzica saba sabiha sabina sabrina sadia safia sahar
	saida sakena salima salma salome samira sanda sandrine sanja saskia satu savannah selma senta serap serena shabana shaheen shaimaa shakira shanta shari
	sharron shauna shayna shelly sheryl shreya shula sian sibel sigrun silke silvana silvia simona sinead siobhan siri sirpa slavica smriti snezana snjezana soha
	solange soledad solveig sonali sondra sonja soraya sorina souad stacey stacy stefania stefanie steffi stela stine sujata suki sunita susanna susannah susanne
	sushma suzan suzana svenja sybil sylvana sylwia tabitha taina tamar tamara tami tammy tania tansu tara tatjana tawakkol teodora tereza terhi thandi thea
	thelma therese thora tiffany tilda tomasa torild tova tracey tracy trinidad trudy tulsi tuula ulla ulrike uma ute vaira valbona valdiva valeria valeriya
	vanda vasiliki vasundhara velma verena verica verna veronika veronique vesna vicki vicky victorine vigdis vilma violette virginie vita viviana vjosa vlasta
	wafaa wanda wangari wendie weronika wilhelmina wilma winifred winnie winona wioletta xenia yael yasmin yasmina yasmine yekaterina yelena yesenia yevheniia
	yoko yolanda yolande yoriko ysabel yuko yuliya yuriko yusra zahra zainab zara zehra zeinab zelda zenaida zerlina zhanna zita zoe zofia zohra zora zoya zsuzsa
	zsuzsanna zubaida zuhal zulema`,
)

// Titles and role nouns that tell the bearer's gender.
var (
	maleWords   = words(`mr mr. sir lord king prince emir sultan sheikh shah tsar emperor duke baron man men boy boys father son brother husband spokesman businessman chairman congressman policeman gunman fisherman statesman nobleman clergyman priest imam ayatollah pope monk uncle nephew widower actor cameraman serviceman`)
	femaleWords = words(`mrs mrs. ms ms. miss madam lady dame queen princess sheikha empress duchess baroness woman women girl girls mother daughter sister wife spokeswoman businesswoman chairwoman congresswoman policewoman stateswoman nun aunt niece widow actress servicewoman`)
)

// personNouns head noun phrases that speak of a person, or in the plural of
// several, and that a pronoun may take up.
var personNouns = words(`abbot aunt brother cousin daughter grandfather grandmother grandson nephew niece relative sister uncle activist adviser advisor administrator admiral agent aide ambassador analyst archbishop assailant attacker attorney author banker bishop bomber boy
	captain candidate cardinal chairman chairwoman chairperson chancellor chief child citizen civilian cleric colleague colonel commander commissioner congressman congresswoman
	coordinator correspondent counterpart critic defendant delegate demonstrator deputy detainee dictator diplomat director dissident doctor driver editor economist emir envoy
	executive expert farmer father fighter founder general girl governor guard guerrilla gunman head historian hostage immigrant inspector insurgent interpreter
	investigator islamist jihadist journalist judge king lawmaker lawyer leader legislator lieutenant lobbyist major man mayor mediator member mercenary militant
	militiaman minister mother nationalist negotiator nurse observer officer official opponent organiser organizer owner parent parliamentarian passenger patriarch patient
	pilot police policeman policewoman politician pope premier president priest prime-minister prince princess prisoner professor prosecutor protester protestor queen
	rebel refugee reporter representative republican democrat researcher resident rioter ruler sailor scholar scientist secretary secretary-general senator
	separatist sergeant settler sheikh smuggler soldier son source spokesman spokesperson spokeswoman spy strongman student successor sultan supporter suspect teacher terrorist
	trader trooper tsar veteran vice-president victim villager voter warlord widow wife witness woman worker writer
	backer banker blogger businessman captive civil-servant clerk coastguard conscript contractor crewman deputy donor engineer ex-president fisherman follower foreigner
	herder instructor lawman loyalist marcher marine migrant miner monitor monk mutineer national navigator nun nurse peacekeeper pirate
	practitioner preacher recruit regulator reservist skipper sponsor striker technician teenager tourist trucker youth`)

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

// repaying are verbs by which one repays what another did; a clause of cause
// or time beside them most often tells of that other.
var repaying = words(`accuse arrest attack beat blame condemn criticise criticize denounce detain deport dismiss execute expel fine fire free hang hail imprison jail kill
	praise prosecute punish rebuke release reprimand sack sanction sentence shoot sue summon suspend teargas thank`)

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
