"""A policy file is read exactly, and a wrong one is refused by line and key."""

import datetime as dt
import hashlib
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from sowcheck.errors import UnreadableInput
from sowcheck.settings import load_policy

DEFAULT = (resources.files("sowcheck") / "data" / "policy.toml").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, old: str, new: str) -> str:
    assert old in DEFAULT
    with pytest.raises(UnreadableInput) as caught:
        load_policy(written(folder, DEFAULT.replace(old, new, 1)))
    return caught.value.reason


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(DEFAULT.splitlines(), start=1) if words in line)


def test_the_packaged_policy_has_the_tolerances_of_the_domain() -> None:
    policy = load_policy(None)
    assert policy.money.equal_to == Decimal("0.01")
    assert (policy.money.medium_to_percent, policy.money.high_to_percent) == (Decimal(1), Decimal(5))
    assert [policy.dates.low_to_days, policy.dates.medium_to_days] == [7, 30]
    assert policy.hours.equal_to_percent == 2
    assert policy.low_confidence == Decimal("0.8")
    assert policy.blocking == ("blocker",)


def test_the_hash_is_that_of_the_file() -> None:
    assert load_policy(None).sha256 == hashlib.sha256(DEFAULT.encode()).hexdigest()


def test_a_copy_of_the_packaged_policy_is_the_same_policy(tmp_path: Path) -> None:
    assert load_policy(written(tmp_path, DEFAULT)) == load_policy(None)


def test_a_field_may_have_its_own_severity_and_owner(tmp_path: Path) -> None:
    text = DEFAULT + '\n[fields."legal.governing_law"]\nseverity = "medium"\nowner = "finance"\n'
    field = load_policy(written(tmp_path, text)).fields["legal.governing_law"]
    assert (field.severity, field.owner) == ("medium", "finance")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.toml: No such file"):
        load_policy(tmp_path / "none.toml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="Is a directory"):
        load_policy(tmp_path)


def test_a_file_that_is_no_toml_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"not valid TOML: .*line 3"):
        load_policy(written(tmp_path, 'version = "1"\nblocking = [\n[money'))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xff\xfe\x00version")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        load_policy(path)


def test_a_wrong_value_is_refused_by_line_and_key(tmp_path: Path) -> None:
    reason = refused(tmp_path, "high_to_percent = 5", 'high_to_percent = "much"')
    assert reason.startswith(f"line {line_of('high_to_percent')}, money.high_to_percent: ")


def test_an_unknown_key_is_refused_by_line_and_key(tmp_path: Path) -> None:
    reason = refused(tmp_path, "equal_to_days = 0", "equal_to_dayz = 0")
    assert "dates.equal_to_day" in reason


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    reason = refused(tmp_path, "medium_to_days = 30", "")
    assert reason.startswith(f"line {line_of('[dates]')}, dates.medium_to_days: field required")


def test_an_unknown_severity_is_refused_by_line(tmp_path: Path) -> None:
    reason = refused(tmp_path, 'blocking = ["blocker"]', 'blocking = ["deadly"]')
    assert reason.startswith(f"line {line_of('blocking =')}, blocking.0: ")


def test_an_unknown_field_is_refused_by_line(tmp_path: Path) -> None:
    text = DEFAULT + '\n[fields."price.nonsense"]\nseverity = "low"\n'
    with pytest.raises(UnreadableInput, match=r"line \d+, fields\.price\.nonsense: is no field"):
        load_policy(written(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('when = "nonstandard_terms"', 'when = "full_moon"', "'full_moon' is no condition"),
        ('when = "severity:blocker"', 'when = "severity:deadly"', "'severity:deadly' is no condition"),
        ("amount = 250000\n", "", "'over_value' needs an amount"),
        ('roles = ["legal"]', 'roles = ["astrology"]', "approvals.3.roles.0"),
    ],
)
def test_a_wrong_approval_rule_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert words in refused(tmp_path, old, new)


def test_a_wrong_approval_rule_is_refused_by_its_own_line(tmp_path: Path) -> None:
    reason = refused(tmp_path, 'when = "nonstandard_terms"', 'when = "full_moon"')
    assert reason.startswith(f"line {line_of('nonstandard_terms')}, approvals.3.when: ")


def test_a_role_that_would_sign_for_no_field_is_refused_by_line(tmp_path: Path) -> None:
    reason = refused(tmp_path, '"billing.*"', '"bills.*"')
    assert reason == f"line {line_of('finance = [')}, sign_off.scopes.finance: no field is called 'bills.*'"


def test_the_hash_may_not_be_set(tmp_path: Path) -> None:
    reason = refused(tmp_path, 'version = "1"', 'version = "1"\nsha256 = "abc"')
    assert reason == "line 4, sha256: is computed and may not be set"


