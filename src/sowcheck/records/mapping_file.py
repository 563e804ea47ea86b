"""Mapping files: TOML to the tables that the mapping is made of, and errors that name the line."""

import copy
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sowcheck.errors import UnreadableInput
from sowcheck.settings import read_setting

Tables = dict[str, Any]
"""Nested tables as TOML gives them; nothing is known of their types before they are validated."""

M = TypeVar("M", bound=BaseModel)


class Misplaced(ValueError):
    """A wrong entry below the key that is being validated; `trail` are the keys that lead to it."""

    def __init__(self, message: str, *trail: str) -> None:
        super().__init__(message)
        self.trail = trail


_SECTIONS = (
    "lines", "milestones", "picklists", "settings", "services", "recurring", "ignore", "marks", "keys", "prefixes",
)  # fmt: skip
"""Tables of a system that are not objects."""

_KEY = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")
_WORDS = ("units", "rate_phrases", "rate_code_endings", "line_words")
_SYSTEMS = ("salesforce", "hubspot", "dynamics365", "services_quote", "docusign", "adobe_sign", "pandadoc", "checksums")
_HINT = "See the mapping files in the package (sowcheck/data/mappings) for the shape and the names."


def packaged() -> Tables:
    """The tables of the mapping files in the package."""
    tables: Tables = {"systems": {}, "words": {}}
    folder = resources.files("sowcheck") / "data" / "mappings"
    for name in (*_SYSTEMS, "words"):
        tables = merge(tables, _arranged(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))))
    return tables


def read(path: Path) -> Tables:
    """The tables of a tenant's mapping file.

    Raises:
        UnreadableInput: the file cannot be read, is not TOML, or has a table that does not belong there.
    """
    try:
        text = read_setting(path).decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(
            path, f"cannot be read ({error.strerror})", hint="Check the path of --mapping."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(path, f"is not UTF-8 text (byte {error.start})", hint="Save it as UTF-8.") from error
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableInput(path, f"is not TOML: {error}", hint=_HINT) from error
    _check_tables(raw, path, text)
    return _arranged(raw)


def merge(base: Tables, over: Tables) -> Tables:
    """`over` laid on `base`: tables are merged, lists of words are extended, everything else is replaced."""
    merged = copy.copy(base)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = (
                _merge_lists(old, value) if key in ("services", "recurring", "ignore", *_WORDS) else merge(old, value)
            )
        else:
            merged[key] = value
    return merged


def validated(model: type[M], tables: Tables, path: Path) -> M:
    """The mapping made of the tables; an error names the key of the tenant's file, and its line."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        trail = [
            str(part)
            for part in first["loc"]
            if part not in ("systems", "words", "objects") and not isinstance(part, int)
        ]
        cause = first.get("ctx", {}).get("error")
        if isinstance(cause, Misplaced):
            trail += cause.trail
        reason = str(first["msg"]).removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            reason = "is not a setting that exists here"
        raise UnreadableInput(path, f"{_where(path, trail)}: {reason}", hint=_HINT) from error


def _merge_lists(base: Tables, over: Tables) -> Tables:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = [*old, *value] if isinstance(old, list) and isinstance(value, list) else value
    return merged


def _arranged(raw: Tables) -> Tables:
    """The file's tables in the shape of the mapping: objects apart from sections, rules as lists, picklists casefolded."""
    systems = {}
    for name, table in raw.items():
        if name in _SYSTEMS:
            sections = {key: value for key, value in table.items() if key in _SECTIONS}
            objects = {key: _rules(value) for key, value in table.items() if key not in _SECTIONS}
            if isinstance(sections.get("picklists"), dict):
                sections["picklists"] = {field: _folded(pairs) for field, pairs in sections["picklists"].items()}
            systems[name] = {"objects": objects, **sections}
    return {"systems": systems, "words": {key: value for key, value in raw.items() if key in _WORDS}}


def _rules(table: Any) -> Any:
    """Each field with its rules as a list of tables; "" stands for no rule."""
    if not isinstance(table, dict):
        return table
    return {field: [_rule(rule) for rule in _as_list(value) if rule != ""] for field, value in table.items()}


def _rule(rule: Any) -> Any:
    """A rule as a table. Text alone is the field's name, read in the way its kind suggests."""
    return {"field": rule} if isinstance(rule, str) else rule


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _folded(pairs: Any) -> Any:
    if not isinstance(pairs, dict):
        return pairs
    return {
        key.casefold().strip(): str(value).lower() if isinstance(value, bool) else value for key, value in pairs.items()
    }


def _check_tables(raw: Tables, path: Path, text: str) -> None:
    """A misspelt system or object would silently do nothing; it is an error instead."""
    known = packaged()["systems"]
    for name, table in raw.items():
        if name not in (*_SYSTEMS, *_WORDS) or not isinstance(table, dict):
            where = _where_in(text, [name])
            raise UnreadableInput(path, f"{where}: is not a system; known are {', '.join(_SYSTEMS)}", hint=_HINT)
        if name in _WORDS:
            continue
        new = {*_keys(table.get("marks")), *_keys(table.get("keys")), *known[name]["objects"]}
        for key in table:
            custom = name == "salesforce" and key.endswith("__c")
            if key not in _SECTIONS and key not in new and not custom:
                where = _where_in(text, [name, key])
                raise UnreadableInput(path, f"{where}: is not an object of {name} that can be read", hint=_HINT)


def _keys(table: Any) -> list[str]:
    return list(table) if isinstance(table, dict) else []


def _where(path: Path, trail: list[str]) -> str:
    return _where_in(path.read_text("utf-8-sig"), trail)


def _where_in(text: str, trail: list[str]) -> str:
    r"""The longest part of the trail that the file writes, and the line it stands on.

    >>> _where_in('[salesforce.Opportunity]\n"Cap__c" = "price.cap"', ["salesforce", "Opportunity", "Cap__c", "field"])
    'line 2, salesforce.Opportunity.Cap__c'
    """
    wanted = [key.casefold() for key in trail]
    found, depth, header = 0, 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        is_header = line.lstrip().startswith("[")
        written = _keys_in(line if is_header else line.partition("=")[0])
        header = written if is_header else header
        keys = written if is_header else header + written
        shared = min(len(keys), len(wanted))
        if depth < shared and keys[:shared] == wanted[:shared]:
            found, depth = number, shared
    shown = ".".join(trail[: max(depth, 1)])
    return f"line {found}, {shown}" if found else shown


def _keys_in(line: str) -> list[str]:
    return [(double or single or bare).casefold() for double, single, bare in _KEY.findall(line)]
