"""Settings that are read from files: the policy, and the authorities that are trusted."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sowcheck.core.fields import FIELDS
from sowcheck.core.policy import Policy
from sowcheck.errors import UnreadableInput

_HINT = "Start from the policy file that ships with sowcheck (sowcheck/data/policy.toml) and change its values."
_CONDITIONS = re.compile(
    r"always|over_value|under_margin|nonstandard_terms|regulated|severity:(blocker|high|medium|low|info)"
)


_NEEDED = {
    "over_value": ("amount",),
    "under_margin": ("percent",),
    "regulated": ("industries|clauses|fields",),
}
_KEYS = {"amount": "an amount", "percent": "a percent", "industries|clauses|fields": "industries, clauses or fields"}
_OF_EVERY_RULE = frozenset({"roles", "when", "people"})
_ALLOWED = {
    "over_value": frozenset({"amount", "currency", "unknown"}),
    "under_margin": frozenset({"percent", "unknown"}),
    "nonstandard_terms": frozenset({"fields"}),
    "regulated": frozenset({"industries", "clauses", "fields"}),
}

_LARGEST = 1 << 20
"""Bytes of one file of settings; those that people write have some thousands."""


def read_setting(path: Path) -> bytes:
    """The bytes of a file of settings: a policy, a mapping, a certificate.

    Raises:
        OSError: it cannot be opened.
        UnreadableInput: it is far too large for one.
    """
    with path.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UnreadableInput(path, f"holds more than {_LARGEST >> 20} MB", hint="Is this the file that you meant?")
    return content


def load_policy(path: Path | None) -> Policy:
    """The policy of a TOML file, or the one that ships with sowcheck if `path` is None.

    Raises:
        UnreadableInput: the file cannot be opened, is not TOML or has a wrong value; the message names the line or key.
    """
    if path is None:
        source = resources.files("sowcheck") / "data" / "policy.toml"
        return _parsed(Path("policy.toml"), source.read_bytes())
    try:
        return _parsed(path, read_setting(path))
    except OSError as error:
        raise UnreadableInput(
            path, error.strerror or "cannot be opened", hint="Check the path given as policy."
        ) from error


_CERTIFICATES = (".pem", ".crt", ".cer", ".der")


def load_trust_roots(place: Path | None) -> tuple[bytes, ...]:
    """The certificate files at `place`, a file or a folder of them; none if it is None.

    Raises:
        UnreadableInput: it cannot be opened, or the folder holds no certificate file.
    """
    if place is None:
        return ()
    try:
        files = (
            sorted(each for each in place.iterdir() if each.suffix.lower() in _CERTIFICATES)
            if place.is_dir()
            else [place]
        )
        found = tuple(read_setting(each) for each in files)
    except OSError as error:
        raise UnreadableInput(place, error.strerror or "cannot be opened", hint=_ROOTS_HINT) from error
    if not found:
        raise UnreadableInput(place, f"the folder holds no file named {', '.join(_CERTIFICATES)}", hint=_ROOTS_HINT)
    return found


_ROOTS_HINT = "Name a file or folder with certificates of the authorities that you trust, as PEM or DER (--trust-roots, SOWCHECK_TRUST_ROOTS)."


def _parsed(path: Path, content: bytes) -> Policy:
    """The policy that `content` spells out, with the hash of the bytes it was read from."""
    try:
        text = content.decode("utf-8")
        shape = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UnreadableInput(path, "the file is not UTF-8 text", hint=_HINT) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableInput(path, f"the file is not valid TOML: {error}", hint=_HINT) from error
    if "sha256" in shape:
        raise UnreadableInput(path, _where(text, ("sha256",)) + "is computed and may not be set", hint=_HINT)
    try:
        policy = Policy.model_validate({**_exact(shape), "sha256": hashlib.sha256(content).hexdigest()})
    except ValidationError as error:
        raise UnreadableInput(path, _first_fault(text, error), hint=_HINT) from error
    _check_names(path, text, policy)
    return policy


def _exact(shape: Any) -> Any:
    """The same shape with floats as their decimal spelling, so that 0.01 stays 0.01."""
    match shape:
        case dict():
            return {key: _exact(value) for key, value in shape.items()}
        case list():
            return [_exact(value) for value in shape]
        case float():
            return str(shape)
        case _:
            return shape


def _check_names(path: Path, text: str, policy: Policy) -> None:
    """Refuse fields and conditions that no rule would ever meet."""
    for name in policy.fields:
        if name not in FIELDS:
            raise UnreadableInput(path, _where(text, ("fields", name)) + "is no field of the dictionary", hint=_HINT)
    for role, patterns in policy.sign_off.scopes.items():
        _check_patterns(path, _where(text, ("sign_off", "scopes", role)), patterns)
    for index, waiver in enumerate(policy.sign_off.waivers):
        _check_patterns(path, _where(text, ("sign_off", "waivers", index, "fields")), waiver.fields)
    for index, rule in enumerate(policy.approvals):
        where = _where(text, ("approvals", index, "when"))
        if not _CONDITIONS.fullmatch(rule.when):
            raise UnreadableInput(path, f"{where}{rule.when!r} is no condition", hint=_HINT)
        for key in _NEEDED.get(rule.when, ()):
            if not any(getattr(rule, each) not in (None, ()) for each in key.split("|")):
                raise UnreadableInput(path, f"{where}{rule.when!r} needs {_KEYS[key]}", hint=_HINT)
        for key in sorted(rule.model_fields_set - _OF_EVERY_RULE - _ALLOWED.get(rule.when, frozenset())):
            found = _where(text, ("approvals", index, key))
            raise UnreadableInput(path, f"{found}belongs to another condition than {rule.when!r}", hint=_HINT)
        if rule.fields:
            _check_patterns(path, _where(text, ("approvals", index, "fields")), rule.fields)
        for industry in rule.industries:
            if industry not in FIELDS["deal.industry"].choices:
                found = _where(text, ("approvals", index, "industries"))
                choices = ", ".join(FIELDS["deal.industry"].choices)
                raise UnreadableInput(path, f"{found}{industry!r} is no industry: use {choices}", hint=_HINT)
        for clause in rule.clauses:
            if clause not in _clause_types():
                found = _where(text, ("approvals", index, "clauses"))
                raise UnreadableInput(path, f"{found}{clause!r} is no type of clause", hint=_HINT)
    for name in policy.standards:
        if name not in FIELDS:
            raise UnreadableInput(path, _where(text, ("standards", name)) + "is no field of the dictionary", hint=_HINT)


def _clause_types() -> frozenset[str]:
    table = resources.files("sowcheck") / "data" / "clauses" / "types.toml"
    return frozenset(tomllib.loads(table.read_text(encoding="utf-8")))


def _check_patterns(path: Path, where: str, patterns: Iterable[str]) -> None:
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in FIELDS):
            raise UnreadableInput(path, f"{where}no field is called {pattern!r}", hint=_HINT)


def _first_fault(text: str, error: ValidationError) -> str:
    fault = error.errors()[0]
    return _where(text, fault["loc"]) + fault["msg"][0].lower() + fault["msg"][1:]


def _where(text: str, location: tuple[int | str, ...]) -> str:
    """Such as "line 12, money.equal_to: "; the line is left out where the key is missing from the file."""
    path = ".".join(str(step) for step in location)
    line = _line_of(text, location)
    return f"line {line}, {path}: " if line else f"{path}: "


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """1-based number of the line that sets the key at `location`, or opens its table; None if the file has neither."""
    wanted = ".".join(str(step) for step in location if isinstance(step, str))
    index = next((step for step in location if isinstance(step, int)), 0)
    table, opened = "", -1
    header_line = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            name = header[1].replace('"', "").replace(" ", "")
            opened = opened + 1 if name == table else 0
            table = name
            if wanted.startswith(table) and opened == index:
                header_line = number
        elif key := re.match(r'\s*"?([\w.-]+)"?\s*=', line):
            full = f"{table}.{key[1]}" if table else key[1]
            if opened in (-1, index) and (full == wanted or wanted.startswith(full + ".")):
                return number
    return header_line
