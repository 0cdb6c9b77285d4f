"""What leaves the house and comes back: the seal, other forms of the slate, the ledger."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from planner.commands import FILE, command
from planner.errors import PlannerError
from planner.inputs import existing, read
from planner.output import is_stdout, ready_for, write, write_json


@command
@click.argument("slate_path", metavar="SLATE", type=FILE)
@click.option("--round", "round_path", type=FILE)
@click.option("--hash", "known", default="")
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def verify(lang: str, slate_path: Path, round_path: Path | None, known: str, json_path: Path | None) -> None:
    known = "".join(known.split()).lower()
    if known and not re.fullmatch(r"[0-9a-f]{64}", known):
        raise PlannerError("verify.bad_hash")
    ready_for(json_path)
    existing(slate_path)
    from planner.seal.verify import verify as verdict_on

    verdict = verdict_on(slate_path, read(round_path, lang) if round_path else None, known, lang)
    if json_path:
        write_json(json_path, verdict.as_json(), lang)
    if not is_stdout(json_path):
        click.echo("\n".join(verdict.sentences(lang)))
    sys.exit(0 if verdict.ok else 1)


@command
@click.argument("slate_path", metavar="SLATE", type=FILE)
@click.option("-o", "--output", "export_path", type=FILE, required=True)
@click.option("--pdf", "as_pdf", is_flag=True)
@click.option("--docx", "as_docx", is_flag=True)
@click.option("--redact", is_flag=True)
@click.option("--round", "round_path", type=FILE)
@click.pass_obj
def export(
    lang: str, slate_path: Path, export_path: Path, as_pdf: bool, as_docx: bool, redact: bool, round_path: Path | None
) -> None:
    if as_pdf == as_docx and not (redact and not as_pdf):
        raise PlannerError("export.which")
    ready_for(export_path)
    if as_pdf:
        from planner.office import office

        office()  # said before the work, not after it
    round_ = read(round_path, lang) if round_path else None
    from planner.export import Source

    source = Source.of(existing(slate_path), round_)
    source = source.twin() if redact else source
    twin = source.json if export_path.suffix.lower() == ".json" else source.workbook
    form = source.pdf if as_pdf else source.docx if as_docx else twin
    write(export_path, form(), lang)


@command
@click.argument("history_path", metavar="SLATE|LEDGER", type=FILE)
@click.option("--json", "json_path", type=FILE)
@click.pass_obj
def history(lang: str, history_path: Path, json_path: Path | None) -> None:
    from planner.history import History

    ready_for(json_path)
    told = History.of(existing(history_path))
    if json_path:
        write_json(json_path, told.as_json(), lang)
    if not is_stdout(json_path):
        click.echo("\n".join(told.sentences(lang)))
    sys.exit(0 if told.ok else 1)
