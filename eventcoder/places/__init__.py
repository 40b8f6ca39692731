"""Where an event took place: the phrases that tell it, a gazetteer that knows where that is, and a guard by country.

Lives here: the words of places (`PlaceWords`), the gazetteer (`Gazetteer`), what a document has said of places so far
(`Background`) and the finder (`PlaceFinder`). May import actors, frames, syntax.Parse, records, rules' values and
resources. See docs/places.md.
"""

from eventcoder.places.background import Background
from eventcoder.places.find import PlaceFinder, SentencePlaces
from eventcoder.places.gazetteer import City, Gazetteer, Province
from eventcoder.places.words import PlaceWords

__all__ = ["Background", "City", "Gazetteer", "PlaceFinder", "PlaceWords", "Province", "SentencePlaces"]
