"""Each way in which a noun phrase gets its country and its sector."""

import pytest

from eventcoder.actors import Context, ResolvedActor, Resolver


def shown(actor: ResolvedActor) -> tuple[str, str | None, str | None, str]:
    return actor.text, actor.code, actor.sector, actor.resolved_by


CASES = {
    "name": ("Iran/N/2/subject acted/v/0/root", "Iran", ("Iran", "IRN", None, "name")),
    "title and name": (
        "Iranian/a/5/adjectival Foreign/N/3/compound Minister/N/5/compound Javad/N/5/compound Zarif/N/6/subject "
        "spoke/v/0/root",
        "Zarif",
        ("Iranian Foreign Minister Javad Zarif", "IRN", "GOV", "title and name"),
    ),
    "unknown name with title": (
        "Iraqi/a/3/adjectival President/N/3/compound Unknown/N/4/subject spoke/v/0/root",
        "Unknown",
        ("Iraqi President Unknown", "IRQ", "GOV", "title and name"),
    ),
    "office and surname of somebody of the lexicon": (
        "President/N/2/compound Bush/N/3/subject spoke/v/0/root",
        "Bush",
        ("President Bush", "USA", "GOV", "title and name"),
    ),
    "adjective": (
        "Israeli/a/2/adjectival jets/n/3/subject flew/v/0/root",
        "jets",
        ("Israeli jets", "ISR", "MIL", "adjective"),
    ),
    "compound": (
        "the/d/3/determiner-of U.S./N/3/compound military/n/4/subject acted/v/0/root",
        "military",
        ("U.S. military", "USA", "MIL", "compound"),
    ),
    "possessor": (
        "Iran/N/3/possessor _'s/part/1/case army/n/4/subject acted/v/0/root",
        "army",
        ("Iran's army", "IRN", "MIL", "possessor"),
    ),
    "of phrase": (
        "president/n/4/subject of/p/3/case Chad/N/1/oblique/of spoke/v/0/root",
        "president",
        ("president of Chad", "TCD", "GOV", "of phrase"),
    ),
    "place phrase": (
        "police/n/4/subject in/p/3/case Cairo/N/1/oblique/in acted/v/0/root",
        "police",
        ("police", "EGY", "COP", "place phrase"),
    ),
    "place in sentence": (
        "Police/n/2/subject acted/v/0/root in/p/4/case Cairo/N/2/oblique/in",
        "Police",
        ("Police", "EGY", "COP", "place in sentence"),
    ),
    "apposition of a described person": (
        "Unknown/N/7/subject ,/x/1/punct Iran/N/6/possessor _'s/part/3/case foreign/a/6/adjectival "
        "minister/n/1/apposition spoke/v/0/root",
        "Unknown",
        ("Unknown", "IRN", "GOV", "apposition"),
    ),
    "apposition that names": (
        "the/d/2/determiner-of group/n/4/subject Hamas/N/2/apposition acted/v/0/root",
        "group",
        ("group", "PSE", "REB", "apposition"),
    ),
    "backed by is no country": (
        "Iran/N/3/time _-/x/3/punct _backed/v/4/adjectival militia/n/5/subject acted/v/0/root",
        "militia",
        ("Iran-backed militia", None, "PRM", "agent noun"),
    ),
    "led by is the country": (
        "US/N/3/time _-/x/3/punct _led/v/4/adjectival coalition/n/5/subject acted/v/0/root",
        "coalition",
        ("US-led coalition", "USA", "MIL", "compound"),
    ),
    "pro- is no country": (
        "pro/a/3/adjectival _-/x/3/punct _Iranian/a/4/adjectival militia/n/5/subject acted/v/0/root",
        "militia",
        ("pro-Iranian militia", None, "PRM", "agent noun"),
    ),
    "compound agent noun with hyphen": (
        "pro/a/3/adjectival _-/x/3/punct _government/n/4/compound militiamen/n/5/subject acted/v/0/root",
        "militiamen",
        ("pro-government militiamen", None, "PRM", "agent noun"),
    ),
    "opposition leader": (
        "Iraqi/a/3/adjectival opposition/n/3/compound leaders/n/4/subject spoke/v/0/root",
        "leaders",
        ("Iraqi opposition leaders", "IRQ", "OPP", "adjective"),
    ),
    "organisation's people": (
        "UN/N/2/compound soldiers/n/3/subject acted/v/0/root",
        "soldiers",
        ("UN soldiers", "IGO", "MIL", "compound"),
    ),
    "armed group's leader": (
        "Hamas/N/2/compound leader/n/3/subject spoke/v/0/root",
        "leader",
        ("Hamas leader", "PSE", "REB", "compound"),
    ),
    "quantity noun": (
        "Dozens/n/5/subject of/p/4/case Iraqi/a/4/adjectival students/n/1/oblique/of marched/v/0/root",
        "Dozens",
        ("Dozens of Iraqi students", "IRQ", "EDU", "adjective"),
    ),
    "capital that acts": ("Berlin/N/2/subject protested/v/0/root", "Berlin", ("Berlin", "DEU", "GOV", "name")),
    "capital that doesn't": (
        "They/pr/2/subject bombed/v/0/root Berlin/N/2/object",
        "Berlin",
        ("Berlin", "DEU", None, "name"),
    ),
    "metonym": ("White/N/2/compound House/N/3/subject spoke/v/0/root", "House", ("White House", "USA", "GOV", "name")),
    "institution without country": (
        "Iraqi/a/3/adjectival Supreme/N/3/compound Court/N/4/subject ruled/v/0/root",
        "Court",
        ("Iraqi Supreme Court", "IRQ", "JUD", "adjective"),
    ),
    "name longer than its head": (
        "Liberation/N/2/compound Tigers/N/6/subject of/p/5/case Tamil/N/5/compound Eelam/N/2/oblique/of "
        "fought/v/0/root",
        "Tigers",
        ("Liberation Tigers of Tamil Eelam", "LKA", "REB", "name"),
    ),
    "former": (
        "former/a/3/adjectival Chancellor/N/3/compound Merkel/N/4/subject spoke/v/0/root",
        "Merkel",
        ("former Chancellor Merkel", "DEU", "ELI", "name"),
    ),
    "title across several modifiers": (
        "UN/N/4/compound Secretary/N/4/compound General/N/4/compound Unknown/N/5/subject spoke/v/0/root",
        "Unknown",
        ("UN Secretary General Unknown", "IGO", "GOV", "title and name"),
    ),
    "region of a country": (
        "Iraqi/a/2/adjectival Kurdistan/N/3/subject acted/v/0/root",
        "Kurdistan",
        ("Iraqi Kurdistan", "IRQ", None, "adjective"),
    ),
    "noun inside a compound": (
        "five/num/4/quantity Iraqi/a/4/adjectival army/n/4/compound soldiers/n/5/subject fled/v/0/root",
        "army",
        ("Iraqi army", "IRQ", "MIL", "adjective"),
    ),
    "people backed by rebels are no rebels": (
        "police/n/3/time _-/x/3/punct _backed/v/4/adjectival students/n/5/subject marched/v/0/root",
        "students",
        ("police-backed students", None, "EDU", "agent noun"),
    ),
    "list in apposition": (
        "two/num/2/quantity countries/n/4/subject Iran/N/2/apposition acted/v/0/root",
        "countries",
        ("two countries", None, None, "agent noun"),
    ),
    "owned thing": (
        "Hamas/N/2/compound positions/n/3/object hit/v/0/root",
        "positions",
        ("Hamas positions", "PSE", "REB", "compound"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_resolve_finds_country_and_sector(resolve, resolver: Resolver, case: str) -> None:
    notation, word, expected = CASES[case]
    date = "2003-05-01" if "Bush" in expected[0] else "2014-05-01"
    assert shown(resolve(notation, word, date=date)) == expected


def test_resolve_offsets_are_the_documents(resolve) -> None:
    actor = resolve("Israeli/a/2/adjectival jets/n/3/subject flew/v/0/root", "jets", offset=100)
    assert (actor.start, actor.end) == (100, 112)


def test_resolve_person_out_of_office_is_elite(resolve) -> None:
    sentence = "Jack/N/2/compound Straw/N/3/subject spoke/v/0/root"
    assert resolve(sentence, "Straw", date="2003-01-01").sector == "GOV"
    later = resolve(sentence, "Straw", date="2010-01-01")
    assert (later.code, later.sector, later.current) == ("GBR", "ELI", False)
    undated = resolve(sentence, "Straw", date=None)
    assert (undated.sector, undated.current) == ("GOV", False)


def test_resolve_dateline_only_for_bare_agents(resolve) -> None:
    context = Context(default_country="EGY")
    assert resolve("Police/n/2/subject acted/v/0/root", "Police", context).code == "EGY"
    assert resolve("Iraqi/a/2/adjectival police/n/3/subject acted/v/0/root", "police", context).code == "IRQ"
    assert (
        resolve("Police/n/2/subject acted/v/0/root in/p/4/case Berlin/N/2/oblique/in", "Police", context).code == "DEU"
    )
    assert resolve("Unknown/N/2/subject acted/v/0/root", "Unknown", context).code is None


def test_resolve_ethnic_group_in_a_country(resolve) -> None:
    actor = resolve("Iraqi/a/2/adjectival Kurds/N/3/subject marched/v/0/root", "Kurds")
    assert (actor.code, actor.sector, actor.ethnicity, actor.cameo) == ("IRQ", "CVL", "KUR", "IRQKURCVL")
    actor = resolve("Kurdish/a/2/adjectival forces/n/3/subject fought/v/0/root", "forces")
    assert (actor.code, actor.sector, actor.ethnicity) == (None, "REB", "KUR")  # no state's army
    actor = resolve("Ethnic/a/2/adjectival Albanians/N/3/subject marched/v/0/root", "Albanians")
    assert (actor.code, actor.kind) == (None, "ethnic")


@pytest.mark.parametrize(
    ("notation", "word", "cameo"),
    [
        ("U.S./N/2/compound military/n/3/subject acted/v/0/root", "military", "USAMIL"),
        ("UN/N/2/subject acted/v/0/root", "UN", "IGOUNO"),
        ("Hamas/N/2/subject acted/v/0/root", "Hamas", "PSEREBHMS"),
        ("Germany/N/2/subject acted/v/0/root", "Germany", "GMY"),
    ],
)
def test_resolve_cameo_code(resolve, notation: str, word: str, cameo: str) -> None:
    assert resolve(notation, word).cameo == cameo


@pytest.mark.parametrize(("words", "count"), [("20/num", 20), ("1,200/num", 1200), ("three/num", 3), ("some/d", None)])
def test_resolve_counts(resolve, words: str, count: int | None) -> None:
    relation = "quantity" if "num" in words else "determiner-of"
    actor = resolve(f"{words}/2/{relation} soldiers/n/3/subject died/v/0/root", "soldiers")
    assert actor.count == count
    assert actor.plural


def test_resolve_non_actors(resolver: Resolver, resolve) -> None:
    assert not resolve("the/d/2/determiner-of talks/n/3/subject failed/v/0/root", "talks").codable
    assert not resolve("three/num/2/subject died/v/0/root", "three").codable
    assert resolve("Israeli/a/2/adjectival jets/n/3/subject flew/v/0/root", "jets").codable
    bank = resolve("the/d/2/determiner-of Bank/N/5/subject of/p/4/case Germany/N/2/oblique/of closed/v/0/root", "Bank")
    assert (bank.codable, bank.code, bank.kind) == (False, None, "thing")
    with pytest.raises(AssertionError):
        resolve("on/p/2/case Monday/N/3/oblique/on died/v/0/root", "Monday")


def test_resolve_homonym_of_a_known_person_follows_the_text(resolve) -> None:
    actor = resolve("Iraqi/a/3/adjectival Javad/N/3/compound Zarif/N/4/subject spoke/v/0/root", "Zarif")
    assert (actor.code, actor.entry) == ("IRQ", -1)


def test_resolve_described_person_takes_the_name_in_apposition(resolve) -> None:
    actor = resolve(
        "the/d/3/determiner-of Iranian/a/3/adjectival minister/n/6/subject Javad/N/5/compound Zarif/N/3/apposition "
        "spoke/v/0/root",
        "minister",
    )
    assert (actor.text, actor.code, actor.name) == ("Iranian minister", "IRN", "Javad Zarif")
