"""The functions of a format, called with what they take: losses, tally, options. Imports the registry alone.

Formats that are made by mapping files have options of their own besides the parameters of their functions; a caller
gives both in one way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any, Literal, get_args, get_origin

from eventcoder.errors import EventcoderError
from eventcoder.formats.losses import Losses
from eventcoder.formats.registry import FormatEntry
from eventcoder.formats.tally import Tally

__all__ = ["FormatFunction", "What", "format_function"]

What = Literal["read_events", "write_events", "read_frames", "write_frames"]

SELF_MADE = frozenset({"report", "losses", "tally", "options"})
"""Parameters that are not options of a caller's."""


@dataclass(frozen=True, slots=True)
class FormatFunction:
    """A function of a format.

    Attributes:
        entry: the format.
        function: what is called.
        parameters: its parameters, the first ones left out.
        own: the format's own options with their usual values; they go into the parameter `options`.
    """

    entry: FormatEntry
    function: Callable[..., Any]
    parameters: frozenset[str]
    own: Mapping[str, Any]

    @property
    def options(self) -> frozenset[str]:
        """Names of the options that a caller may give."""
        return (self.parameters - SELF_MADE - self.entry.options.keys()) | self.own.keys()

    def call(self, *arguments: Any, losses: Losses, tally: Tally, given: Mapping[str, Any], **more: Any) -> Any:
        """Call it.

        Args:
            *arguments: the first ones.
            losses, tally: taken where it has parameters for them.
            given: options of a caller; those that it does not have are left out.
            **more: further parameters.

        Raises:
            EventcoderError: an option has a value that it cannot have.
        """
        named: dict[str, Any] = {"losses": losses, "tally": tally}
        found = {name: value for name, value in named.items() if name in self.parameters}
        found |= self.arguments({name: value for name, value in given.items() if name in self.options})
        return self.function(*arguments, **found, **self.entry.options, **more)

    def arguments(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Options as the arguments that the function takes.

        Raises:
            EventcoderError: there is no such option, or it has a value that it cannot have.
        """
        wanted = signature(self.function).parameters
        found: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for name, value in given.items():
            if name in self.own:
                own[name] = str(value) if isinstance(self.own[name], str) else value
            elif name in self.parameters:
                found[name] = _checked(name, value, wanted[name].annotation)
            else:
                there = ", ".join(sorted(self.options)) or "none"
                raise EventcoderError(f"{self.entry.name} has no option {name!r}; there is {there}")
        return found | ({"options": own} if own else {})


def _checked(name: str, value: Any, wanted: Any) -> Any:
    """The value of an option; what looks like a number on a command line may be meant as the text that is wanted."""
    if wanted is bool and not isinstance(value, bool):
        raise EventcoderError(f"the option {name!r} is true or false, not {value!r}")
    if get_origin(wanted) is Literal and value not in get_args(wanted):
        raise EventcoderError(f"the option {name!r} cannot be {value!r}; take one of {', '.join(get_args(wanted))}")
    if wanted in (str, str | None) and value is not None:
        return str(value)
    return value


def format_function(entry: FormatEntry, what: What) -> FormatFunction | None:
    """A function of a format; None where the format has none.

    Raises:
        EventcoderError: the format can only be read, or only be written, and the function is for the other.
    """
    reads = what.startswith("read")
    if not (entry.reads if reads else entry.writes):
        if what.endswith("frames"):
            return None
        raise EventcoderError(f"the format {entry.name!r} cannot be {'read' if reads else 'written'}")
    function = getattr(entry.load(), what, None)
    if function is None:
        return None
    parameters = frozenset(list(signature(function).parameters)[1 if reads else 2 :])
    own: Mapping[str, Any] = {}
    if "options" in parameters:
        from eventcoder.mapping.load import load_mapping

        mapping = load_mapping(entry.options["format"])
        side = mapping.reading if reads else mapping.writing
        own = side.options if side is not None else {}
    return FormatFunction(entry, function, parameters, own)
