"""From a message to what happened, whoever sent it."""

import datetime as dt
from collections.abc import Collection

from pydantic import ValidationError

from sowcheck.core.incoming import Incoming
from sowcheck.intake import cloud, docusign, hubspot, salesforce
from sowcheck.intake.message import BadEvent, Message
from sowcheck.intake.senders import Secrets, verify_docusign, verify_hubspot

KNOWN = "CloudEvents, Salesforce change events, HubSpot webhooks and DocuSign Connect are known."


def incoming(
    message: Message, secrets: Secrets, now: dt.datetime, won_stages: Collection[str] = ("closedwon",)
) -> tuple[Incoming, ...]:
    """Everything that a message says has happened.

    HubSpot and DocuSign are told by their signatures; the others by whoever may call this, which is the caller's to check.

    Args:
        message: The request.
        secrets: What senders sign with.
        now: In UTC.
        won_stages: HubSpot's ids of the stages in which a deal is won.

    Raises:
        BadEvent: the body is no event that is known.
        Unverified: HubSpot's or DocuSign's signature is missing, old or does not fit.
    """
    try:
        if cloud.is_cloud_event(message):
            return tuple(cloud.incoming_of(message))
        body = message.json_body()
        match body:
            case [{"subscriptionType": _}, *_]:
                verify_hubspot(message, secrets, now)
                if len(body) > hubspot.MOST:
                    raise BadEvent(f"{len(body)} changes came at once.", hint=f"HubSpot sends at most {hubspot.MOST}.")
                changes = [hubspot.Change.model_validate(change) for change in body]
                return tuple(said for change in changes for said in hubspot.incoming_of(change, won_stages))
            case _ if salesforce.is_change_event(body):
                return tuple(salesforce.incoming_of(body))
            case {"event": _, "data": {"envelopeId": _} | {"accountId": _}}:
                verify_docusign(message, secrets)
                return (docusign.incoming_of(docusign.Connect.model_validate(body)),)
            case _:
                raise BadEvent("The body is no event of a known form.", hint=KNOWN)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadEvent(f"The event is not whole: {where}: {first['msg']}", hint=KNOWN) from error
