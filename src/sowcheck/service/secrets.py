"""Secrets of a running service: in a variable of its environment, or in a file that one names."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from sowcheck.errors import UsageError


def secrets_of(environment: Mapping[str, str], name: str) -> tuple[SecretStr, ...]:
    """The secrets of a variable, or of the file that NAME_FILE names: one a line, several while one replaces another.

    Raises:
        UsageError: the file cannot be read.
    """
    text = environment.get(name, "")
    if not text and (file := environment.get(f"{name}_FILE")):
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{name}_FILE: {file} cannot be read.", hint="Name a file with one secret a line."
            ) from error
    return tuple(SecretStr(line.strip()) for line in text.splitlines() if line.strip())
