"""Who is who in running text, with the packaged codebook and the English parser."""

from collections.abc import Callable

import pytest

from eventcoder.actors import Context, ResolvedActor, Resolver
from eventcoder.resources import codebooks_folder
from eventcoder.syntax import EnglishParser

Who = Callable[..., ResolvedActor]


@pytest.fixture(scope="module")
def who() -> Who:
    """Resolve the phrase headed by a word, in its last place, of the last of some sentences of one document."""
    parser, resolver = EnglishParser(), Resolver.load([codebooks_folder("default")])

    def run(*sentences: str, word: str, date: str | None = None, dateline: str | None = None) -> ResolvedActor:
        context, found = Context(date=date, default_country=dateline), None
        for parse in parser.parse([(text, 0) for text in sentences]):
            mentions = resolver.mentions(parse.text, date)
            resolver.begin(parse, mentions, context)
            for head in [token for token, text in enumerate(parse.words) if text == word]:
                found = resolver.resolve(parse, mentions, head, context)
        assert found is not None
        return found

    return run


WHERE = {
    "place of the own clause": ("Police arrested protesters in Cairo and two men were freed in Chad.", "Police", "EGY"),
    "two places of one phrase": ("Police arrested protesters in Egypt and Chad.", "Police", None),
    "whose media it is": ("In Australian media, rebels were praised.", "rebels", None),
    "where talks are": ("At talks in Geneva, rebels asked for help.", "rebels", None),
    "set in a participle": (
        "Following a precedent set in Chad, judges acted as Egypt and Iran watched.",
        "judges",
        None,
    ),
    "where something follows": ("MPs voted before bombs fell in Chad as Egypt and Iran watched.", "MPs", None),
    "from elsewhere": ("Foreign fighters were killed in Chad.", "fighters", None),
    "diplomats are strangers": ("Diplomats met in Chad.", "Diplomats", None),
    "near a border": ("Soldiers died near the border with Chad.", "Soldiers", None),
    "near somebody's border": ("Soldiers died near Egypt's border with Chad.", "Soldiers", "EGY"),
    "loyal to somebody": ("Forces loyal to the Syrian president advanced.", "Forces", "SYR"),
    "somebody's supporters": ("Kazembe supporters rallied as Egypt watched.", "supporters", None),
}


@pytest.mark.parametrize(("text", "word", "code"), WHERE.values(), ids=WHERE)
def test_in_documents_where_bare_agents_belong(who: Who, text: str, word: str, code: str | None) -> None:
    assert who(text, word=word).code == code


