"""Which cases an event of another system concerns."""

from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import Incoming
from sowcheck.gate.life import BEFORE_RELEASE, DROPPED
from sowcheck.gate.links import link
from sowcheck.service.site import Site
from sowcheck.store.paging import cases_among


def cases_about(site: Site, said: Incoming, about: str) -> list[CaseFile]:
    """Those that are linked with a deal or an envelope; for a deal also those whose sender calls it by its bare id.

    Args:
        site: Where cases are kept.
        said: The event.
        about: The deal or envelope with its system, such as "salesforce:006…".
    """
    store = site.store
    found = store.linked(about)
    if not found and said.crm is None and said.subject is not None and not said.kind.startswith("envelope"):
        systems = site.rules.mapping.systems
        found = [each for system in systems for each in store.linked(link(system, said.subject))]
    if said.kind == "deal_won":
        # Papers may have begun a case of the deal whose records nobody has looked through yet.
        assert said.subject is not None
        called = set(store.linked(link("reference", said.subject))) - set(found)
        found = [*found, *(each for each in sorted(called) if not _is_other(store.load(each).case, said))]
    return [store.load(each).case for each in found]


def cases_to_tell(site: Site, said: Incoming, about: str) -> list[CaseFile]:
    """Those that may hear of it: of what is said about everything, each of the system that is not released yet."""
    if not said.is_about_everything:
        return [each for each in cases_about(site, said, about) if each.state not in DROPPED]
    of_system = cases_among(site.store, site.store.linked(f"{said.crm}:"), unfinished=True)
    return [case for case, _ in of_system if case.state in BEFORE_RELEASE]


def _is_other(case: CaseFile, said: Incoming) -> bool:
    """Whether a case is known to be about a deal of another id or system."""
    deals = {deal for each in case.snapshots for deal in each.deals}
    systems = {about.partition(":")[0] for about in case.heard}
    return bool(deals - {said.subject}) or bool(systems - {said.crm or "crm"})
