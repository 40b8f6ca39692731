"""A small codebook and a compact way to write a parse by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.actors import Context, ResolvedActor, Resolver
from eventcoder.resources import codebooks_folder
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

COUNTRIES = """\
code,cameo,name
USA,USA,United States
IRN,IRN,Iran
ISR,ISR,Israel
EGY,EGY,Egypt
TCD,TCD,Chad
IRQ,IRQ,Iraq
TUR,TUR,Turkey
DEU,GMY,Germany
PSE,PSE,Palestine
JOR,JOR,Jordan
MKD,MKD,Macedonia
ALB,ALB,Albania
"""
NAMES = """\
code,name,kind,valid_from,valid_to,condition,source
USA,United States,name,,,,test
USA,US,country,,,case,test
USA,U.S.,country,,,case,test
USA,American,adjective,,,,test
USA,White House,metonym,,,,test
IRN,Iran,country,,,,test
IRN,Iranian,adjective,,,,test
ISR,Israel,country,,,,test
ISR,Israeli,adjective,,,,test
EGY,Egypt,country,,,,test
EGY,Cairo,capital,,,,test
,Bank of Germany,block,,,,test
PSE,Cairo,city,,,second,test
EGY,Sana'a Street,city,,,,test
TCD,Chad,country,,,case,test
IRQ,Iraq,country,,,,test
IRQ,Iraqi,adjective,,,,test
IRQ,Iraqis,demonym,,,,test
TUR,Turkey,country,,,case,test
DEU,Germany,country,,,,test
DEU,Berlin,capital,,,,test
JOR,Jordan,country,,,not_surname;not_before=River,test
PSE,Palestinian,adjective,,,,test
TUR,Kurdistan,region,,,,test
MKD,Macedonian,adjective,,,,test
ALB,Albanians,demonym,,,,test
"""
ACTORS = """\
name,aliases,kind,country,code,sector,other_sectors,cameo,from,to,office,condition,source,checked
al-Qaeda,al Qaida;Al-Qa'ida,armed_group,,IMG,REB,,IMGALQ,,,,,test,yes
Hamas,,armed_group,PSE,PSE,REB,,PSEREBHMS,,,,,test,yes
Fatah,,party,PSE,PSE,PTY,,,,,,,test,yes
United Nations,UN;U.N.,organization,,IGO,,,IGOUNO,,,,,test,yes
World Health Organization,WHO,organization,,UNO,MED,,IGOUNOWHO,,,,case,test,yes
Liberation Tigers of Tamil Eelam,,armed_group,LKA,LKA,REB,,,,,,,test,yes
Supreme Court,,institution,,,JUD,,,,,,,test,yes
Kurds,Kurdish;Kurd,ethnic,,,,,KUR,,,,,test,yes
Jack Straw,,person,GBR,GBR,GOV,,,2001-06-08,2006-05-05,foreign secretary,,test,yes
Javad Zarif,Mohammad Javad Zarif,person,IRN,IRN,GOV,,,2013-08-15,2021-08-25,foreign minister,,test,yes
Angela Merkel,Merkel,person,DEU,DEU,GOV,,,2005-11-22,2021-12-08,chancellor,,test,yes
George W. Bush,George Bush,person,USA,USA,GOV,,,2001-01-20,2009-01-20,president,,test,yes
"""
AGENTS = """\
noun,plural,sector,other_sectors,cameo,kind,condition,source
police,=,COP,,COP,group,,test
soldier,,MIL,,MIL,person,,test
jet,,MIL,,MIL,weapon,,test
military,,MIL,,MIL,group,,test
army,,MIL,,MIL,institution,,test
force,,MIL,,MIL,group,,test
militia,,PRM,,UAF,group,,test
coalition,,MIL,,MIL,group,,test
demonstrator,,CVL,OPP,CVL,person,,test
student,,EDU,,EDU,person,,test
president,,GOV,,GOV,person,,test
general,,MIL,,MIL,person,,test
secretary general,,GOV,,GOV,person,,test
foreign minister,,GOV,,GOV,person,,test
minister,,GOV,,GOV,person,,test
leader,,GOV,,GOV,person,,test
opposition,=,OPP,,OPP,group,,test
country,,UNK,,,group,,test
group,,UNK,,,group,,test
pro-government militiaman,pro-government militiamen,PRM,,UAF,person,,test
ruling party,,GOV,PTY,GOV,group,,test
"""
CLASSES = {
    "n": L.NOUN,
    "N": L.NAME,
    "v": L.VERB,
    "a": L.ADJECTIVE,
    "d": L.DETERMINER,
    "p": L.PREPOSITION,
    "pr": L.PRONOUN,
    "num": L.NUMBER,
    "x": L.PUNCTUATION,
    "part": L.PARTICLE,
    "aux": L.AUXILIARY,
}


def build(notation: str, offset: int = 0) -> Parse:
    """A Parse from words written as `word/class/head/relation[/case]`, heads counted from 1, 0 = root.

    A noun whose word ends in s is plural and its lemma lacks the s; "_" joins a word to the one before without space.
    Relations have hyphens for spaces; cases too.
    """
    text, words, starts, ends = "", [], [], []
    lemmas, classes, forms, heads, relations, cases = [], [], [], [], [], []
    for item in notation.split():
        joined = item.startswith("_")
        word, word_class, head, relation, *case = item.removeprefix("_").split("/")
        if text and not joined:
            text += " "
        starts.append(len(text))
        text += word
        ends.append(len(text))
        plural = word_class == "n" and word.endswith("s")
        words.append(word)
        lemmas.append(word.lower().removesuffix("s") if plural else word.lower())
        classes.append(CLASSES[word_class])
        forms.append((L.PLURAL if plural else L.SINGULAR) if word_class in "nN" else "")
        heads.append(int(head) - 1)
        relations.append(relation.replace("-", " "))
        cases.append(case[0].replace("-", " ") if case else "")
    return Parse(text, offset, words, starts, ends, lemmas, classes, forms, heads, relations, cases)


@pytest.fixture(scope="session")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A codebook's folder with the tables above, the packaged words, and the country tables in `countries/`."""
    folder = tmp_path_factory.mktemp("codebook")
    for name, content in (
        ("countries/countries.csv", COUNTRIES),
        ("countries/names.csv", NAMES),
        ("actors/actors.csv", ACTORS),
        ("agents/agents.csv", AGENTS),
        ("actors/en/words.yaml", codebooks_folder("default", "actors", "en", "words.yaml").read_text("utf-8")),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="session")
def resolver(codebook: Path) -> Resolver:
    return Resolver.load([codebook], codebook / "countries")


Resolve = Callable[..., ResolvedActor]


@pytest.fixture
def resolve(resolver: Resolver) -> Resolve:
    """Resolve the phrase headed by a word of a sentence in notation; several sentences share a context."""

    def run(
        notation: str, word: str, context: Context | None = None, *, date: str | None = "2014-05-01", offset: int = 0
    ) -> ResolvedActor:
        parse = build(notation, offset)
        context = context or Context(date=date)
        found = resolver.resolve(parse, resolver.mentions(parse.text, context.date), parse.words.index(word), context)
        assert found is not None
        assert parse.text[found.start - offset : found.end - offset] == found.text
        return found

    return run
