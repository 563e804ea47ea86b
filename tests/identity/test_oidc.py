"""Signing in elsewhere, against a real provider on this machine: what is right goes through, and nothing else does."""

import datetime as dt
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, RSAKey
from pydantic import SecretStr

from identity_builders import BY, NOON, user
from oidc_provider import CALLBACK, CLIENT, HOST, SECRET, OidcProvider
from sowcheck.core.identities import User
from sowcheck.errors import SowcheckError, UnreadableInput
from sowcheck.identity import lockout
from sowcheck.identity.accounts import forgotten
from sowcheck.identity.oidc.errors import NoRole, NotBelieved, ProviderUnavailable, TooManyGroups
from sowcheck.identity.oidc.flow import LIFE, ComeBack, finish, own_place, start
from sowcheck.identity.oidc.people import external_key
from sowcheck.identity.oidc.provider import Provider
from sowcheck.identity.oidc.settings import OidcSettings, load_oidc
from sowcheck.identity.oidc.tokens import key_set
from sowcheck.identity.signing_in import NotSignedIn, TooManyAttempts, by_session
from sowcheck.store.connect import connect, connect_directory, engine_of
from sowcheck.store.directory import SqlDirectory

pytestmark = [pytest.mark.allow_hosts([HOST])]
ANN = {"sub": "s-1", "name": "Ann Okoro", "email": "Ann@example.com", "groups": ["sow-finance", "all-staff"]}
GROUPS = {"sow-finance": ("finance",), "sow-leads": ("delivery_ops", "sales_ops"), "sow-admins": ("admin",)}


@pytest.fixture(scope="module")
def running() -> Iterator[OidcProvider]:
    with OidcProvider(NOON.timestamp) as provider:
        yield provider


@pytest.fixture
def idp(running: OidcProvider) -> OidcProvider:
    """The provider as it tells the truth."""
    running.said, running.claims, running.answer = {}, {}, {}
    running.signer, running.shared, running.algorithm, running.token_answer = None, None, "RS256", None
    running.client, running.secret, running.kept_back, running.userinfo = CLIENT, SECRET, frozenset(), {}
    running.asked.clear()
    return running


def settings(idp: OidcProvider, **other: Any) -> OidcSettings:
    return OidcSettings.model_validate(
        {
            "issuer": idp.issuer,
            "client_id": CLIENT,
            "redirect": CALLBACK,
            "groups": GROUPS,
            "secret": SecretStr(SECRET),
            **other,
        }
    )


@pytest.fixture
def here(idp: OidcProvider) -> Provider:
    return Provider(settings(idp))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied: making them takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "people.db"
    connect_directory(str(file)).close()
    return file


@pytest.fixture
def directory(tmp_path: Path, empty: Path) -> Iterator[SqlDirectory]:
    shutil.copy(empty, tmp_path / "people.db")
    with closing(SqlDirectory(engine_of(str(tmp_path / "people.db")))) as kept:
        yield kept


def signed_in(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, person: dict[str, Any] = ANN, place: str = "/"
) -> ComeBack:
    away = start(directory, here, place, NOON)
    return finish(directory, here, idp.visit(away.url, person), away.binding.get_secret_value(), NOON)


def audit(directory: SqlDirectory) -> list[str]:
    address = str(directory._engine.url.database)
    with closing(connect(address)) as store:
        assert list(store.verify()) == []
        return [line.model_dump_json() for line in store.audit()]


def only(directory: SqlDirectory) -> User:
    (found,) = directory.users()
    return found