EARLIER = {
    "same noun": (["The Syrian army shelled Afrin.", "Turkey and Iran met.", "The army denied it."], "army", "SYR"),
    "a regime is a government": (["The Syrian government sent aid.", "The regime denied it."], "regime", "SYR"),
    "of a group": (["Isis fighters fled in Syria.", "Those fighters were caught."], "fighters", "IMG"),
    "another force": (["The Syrian army fled.", "Iran came.", "It was a mercenary force."], "force", None),
    "two armies": (
        ["The Syrian army fled.", "The Turkish army came.", "It rained.", "Snow fell.", "Troops were tired."],
        "Troops",
        None,
    ),
    "main country": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "The president resigned."],
        "president",
        "HTI",
    ),
    "some governments": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "Some governments helped."],
        "governments",
        None,
    ),
    "one person": (["Protests grew in Haiti.", "Egypt helped Haiti in Haiti.", "A minister left."], "minister", None),
    "people at the scene": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "Civilians died."],
        "Civilians",
        "HTI",
    ),
    "two men told of before": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "The two men died."],
        "men",
        None,
    ),
    "another place since": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "Prices rose in Mali.", "Civilians died."],
        "Civilians",
        None,
    ),
    "charities come from anywhere": (
        ["Protests grew in Haiti.", "In Haiti prices rose.", "Charities left."],
        "Charities",
        None,
    ),
    "a town told of": (["Rebels held Afrin.", "In Afrin prices rose.", "Kurdish forces fled."], "forces", "SYR"),
    "backed from elsewhere": (
        ["Rebels held Afrin.", "In Afrin prices rose.", "Turkish-backed rebels fled."],
        "rebels",
        "SYR",
    ),
    "the area": (["Rebels held Afrin.", "In Afrin prices rose.", "Turkey shelled the area."], "area", "SYR"),
    "an area": (["Rebels held Afrin.", "In Afrin prices rose.", "Iran shelled an area."], "area", None),
    "whom a politician speaks to": (
        ["Syria fell apart.", "Jeremy Hunt told MPs that troops were in Mali."],
        "MPs",
        "GBR",
    ),
    "whom a politician speaks of": (
        ["Syria fell apart.", "Labour leader Jeremy Corbyn accused the government of lies."],
        "government",
        "GBR",
    ),
    "whom a foreigner speaks to": (["Syria fell apart.", "Turkey accused the government of lies."], "government", None),
    "an ambassador is no local": (["Prices rose in London.", "Ambassador Petrenko spoke in London."], "Petrenko", None),
    "the armed group told of": (["Isis fled Raqqa.", "Isis lost Mosul.", "The group killed ten."], "group", "IMG"),
    "its men": (["Isis fled Raqqa.", "Isis lost Mosul.", "They fought the extremists."], "extremists", "IMG"),
    "another group": (["Isis fled Raqqa.", "Isis lost Mosul.", "Amnesty came.", "The group knew."], "group", "NGO"),
    "two armed groups": (["Isis fled Raqqa.", "The PKK and Hamas fled.", "The group killed ten."], "group", None),
    "of whom the sentence speaks": (
        ["Isis fled Raqqa.", "Isis lost Mosul.", "He served with police before the group disbanded."],
        "group",
        None,
    ),
    "some group or other": (["Rebels held Afrin.", "In Afrin prices rose.", "It is a terrorist group."], "group", None),
    "citizens of another country": (
        ["Rebels held Afrin.", "In Afrin prices rose.", "They tried nationals."],
        "nationals",
        None,
    ),
    "the two leaders": (["Rebels held Afrin.", "In Afrin prices rose.", "The two leaders met."], "leaders", None),
    "guests at a place": (["Iran met Mali.", "Officials met Chadian ministers in Chad."], "Officials", None),
    "talks between unnamed": (["It rained.", "The US saw talks between rulers and rebels in Geneva."], "rebels", None),
    "who is named behind his office": (
        ["It rained in Syria.", "After the loss of the defence secretary, Jim Mattis, they left Syria."],
        "secretary",
        "USA",
    ),
    "two told of before": (["Two Isis fighters fled Raqqa.", "It rained.", "The two men were caught."], "men", "IMG"),
    "three, not two": (["Two Isis fighters fled Raqqa.", "It rained.", "The three men were caught."], "men", None),
    "of whom a group was": (["A group of Syrian refugees sued.", "The group won."], "group", "SYR"),
    "schools at the scene": (["Rebels held Afrin.", "In Afrin prices rose.", "Schools closed."], "Schools", "SYR"),
    "allies in a capital": (["Its allies in Moscow left.", "It rained.", "Turkey shelled the area."], "area", None),
    "groups of a people": (["Rebels held Afrin.", "In Afrin prices rose.", "Kurdish groups met."], "groups", "SYR"),
    "at sea": (["Rebels held Afrin.", "In Afrin prices rose.", "People died in the Mediterranean."], "People", None),
    "a withdrawal of troops": (
        ["Rebels held Afrin.", "In Afrin prices rose.", "The troop withdrawal began."],
        "troop",
        None,
    ),
    "both told of before": (["Two Isis fighters fled Raqqa.", "It rained.", "Both men were caught."], "men", "IMG"),
    "a minor reading elsewhere told": (["US bombs fell.", "US troops left.", "Congress met."], "Congress", "USA"),
}


@pytest.mark.parametrize(("sentences", "word", "code"), EARLIER.values(), ids=EARLIER)
def test_in_documents_what_was_said_before(who: Who, sentences: list[str], word: str, code: str | None) -> None:
    assert who(*sentences, word=word).code == code


