from eventcoder.syntax import labels as L
from eventcoder.syntax.repair import join_perfect, part_names, repair


def test_repair_makes_participle_with_object_the_main_verb() -> None:
    # An attack on a convoy killed six (the parser takes "killed" for a participle of "convoy")
    classes = [L.DETERMINER, L.NOUN, L.PREPOSITION, L.NOUN, L.VERB, L.NUMBER]
    forms = ["", L.SINGULAR, "", L.SINGULAR, L.PAST_PARTICIPLE, ""]
    heads = [1, -1, 3, 1, 3, 4]
    relations = [L.DETERMINER_OF, L.ROOT, L.CASE, L.OBLIQUE, L.PARTICIPIAL, L.OBJECT]
    repair(classes, forms, heads, relations)
    assert heads == [1, 4, 3, 1, -1, 4]
    assert relations[1] == L.SUBJECT
    assert relations[4] == L.ROOT


def test_repair_leaves_passive_participle() -> None:
    # Rebels killed by soldiers
    heads, relations = [-1, 0, 3, 1], [L.ROOT, L.PARTICIPIAL, L.CASE, L.AGENT]
    repair([L.NOUN, L.VERB, L.PREPOSITION, L.NOUN], [L.PLURAL, L.PAST_PARTICIPLE, "", L.PLURAL], heads, relations)
    assert heads == [-1, 0, 3, 1]
    assert relations == [L.ROOT, L.PARTICIPIAL, L.CASE, L.AGENT]


def test_repair_makes_participle_between_two_nouns_the_main_verb() -> None:
    # Peru 's army evicted farmers (the parser takes "evicted" for an adjective of "farmers")
    classes = [L.NAME, L.PARTICLE, L.NOUN, L.VERB, L.NOUN]
    forms = [L.SINGULAR, "", L.SINGULAR, L.PAST_PARTICIPLE, L.PLURAL]
    heads = [4, 0, 3, 4, -1]
    relations = [L.POSSESSOR, L.CASE, L.TIME, L.ADJECTIVAL, L.ROOT]
    repair(classes, forms, heads, relations)
    assert heads == [2, 0, 3, -1, 3]
    assert relations == [L.POSSESSOR, L.CASE, L.SUBJECT, L.ROOT, L.OBJECT]


def test_repair_leaves_participle_in_front_of_its_noun() -> None:
    # the captured soldiers; US - backed rebels
    heads, relations = [2, 2, -1], [L.DETERMINER_OF, L.ADJECTIVAL, L.ROOT]
    repair([L.DETERMINER, L.VERB, L.NOUN], ["", L.PAST_PARTICIPLE, L.PLURAL], heads, relations)
    assert heads == [2, 2, -1]
    heads, relations = [2, 2, 3, -1], [L.TIME, L.PUNCT, L.ADJECTIVAL, L.ROOT]
    repair([L.NAME, L.PUNCTUATION, L.VERB, L.NOUN], ["", "", L.PAST_PARTICIPLE, L.PLURAL], heads, relations)
    assert heads == [2, 2, 3, -1]


def test_repair_parts_two_names_read_as_one() -> None:
    # Ann Roe and Jo Doe met (the parser takes "Roe" for a compound of "Doe")
    words = "Ann Roe and Jo Doe met".split()
    classes = [L.NAME, L.NAME, L.CONJUNCTION, L.NAME, L.NAME, L.VERB]
    heads = [1, 4, 1, 1, 5, -1]
    relations = [L.COMPOUND, L.COMPOUND, L.COORDINATOR, L.CONJUNCT, L.SUBJECT, L.ROOT]
    part_names(words, classes, heads, relations)
    assert heads == [1, 5, 1, 4, 1, -1]
    assert relations == [L.COMPOUND, L.SUBJECT, L.COORDINATOR, L.COMPOUND, L.CONJUNCT, L.ROOT]


def test_repair_leaves_names_of_two_words() -> None:
    heads, relations = [1, 2, -1], [L.COMPOUND, L.SUBJECT, L.ROOT]
    part_names(["Ann", "Roe", "left"], [L.NAME, L.NAME, L.VERB], heads, relations)
    assert (heads, relations) == ([1, 2, -1], [L.COMPOUND, L.SUBJECT, L.ROOT])


def test_repair_joins_the_perfect() -> None:
    # Chad has secretly backed rebels (the parser takes "backed" for an adjective of "rebels")
    classes = [L.NAME, L.VERB, L.ADVERB, L.VERB, L.NOUN]
    forms = [L.SINGULAR, L.PRESENT, "", L.PAST_PARTICIPLE, L.PLURAL]
    heads, relations = [1, -1, 3, 4, 1], [L.SUBJECT, L.ROOT, L.ADVERBIAL_WORD, L.ADJECTIVAL, L.OBJECT]
    join_perfect(frozenset({"have"}), ["chad", "have", "secretly", "back", "rebel"], classes, forms, heads, relations)
    assert heads == [3, 3, 3, -1, 3]
    assert relations == [L.SUBJECT, L.AUX, L.ADVERBIAL_WORD, L.ROOT, L.OBJECT]
    assert classes[1] == L.AUXILIARY


def test_repair_leaves_what_somebody_has() -> None:
    # Chad has the armed rebels
    classes = [L.NAME, L.VERB, L.DETERMINER, L.VERB, L.NOUN]
    heads, relations = [1, -1, 4, 4, 1], [L.SUBJECT, L.ROOT, L.DETERMINER_OF, L.ADJECTIVAL, L.OBJECT]
    forms = ["", L.PRESENT, "", L.PAST_PARTICIPLE, L.PLURAL]
    join_perfect(frozenset({"have"}), ["chad", "have", "the", "arm", "rebel"], classes, forms, heads, relations)
    assert heads == [1, -1, 4, 4, 1]


def test_repair_makes_a_participle_the_main_verb_by_the_object_of_what_is_joined_to_it() -> None:
    # Doctors from Chad donated and delivered food (the parser takes "donated" for a participle of "Chad")
    classes = [L.NOUN, L.PREPOSITION, L.NAME, L.VERB, L.CONJUNCTION, L.VERB, L.NOUN]
    forms = [L.PLURAL, "", L.SINGULAR, L.PAST_PARTICIPLE, "", L.PAST, L.SINGULAR]
    heads = [-1, 2, 0, 2, 3, 3, 5]
    relations = [L.ROOT, L.CASE, L.OBLIQUE, L.PARTICIPIAL, L.COORDINATOR, L.CONJUNCT, L.OBJECT]
    repair(classes, forms, heads, relations)
    assert heads == [3, 2, 0, -1, 3, 3, 5]
    assert (relations[0], relations[3]) == (L.SUBJECT, L.ROOT)
