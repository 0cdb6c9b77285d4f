"""click in two languages: help and usage errors are read from the words, not from the code."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from planner.errors import PlannerError
from planner.messages import DEFAULT_LANGUAGE, has, say


def language(ctx: click.Context) -> str:
    """The language asked for on the command line, even while that line is still being parsed."""
    return ctx.find_root().params.get("lang") or DEFAULT_LANGUAGE


def _metavar(param: click.Parameter, ctx: click.Context) -> str:
    """What stands for a value, by the parameter, its click name or its type; click's own where no word is known."""
    lang = language(ctx)
    names = (param.name, param.metavar, param.type.name.split()[0])
    known = (key for name in names if has(key := f"help.metavar.{name}", lang))
    key = next(known, "")
    return say(key, lang) if key else param.make_metavar(ctx)


def _called(param: click.Parameter, ctx: click.Context) -> str:
    """A parameter as it is typed: an argument by what stands for it, an option by its longest name."""
    return _metavar(param, ctx) if isinstance(param, click.Argument) else max(param.opts, key=len)


class _Spoken:
    """Help of a command from ``words/<lang>/help.toml``: its text, its example, and its options.

    ``words``: where they stand; by default under the command's name.
    """

    words = ""

    def _key(self: Any, part: str) -> str:
        return f"help.{self.words or self.name}.{part}"

    def get_short_help_str(self: Any, limit: int = 80) -> str:
        ctx = click.get_current_context(silent=True)
        return say(self._key("short"), language(ctx) if ctx else DEFAULT_LANGUAGE)[:limit]

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = language(ctx)
        pieces = [say("help.metavar.options", lang)]
        pieces += [_metavar(param, ctx) for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        pieces += [say("help.metavar.command", lang)] if isinstance(self, click.Group) else []
        formatter.write_usage(ctx.command_path, " ".join(pieces), say("help.usage", lang) + " ")

    def format_help_text(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = language(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self._key("short"), lang))
            if has(self._key("example"), lang):
                formatter.write_paragraph()
                formatter.write_text(say("help.example", lang) + " " + say(self._key("example"), lang))
            if has(self._key("more"), lang):
                for part in say(self._key("more"), lang).strip().split("\n"):
                    formatter.write_paragraph()
                    formatter.write_text(part)

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = language(ctx)
        rows = []
        for param in self.get_params(ctx):
            key = "help.option." + ("help" if "--help" in param.opts else str(param.name))
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
                names = record[0] if param.is_flag else record[0].removesuffix(param.make_metavar(ctx))
                rows.append((names if param.is_flag else names + _metavar(param, ctx), say(key, lang)))
            elif isinstance(param, click.Argument):
                rows.append((_metavar(param, ctx), say(key, lang)))
        if rows:
            with formatter.section(say("help.options", lang).rstrip(":")):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            commands = [(name, self.commands[name].get_short_help_str()) for name in self.commands]
            with formatter.section(say("help.commands", lang).rstrip(":")):
                formatter.write_dl(commands)


class Command(_Spoken, click.Command):
    """A command that speaks both languages."""


class Group(_Spoken, click.Group):
    """The group of commands; turns errors into a sentence and an exit code, never a traceback."""

    command_class = Command

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Like click's, with usage errors said in the language asked for."""
        try:
            code = super().main(args, prog_name or "planner", **(extra | {"standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = 2
        except click.UsageError as error:
            lang = language(error.ctx) if error.ctx else DEFAULT_LANGUAGE
            click.echo(_usage_error(error, lang), err=True)
            code = 2
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            code = 130
        raise SystemExit(code if isinstance(code, int) else 0)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.commands) or list(self.commands)
            raise PlannerError("help.no_such_command", name=args[0], near=", ".join(near))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            click.echo(say(error.key, language(ctx), **error.fields), err=True)
            ctx.exit(error.exit_code)


def _usage_error(error: click.UsageError, lang: str) -> str:
    """The error in ``lang``, with what to do about it."""
    hint = say("help.hint", lang, command=error.ctx.command_path if error.ctx else "planner")
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or []) or "–"
        return say("help.no_such_option", lang, name=error.option_name, near=near) + " " + hint
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        name = _called(error.param, error.ctx)
        if isinstance(error, click.MissingParameter):
            return say("help.missing", lang, name=name) + " " + hint
        return say("help.bad_value", lang, name=name, wanted=_kinds(error.param, lang)) + " " + hint
    if isinstance(error, click.BadOptionUsage):
        return say("help.no_value", lang, name=error.option_name) + " " + hint
    return say("help.usage_error", lang, why=error.message) + " " + hint


def _kinds(param: click.Parameter, lang: str) -> str:
    """What the value of a parameter may be; of several values at once what each of them may be."""
    each = param.type.types if isinstance(param.type, click.Tuple) else (param.type,)
    return f" {say('help.kinds.and', lang)} ".join(say(f"help.kinds.{one.name.split()[0]}", lang) for one in each)