def test_in_documents_dateline_gives_the_country(who: Who) -> None:
    assert who("Soldiers shot a man.", word="Soldiers", dateline="MLI").code == "MLI"
    assert who("Foreign soldiers shot a man.", word="soldiers", dateline="MLI").code is None


def test_in_documents_president_is_the_one_spoken_of(who: Who) -> None:
    said = ["Donald Trump spoke.", "Donald Trump left.", "Emmanuel Macron stayed."]
    found = who(*said, "It rained.", "On Friday the president resigned.", word="president", date="2018-05-01")
    assert (found.code, found.name, found.resolved_by) == ("USA", "Donald Trump", "antecedent")
    assert (
        who(
            said[1], said[2], "It rained.", "On Friday the president met nobody.", word="president", date="2018-05-01"
        ).name
        == ""
    )


def test_in_documents_office_by_another_name(who: Who) -> None:
    said = ["Philip Hammond spoke.", "It rained.", "The defence secretary agreed."]
    assert who(*said, word="secretary", date="2013-05-01").name == "Philip Hammond"


def test_in_documents_minor_reading_of_a_place(who: Who) -> None:
    assert who("Rival militias fought in Tripoli near Lebanese ports.", word="Tripoli").code == "LBN"
    assert who("Rival militias fought in Tripoli.", word="Tripoli").code == "LBY"


def test_in_documents_people_named_like_places(who: Who) -> None:
    assert who("Osman Bali spoke.", word="Bali").code is None
    said = ["The Turkish spokesman, Osman Bali, was angry.", "“We will win,” Bali said."]
    assert who(*said, word="Bali").code == "TUR"
    assert who("Protests spread in Bali.", word="Bali").code == "IDN"


def test_in_documents_names_introduced_by_what_they_are(who: Who) -> None:
    kalin = who("The Turkish spokesman, Ozan Kaltepe, was angry.", "Kaltepe left.", word="Kaltepe")
    assert (kalin.code, kalin.sector, kalin.resolved_by) == ("TUR", "GOV", "antecedent")
    front = who("The Iraqi Rebel Front (IRFX) attacked.", "The IRFX fled.", word="IRFX")
    assert (front.code, front.sector) == ("IRQ", "REB")
    assert who("Abu Bakr al-Baghdadi fled.", "Baghdadi died.", word="Baghdadi", date="2018-05-01").code == "IMG"


def test_in_documents_who_is_called_a_former_one_stays_it(who: Who) -> None:
    assert who("Former president Nicolas Sarkozy was tried.", "Sarkozy was convicted.", word="Sarkozy").sector == "ELI"
    assert who("George W. Bush spoke.", "Bush left.", word="Bush", date="2015-05-01").sector == "ELI"


PRONOUNS = {
    "not who expels": (
        ["Donald Trump called Benjamin Netanyahu and threatened to expel him."],
        "him",
        "Benjamin Netanyahu",
    ),
    "not who asks": (["Donald Trump met Benjamin Netanyahu and asked him to leave."], "him", "Benjamin Netanyahu"),
    "not who is told to": (["Donald Trump told Benjamin Netanyahu to thank him."], "him", "Donald Trump"),
    "same verb's content": (["Merrick said little.", "“Assad sees it so,” he said."], "he", None),
    "goes on from he": (["Donald Trump spoke.", "He said Mike Pence would speak.", "He left."], "He", "Donald Trump"),
    "he again": (["Donald Trump spoke.", "In his call with Erdogan he agreed."], "he", "Donald Trump"),
    "subject behind": (["Nick Clegg spoke.", "In his talks with aides, Donald Trump agreed."], "his", "Donald Trump"),
    "named behind it": (["Mike Pence spoke.", "He sent less than Donald Trump demanded."], "He", "Mike Pence"),
    "a girl is no he": (["The minister spoke.", "A girl came and he left."], "he", None),
    "jets don't protest": (["Two U.S. jets flew near people.", "They protested."], "They", None),
    "clear that": (["Egypt acted.", "It is clear that nothing changed."], "It", None),
    "first time": (["Egypt acted.", "It is the first time that this happened."], "It", None),
    "they two": (["The minister told the Syrian regime so.", "They agreed."], "They", None),
    "whose members": (["Iran spoke.", "Isis leaders said the organisation won."], "organisation", "Islamic State"),
    "the country nearest": (["It rained.", "US troops left Syria and the country rested."], "country", "Syria"),
    "whose officials spoke": (["A monitor spoke.", "Turkish officials said its soldiers died."], "its", "TUR"),
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "word", "whom"), PRONOUNS.values(), ids=PRONOUNS)
def test_in_documents_pronouns(who: Who, sentences: list[str], word: str, whom: str | None) -> None:
    found = who(*sentences, word=word, date="2018-05-01")
    assert whom in (found.name, found.code) if whom else found.code is None


