"""What a case is linked with: its deal, the records and the envelopes that it knows of, each with its system."""

import hashlib

from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import ENVELOPE
from sowcheck.records.ids import is_salesforce_id, one_spelling

_LONGEST = 200


def link(system: str, name: str) -> str:
    """Such as "salesforce:006…". A name that no system would give, for its length or its characters, stands as its hash."""
    usual = len(name) <= _LONGEST and name.isprintable()
    return f"{system}:{name}" if usual else f"{system}:{hashlib.sha256(name.encode()).hexdigest()}"


def link_of_reference(reference: str) -> str:
    """What a sender calls the deal; the ids of Salesforce are known by their form."""
    name = one_spelling(reference)
    return link("salesforce" if is_salesforce_id(name) else "reference", name)


def links_of(case: CaseFile) -> frozenset[str]:
    """Everything whose news concern the case."""
    records = {link(each.system, id_) for each in case.snapshots for id_ in (*each.deals, *each.ids)}
    envelopes = case.envelopes | {each.envelope for each in case.snapshots if each.envelope}
    named = {link(ENVELOPE, each) for each in envelopes}
    return frozenset({link_of_reference(case.reference), *case.heard, *records, *named})
