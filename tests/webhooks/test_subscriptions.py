"""The file of webhooks: what an operator writes, and what is refused with the way out."""

from pathlib import Path

import pytest

from sowcheck.errors import SowcheckError, UnreadableInput, UsageError
from sowcheck.handoff.signing import new_secret
from sowcheck.service.settings import settings_of
from sowcheck.service.webhooks import load_webhooks

SECRET = new_secret()
SOUND = '[[webhooks]]\nname = "psa"\nurl = "https://psa.example.com/hooks"\nsecret = "HOOK"\n'


def loaded(tmp_path: Path, text: str, **environment: str):  # type: ignore[no-untyped-def]  # as load_webhooks
    file = tmp_path / "webhooks.toml"
    file.write_text(text, encoding="utf-8")
    return load_webhooks(file, environment or {"HOOK": SECRET})


def test_three_lines_are_enough(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, SOUND).subscriptions
    assert (found.name, found.enabled, found.per_minute, found.since) == ("psa", True, 120, "now")
    assert found.wants("io.sowcheck.case.received.v1")


def test_without_a_file_nobody_is_told() -> None:
    assert load_webhooks(None, {}).subscriptions == ()


def test_a_secret_may_stand_in_a_file_and_two_while_one_replaces_the_other(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n{new_secret()}\n")
    (found,) = loaded(tmp_path, SOUND, HOOK_FILE=str(file)).subscriptions
    assert len(found.secrets) == 2


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    found = loaded(tmp_path, SOUND)
    assert SECRET not in repr(found)
    assert SECRET not in found.model_dump_json()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('url = "http://psa.example.com/"', "must begin with https://"),
        ('url = "http://psa.example.com/"\nplain = true', "must begin with https://"),
        ('url = "http://127.0.0.1:9/"', "must begin with https://"),
        ('url = "https://u:p@psa.example.com/"', "neither user, password nor fragment"),
        ('url = "file:///etc/passwd"', "must name a host"),
        ('url = "https://"', "must name a host"),
        ('events = ["io.sowcheck.case.recieved.v1"]', "no event is called 'io.sowcheck.case.recieved.v1'"),
        ("per_minute = 0", "per_minute"),
        ('colour = "red"', "colour"),
        ('secret = "whsec_abc"', "names a variable of the environment"),
        ("secret = 7", "names a variable of the environment"),
        ('handoff = true\nevents = ["io.sowcheck.case.*"]', "is not told of releases"),
        ('name = "Not A Name"', "name"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, change: str, says: str) -> None:
    keys = {line.partition(" =")[0] for line in change.splitlines()}
    kept = "\n".join(line for line in SOUND.splitlines() if line.partition(" =")[0] not in keys)
    with pytest.raises(UnreadableInput, match=r"webhooks\.toml") as refusal:
        loaded(tmp_path, f"{kept}\n{change}\n")
    assert says in refusal.value.reason
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SOUND + SOUND, "two webhooks are called psa"),
        (SOUND + "handoff = true\n" + SOUND.replace("psa", "erp") + "handoff = true\n", "two webhooks take handoffs"),
        ("[[webhooks]\n", "not valid TOML"),
        ("webhooks = 3\n", "[[webhooks]]"),
        ('sources = "x"\n' + SOUND, "sources"),
        ("\x00", "not valid TOML"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        loaded(tmp_path, text)
    assert says in refusal.value.reason


@pytest.mark.parametrize("value", ["whsec_abc", "plain words", "whsec_" + "QUJD" * 30])
def test_a_secret_that_is_none_is_refused_without_being_shown(tmp_path: Path, value: str) -> None:
    with pytest.raises(SowcheckError) as refusal:
        loaded(tmp_path, SOUND, HOOK=value)
    assert "sowcheck webhooks secret" in str(refusal.value)
    assert value not in str(refusal.value)


def test_a_secret_that_is_not_set_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="webhook psa: HOOK is not set"):
        loaded(tmp_path, SOUND, OTHER="x")


def test_http_to_this_machine_is_for_trying_things_out(tmp_path: Path) -> None:
    text = SOUND.replace("https://psa.example.com/hooks", "http://localhost:8080/hooks") + "plain = true\n"
    assert loaded(tmp_path, text).subscriptions[0].url == "http://localhost:8080/hooks"


def test_a_webhook_that_takes_handoffs_takes_the_place_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "webhooks.toml"
    file.write_text(SOUND + "handoff = true\n")
    environment = {"SOWCHECK_WEBHOOKS": str(file), "HOOK": SECRET}
    assert settings_of(environment, store="cases.db").handoff_folder is None
    assert settings_of({}, store="cases.db").handoff_folder == Path("cases.db.handoffs")
    both = settings_of({"SOWCHECK_HANDOFFS": "out"}, store="postgresql://db/x", contents="s3://bucket")
    assert both.handoff_folder == Path("out")
    with pytest.raises(UsageError, match="Nothing says where handoffs go"):
        _ = settings_of({}, store="postgresql://db/x", contents="s3://bucket").handoff_folder