def test_decimals_keep_their_spelling(tmp_path: Path) -> None:
    path = written(tmp_path, DEFAULT.replace("equal_to = 0.01", "equal_to = 0.1"))
    assert load_policy(path).money.equal_to == Decimal("0.1")


def test_a_core_field_must_be_one_of_the_dictionary(tmp_path: Path) -> None:
    reason = refused(tmp_path, '"customer.legal_name"', '"customer.name"')
    assert reason.startswith(f"line {line_of('fields = [')}, core.fields: ")
    assert "'customer.name' is no field of the dictionary" in reason


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"price.services_total | price.recurring', '"price.total | price.recurring', "'price.total' is no field"),
        ('documents = ["sow",', 'documents = ["contract",', "'contract' is no kind of document"),
        ('records = ["salesforce",', 'records = ["netsuite",', "input should be 'salesforce'"),
    ],
)
def test_what_must_be_there_is_checked_too(tmp_path: Path, old: str, new: str, words: str) -> None:
    reason = refused(tmp_path, old, new)
    assert words in reason
    line = line_of("fields = [                     # that" if "price" in old else old[:10])
    assert reason.startswith(f"line {line}")


WAIVERS = """
[[sign_off.waivers]]
severities = ["blocker"]
roles = ["legal"]

[[sign_off.waivers]]
fields = ["{field}"]
roles = []
"""


def test_a_policy_says_who_may_let_findings_through(tmp_path: Path) -> None:
    first, second = load_policy(written(tmp_path, DEFAULT + WAIVERS.format(field="price.*"))).sign_off.waivers
    assert (first.severities, first.fields, first.roles) == (("blocker",), ("*",), ("legal",))
    assert (second.fields, second.roles) == (("price.*",), ())


def test_a_waiver_of_no_field_is_refused_by_its_own_line(tmp_path: Path) -> None:
    text = DEFAULT + WAIVERS.format(field="prize.*")
    number = next(index for index, line in enumerate(text.splitlines(), start=1) if "prize" in line)
    with pytest.raises(UnreadableInput, match=rf"line {number}, sign_off\.waivers\.1\.fields: no field is called"):
        load_policy(written(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("papers = 24 ", "papers = 0 ", "service_levels.papers: "),
        ("blocker = 8", "deadly = 8", "service_levels.decision"),
        ('time_zone = "UTC"', 'time_zone = "Mars/Olympus"', "'Mars/Olympus' is no time zone"),
        ('time_zone = "UTC"', 'time_zone = "../../etc/passwd"', "is no time zone"),
        ("after_hours = 24", "after_hours = 0", "each escalation must come later"),
        ('to = "responsible"', 'to = "the boss"', "service_levels.escalations.0.to"),
        ("days_off = []", 'days_off = ["tomorrow"]', "service_levels.days_off.0"),
    ],
)
def test_a_wrong_service_level_is_refused_by_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    reason = refused(tmp_path, old, new)
    assert reason.startswith("line ")
    assert words in reason


def test_the_packaged_service_levels_are_those_of_a_policy_without_any(tmp_path: Path) -> None:
    head, tail = DEFAULT.split("[service_levels]\n", 1)
    without = head + tail[tail.index("[reading]") :]
    assert load_policy(written(tmp_path, without)).service_levels == load_policy(None).service_levels


def test_days_off_are_dates(tmp_path: Path) -> None:
    text = DEFAULT.replace("days_off = []", "days_off = [2026-12-25]")
    assert load_policy(written(tmp_path, text)).service_levels.days_off == (dt.date(2026, 12, 25),)


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("percent = 20\n", "", "when", "'under_margin' needs a percent"),
        ("percent = 20\n", "percent = 20\namount = 5\n", "amount", "belongs to another condition than 'under_margin'"),
        ('"insurance", "healthcare"', '"insurence", "healthcare"', "industries", "'insurence' is no industry"),
        (
            'when = "regulated" ',
            'clauses = ["gossip"]\nwhen = "regulated" ',
            "clauses",
            "'gossip' is no type of clause",
        ),
        ('when = "regulated" ', 'fields = ["prize.*"]\nwhen = "regulated" ', "fields", "no field is called 'prize.*'"),
    ],
)
def test_a_threshold_that_could_not_work_is_refused_by_line(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    reason = refused(tmp_path, old, new)
    assert reason.startswith("line ")
    assert f".{key}: " in reason
    assert words in reason


def test_a_standard_of_no_field_is_refused_by_line(tmp_path: Path) -> None:
    text = DEFAULT + '\n[standards."billing.payment_days"]\nat_most = 45\n'
    with pytest.raises(UnreadableInput, match=r"line \d+, standards\.billing\.payment_days: is no field"):
        load_policy(written(tmp_path, text))