def test_in_documents_pronouns_in_a_long_row(who: Who) -> None:
    assert who("Donald Trump spoke.", *["He left."] * 4, word="He").name == "Donald Trump"
    assert who("Donald Trump spoke.", *["He left."] * 300, word="He").codable


OWNERS = {
    "allies": ("US allies protested.", "allies", None, None),
    "its partners": ("Egypt thanked its partners.", "partners", None, None),
    "members of an organisation": ("EU members agreed.", "members", "EUR", None),
    "counterpart": ("Mr Zarif met his US counterpart.", "counterpart", "USA", "GOV"),
    "kin of fighters": ("Isis families fled.", "families", None, "CVL"),
    "busy with a country": ("The group's Syria researcher spoke.", "researcher", None, "EDU"),
    "spokesman for": ("A spokesman for the Iraqi army spoke.", "spokesman", "IRQ", "MIL"),
    "deputy of a minister": ("Lavrov's deputy spoke.", "deputy", "RUS", "GOV"),
    "secretary of state": ("The US secretary of state spoke.", "secretary", "USA", "GOV"),
    "second adjective": ("Russian and Syrian forces advanced.", "Syrian", "SYR", "MIL"),
    "coordinated": ("The Lebanese state and security forces acted.", "forces", "LBN", "COP"),
    "kin of officials": ("Iraqi officials' families fled.", "families", "IRQ", "CVL"),
    "the group's leader": ("The group's leader fled.", "leader", None, None),
    "against a regime": ("Anti-regime villagers fled.", "villagers", None, "CVL"),
    "local is no title": ("Local fighters fled.", "fighters", None, "REB"),
    "non-combatants": ("They killed non-combatants.", "combatants", None, "CVL"),
    "any party": ("It warned of attacks by any party.", "party", None, None),
    "European": ("European leaders met.", "leaders", "EUR", "GOV"),
    "states of a region": ("Some Southeast Asian nations protested.", "nations", "IGO", None),
    "leaders of a region": ("African leaders met.", "leaders", "IGO", "GOV"),
    "a region's people are no states": ("African villagers fled.", "villagers", None, "CVL"),
    "secretary-general": ("The secretary-general of the Arab League spoke.", "secretary", "IGO", "GOV"),
    "passer-by": ("Two passers-by fled.", "passers", None, "CVL"),
    "a person's office": ("Mahmoud Abbas's office protested.", "office", "PSE", "GOV"),
    "an institution's namesake": ("Seoul's Joint Chiefs of Staff met.", "Chiefs", "KOR", "MIL"),
    "agents of a service": ("FBI agents fled.", "agents", "USA", "COP"),
    "staff of an organisation": ("Red Cross workers fled.", "workers", "NGO", "MED"),
    "an organisation's chief": ("The UN's humanitarian chief spoke.", "chief", "UNO", None),
    "serving somebody": ("An aide to Netanyahu spoke.", "aide", "ISR", "GOV"),
    "a title with a nation": ("US general Frank Mittermeier spoke.", "Mittermeier", "USA", "MIL"),
    "renegades": ("Renegade Albanian troops fled.", "troops", "ALB", "REB"),
    "a fighter that flies": ("A Russian Su-25 fighter fell.", "fighter", "RUS", "MIL"),
    "a NATO ally": ("Turkey warned its Nato ally.", "ally", None, None),
    "a firm by its name's end": ("Zenith Motors sued.", "Motors", None, "BUS"),
    "a front": ("The Oromo Freedom Front spoke.", "Front", "ETH", "REB"),
    "a word that ends names": ("The front moved.", "front", None, None),
    "a surname's government": ("The Museveni government fell.", "government", "UGA", "GOV"),
    "an ideology is no office": ("Colombia's leftist president spoke.", "president", "COL", "GOV"),
    "men with guns": ("Four men opened fire.", "men", None, "UAF"),
    "men without guns": ("Four men opened a shop.", "men", None, "CVL"),
    "killed by police": ("Egyptian police opened fire, killing one person.", "person", "EGY", "CVL"),
    "school friends": ("Two school friends fled.", "friends", None, "CVL"),
    "another spelling": ("President Francois Mitterand spoke.", "Mitterand", "FRA", "GOV"),
    "another spelling of another name": ("President Frank Mittermeier spoke.", "Mittermeier", None, "GOV"),
    "a town that tweets": ("Bali tweeted.", "Bali", None, None),
    "a region that sues": ("Texas sued Washington.", "Texas", "USA", None),
}


