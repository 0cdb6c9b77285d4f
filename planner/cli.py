"""The command line: a few lines a command. Heavy imports stay inside the commands, so that help is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.errors import PlannerError
from planner.messages import LANGUAGES, say

if TYPE_CHECKING:
    from models.tables import Round

EXISTING = click.Path(exists=True, path_type=Path)
OUTPUT = click.Path(path_type=Path, allow_dash=True)


class Planner(click.Group):
    """Turns the product's own errors into a sentence and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            lang = ctx.params.get("lang", "vi")
            click.echo(say(error.key, lang, **error.fields), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(130)


@click.group(cls=Planner, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True)
@click.version_option(package_name="planner")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Phương án bố trí cán bộ lãnh đạo: đề xuất, chứng minh, giải trình.

    Proposes who should take which leadership post, and proves it.
    """
    ctx.obj = lang


def _read(path: Path, lang: str) -> Round:
    from planner.workbook.read import read_round

    round_, faults = read_round(path)
    for fault in faults:
        if fault.severity == "error" or round_ is None:
            click.echo(fault.text(lang), err=True)
    if round_ is None:
        sys.exit(2)
    return round_


def _write(path: Path, text: str) -> None:
    from planner.run import write_whole

    if str(path) == "-":
        sys.stdout.write(text)
    else:
        write_whole(path, text.encode("utf-8"))


@main.command()
@click.option("-o", "--output", type=OUTPUT, required=True)
@click.option("--provinces", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--seed", type=int, default=2021, show_default=True)
@click.option("--tight", is_flag=True, help="chỉ tiêu khó đạt / shares hard to meet")
@click.pass_obj
def sample(lang: str, output: Path, provinces: int, seed: int, tight: bool) -> None:
    """Tỉnh giả định đúng quy mô Đề án. Ví dụ: planner sample -o tinh-mau.xlsx"""
    from io import BytesIO

    from planner.run import write_whole
    from planner.sample import draw
    from planner.workbook.write_round import write_round

    content = BytesIO()
    write_round(content, draw(provinces=provinces, seed=seed, tight=tight))
    write_whole(output, content.getvalue())
    click.echo(say("cli.written", lang, path=output))


@main.command()
@click.argument("round_path", metavar="ROUND", type=EXISTING)
@click.option("--json", "json_path", type=OUTPUT)
@click.pass_obj
def validate(lang: str, round_path: Path, json_path: Path | None) -> None:
    """Kiểm tra tệp đầu vào: mọi lỗi trong một lần. Ví dụ: planner validate dot-1.xlsx"""
    import json

    from planner.workbook.read import read_round

    round_, faults = read_round(round_path)
    for fault in faults:
        click.echo(fault.text(lang))
    if json_path:
        rows = [
            {"code": f.code, "severity": f.severity, "sheet": f.sheet, "cell": f.cell, "text": f.text(lang)}
            for f in faults
        ]
        _write(json_path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    click.echo(say("cli.valid" if round_ else "cli.invalid", lang, count=len(faults)))
    sys.exit(0 if round_ else 2)


@main.command()
@click.argument("round_path", metavar="ROUND", type=EXISTING)
@click.option("--json", "json_path", type=OUTPUT)
@click.option("--time-limit", type=click.FloatRange(min=0), default=0, help="giây; 0 = không hạn")
@click.option("--workers", type=click.IntRange(min=1), default=1)
@click.option("--seed", type=click.IntRange(min=0), default=0)
@click.option("--no-explain", is_flag=True)
@click.pass_obj
def propose(
    lang: str,
    round_path: Path,
    json_path: Path | None,
    time_limit: float,
    workers: int,
    seed: int,
    no_explain: bool,  # noqa: ARG001 – there is nothing to leave out yet
) -> None:
    """Lập phương án. Ví dụ: planner propose dot-1.xlsx --json phuong-an.json"""
    click.echo(say("cli.reading", lang, path=round_path), err=True)
    round_ = _read(round_path, lang)
    from planner import run

    paper, interrupted = run.propose(round_, lang=lang, time_limit=time_limit, workers=workers, seed=seed)
    if json_path:
        _write(json_path, run.as_json(paper))
    if str(json_path) != "-":
        values = ", ".join(f"{tier['id']} = {tier['value']}" for tier in paper["tiers"])
        unique = say("cli.unique", lang) if paper["canonical"] else ""
        click.echo(say(f"cli.status_{paper['status']}", lang, unique=unique))
        click.echo(values)
    sys.exit(130 if interrupted else 0)


@main.command()
@click.argument("slate_path", metavar="SLATE", type=EXISTING)
@click.option("--round", "round_path", type=EXISTING)
@click.option("--json", "json_path", type=OUTPUT)
@click.pass_obj
def check(lang: str, slate_path: Path, round_path: Path | None, json_path: Path | None) -> None:
    """Thẩm định một phương án, không dùng bộ giải. Ví dụ: planner check phuong-an.json --round dot-1.xlsx"""
    import json

    from planner import run

    try:
        claim = json.loads(slate_path.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError):
        claim = None
    if not isinstance(claim, dict):
        raise PlannerError("cli.not_a_slate", path=slate_path)
    if round_path is None:
        raise PlannerError("cli.needs_round", path=slate_path)
    differences, judged = run.check(_read(round_path, lang), claim)
    broken = judged.broken if judged else []
    for rule, finding in broken:
        click.echo(f"{rule.id} [{finding.where}]: {rule.vi if lang == 'vi' else rule.en}")
    for line in differences:
        click.echo(say("cli.differs", lang, line=line))
    bad = bool(differences or broken)
    if json_path:
        report = {"ok": not bad, "differences": differences, "broken": [[r.id, f.where] for r, f in broken]}
        _write(json_path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    click.echo(say("cli.check_bad" if bad else "cli.check_good", lang))
    sys.exit(1 if bad else 0)


@main.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default="2021-06-01", show_default=True)
@click.option("--json", "json_path", type=OUTPUT)
@click.pass_obj
def rules(lang: str, day: Any, json_path: Path | None) -> None:
    """Các quy tắc đang có hiệu lực vào một ngày. Ví dụ: planner rules --date 2022-09-01"""
    import json

    from models.rules import RULES
    from models.scheme import load

    law = load("de-an-01-2021").law(day.year * 10000 + day.month * 100 + day.day)
    rows = [
        {
            "id": rule.id,
            "clause": rule.clause,
            "text": rule.vi if lang == "vi" else rule.en,
            "strength": law.strength(rule.id),
            "fixed": rule.fixed,
            "cite": law.rules[rule.id].cite,
            "parameters": {k: {"value": p.value, "unit": p.unit} for k, p in law.rules[rule.id].params.items()},
            "since": law.rules[rule.id].since.isoformat(),
            "until": law.rules[rule.id].until.isoformat(),
        }
        for rule in RULES
        if rule.id in law.rules
    ]
    if json_path:
        _write(json_path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    if str(json_path) != "-":
        for row in rows:
            click.echo(f"{row['id']} ({row['clause']}, {row['strength']}): {row['text']}")


if __name__ == "__main__":
    main()
