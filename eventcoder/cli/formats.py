"""`eventcoder formats`: what can be validated."""

from typing import Annotated, Any, Literal

import typer

__all__ = ["register"]

Shape = Literal["text", "json"]


def formats(
    name: Annotated[str | None, typer.Argument(metavar="[FORMAT]", help="Show one format with its columns.")] = None,
    report: Annotated[Shape, typer.Option("--report", help="text for people, json for programs.")] = "text",
) -> None:
    """List the formats that `eventcoder validate` knows: columns, whether real files were seen, where the schema is."""
    from eventcoder.validation import formats as names

    if name is not None and name not in names():
        raise typer.BadParameter(f"there is no format {name!r}; there is {', '.join(names())}", param_hint="FORMAT")
    described = [_described(each) for each in (names() if name is None else (name,))]
    if report == "json":
        import orjson

        typer.echo(orjson.dumps(described, option=orjson.OPT_INDENT_2))
        return
    for each in described:
        typer.echo(f"{each['format']}: {each['title']} ({each['status']})")
        for layout in each["layouts"]:
            typer.echo(f"  {layout['name']}: {len(layout['columns'])} columns")
            if name is not None:
                typer.echo("    " + ", ".join(layout["columns"]))
        if each["kind"] == "json":
            typer.echo("  JSON records")
        typer.echo(f"  {each['schema']}")


def _described(name: str) -> dict[str, Any]:
    from eventcoder.resources import schemas_folder
    from eventcoder.validation.dialect import load_dialect

    dialect = load_dialect(name)
    return {
        "format": dialect.format,
        "title": dialect.title,
        "kind": dialect.kind,
        "status": dialect.status,
        "schema": str(schemas_folder(f"{dialect.schema}.schema.json")),
        "layouts": [
            {"name": layout.name, "status": layout.status, "columns": list(layout.columns)}
            for layout in dialect.layouts
        ],
    }


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("formats")(formats)