@pytest.mark.parametrize(("text", "word", "code", "sector"), OWNERS.values(), ids=OWNERS)
def test_in_documents_whose_an_agent_is(who: Who, text: str, word: str, code: str | None, sector: str | None) -> None:
    found = who(text, word=word, date="2018-05-01")
    assert (found.code, found.sector) == (code, sector)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The European commission sued Poland.", "EUR"),
        ("The Syrian air force attacked.", "SYR"),
        ("The UN security council met.", "UNO"),
    ],
)
def test_in_documents_names_without_capitals(who: Who, text: str, code: str) -> None:
    parts = text.split(" ")
    found = who(text, word=parts[3] if parts[2] != "commission" else "commission")
    assert (found.code, "BUS" in (found.sector, *found.other_sectors)) == (code, False)


def test_in_documents_places_that_are_somebody(who: Who) -> None:
    assert who("Sana, the Syrian state news agency, denied it.", word="Sana").code == "SYR"


def test_in_documents_nouns_that_are_no_party(who: Who) -> None:
    assert who("He requested asylum.", word="asylum").kind == "abstract"
    assert who("He left the base.", word="base").kind == "thing"
    assert who("He left his people's way.", word="way").kind in ("abstract", "thing")


SIDES = {
    "a people's forces": ("Kurdish forces fled.", "forces", None, "REB"),
    "two armies beside each other": ("Kurdish and Iraqi forces fled.", "forces", "IRQ", "MIL"),
    "Arab armies": ("Arab forces fled.", "forces", None, "MIL"),
    "against a ruler": ("Anti-Assad forces fled.", "forces", "SYR", "REB"),
    "against a government": ("Anti-government forces fled.", "forces", None, "REB"),
    "for a ruler": ("Pro-Assad forces fled.", "forces", "SYR", "MIL"),
    "against a state": ("Anti-American protesters marched.", "protesters", None, "CVL"),
    "sent by a ruler": ("Putin-backed fighters fled.", "fighters", None, "REB"),
    "either army": ("Russian and Syrian forces backing him fled.", "Russian", "RUS", "MIL"),
    "either militia": ("Serb and Muslim militias fought in Bosnia.", "Serb", "SRB", "PRM"),
    "a former soldier": ("A former British soldier was jailed.", "soldier", "GBR", "MIL"),
    "a former minister": ("A former British minister was jailed.", "minister", "GBR", "ELI"),
    "no state's office": ("The UN envoy left.", "envoy", "UNO", None),
    "a government's citizens": ("The British government warned its citizens.", "citizens", "GBR", "CVL"),
    "a party's leader": ("The Labour leader resigned.", "leader", "GBR", "PTY"),
    "workers' leader": ("A labour leader resigned.", "leader", None, "LAB"),
    "a party's member of parliament": ("The Conservative MP Ann Lee resigned.", "Lee", "GBR", "LEG"),
    "a conservative without capital": ("A conservative MP resigned.", "MP", None, "LEG"),
    "an office in the shadow cabinet": ("The shadow home secretary resigned.", "secretary", "GBR", "OPP"),
    "the House's committee": ("The House foreign affairs committee met.", "committee", "USA", "LEG"),
    "lower case of a name": ("They fought Islamic state fighters.", "fighters", "IMG", "REB"),
    "a state of a kind": ("They wanted an Islamic state.", "state", None, "GOV"),
    "members of a named parliament": ("The US trusts members of Congress.", "members", "USA", "LEG"),
    "sent by an organisation": ("Monitors from the OSCE were beaten.", "Monitors", "IGO", "CVL"),
    "a kind of action": ("They rejected military action.", "action", None, None),
    "military things": ("They shelled military positions.", "positions", None, "MIL"),
    "a foreign institution of that name": ("The Peruvian Home Office resigned.", "Office", "PER", "GOV"),
    "two named beside each other": ("The US defence secretary and envoy for peace resigned.", "envoy", "USA", "GOV"),
    "of whose police": ("Haitian police arrested protesters.", "protesters", "HTI", "CVL"),
    "with whose police": ("Protesters clashed with Haitian police.", "Protesters", "HTI", "CVL"),
    "whom a government arrests": (
        "The US and Mali say the Turkish government arrested activists.",
        "activists",
        "TUR",
        "CVL",
    ),
    "of whose bodyguards": ("Turkish bodyguards and US agents beat protesters.", "protesters", None, "CVL"),
    "refugees from anywhere": ("Haitian police arrested refugees.", "refugees", None, "REF"),
    "where a war is": ("US and French senators condemned the war in Mali, and the Senate met.", "Senate", None, "LEG"),
    "two from a place": ("The pair from London were detained.", "pair", "GBR", None),
    "two peoples' forces": ("Kurdish and Arab forces took Raqqa.", "forces", "SYR", "REB"),
    "who works in a government": ("An official in the Trump administration left.", "official", "USA", "GOV"),
    "who fights with a group": ("A volunteer with the PKK left.", "volunteer", "TUR", "REB"),
    "in two countries": ("They killed enemy fighters in Iraq and Syria.", "fighters", None, "UAF"),
    "a people": ("Iran attacked the Kurds in Syria.", "Kurds", "SYR", None),
    "some of a people": ("Iran killed three Kurds.", "Kurds", None, "CVL"),
    "who is named behind an acting office": (
        "The acting defence secretary, Jim Mattis, left.",
        "secretary",
        "USA",
        "GOV",
    ),
    "a people's custody": ("They are in Kurdish custody in Syria.", "Kurdish", "SYR", None),
    "government troops": ("Syrian government troops left.", "troops", "SYR", "MIL"),
    "in another office now": ("Ali Akbar Velayati, an adviser to the leader, spoke.", "Velayati", "IRN", "GOV"),
    "a people's military": ("Kurdish military leaders met.", "leaders", None, "REB"),
    "another council": ("National Security Council officials met.", "officials", "USA", "GOV"),
}


@pytest.mark.parametrize(("text", "word", "code", "sector"), SIDES.values(), ids=SIDES)
def test_in_documents_whose_side_a_party_is_on(
    who: Who, text: str, word: str, code: str | None, sector: str | None
) -> None:
    found = who(text, word=word, date="2018-04-01")
    assert (found.code, found.sector) == (code, sector)


def test_in_documents_holders_of_an_office_are_of_the_state_told_of(who: Who) -> None:
    about_one = ("Peru acted.", "Peru's army spoke.", "Interior minister Abo Konte spoke.")
    found = who(*about_one, word="Konte")
    assert (found.code, found.sector, found.resolved_by) == ("PER", "GOV", "document")
    assert who("Peru spoke to Chile.", "Chile acted.", "Interior minister Abo Konte spoke.", word="Konte").code is None
    assert who("Peru acted.", "Peru spoke.", "Abo Konte spoke.", word="Konte").code is None