def test_somebody_is_made_known_at_the_first_sign_in_with_the_roles_of_their_groups(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    back = signed_in(directory, here, idp, place="/cases?state=in_review")
    assert back.place == "/cases?state=in_review"
    known = only(directory)
    assert (known.login, known.name, known.roles, known.password) == ("ann@example.com", "Ann Okoro", ("finance",), "")
    assert by_session(directory, back.cookie.get_secret_value(), NOON)[0].id == known.id == back.user.id
    added, signed = audit(directory)
    assert '"user_added"' in added
    assert '"another system"' in added
    assert '"signed_in"' in signed
    assert not any(word in added + signed for word in ("Ann", "ann@", "s-1"))


def test_roles_are_taken_anew_at_each_sign_in_and_the_id_stays(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    first = signed_in(directory, here, idp)
    second = signed_in(directory, here, idp, {**ANN, "groups": ["sow-leads"], "email": "ann@new.example.com"})
    assert second.user.id == first.user.id
    assert second.user.roles == ("sales_ops", "delivery_ops")
    with pytest.raises(NotSignedIn):
        by_session(directory, first.cookie.get_secret_value(), NOON)


def test_who_leaves_the_groups_loses_roles_and_sessions(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    first = signed_in(directory, here, idp)
    with pytest.raises(NoRole, match="none of your groups brings a role") as refused:
        signed_in(directory, here, idp, {**ANN, "groups": ["all-staff"]})
    assert "sow-admins, sow-finance, sow-leads" in refused.value.hint
    assert only(directory).roles == ()
    with pytest.raises(NotSignedIn):
        by_session(directory, first.cookie.get_secret_value(), NOON)


def test_somebody_who_signs_in_in_two_windows_at_once_is_one_person(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    with ThreadPoolExecutor(4) as crew:
        found = list(crew.map(lambda _: signed_in(directory, here, idp).user.id, range(8)))
    assert set(found) == {only(directory).id}


@pytest.mark.parametrize("groups", [[], ["SOW-FINANCE"], None, 7, [["sow-finance"]], {"sow-finance": True}])
def test_nobody_without_a_group_is_made_known(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, groups: object
) -> None:
    with pytest.raises(NoRole):
        signed_in(directory, here, idp, {**ANN, "groups": groups})
    assert directory.users() == []


def test_who_is_disabled_or_forgotten_stays_out(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    first = signed_in(directory, here, idp)
    directory.change_user(first.user.id, lambda known: known.model_copy(update={"disabled": True}), BY)
    with pytest.raises(NotSignedIn, match="disabled"):
        signed_in(directory, here, idp)
    directory.change_user(first.user.id, forgotten, BY)
    with pytest.raises(NotSignedIn, match="disabled"):
        signed_in(directory, here, idp)
    assert only(directory).name == ""


def test_an_address_of_somebody_else_is_not_their_account(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    directory.add_user(user("u-local", "ann@example.com", "admin"), BY)
    first = signed_in(directory, here, idp)
    second = signed_in(directory, here, idp, {**ANN, "sub": "s-2"})
    assert len({"u-local", first.user.id, second.user.id}) == 3
    assert first.user.roles == ("finance",)
    assert first.user.login == f"oidc-{external_key(idp.issuer, 's-1')[:16]}"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "InvalidClaim (nonce)"),
        ({"nonce": None}, "MissingClaim (nonce)"),
        ({"aud": "another-client"}, "InvalidClaim (aud)"),
        ({"aud": ["another-client"]}, "InvalidClaim (aud)"),
        ({"aud": None}, "MissingClaim (aud)"),
        ({"aud": [CLIENT, "another-client"]}, "MissingClaim (azp)"),
        ({"azp": "another-client"}, "InvalidClaim (azp)"),
        ({"iss": "https://evil.example.com"}, "InvalidClaim (iss)"),
        ({"iss": None}, "MissingClaim (iss)"),
        ({"exp": int(NOON.timestamp()) - 61}, "ExpiredToken (exp)"),
        ({"exp": None}, "MissingClaim (exp)"),
        ({"exp": "tomorrow"}, "InvalidClaim (exp)"),
        ({"iat": int(NOON.timestamp()) + 3600}, "InvalidClaim (iat)"),
        ({"nbf": int(NOON.timestamp()) + 3600}, "InvalidClaim (nbf)"),
        ({"sub": None}, "MissingClaim (sub)"),
        ({"sub": ""}, "InvalidClaim (sub)"),
        ({"at_hash": "of-another-token"}, "InvalidClaim (at_hash)"),
    ],
)
def test_a_token_that_says_something_else_lets_nobody_in(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, claims: dict[str, Any], reason: str
) -> None:
    idp.claims = claims
    with pytest.raises(NotBelieved) as refused:
        signed_in(directory, here, idp)
    assert reason in refused.value.message
    assert directory.users() == []
    assert '"sign_in_failed"' in audit(directory)[-1]


def test_a_token_without_a_signature_or_with_a_shared_secret_lets_nobody_in(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    assert isinstance(idp.key, RSAKey)
    for algorithm, shared in (("none", None), ("", SECRET.encode()), ("", idp.key.as_pem(private=False))):
        idp.algorithm, idp.shared = algorithm, shared
        with pytest.raises(NotBelieved, match="UnsupportedAlgorithm"):
            signed_in(directory, here, idp)
    assert directory.users() == []


@pytest.mark.parametrize(
    ("kid", "reason"), [("k-1", "BadSignature"), ("k-9", "a key that is not the provider's"), (None, "BadSignature")]
)
def test_a_token_signed_with_another_key_lets_nobody_in(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, kid: str | None, reason: str
) -> None:
    idp.signer = RSAKey.generate_key(2048, {"kid": kid} if kid else None, private=True)
    with pytest.raises(NotBelieved, match=reason):
        signed_in(directory, here, idp)


def test_a_key_that_the_provider_has_changed_is_fetched_once_in_a_while(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    signed_in(directory, here, idp)
    before = idp.key
    idp.key, idp.algorithm = ECKey.generate_key("P-256", {"kid": "k-2"}, private=True), "ES256"
    try:
        with pytest.raises(NotBelieved):
            signed_in(directory, here, idp)
        assert idp.asked.count("/realms/acme/keys") == 1
        later = NOON + dt.timedelta(minutes=2)
        away = start(directory, here, "/", later)
        finish(directory, here, idp.visit(away.url, ANN), away.binding.get_secret_value(), later)
        assert idp.asked.count("/realms/acme/keys") == 2
    finally:
        idp.key = before


def test_an_answer_counts_once(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    away = start(directory, here, "/", NOON)
    query, binding = idp.visit(away.url, ANN), away.binding.get_secret_value()
    finish(directory, here, query, binding, NOON)
    with pytest.raises(NotSignedIn, match="no sign-in of this browser"):
        finish(directory, here, query, binding, NOON)


def test_a_code_that_was_used_lets_nobody_in_with_a_new_state(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    away = start(directory, here, "/", NOON)
    used = idp.visit(away.url, ANN)
    finish(directory, here, used, away.binding.get_secret_value(), NOON)
    again = start(directory, here, "/", NOON)
    query = {**idp.visit(again.url, ANN), "code": used["code"]}
    with pytest.raises(NotBelieved, match=r"does not take the code \(invalid_grant\)"):
        finish(directory, here, query, again.binding.get_secret_value(), NOON)


def test_the_code_of_another_sign_in_is_worthless(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    attackers, victims = (start(directory, here, "/", NOON) for _ in range(2))
    stolen = idp.visit(attackers.url, ANN)["code"]
    query = {**idp.visit(victims.url, ANN), "code": stolen}
    with pytest.raises(NotBelieved, match="invalid_grant"):
        finish(directory, here, query, victims.binding.get_secret_value(), NOON)


@pytest.mark.parametrize("binding", ["", "another browser's"])
def test_another_browser_cannot_finish_and_uses_the_attempt_up(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, binding: str
) -> None:
    away = start(directory, here, "/", NOON)
    query = idp.visit(away.url, ANN)
    with pytest.raises(NotSignedIn, match="no sign-in of this browser"):
        finish(directory, here, query, binding, NOON)
    with pytest.raises(NotSignedIn):
        finish(directory, here, query, away.binding.get_secret_value(), NOON)


def test_who_takes_too_long_begins_anew(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    away = start(directory, here, "/", NOON)
    with pytest.raises(NotSignedIn, match="too late"):
        finish(directory, here, idp.visit(away.url, ANN), away.binding.get_secret_value(), NOON + LIFE)


@pytest.mark.parametrize("named", ["https://evil.example.com", ""])
def test_an_answer_of_another_provider_is_known_for_what_it_is(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, named: str
) -> None:
    away = start(directory, here, "/", NOON)
    query = idp.visit(away.url, ANN) | {"iss": named}
    with pytest.raises(NotBelieved, match="another service"):
        finish(directory, here, query, away.binding.get_secret_value(), NOON)
    assert "/realms/acme/token" not in idp.asked


def test_a_provider_that_always_names_itself_has_to(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    away = start(directory, here, "/", NOON)
    query = idp.visit(away.url, ANN)
    del query["iss"]
    with pytest.raises(NotBelieved, match="another service"):
        finish(directory, here, query, away.binding.get_secret_value(), NOON)


def test_a_provider_that_does_not_name_itself_is_believed_by_its_token(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    idp.said = {"authorization_response_iss_parameter_supported": None}
    away = start(directory, here, "/", NOON)
    query = idp.visit(away.url, ANN)
    del query["iss"]
    assert finish(directory, here, query, away.binding.get_secret_value(), NOON).user.roles == ("finance",)


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example.com", "//evil.example.com", "/\\evil.example.com", "\\\\evil", "javascript:alert(1)", "",
        "evil", "/ok\r\nSet-Cookie: a=b", "/\t/evil.example.com", "/" + "x" * 600,
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_afterwards(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, place: str
) -> None:
    assert signed_in(directory, here, idp, place=place).place == "/"


@given(st.text(max_size=20) | st.from_regex(r"[/\\\\?#:@a-z.%\t\r\n ]{0,12}", fullmatch=True))
def test_no_place_leads_off_this_service(place: str) -> None:
    home = "https://sowcheck.example.com"
    assert urlsplit(urljoin(f"{home}/v1/session/oidc/callback", own_place(place))).netloc == "sowcheck.example.com"
    assert own_place(place) in (place, "/")


def test_a_refusal_there_is_told_without_its_words(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    away = start(directory, here, "/", NOON)
    state = idp.visit(away.url, ANN)["state"]
    query = {"error": "access_denied", "error_description": "<b>call +1 555</b>", "state": state, "iss": idp.issuer}
    with pytest.raises(NotSignedIn, match=r"did not sign you in \(access_denied\)") as refused:
        finish(directory, here, query, away.binding.get_secret_value(), NOON)
    assert "555" not in str(refused.value) + "".join(audit(directory))


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example.com"},
        {"token_endpoint": "http://evil.example.com/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_provider_that_publishes_nonsense_is_not_used(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, said: dict[str, Any]
) -> None:
    idp.said = said
    with pytest.raises(ProviderUnavailable, match="The sign-in service"):
        start(directory, here, "/", NOON)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, b"down"), ProviderUnavailable),
        ((200, b"no json"), ProviderUnavailable),
        ((200, b"[]"), ProviderUnavailable),
        ((200, b"{}"), NotBelieved),
        ((200, b'{"id_token": "a.b.c"}'), NotBelieved),
        ((200, b'{"id_token": "' + b"a" * 200_000 + b'"}'), NotBelieved),
        ((302, b"{}"), NotBelieved),
    ],
)
def test_whatever_the_token_endpoint_says_is_one_clear_error(
    directory: SqlDirectory, here: Provider, idp: OidcProvider, answer: tuple[int, bytes], error: type[SowcheckError]
) -> None:
    idp.token_answer = answer
    with pytest.raises(error):
        signed_in(directory, here, idp)


def test_of_the_keys_that_are_published_those_count_that_can_sign(idp: OidcProvider) -> None:
    good = idp.key.as_dict(private=True) | {"x5c": ["MIIC"], "issuer": "https://x", "use": "sig"}
    curve = ECKey.generate_key("P-256", {"kid": "k-ec"}).as_dict(private=False)
    others = [
        RSAKey.generate_key(2048, {"kid": "enc", "use": "enc", "alg": "RSA-OAEP"}).as_dict(private=False),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"},
        {"kty": "AKP", "kid": "newer", "alg": "ML-DSA-44", "pub": "x"},
        {"kty": "EC", "crv": "P-999", "x": "a", "y": "b"},
        {"kty": "RSA", "n": "sXch", "e": "AQAB", "kid": "short"},
        {"kty": "RSA"},
        7,
    ]
    found = key_set({"keys": [*others, good, curve]})
    assert [(each.kid, each.is_private) for each in found.keys] == [("k-1", False), ("k-ec", False)]
    for listed in (None, [], "x", others):
        with pytest.raises(ProviderUnavailable, match="no key"):
            key_set({"keys": listed})


def test_a_provider_that_fails_is_left_alone_for_a_while(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    idp.said = {"issuer": "https://evil.example.com"}
    for seconds, asked in ((0, 1), (9, 1), (10, 2)):
        with pytest.raises(ProviderUnavailable):
            start(directory, here, "/", NOON + dt.timedelta(seconds=seconds))
        assert len(idp.asked) == asked
    idp.said = {}
    start(directory, here, "/", NOON + dt.timedelta(seconds=20))


def test_nobody_waits_long_while_a_provider_takes_its_time(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    idp.patience = threading.Event()
    try:
        with ThreadPoolExecutor(3) as crew:
            first = crew.submit(start, directory, here, "/", NOON)
            while not idp.asked:
                time.sleep(0.01)
            began = time.monotonic()
            with pytest.raises(ProviderUnavailable, match="takes long"):
                start(directory, here, "/", NOON)
            assert time.monotonic() - began < 4
            idp.patience.set()
            assert first.result().url
    finally:
        idp.patience = None


def test_a_provider_that_is_down_is_one_clear_error(directory: SqlDirectory) -> None:
    provider = OidcProvider(NOON.timestamp)
    provider.__enter__()
    provider.close()
    with pytest.raises(ProviderUnavailable, match="does not answer"):
        start(directory, Provider(settings(provider)), "/", NOON)


def test_a_client_with_a_wrong_secret_is_told_so_without_it(directory: SqlDirectory, idp: OidcProvider) -> None:
    with pytest.raises(NotBelieved, match="invalid_client") as refused:
        signed_in(directory, Provider(settings(idp, secret=SecretStr("planted-wrong"))), idp)
    assert "planted" not in str(refused.value) + "".join(audit(directory))


def test_groups_deeper_in_the_token_are_found(directory: SqlDirectory, idp: OidcProvider) -> None:
    nested = Provider(settings(idp, groups_claim="realm_access.roles"))
    back = signed_in(directory, nested, idp, {"sub": "s-1", "realm_access": {"roles": ["sow-admins"]}})
    assert back.user.roles == ("admin",)
    flat = Provider(settings(idp, groups_claim="https://acme.example.com/groups"))
    back = signed_in(directory, flat, idp, {"sub": "s-2", "https://acme.example.com/groups": "sow-finance"})
    assert back.user.roles == ("finance",)


def test_a_secret_may_have_any_characters(directory: SqlDirectory, idp: OidcProvider) -> None:
    idp.client, idp.secret = "sow check:1", "s3cret/with+odd:chars&=% ~é"
    odd = settings(idp, client_id=idp.client, secret=SecretStr(idp.secret))
    assert signed_in(directory, Provider(odd), idp).user.roles == ("finance",)


def test_a_token_may_be_signed_with_either_padding(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    idp.algorithm = "PS256"
    assert signed_in(directory, here, idp).user.roles == ("finance",)


def test_groups_that_the_token_leaves_out_are_asked_for(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    idp.kept_back = frozenset({"groups", "name"})
    back = signed_in(directory, here, idp)
    assert (back.user.roles, back.user.name) == (("finance",), "Ann Okoro")
    idp.kept_back = frozenset()
    idp.asked.clear()
    signed_in(directory, here, idp)
    assert "/realms/acme/userinfo" not in idp.asked, "a token that says the groups is enough"


def test_groups_of_somebody_else_are_not_taken(directory: SqlDirectory, here: Provider, idp: OidcProvider) -> None:
    idp.kept_back, idp.userinfo = frozenset({"groups"}), {"sub": "s-2"}
    with pytest.raises(NotBelieved, match="somebody else"):
        signed_in(directory, here, idp)
    assert directory.users() == []


def test_a_provider_without_more_to_tell_is_taken_by_its_token(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    idp.kept_back, idp.said = frozenset({"groups"}), {"userinfo_endpoint": None}
    with pytest.raises(NoRole):
        signed_in(directory, here, idp)


def test_groups_that_are_too_many_for_a_token_are_told(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    person = {"sub": "s-1", "_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://x"}}}
    with pytest.raises(TooManyGroups, match="so many groups"):
        signed_in(directory, here, idp, person)


def test_groups_that_make_a_token_too_large_are_told(
    directory: SqlDirectory, here: Provider, idp: OidcProvider
) -> None:
    names = [f"CN={'x' * 290},{number}" for number in range(400)]
    assert signed_in(directory, here, idp, {"sub": "s-1", "groups": [*names[:199], "sow-finance"]}).user.roles
    with pytest.raises(NotBelieved, match="hundreds of groups"):
        signed_in(directory, here, idp, {"sub": "s-1", "groups": [*names, "sow-finance"]})


def test_an_address_does_not_fill_the_table(
    directory: SqlDirectory, here: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "ADDRESS_FREE", 3)
    for _ in range(3):
        start(directory, here, "/", NOON, "192.0.2.7")
    with pytest.raises(TooManyAttempts):
        start(directory, here, "/", NOON, "192.0.2.7")
    start(directory, here, "/", NOON, "192.0.2.8")
    assert directory.sweep(NOON + LIFE) == 4
    assert directory.sweep(NOON + lockout.ADDRESS_TIME) == 2


def test_what_belongs_to_a_sign_in_is_not_shown(directory: SqlDirectory, here: Provider) -> None:
    away = start(directory, here, "/", NOON)
    assert away.binding.get_secret_value() not in repr(away)
    assert SECRET not in repr(here.settings) + str(vars(here))


FILE = """
[oidc]
issuer = "https://login.example.com/realms/acme"
client_id = "sowcheck"
redirect = "https://sowcheck.example.com/v1/session/oidc/callback"
[oidc.groups]
"sow-finance" = ["finance"]
"""


def test_a_file_of_settings_is_read(tmp_path: Path) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(FILE)
    found = load_oidc(file, SecretStr(SECRET))
    assert (found.scopes, found.groups) == (("openid", "profile", "email"), {"sow-finance": ("finance",)})
    assert SECRET not in found.model_dump_json()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[oidc", "[saml"), "has no table"),
        (("issuer = ", "issuer "), "is not TOML"),
        (("https://login", "http://login"), "oidc.issuer: give an address that begins with https://"),
        (('["finance"]', '["boss"]'), "oidc.groups.sow-finance.0"),
        (('client_id = "sowcheck"', 'client_id = ""'), "oidc.client_id"),
        (('client_id = "sowcheck"', 'client_id = "s"\nclient_secret = "planted"'), "holds a secret"),
        (('client_id = "sowcheck"', 'client_id = "s"\nclientid = 7'), "oidc.clientid"),
    ],
)
def test_a_fault_in_a_file_of_settings_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(FILE.replace(*change))
    with pytest.raises(UnreadableInput) as refused:
        load_oidc(file, SecretStr(SECRET))
    assert message in str(refused.value)
    assert "planted" not in str(refused.value)


def test_a_secret_that_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(FILE)
    with pytest.raises(UnreadableInput, match="secret of the client is missing"):
        load_oidc(file, None)
    file.write_text(FILE.replace("[oidc.groups]", 'authentication = "none"\n[oidc.groups]'))
    assert load_oidc(file, None).authentication == "none"
