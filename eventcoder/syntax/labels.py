"""The names that a Parse uses for word classes, forms and relations. Only syntax/ maps a parser's labels to them."""

# Word classes
NOUN, NAME, VERB, ADJECTIVE, ADVERB, PRONOUN = "noun", "name", "verb", "adjective", "adverb", "pronoun"
NUMBER, DETERMINER, PREPOSITION, AUXILIARY = "number", "determiner", "preposition", "auxiliary"
CONJUNCTION, MARKER, PARTICLE, PUNCTUATION, OTHER = "conjunction", "marker", "particle", "punctuation", "other"

# Forms
BASE, PAST, PRESENT, PAST_PARTICIPLE, GERUND = "base", "past", "present", "past participle", "gerund"
SINGULAR, PLURAL, MODAL, COMPARATIVE = "singular", "plural", "modal", "comparative"

# Relations between a predicate and its arguments
SUBJECT, PASSIVE_SUBJECT, CLAUSAL_SUBJECT = "subject", "passive subject", "clausal subject"
OBJECT, INDIRECT_OBJECT, AGENT = "object", "indirect object", "agent"  # AGENT: the by-phrase of a passive
OBLIQUE = "oblique"  # noun with a preposition below a verb, noun or adjective; see Parse.cases
COMPLEMENT = "complement"  # finite clause that a predicate takes ("said that ...")
OPEN_COMPLEMENT = "open complement"  # clause that lacks its subject ("agreed to withdraw")
ADVERBIAL = "adverbial"  # adverbial clause; a clause behind a preposition has it in Parse.cases
PARTICIPIAL = "participial"  # participle or infinitive clause below a noun ("troops sent to ...", "threat to attack")
RELATIVE = "relative"  # relative clause below a noun
PARATAXIS = "parataxis"
CONJUNCT = "conjunct"  # every later conjunct hangs from the one before it
VERB_PARTICLE = "verb particle"
NEGATION, AUX, PASSIVE_AUX, COPULA, MARK = "negation", "aux", "passive aux", "copula", "mark"
COORDINATOR = "coordinator"
EXPLETIVE = "expletive"
PREDICATE_NOUN = "predicate noun"  # "as X" complements and object predicates ("called him a traitor")

# Relations inside a noun phrase
COMPOUND, POSSESSOR, ADJECTIVAL, APPOSITION = "compound", "possessor", "adjectival", "apposition"
DETERMINER_OF, QUANTITY, CASE, TIME = "determiner of", "quantity", "case", "time"  # TIME: bare "Tuesday", "last week"
ADVERBIAL_WORD, PUNCT, DEPENDENT, ROOT = "adverb", "punct", "dependent", "root"
