"""Nobody is believed who does not sign."""

import datetime as dt

import pytest

from intake_builders import NOON, SECRETS, URL, connect, from_docusign, from_hubspot, message, stage_change
from sowcheck.intake.message import Message
from sowcheck.intake.recognise import incoming
from sowcheck.intake.senders import Secrets, Unverified, verify_hubspot

BODY = [stage_change()]


def refusal(sent: Message, secrets: Secrets = SECRETS) -> str:
    with pytest.raises(Unverified) as refused:
        incoming(sent, secrets, NOON)
    return refused.value.message


def test_hubspot_is_known_by_any_of_the_secrets() -> None:
    for each in ("old", "app-secret"):
        assert incoming(from_hubspot(BODY, key=each), SECRETS, NOON)


def test_hubspot_is_known_by_the_signature_that_its_own_kit_makes() -> None:
    """Made by `hubspot-api-client` 12.0.0, `Signature.get_signature(…, "v3", …)`, from the same secret, address, body and time."""
    body = '[{"eventId":1,"x":"Größe €"}]'.encode()
    signed = {
        "X-HubSpot-Signature-v3": "+l64mLnjgOTdcxS1f3O+VZO1fatEAbIMZkCnMQuFuFI=",
        "X-HubSpot-Request-Timestamp": "1780315200000",
    }
    at = dt.datetime.fromtimestamp(1780315200, dt.UTC)
    verify_hubspot(message(body, signed, url=URL + "?a=b"), SECRETS, at)
    with pytest.raises(Unverified):
        verify_hubspot(message(body + b" ", signed, url=URL + "?a=b"), SECRETS, at)


def test_hubspot_signs_the_address_with_some_of_its_escapes_resolved() -> None:
    sent = from_hubspot(BODY, url=URL + "?a=%40b%3fc%2Cd%20e%C3%A9%23", signed_url=URL + "?a=@b?c,d%20e%C3%A9%23")
    assert incoming(sent, SECRETS, NOON)


def test_another_secret_body_address_or_method_does_not_fit() -> None:
    good = from_hubspot(BODY)
    for bad in (
        from_hubspot(BODY, key="guess"),
        good.model_copy(update={"body": good.body.replace(b"4711", b"4712")}),
        good.model_copy(update={"url": URL + "?x=1"}),
        good.model_copy(update={"method": "PUT"}),
    ):
        assert refusal(bad) == "A message that says it is from HubSpot is refused: its signature does not fit."


def test_a_message_is_refused_once_it_is_five_minutes_old() -> None:
    assert incoming(from_hubspot(BODY, at=NOON - dt.timedelta(minutes=4)), SECRETS, NOON)
    for minutes in (-6, 6):
        assert "not of these five minutes" in refusal(from_hubspot(BODY, at=NOON + dt.timedelta(minutes=minutes)))


@pytest.mark.parametrize("stamp", ["", "soon", "9" * 30, "-1"])
def test_a_time_that_is_none_is_refused(stamp: str) -> None:
    good = from_hubspot(BODY)
    assert "refused" in refusal(
        good.model_copy(update={"headers": {**good.headers, "X-HubSpot-Request-Timestamp": stamp}})
    )


def test_docusign_is_known_by_one_of_its_signatures() -> None:
    assert incoming(from_docusign(connect(), "another", "connect-key"), SECRETS, NOON)
    assert "does not fit" in refusal(from_docusign(connect(), "another"))


def test_what_is_not_signed_or_not_with_letters_of_base64_is_refused() -> None:
    assert "it is not signed" in refusal(from_docusign(connect()))
    assert "it is not signed" in refusal(message(connect(), {"X-DocuSign-Signature-1": "!!"}))


def test_without_a_secret_nobody_is_believed() -> None:
    assert "no secret of this sender is set" in refusal(from_docusign(connect(), "connect-key"), Secrets())
    assert "no secret of this sender is set" in refusal(from_hubspot(BODY), Secrets())


def test_secrets_are_not_shown() -> None:
    assert "app-secret" not in repr(SECRETS) + SECRETS.model_dump_json()
