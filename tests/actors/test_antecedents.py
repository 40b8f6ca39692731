from eventcoder.actors import Context

SAID = (
    "Iran/N/2/subject said/v/0/root it/pr/4/subject attacked/v/2/complement Israel/N/4/object with/p/8/case "
    "its/pr/8/possessor army/n/4/oblique/with"
)


def test_antecedents_pronoun_is_the_speaker(resolve) -> None:
    it = resolve(SAID, "it")
    assert (it.text, it.code, it.resolved_by) == ("it", "IRN", "antecedent")


def test_antecedents_possessor_of_an_agent(resolve) -> None:
    army = resolve(SAID, "army")
    assert (army.text, army.code, army.sector) == ("its army", "IRN", "MIL")


def test_antecedents_object_is_not_its_own_subject(resolve) -> None:
    assert resolve("Iran/N/2/subject attacked/v/0/root it/pr/2/object", "it").code is None


def test_antecedents_he_is_a_person_of_the_sentence_before(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve("Javad/N/2/compound Zarif/N/3/subject arrived/v/0/root in/p/5/case Cairo/N/3/oblique/in", "Zarif", context)
    he = resolve("He/pr/2/subject spoke/v/0/root", "He", context)
    assert (he.code, he.sector, he.office) == ("IRN", "GOV", "foreign minister")


def test_antecedents_two_fits_are_none(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve("Javad/N/2/compound Zarif/N/3/object met/v/0/root Angela/N/5/compound Merkel/N/3/object", "Zarif", context)
    he = resolve("He/pr/2/subject spoke/v/0/root", "He", context)
    assert (he.code, he.codable, he.kind) == (None, False, "pronoun")


def test_antecedents_the_country_is_the_one_named(resolve) -> None:
    police = resolve(
        "Iran/N/2/subject said/v/0/root the/d/4/determiner-of country/n/6/possessor _'s/part/4/case "
        "police/n/7/subject acted/v/2/complement",
        "police",
    )
    assert (police.text, police.code, police.sector) == ("country's police", "IRN", "COP")


def test_antecedents_the_group_and_the_minister(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve("Hamas/N/2/subject fired/v/0/root", "Hamas", context)
    group = resolve("The/d/2/determiner-of group/n/3/subject stopped/v/0/root", "group", context)
    assert (group.code, group.sector, group.name) == ("PSE", "REB", "Hamas")
    context = Context(date="2014-05-01")
    resolve("Javad/N/2/compound Zarif/N/3/subject arrived/v/0/root", "Zarif", context)
    minister = resolve("The/d/2/determiner-of minister/n/3/subject spoke/v/0/root", "minister", context)
    assert (minister.code, minister.name) == ("IRN", "Javad Zarif")


def test_antecedents_surname_after_the_full_name(resolve) -> None:
    context = Context(date="2003-05-01")
    resolve("George/N/2/compound Bush/N/3/subject spoke/v/0/root", "Bush", context)
    assert resolve("Bush/N/2/subject left/v/0/root", "Bush", context).code == "USA"


def test_antecedents_relative_pronoun(resolve) -> None:
    who = resolve("Israeli/a/2/adjectival soldiers/n/5/subject who/pr/4/subject fled/v/2/relative died/v/0/root", "who")
    assert (who.code, who.sector) == ("ISR", "MIL")


def test_antecedents_we_is_left_to_the_speaker(resolve) -> None:
    we = resolve("We/pr/2/subject won/v/0/root", "We", Context(default_country="EGY"))
    assert (we.code, we.codable) == (None, False)


def test_antecedents_they_are_coordinated_subjects(resolve) -> None:
    they = resolve(
        "Iran/N/4/subject and/p/3/coordinator Israel/N/1/conjunct said/v/0/root they/pr/6/subject acted/v/4/complement",
        "they",
    )
    assert (they.code, they.antecedent) == ("IRN", 0)
    context = Context(date="2014-05-01")
    resolve("Hamas/N/4/subject and/p/3/coordinator Fatah/N/1/conjunct met/v/0/root", "Hamas", context)
    assert resolve("They/pr/2/subject spoke/v/0/root", "They", context).code is None


def test_antecedents_he_and_she_cannot_both_be_the_only_person(resolve) -> None:
    sentence = "Javad/N/2/compound Zarif/N/3/subject said/v/0/root he/pr/5/subject met/v/3/complement her/pr/5/object"
    assert resolve(sentence, "he").code == "IRN"
    assert resolve(sentence, "her").code is None


def test_antecedents_look_back_one_sentence_only_but_for_the_armed_group_told_of(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve("Hamas/N/2/subject fired/v/0/root", "Hamas", context)
    resolve("It/pr/2/subject rained/v/0/root", "It", Context(date="2014-05-01"))
    resolve("rain/n/2/subject fell/v/0/root", "rain", context)
    assert resolve("It/pr/2/subject stopped/v/0/root", "It", context).code is None
    assert resolve("The/d/2/determiner-of group/n/3/subject stopped/v/0/root", "group", context).code == "PSE"


def test_antecedents_surname_of_somebody_described_before(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve(
        "Iraqi/a/4/adjectival President/N/4/compound Ann/N/4/compound Unknown/N/5/subject spoke/v/0/root",
        "Unknown",
        context,
    )
    again = resolve("Unknown/N/2/subject left/v/0/root", "Unknown", context)
    assert (again.code, again.sector, again.resolved_by) == ("IRQ", "GOV", "antecedent")


def test_antecedents_unknown_name_is_a_person_only_as_subject(resolve) -> None:
    context = Context(date="2014-05-01")
    resolve("They/pr/2/subject fought/v/0/root Unknown/N/2/object", "Unknown", context)
    assert resolve("He/pr/2/subject spoke/v/0/root", "He", context).kind == "pronoun"
