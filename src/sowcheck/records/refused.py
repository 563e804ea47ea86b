"""Payloads that are known and are not records: events, envelopes, and what other programs send to a PSA."""

from collections.abc import Callable

from sowcheck.records.payload import Json, Table

_SNAPSHOT = "Give an export of the record itself, such as the answer to a REST query."
_SIGNING = (
    "Give the message with its envelope, agreement or document in it, or what the service answers when asked for that."
)


def refusal(payload: Json | Table) -> tuple[str, str] | None:
    """What the payload is and what to give instead, or None if it may be a record."""
    if isinstance(payload, Table):
        return None
    first = payload[0] if isinstance(payload, list) and payload else payload
    if not isinstance(first, dict):
        return None
    return next(((what, hint) for what, is_it, hint in _KNOWN if is_it(first)), None)


def _is_change_event(top: dict[str, Json]) -> bool:
    payload = top.get("payload")
    return isinstance(payload, dict) and "ChangeEventHeader" in payload


def _is_platform_event(top: dict[str, Json]) -> bool:
    return "schema" in top and isinstance(top.get("payload"), dict) and isinstance(top.get("event"), dict)


def _is_bare_docusign(top: dict[str, Json]) -> bool:
    """A message that names an envelope and does not carry it."""
    data = top.get("data")
    holders = [top, data] if isinstance(data, dict) else [top]
    carried = "status" in top or any(isinstance(holder.get("envelopeSummary"), dict) for holder in holders)
    return not carried and any("envelopeId" in holder or "envelopeSummary" in holder for holder in holders)


def _is_bare_adobe_sign(top: dict[str, Json]) -> bool:
    """A webhook without its agreement."""
    return "webhookNotificationId" in top and not isinstance(top.get("agreement"), dict)


def _is_bare_pandadoc(top: dict[str, Json]) -> bool:
    """An event of a document that does not carry the document's status."""
    event, data = top.get("event"), top.get("data")
    status = data.get("status") if isinstance(data, dict) else None
    is_event = isinstance(event, str) and event.startswith(("document_", "recipient_", "quote_"))
    return is_event and not str(status or "").startswith("document.")


def _is_hubspot_event(top: dict[str, Json]) -> bool:
    return "subscriptionType" in top or ("eventId" in top and "portalId" in top)


def _is_cloud_event(top: dict[str, Json]) -> bool:
    return "specversion" in top and "source" in top


def _is_dynamics_event(top: dict[str, Json]) -> bool:
    return "InputParameters" in top and "PrimaryEntityName" in top


def _is_own_report(top: dict[str, Json]) -> bool:
    return str(top.get("schema", "")).startswith("sowcheck.")


def _is_composite_request(top: dict[str, Json]) -> bool:
    return isinstance(top.get("compositeRequest"), list)


def _is_salesforce_error(top: dict[str, Json]) -> bool:
    return set(top) >= {"errorCode", "message"}


def _is_api_error(top: dict[str, Json]) -> bool:
    return top.get("status") == "error" or (set(top) == {"error"} and isinstance(top["error"], dict))


_KNOWN: tuple[tuple[str, Callable[[dict[str, Json]], bool], str], ...] = (
    ("a Salesforce change event, which holds changed fields only", _is_change_event, _SNAPSHOT),
    ("a Salesforce platform event", _is_platform_event, _SNAPSHOT),
    ("a DocuSign message without its envelope", _is_bare_docusign, _SIGNING),
    ("an Adobe Acrobat Sign message without its agreement", _is_bare_adobe_sign, _SIGNING),
    ("a HubSpot webhook, which holds changed properties only", _is_hubspot_event, _SNAPSHOT),
    ("a CloudEvent", _is_cloud_event, _SNAPSHOT),
    ("a Dynamics 365 event", _is_dynamics_event, _SNAPSHOT),
    ("a report of this program", _is_own_report, _SNAPSHOT),
    ("a PandaDoc message without its document", _is_bare_pandadoc, _SIGNING),
    ("a Salesforce composite request, which writes records", _is_composite_request, _SNAPSHOT),
    ("an error answer of Salesforce", _is_salesforce_error, "Repeat the query and save its answer."),
    ("an error answer of an API", _is_api_error, "Repeat the request and save its answer."),
)
