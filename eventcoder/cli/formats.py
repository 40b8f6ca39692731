"""`eventcoder formats`: what can be validated, read and written."""

from typing import Annotated, Any, Literal

import typer

from eventcoder.errors import did_you_mean

__all__ = ["register"]

Shape = Literal["text", "json"]


def formats(
    name: Annotated[str | None, typer.Argument(metavar="[FORMAT]", help="Show one format with its columns.")] = None,
    report: Annotated[Shape, typer.Option("--report", help="text for people, json for programs.")] = "text",
) -> None:
    """List the formats: what can be done with each, its columns, whether real files were seen, where its schema is."""
    names = _names()
    if name is not None and name not in names:
        meant = did_you_mean(name, names)
        raise typer.BadParameter(
            f"there is no format {name!r}{meant}; there is {', '.join(names)}", param_hint="FORMAT"
        )
    described = [_described(each) for each in (names if name is None else (name,))]
    if report == "json":
        import orjson

        typer.echo(orjson.dumps(described, option=orjson.OPT_INDENT_2))
        return
    for each in described:
        status = f" ({each['status']})" if each["status"] else ""
        typer.echo(f"{each['format']}: {each['title']}{status}: {', '.join(each['can'])}")
        if each["endings"]:
            typer.echo(f"  endings: {', '.join(each['endings'])}")
        for layout in each["layouts"]:
            typer.echo(f"  {layout['name']}: {len(layout['columns'])} columns")
            if name is not None:
                typer.echo("    " + ", ".join(layout["columns"]))
        if each["kind"] == "json":
            typer.echo("  JSON records")
        if each["schema"]:
            typer.echo(f"  {each['schema']}")


def _names() -> tuple[str, ...]:
    """All formats: those that are validated, then the rest."""
    from eventcoder.formats import FORMATS
    from eventcoder.validation import formats as validated

    return tuple(dict.fromkeys((*validated(), *sorted(entry.name for entry in FORMATS))))


def _described(name: str) -> dict[str, Any]:
    from eventcoder.formats import FORMATS
    from eventcoder.resources import schemas_folder
    from eventcoder.validation import formats as validated
    from eventcoder.validation.dialect import load_dialect

    entry = next((each for each in FORMATS if each.name == name), None)
    found: dict[str, Any] = {
        "format": name,
        "title": entry.title if entry is not None else name,
        "kind": None,
        "status": None,
        "can": [],
        "endings": list(entry.endings) if entry is not None else [],
        "schema": None,
        "layouts": [],
    }
    if name in validated():
        dialect = load_dialect(name)
        found |= {
            "title": dialect.title,
            "kind": dialect.kind,
            "status": dialect.status,
            "schema": str(schemas_folder(f"{dialect.schema}.schema.json")),
            "layouts": [
                {"name": layout.name, "status": layout.status, "columns": list(layout.columns)}
                for layout in dialect.layouts
            ],
        }
        found["can"].append("validate")
    if entry is not None:
        found["can"] += ["read"] * entry.reads + ["write"] * entry.writes
    return found


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("formats")(formats)
