"""CAMEO, PLOVER, countries and the crosswalks between systems, as loaded facts.

The facts are tables below codebooks/; the code here only loads, checks (`lint`) and looks up. May import findings,
errors, resources and tables; everything that codes or converts may import it.
"""

from eventcoder.ontology.cameo import Cameo, CameoEvent
from eventcoder.ontology.countries import Countries, Country
from eventcoder.ontology.crosswalk import Crosswalk
from eventcoder.ontology.plover import Plover, PloverEvent, PloverMode, Sector

__all__ = [
    "Cameo",
    "CameoEvent",
    "Countries",
    "Country",
    "Crosswalk",
    "Plover",
    "PloverEvent",
    "PloverMode",
    "Sector",
]
